"""Files in and out: a region's folder of plain files (docs/region-files.md)."""
