"""The second wall, behind the role checks of the pages: which role of the database may touch which rows of which table.

One line a table, in ``TABLES``. From it come the grants and the policies of row-level security, which are raised after the migrations
wherever they have changed. ``acting`` says in each transaction who acts. What each role is for:

preclear_app        logs in for the node; may do nothing but take up one of these
preclear_node       the node's own work: sees every row; changes no write-once row, no table, no right
preclear_retention  masks and deletes what is over
preclear_finder     looks people up across all sites, reading alone
preclear_officer    bound by row to duties and sites                preclear_carrier  bound by row to what is its own
preclear_door       nobody yet: looks up keys and sessions
the owner           migrates; is whoever ``database_owner_url`` logs in as. Not bound by policies, and not used after the start
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from preclear.errors import SettingsError
from preclear.inspection import SEE_TRAVELLERS
from preclear.store.acting import APPLICATION, ROLES

EXEMPT = ("preclear_node", "preclear_retention", "preclear_finder")  # from row-level security: they see every row of what they may read

ONCE, KEPT, FREE, LAW = "once", "kept", "free", "law"  # written once; changed, never deleted; deleted too; changed by migrations alone
FOUND = SEE_TRAVELLERS - {"intake"}  # duties that see what was found about travellers


def _duty(duties: frozenset[str]) -> str:
    return f"(SELECT on_duty('{{{','.join(sorted(duties))}}}'))"


_EVERYWHERE = "(SELECT at_every_site())"
_ADMINISTERS = _duty(frozenset({"administrator"}))


def at_voyage(duties: frozenset[str], column: str = "voyage_id", *, none: bool = False) -> str:
    """Rows of a voyage that the officer sees; ``none``: and rows of no voyage."""
    no_voyage = f" OR {column} IS NULL" if none else ""
    return f"{_duty(duties)} AND ({_EVERYWHERE}{no_voyage} OR EXISTS (SELECT FROM voyage wall WHERE wall.id = {column}))"


def under(parent: str, column: str) -> str:
    """Rows of what was found, under a row that the officer sees."""
    return f"{_duty(FOUND)} AND ({_EVERYWHERE} OR EXISTS (SELECT FROM {parent} wall WHERE wall.id = {column}))"


SEEN_AT_VOYAGE = at_voyage(SEE_TRAVELLERS)
FOUND_AT_VOYAGE = at_voyage(FOUND)
OWN = f"(officer_id = (SELECT acting_officer()) OR {_ADMINISTERS})"
AT_SITES = f"{_duty(SEE_TRAVELLERS)} AND ({_EVERYWHERE} OR ARRAY[departure, arrival] && (SELECT acting_sites()))"
EVERY = ""  # every officer: nothing about travellers
NOBODY = "-"  # no officer at all: the node's own


@dataclass(frozen=True, slots=True)
class Table:
    """What one table is to the walls."""

    writes: str  # ONCE, KEPT, FREE or LAW
    rows: str = EVERY  # which rows an officer sees and writes, as SQL; EVERY or NOBODY
    moves: Sequence[str] = ()  # columns of a table that is written ONCE which a trigger lets change, or that a row is held by
    officers: str | None = None  # less than ``writes`` for officers: ONCE or LAW (they only read)
    carrier: str = ""  # which rows a carrier sees, as SQL; none
    carrier_moves: Sequence[str] = ()  # columns that a carrier may change
    door: str = ""  # what may be done before anybody is known: "SELECT, UPDATE"
    checked: str = ""  # which rows an officer may write, where that is less than ``rows``


_AT_VOYAGE = "EXISTS (SELECT FROM voyage wall WHERE wall.id = voyage_id)"
_OWN_CARRIER = "carrier_id = (SELECT acting_carrier())"
_OF_COURSE = under("encounter", "encounter_id")
_OF_GOODS = under("goods", "goods_id")

TABLES: Mapping[str, Table] = {
    # who sends, who decides, how they come in
    "carrier": Table(KEPT, checked=_ADMINISTERS, carrier="id = (SELECT acting_carrier())", door="SELECT"),
    "carrier_key": Table(KEPT, _ADMINISTERS, door="SELECT, UPDATE (used_at)"),
    "outside_system": Table(KEPT, checked=_ADMINISTERS, door="SELECT"),
    "outside_key": Table(KEPT, _ADMINISTERS, door="SELECT, UPDATE (used_at)"),
    "outside_pace": Table(FREE, NOBODY, door="SELECT, INSERT, UPDATE"),
    "officer": Table(KEPT, checked=f"(id = (SELECT acting_officer()) OR {_ADMINISTERS})", door="SELECT, INSERT, UPDATE"),
    "session": Table(FREE, OWN, door="SELECT, INSERT, UPDATE, DELETE"),
    "officer_code": Table(FREE, OWN, door="SELECT, INSERT, UPDATE"),
    "officer_passkey": Table(FREE, OWN, door="SELECT, INSERT, UPDATE"),
    "officer_recovery": Table(FREE, OWN, door="SELECT, INSERT, UPDATE, DELETE"),
    "sign_in": Table(FREE, OWN, door="SELECT, INSERT, UPDATE, DELETE"),
    "sign_in_failure": Table(FREE, door="SELECT, INSERT, DELETE"),  # keyed digests
    # what is said of places, lists and rules; nothing about travellers
    "place": Table(KEPT),
    "site_state": Table(ONCE),
    "site_ground": Table(ONCE),
    "conveyance_stay": Table(KEPT),
    "schedule_row": Table(KEPT),
    "list_source": Table(KEPT),
    "list_edition": Table(KEPT),
    "list_entry": Table(ONCE),
    "rule_version": Table(ONCE, moves=("state",)),
    "rule_move": Table(LAW),
    "rule_step": Table(ONCE),
    "rule_file": Table(FREE),
    "rule_set": Table(ONCE),
    "rule_count": Table(FREE, officers=LAW),
    "threshold": Table(ONCE),
    "threshold_price": Table(KEPT),
    "back_test": Table(KEPT),
    # what was received
    "raw_message": Table(KEPT, _duty(SEE_TRAVELLERS), carrier=_OWN_CARRIER),  # of no voyage before it is read; sealed
    "bag": Table(ONCE, _duty(FOUND)),  # joined to a voyage by rules, when they are looked at
    "voyage": Table(FREE, AT_SITES, officers=KEPT, carrier=_OWN_CARRIER),  # two that turn out to be one become one
    "voyage_key": Table(KEPT, SEEN_AT_VOYAGE),
    "manifest": Table(KEPT, SEEN_AT_VOYAGE),
    "mention": Table(KEPT, SEEN_AT_VOYAGE),
    "booking": Table(KEPT, FOUND_AT_VOYAGE),
    "silence": Table(KEPT, AT_SITES),
    "silence_watch": Table(KEPT),
    # the people, and what was found
    "traveller": Table(KEPT, SEEN_AT_VOYAGE),
    "hit": Table(KEPT, under("traveller", "traveller_id")),
    "basis": Table(ONCE),
    "assessment": Table(ONCE, under("manifest", "manifest_id")),
    "shadow_fired": Table(ONCE, under("assessment", "assessment_id")),
    "known_false_match": Table(FREE, _duty(FOUND), officers=KEPT),
    "raised_hit": Table(KEPT, _duty(FOUND)),
    "raised_met": Table(FREE, FOUND_AT_VOYAGE),
    "raised_said": Table(ONCE, _duty(FOUND)),
    # officers' work
    "referral": Table(KEPT, SEEN_AT_VOYAGE),
    "draft": Table(FREE, under("referral", "referral_id")),
    "decision": Table(ONCE, under("referral", "referral_id")),
    "directive": Table(KEPT, SEEN_AT_VOYAGE),
    "voyage_tally": Table(FREE),  # counts alone
    "answer": Table(
        KEPT,
        at_voyage(SEE_TRAVELLERS, none=True),
        carrier=_OWN_CARRIER,
        carrier_moves=("sent_at", "attempts", "next_attempt_at", "acknowledged_at", "escalated_at", "rejected_at", "refusal"),
    ),
    "alarm_end": Table(ONCE, at_voyage(SEE_TRAVELLERS, none=True), moves=("voyage_id",)),
    "lookout": Table(KEPT, _duty(FOUND | {"list_owner"})),
    "note": Table(ONCE, FOUND_AT_VOYAGE, moves=("voyage_id", "key", "seen_at")),
    "attachment": Table(ONCE, under("note", "note_id")),
    "inquiry": Table(KEPT, _duty(FOUND)),
    "inquiry_run": Table(KEPT, _duty(FOUND)),
    # at a site
    "encounter_state": Table(LAW),
    "encounter_step": Table(LAW),
    "encounter_act_remaining": Table(LAW),
    "custody_step": Table(LAW),
    "encounter": Table(
        ONCE,
        f"{_duty(FOUND)} AND ({_EVERYWHERE} OR site = ANY ((SELECT acting_sites())::text[]) OR {_AT_VOYAGE})",
        moves=("voyage_id", "key", "traveller_id"),
    ),
    "encounter_taken": Table(ONCE, _OF_COURSE),
    "encounter_act": Table(ONCE, _OF_COURSE),
    "goods": Table(ONCE, _OF_COURSE, moves=("tag",)),  # to be held while its custody changes: its trigger refuses every change
    "custody_notice": Table(ONCE, _OF_GOODS),
    "custody_moved": Table(ONCE, _OF_GOODS),
    "declaration": Table(ONCE, FOUND_AT_VOYAGE, moves=("voyage_id", "key")),
    "complaint": Table(ONCE, _OF_COURSE),
    # what happened, and what is to go
    "event": Table(ONCE, door="INSERT"),
    "event_waiting": Table(FREE, NOBODY),
    "leaf": Table(ONCE, officers=LAW),
    "subtree": Table(ONCE, officers=LAW),
    "checkpoint": Table(ONCE, officers=LAW),
    "erasure": Table(LAW),  # whoever may write here may delete: preclear_retention alone
    "legal_hold": Table(KEPT, _duty(FOUND)),
    "unmasking_order": Table(KEPT, _duty(FOUND)),
    "sealed_original": Table(LAW, FOUND_AT_VOYAGE, moves=("voyage_id",)),
    "retention_state": Table(LAW),
    "yearly_figure": Table(LAW),
    # of the database itself
    "migration": Table(LAW, NOBODY),
    "wall": Table(LAW, NOBODY),
}
OF_RETENTION = frozenset({"sealed_original", "retention_state", "yearly_figure"})  # which it alone writes
FOUND_BY = ("traveller", "voyage", "directive", "booking")  # what the finder reads

WRITES = {ONCE: "SELECT, INSERT", KEPT: "SELECT, INSERT, UPDATE", FREE: "SELECT, INSERT, UPDATE, DELETE", LAW: "SELECT"}

FUNCTIONS = """
CREATE OR REPLACE FUNCTION on_duty(any_of text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(string_to_array(current_setting('preclear.duties', true), ',') && any_of, false) $$;
CREATE OR REPLACE FUNCTION at_every_site() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(current_setting('preclear.sites', true) = '*', false) $$;
CREATE OR REPLACE FUNCTION acting_sites() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT string_to_array(current_setting('preclear.sites', true), ',') $$;
CREATE OR REPLACE FUNCTION acting_officer() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('preclear.officer', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION acting_carrier() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('preclear.carrier', true), '') $$;
"""

# What writes for whoever set it off: an event waits for the tree without anybody having a right to the queue.
TRIGGERS = ("let_events_wait",)


def roles_sql(login: str = APPLICATION, *, new: bool = True) -> str:
    """Return what an administrator of the server runs once where the node's own user may make no roles; ``login`` is the node's user."""
    lines = [f"CREATE ROLE {role} NOLOGIN{' BYPASSRLS' if role in EXEMPT else ''};" for role in ROLES]
    lines += [f"CREATE ROLE {login} LOGIN NOINHERIT;"] if new else []
    return "\n".join([*lines, f"GRANT {', '.join(ROLES)} TO {login};"])


def statements(tables: Sequence[str], views: Sequence[str]) -> tuple[str, ...]:
    """Return what raises the walls around these tables and views, as far as ``TABLES`` knows them; the others stay the owner's alone."""
    everybody = ", ".join(ROLES)
    said = [
        FUNCTIONS,
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {everybody}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {everybody}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO preclear_node, preclear_officer",
    ]
    said += [f"ALTER FUNCTION {trigger}() SECURITY DEFINER SET search_path = public, pg_temp" for trigger in TRIGGERS]
    for view in views:
        said += [f"ALTER VIEW {view} SET (security_invoker = true)", f"GRANT SELECT ON {view} TO preclear_node, preclear_officer"]
    for name in tables:
        if name in TABLES:
            said += _around(name, TABLES[name])
    said += [f"GRANT SELECT ON {name} TO preclear_finder" for name in FOUND_BY if name in tables]
    if "erasure" in tables:
        said.append("GRANT INSERT, UPDATE (counts) ON erasure TO preclear_retention")
    return tuple(said)


def _around(name: str, table: Table) -> list[str]:
    """Return the statements for one table: grants, then which rows."""
    policies = _policies(name, table)
    former = [f"DROP POLICY IF EXISTS {policy} ON {name}" for policy in ("officer", "officer_writes", "carrier", "door")]
    security = f"ALTER TABLE {name} {'ENABLE' if policies else 'DISABLE'} ROW LEVEL SECURITY"
    return [*_grants(name, table), *former, security, *policies]


def _grants(name: str, table: Table) -> list[str]:
    of_retention = WRITES[LAW if table.writes == LAW and name not in OF_RETENTION else FREE]
    officers = None if table.rows == NOBODY else WRITES[table.officers or table.writes]
    said = (
        (WRITES[table.writes], "preclear_node"),
        (of_retention, "preclear_retention"),
        (officers, "preclear_officer"),
        (_columns(table.moves), "preclear_node, preclear_officer"),
        ("SELECT" if table.carrier else None, "preclear_carrier"),
        (_columns(table.carrier_moves), "preclear_carrier"),
        ("INSERT" if name == "event" else None, "preclear_carrier"),
        (table.door, "preclear_door"),
    )
    return [f"GRANT {rights} ON {name} TO {role}" for rights, role in said if rights]


def _columns(moves: Sequence[str]) -> str | None:
    return f"UPDATE ({', '.join(moves)})" if moves else None


def _policies(name: str, table: Table) -> list[str]:
    said = []
    if table.rows not in {EVERY, NOBODY}:
        rows = f"USING ({table.rows}) WITH CHECK ({table.checked or table.rows})"
        said.append(f"CREATE POLICY officer ON {name} TO preclear_officer {rows}")
    elif table.checked:
        rows = f"USING ({table.checked}) WITH CHECK ({table.checked})"
        said.append(f"CREATE POLICY officer ON {name} FOR SELECT TO preclear_officer USING (true)")
        said.append(f"CREATE POLICY officer_writes ON {name} TO preclear_officer {rows}")
    if table.carrier:
        said.append(f"CREATE POLICY carrier ON {name} TO preclear_carrier USING ({table.carrier})")
    if said and table.door:
        said.append(f"CREATE POLICY door ON {name} TO preclear_door USING (true) WITH CHECK (true)")
    return said


def raise_walls(db: psycopg.Connection[Any]) -> bool:
    """Raise the walls where they are not as they should be, and return whether that was so. For the owner, after the migrations.

    Raises ``SettingsError`` where the roles are missing and this user may make none.
    """
    make_roles(db)
    tables, views = _there(db)
    said = statements(tables, views)
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()
    row = db.execute("SELECT digest FROM wall").fetchone()
    stands = db.execute("SELECT has_table_privilege('preclear_node', 'event', 'INSERT')").fetchone()  # not after a restore elsewhere
    if row == (digest,) and stands == (True,):
        return False
    with db.transaction():
        for one in said:
            db.execute(one)  # literal in the sense that matters: made of this module alone
        db.execute("INSERT INTO wall (digest) VALUES (%s) ON CONFLICT (one) DO UPDATE SET digest = excluded.digest", [digest])
    return True


def _there(db: psycopg.Connection[Any]) -> tuple[list[str], list[str]]:
    rows = db.execute(
        "SELECT relname, relkind::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND NOT relispartition"
        " AND relkind IN ('r', 'p', 'v') ORDER BY relname"
    ).fetchall()
    return [name for name, kind in rows if kind != "v"], [name for name, kind in rows if kind == "v"]


def make_roles(db: psycopg.Connection[Any]) -> None:
    """Make the roles that are missing. Raises ``SettingsError`` where this user may make none; says what its administrator is to run."""
    there = {name for (name,) in db.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s)", [list(ROLES)])}
    for role in ROLES:
        if role in there:
            continue
        kind = sql.SQL("NOLOGIN BYPASSRLS" if role in EXEMPT else "NOLOGIN")
        try:
            db.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), kind))
        except (psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
            continue  # another process made it just now
        except psycopg.errors.InsufficientPrivilege as error:
            raise SettingsError(
                f"the database has no role {role}, and the user of this address may not make it: let the server's administrator run what"
                " `preclear database roles` prints, once"
            ) from error


def make_login(db: psycopg.Connection[Any]) -> None:
    """Make the user as whom a node logs in to a server of its own, where need be."""
    if db.execute("SELECT FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone() is None:
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):  # another process made it just now
            db.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(sql.Identifier(APPLICATION)))


def let_in(db: psycopg.Connection[Any], login: str) -> None:
    """Let a user of the server take up the roles. Raises ``SettingsError`` where this user may not give them."""
    missing = [
        role
        for (role,) in db.execute(
            "SELECT role FROM unnest(%s::text[]) role WHERE NOT pg_has_role(%s, role, 'MEMBER')", [list(ROLES), login]
        )
    ]
    for role in missing:
        try:
            db.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(login)))
        except psycopg.errors.InternalError_:
            continue  # "tuple concurrently updated": another process gave it just now
        except psycopg.errors.InsufficientPrivilege as error:
            raise SettingsError(
                f"the user {login} is no member of {role}, and the owner of the database may not make it one: let the server's"
                " administrator run what `preclear database roles` prints, once"
            ) from error
