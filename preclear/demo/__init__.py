"""Synthetic carriers, people and lists: a node to look at, and messages with the truth beside them."""
