"""Specialist groups are told when more is asked of their medicines than usual."""
