"""Every place where personal data can stand is named, with what becomes of it: a new table or column that nobody named is found here."""

from __future__ import annotations

from preclear.retention import KINDS
from preclear.store import sql
from preclear.store.personal import TABLES, Holds

COLUMNS = """
SELECT c.table_name, array_agg(c.column_name::text)
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
 WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
   AND (c.udt_name IN ('text', 'varchar', 'bpchar', 'json', 'jsonb', 'bytea', 'xml', 'name', 'inet', 'cidr') OR c.udt_name LIKE '\\_%')
   AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = format('%I.%I', c.table_schema, c.table_name)::regclass)
 GROUP BY 1
"""
TIED = """
SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
 WHERE contype = 'f' AND confdeltype NOT IN ('c', 'n', 'd') AND connamespace = 'public'::regnamespace AND conparentid = 0
"""


def test_every_table_and_column_is_named(db):
    found = dict(db.execute(COLUMNS).fetchall())
    tables = {row[0] for row in db.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")}
    parts = {row[0] for row in db.execute("SELECT inhrelid::regclass::text FROM pg_inherits")}
    assert tables - parts == set(TABLES)
    named = {table: {*about.personal, *about.plain} for table, about in TABLES.items() if isinstance(about, Holds)}
    assert {table: set(found.get(table, ())) for table in named} == named


def test_every_kind_is_one_of_retention_or_says_what_it_goes_with():
    words = ("with ", "its own")
    for table, about in TABLES.items():
        if isinstance(about, Holds):
            kinds = about.kind.split(";")[0].replace(" or ", ", ").split(", ")
            assert all(kind in KINDS for kind in kinds) or about.kind.startswith(words), table


def test_deletion_names_every_table_whose_rows_hang_on_one_that_it_empties(db):
    """What is deleted takes nothing by surprise: whatever refers to a row of a person is deleted, or let go, by name."""
    said = " ".join(sql.load("retention").values())
    tied = {
        (child, parent)
        for child, parent in db.execute(TIED).fetchall()
        if isinstance(TABLES.get(parent), Holds) and not TABLES[parent].stays and parent != "officer"
    }
    assert {child for child, _ in tied if f"DELETE FROM {child}" not in said and f"UPDATE {child}" not in said} == set()
