"""Preclear: two countries clear people and goods before they reach the border.

Each folder is one idea of the border, under the word an officer uses. Imports run one way:
``web, cli, demo -> clearance -> store -> domain rooms -> manifest``. Start with ``preclear.clearance``, the procedure itself.
"""

__version__ = "0.1.0"
