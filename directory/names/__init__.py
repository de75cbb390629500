"""What a clinician types, and what they mean. The only user of rapidfuzz."""
