"""E-mail: letters to those who cannot be reached in chat."""
