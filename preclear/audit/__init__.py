"""What happened, by whom, to whom: the events that every step leaves."""
