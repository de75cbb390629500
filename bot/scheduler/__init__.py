"""What konsult does unasked, by the clock: duties, their leases and their triggers."""
