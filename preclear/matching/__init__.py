"""Travellers against entries: hits with a score and an explanation."""
