"""lakemedelsgrupper.csv: the specialist groups of a region's files, and what an import changes."""
