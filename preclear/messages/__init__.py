"""Bytes <-> manifest: the messages that carriers send, and the answers they get."""
