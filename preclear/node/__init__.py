"""A running node: its database, its sealing key, its lists and rules of this moment, and the work it does on its own."""

from preclear.node.indexes import again
from preclear.node.node import Node, database, signer, signers

__all__ = ["Node", "again", "database", "signer", "signers"]
