"""What a demo's node is given before it opens: carriers with keys, officers of each role, the fictional list."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from preclear import watchlist
from preclear.demo.lives import World
from preclear.demo.voyages import LINES
from preclear.demo.watchlist import SOURCE, TITLE, write
from preclear.node import Node
from preclear.store import carriers, lists, officers
from preclear.store.carriers import Carrier
from preclear.store.pool import Database
from preclear.watchlist import Source

BY = "demo"


@dataclass(frozen=True, slots=True)
class Post:
    """An officer of the demo, and what there is to try in that post."""

    login: str
    name: str
    roles: frozenset[str]
    language: str = "en"


POSTS: Sequence[Post] = (
    Post("adeyemi-strand", "Rónkẹ́ Adéyẹmí-Strand", frozenset({"primary"})),
    Post("tremblay-nguyen", "Océane Tremblay-Nguyễn", frozenset({"primary"}), "fr"),
    Post("whitecalf", "Darcy Whitecalf", frozenset({"secondary"})),
    Post("haddad-moreau", "Layla Haddad-Moreau", frozenset({"supervisor"})),
    Post("kim-osei", "Joon Ho Kim-Osei", frozenset({"supervisor"})),
    Post("oduya-lindqvist", "Achieng Oduya-Lindqvist", frozenset({"intake"})),
    Post("vigneswaran", "Selvarani Vigneswaran", frozenset({"analyst"})),
    Post("bergeron-tsui", "Mireille Bergeron-Tsui", frozenset({"rule_owner", "list_owner"}), "fr"),
    Post("papadakis", "Eleni Papadakis", frozenset({"approver"})),
    Post("saether", "Øystein Sæther", frozenset({"privacy"})),
    Post("hallgrimsdottir", "Sigríður Hallgrímsdóttir", frozenset({"auditor"})),
    Post("quinones", "Rubén Quiñones Zúñiga", frozenset({"administrator"})),
)


def furnish(node: Node, world: World, *, now: datetime) -> Mapping[str, str]:
    """Give a node what the demo needs and does not have yet, and return a key for each carrier."""
    with node.pool.connection() as db:
        _import_list(db, node.settings.data_folder, world, now)
        keys = {line: _key(db, line, now) for line in LINES}
        known = {officer.login for officer in officers.all_open(db)}
        for post in POSTS:
            if post.login not in known:
                officers.add(
                    db, post.login, secrets.token_urlsafe(), name=post.name, roles=post.roles, language=post.language, by=BY, now=now
                )
    node.reload()
    return keys


def _import_list(db: Database, folder: Path, world: World, now: datetime) -> None:
    """Import the list from a file, as any list is."""
    file = folder / f"{SOURCE}.csv"
    file.write_bytes(write(world.listed))
    for edition in watchlist.load(file, dated=now.date()):
        titled = replace(
            edition, source=Source(SOURCE, TITLE, "Northern Border Authority (fictional)", "none: everybody on it is invented")
        )
        lists.accept(db, titled, by=BY, now=now, shrunk=True)  # another world has other people


def _key(db: Database, line_id: str, now: datetime) -> str:
    line = LINES[line_id]
    if line_id not in {carrier.id for carrier in carriers.all_of_them(db)}:
        carrier = Carrier(
            id=line.id,
            name=line.name,
            mode=line.mode,
            answers=line.answers,
            referred=line.referred,
            answer_minutes=line.answer_minutes,
            contact=line.contact,
        )
        carriers.add(db, carrier, by=BY, now=now)
    return carriers.add_key(db, line_id, f"demo {now:%Y-%m-%d %H:%M}", by=BY, now=now)
