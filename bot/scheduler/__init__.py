"""What konsult does by the clock: the jobs, their leases and their triggers."""
