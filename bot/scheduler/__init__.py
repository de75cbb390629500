"""What konsult does unasked, by the clock: jobs, their leases and their triggers."""
