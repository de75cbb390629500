"""What is compiled when it is first used (adr/0023, adr/0043)."""
