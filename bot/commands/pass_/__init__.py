"""The parts of /pass: what is listed, and one file for each thing that can be done with a shift."""
