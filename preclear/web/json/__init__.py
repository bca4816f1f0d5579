"""The interface for carriers: messages in, answers out."""
