"""What a clinician types, and what she means. The only user of rapidfuzz."""
