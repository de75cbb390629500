"""Staffing: who belongs to a service, confirmed duties, and faults in rosters."""
