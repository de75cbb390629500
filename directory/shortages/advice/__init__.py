"""Advice of specialist groups on what to use while a medicine is short: written by one member,
approved by another, limited in time."""
