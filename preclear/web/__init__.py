"""The JSON interface for carriers and peers, and the workbench for officers."""
