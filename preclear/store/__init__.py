"""PostgreSQL, and only PostgreSQL: migrations and queries as plain SQL, one module for each room, rows that become domain records.

Every function takes the connection of the caller's transaction, so that what belongs together is saved together. Nothing here
reads a clock: instants are arguments.
"""
