"""Consultation hours as FHIR R4: Schedule and Slot, and how they are searched."""
