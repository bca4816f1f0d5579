"""Who is listed: sources, entries, dated editions, what changed between them."""
