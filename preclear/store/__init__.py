"""PostgreSQL: migrations, queries, one module a room."""
