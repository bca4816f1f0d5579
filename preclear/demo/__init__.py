"""Test messages with the truth beside them: invented people, a fictional list, carriers that do not exist, all made from a seed.

The same seed makes the same bytes on every platform. Nothing here is used by a node that serves a border.
"""
