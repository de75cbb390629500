"""What has happened, as it is counted and told afterwards."""
