"""Consultation hours: what specialists offer beside the on-call chain, and who has booked it.

The rules and what the store keeps. No command offers them to people yet.
"""
