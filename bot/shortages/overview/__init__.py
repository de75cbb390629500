"""The overview of shortages for specialist groups and coordinators: its lists, tables and chart."""
