"""The region's files on their way in."""
