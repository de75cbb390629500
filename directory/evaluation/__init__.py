"""How well questions are answered, counted on questions whose answers are known."""
