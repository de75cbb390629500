"""Drug shortages as the authority tells of them: rows of its file, the state of each pack, what has
changed between two files, and which file may be put in force."""
