"""The tests, room by room. A package, since others that are installed beside it carry one of this name."""
