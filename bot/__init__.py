"""The chat assistant: commands, platforms and the program around them."""
