"""What leaves konsult unasked: the outbox's worker, and the ways to a person."""
