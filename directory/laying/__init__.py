"""What was just written, laid on the parts that a process holds."""
