"""How well questions are answered, measured on questions with known answers."""
