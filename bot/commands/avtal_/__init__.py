"""The parts of /avtal: what is shown of agreements, and one file for each thing to do with one."""
