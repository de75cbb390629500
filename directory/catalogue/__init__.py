"""What a region consists of: units, people, services, specialties, roles and phones."""
