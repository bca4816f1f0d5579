"""What an operator sets: one TOML file, every key of which an environment variable ``PRECLEAR_<KEY>`` may override.

Secrets are not settings: a key of the file names where the secret lies, and the database's password may stay in the
environment or in PostgreSQL's own password file. ``docs/reference/settings.md`` is made from this module by ``reference``.
"""

# ruff: noqa: RUF009 - each `_key(...)` makes a dataclass field, as `field(...)` does

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from preclear.errors import SettingsError

PREFIX = "PRECLEAR_"
FILE = Path("preclear.toml")
ABOUT_THE_FILE = "PRECLEAR_SETTINGS"  # names the file itself, so it is no key in it
POLICIES = ("disparity", "goods", "powers", "retention", "rules", "sensitive", "weights")  # what a folder of policy may hold
SELF_CHECKS = ("key", "open", "off")
LEVELS = ("debug", "info", "warning", "error")


def _default_folder() -> Path:
    """The usual place for a program's data: of the machine for root, of the person for anybody else."""
    if os.geteuid() == 0:
        return Path("/var/lib/preclear")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "preclear"


def _key(default: Any, words: str, *, least: int | None = None, most: int | None = None) -> Any:
    """One key: its default (a function makes one that depends on the machine), what it does, and its bounds."""
    about = {"words": words, "least": least, "most": most}
    return field(default_factory=default, metadata=about) if callable(default) else field(default=default, metadata=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a node is told before it starts. Each key says in its metadata what it does."""

    database_url: str | None = _key(
        None, "A PostgreSQL 15 or later, as `postgresql://...`. Not set: the embedded server, in `data_folder`."
    )
    database_owner_url: str | None = _key(
        None,
        "The address of the same database for the user that owns its tables; used at the start, to migrate and to give rights. "
        "Not set: the user of `database_url` owns them, and could do more than a node needs.",
    )
    data_folder: Path = _key(
        _default_folder,
        "Where the node keeps what is not in the database: the sealing key, built indexes, the embedded server. "
        "Not set: `/var/lib/preclear` for root, else `~/.local/share/preclear`.",
    )
    key_file: Path | None = _key(
        None,
        "The key that seals raw messages; readable by its owner alone. "
        "Not set: `sealing.key` in `data_folder`, made when nothing has been sealed yet.",
    )
    policy_folder: Path | None = _key(
        None,
        "A folder of the node's own policy: `disparity/` (groups), `powers/`, `retention/` (how long each kind of record is kept), "
        "`rules/`, `sensitive/` (codes and words that are left out), `weights/`. "
        "Each of them that is there takes the place of what travels with the program.",
    )
    rules_by_files: bool = _key(
        True,
        "A changed file in the folder of rules is in force when the node starts, where nobody changed the rule in the workbench. "
        "`false`: it comes in as a draft, for an approver in the workbench; so the folder decides only at the very first start.",
    )
    registers_file: Path | None = _key(
        None,
        "A table (CSV) of what others hold: travel authorizations, visas, lost documents. Not set: nobody is asked, and rules that need it "
        "cannot be told.",
    )
    selection_key_file: Path | None = _key(
        None,
        "The secret from which random selection draws (32 bytes or more), readable by its owner alone; `preclear rules lots` shows what is "
        "made known of it. Not set: nobody is drawn.",
    )
    audit_key_file: Path | None = _key(
        None,
        "The key that signs checkpoints of the tree over all events; readable by its owner alone. "
        "Not set: `audit.key` in `data_folder`, made at the first start.",
    )
    audit_name: str = _key(
        "preclear.invalid/audit",
        "The name under which checkpoints are signed: a name that no other node has, as `node.border.example/audit`.",
    )
    checkpoint_seconds: int = _key(60, "How often the tree over all events is signed, where it has grown.", least=1, most=86_400)
    watch_folder: Path | None = _key(
        None, "Where carriers drop files: `CARRIER/incoming/`; answers appear in `CARRIER/outgoing/`. Not set: no folder is watched."
    )
    party: str = _key("USA", "The country whose node this is, as a three-letter code.")
    contact: str = _key(
        "CONTACT THE DUTY OFFICER OF THE BORDER AUTHORITY", "What a carrier is told to do about a person whom an officer must see."
    )
    host: str = _key("127.0.0.1", "The address to listen on.")
    port: int = _key(8080, "The port to listen on; 0 takes a free one.", least=0, most=65535)
    tls_certificate: Path | None = _key(
        None, "The certificate (PEM, with those between it and its authority) to answer over TLS with. Not set: a proxy in front ends TLS."
    )
    tls_key: Path | None = _key(None, "The key of that certificate (PEM); readable by its owner alone.")
    tls_client_ca: Path | None = _key(
        None,
        "Authorities (PEM) whose certificates clients must show, beside their key or password: for a port that only carriers reach. "
        "Not set: clients show none.",
    )
    connections: int = _key(12, "Connections to the database at most.", least=4, most=200)
    max_message_bytes: int = _key(8_000_000, "A longer message is refused unread.", least=1_000, most=100_000_000)
    max_form_people: int = _key(
        50_000, "Of a list that comes as JSON, CSV or a workbook, no more people are read; what is beyond is told.", least=1, most=1_000_000
    )
    max_form_rows: int = _key(
        200_000, "Of a table (CSV, workbook), no more rows are read; what is beyond is told.", least=10, most=2_000_000
    )
    max_workbook_bytes: int = _key(
        4_000_000,
        "A workbook that unpacks to more is refused, unless it is large itself: then to 20 times its size.",
        least=100_000,
        most=1_000_000_000,
    )
    max_list_memory: int = _key(
        20,
        "Lists in EDIFACT are read as far as the people in them take so many bytes of memory for each byte of what was sent, beside "
        "20,000,000; who is beyond is told. Those of carriers come to some ten.",
        least=5,
        most=200,
    )
    max_booking_memory: int = _key(
        15,
        "Bookings (PNRGOV) are read as far as their records take so many bytes of memory for each byte of the message, beside 600,000; "
        "what is beyond is told. Those of a flight come to some eight.",
        least=5,
        most=200,
    )
    max_bag_memory: int = _key(
        19, "Likewise baggage messages, beside 1,000,000 bytes. Those that baggage systems send come to some 17.", least=5, most=200
    )
    max_segment_elements: int = _key(
        500, "Of one segment of a booking, no more elements and components are read; what is beyond is told.", least=50, most=100_000
    )
    max_xml_depth: int = _key(
        40, "Bookings in XML with more elements inside each other are read from the next booking on, and told.", least=10, most=1_000
    )
    max_upload_seconds: int = _key(30, "A sender that takes longer to send one message is cut off.", least=1, most=600)
    queue: int = _key(32, "Messages in work at once; the next ones are asked to come again.", least=1, most=10_000)
    workers: int = _key(
        lambda: os.cpu_count() or 1,
        "Processes that read, screen and save messages, beside one more that is kept for small ones. Not set: one for each processor. "
        "0, and as long as fewer than 50,000 people are listed: the node itself does it.",
        least=0,
        most=256,
    )
    screen_seconds: int = _key(
        20, "How long one list may be screened; whoever is not reached goes to an officer and is screened right after.", least=1, most=600
    )
    known_match_days: int = _key(
        365,
        'For so long an officer\'s "not the same person" holds for the same document and the same entry on later voyages; 0: not at all.',
        least=0,
        most=1826,
    )
    sweep_seconds: int = _key(5, "How often deadlines, unsettled messages and waiting answers are looked at.", least=1, most=300)
    answer_repeat_seconds: int = _key(
        60, "An answer that was not acknowledged is sent to the carrier's callback again after this long.", least=1, most=3600
    )
    callback_seconds: int = _key(
        10, "A carrier's callback that has not answered after this long has not taken the answer; it is sent again.", least=1, most=120
    )
    answer_escalate_minutes: int = _key(
        15, "A changed answer that the carrier has not acknowledged after this long is an alarm.", least=1, most=1440
    )
    self_check: str = _key(
        "key",
        "Who may open the page on which a message can be checked before it is sent: `key` carriers with their key, and officers; "
        "`open` everybody; `off` nobody.",
    )
    withdrawal_minutes: int = _key(
        20,
        "A traveller's withdrawal that takes longer is shown as late. The law says unreasonable delay, and no number.",
        least=1,
        most=480,
    )
    delivery_minutes: int = _key(
        60, "Somebody detained who is not delivered within this is shown as late. The law says as soon as feasible.", least=1, most=480
    )
    session_minutes: int = _key(30, "An officer who does nothing for this long is signed out.", least=5, most=720)
    session_hours: int = _key(12, "An officer signs in anew after this long, however busy.", least=1, most=24)
    dormant_days: int = _key(
        90, "An officer who has not signed in for this long is closed at the next attempt; 0: never.", least=0, most=3650
    )
    address: str | None = _key(
        None, "Where browsers reach the node, as `https://...`: passkeys are bound to it. Not set: as each browser names it."
    )
    agency_file: Path | None = _key(
        None,
        "A TOML file that says how officers sign in with their agency's account (OpenID Connect), and which of its groups have which duty; "
        "docs/accounts.md shows one. Not set: local accounts alone.",
    )
    demo: bool = _key(False, "A node of invented people only: officers sign in by one button. Never for real traffic.")
    log_level: str = _key("info", f"How much is logged: {', '.join(LEVELS)}. Personal data is in no log at any level.")

    def __post_init__(self) -> None:
        for key in fields(self):
            value, least, most = getattr(self, key.name), key.metadata["least"], key.metadata["most"]
            if least is not None and not least <= value <= most:
                raise SettingsError(f"{key.name} = {value}: must lie between {least} and {most}")
        if self.log_level not in LEVELS:
            raise SettingsError(f"log_level = {self.log_level!r}: must be one of {', '.join(LEVELS)}")
        if self.self_check not in SELF_CHECKS:
            raise SettingsError(f"self_check = {self.self_check!r}: must be one of {', '.join(SELF_CHECKS)}")
        if len(self.party) != 3 or not self.party.isascii() or not self.party.isupper():
            raise SettingsError(f"party = {self.party!r}: must be a three-letter country code in capitals, such as CAN")
        if self.address is not None and not self.address.startswith(("https://", "http://localhost")):
            raise SettingsError(f"address = {self.address!r}: must begin with https:// (http://localhost will do on one machine)")
        self._check_addresses()
        if self.policy_folder is not None and not any((self.policy_folder / part).is_dir() for part in POLICIES):
            raise SettingsError(f"policy_folder = {self.policy_folder}: must be a folder that holds any of {', '.join(POLICIES)}")

    def _check_addresses(self) -> None:
        """Check what stands together: two addresses of one database, and the files of TLS."""
        for name in ("database_url", "database_owner_url"):
            if (url := getattr(self, name)) is not None and not url.startswith(("postgresql://", "postgres://")):
                raise SettingsError(f"{name}: must begin with postgresql://")
        if self.database_owner_url is not None and self.database_url is None:
            raise SettingsError("database_owner_url: stands beside database_url")
        if (self.tls_certificate is None) != (self.tls_key is None) or (self.tls_client_ca and not self.tls_certificate):
            raise SettingsError("tls_certificate and tls_key stand together, and tls_client_ca beside them")

    def policy(self, part: str) -> Path | None:
        """The node's own folder of one part of policy ("disparity", "powers", "rules" and so on); None: the program's own holds."""
        folder = self.policy_folder / part if self.policy_folder else None
        return folder if folder and folder.is_dir() else None

    @property
    def sealing_key(self) -> Path:
        """The file of the sealing key."""
        return self.key_file or self.data_folder / "sealing.key"

    @property
    def audit_key(self) -> Path:
        """The file of the key that signs checkpoints."""
        return self.audit_key_file or self.data_folder / "audit.key"


def load(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings of a file, overridden by ``PRECLEAR_*`` variables.

    Without a path: the file that ``PRECLEAR_SETTINGS`` names, else ``./preclear.toml`` if there is one.
    Raises ``SettingsError`` for a missing file, an unknown key or variable, or a value that does not fit.
    """
    named = path or (Path(environment[ABOUT_THE_FILE]) if environment.get(ABOUT_THE_FILE) else None)
    said: dict[str, Any] = {}
    if named or FILE.is_file():
        said = _of_file(named or FILE)
    said |= _of_environment(environment)
    kinds = get_type_hints(Settings)
    return Settings(**{name: _fit(name, value, kinds[name]) for name, value in said.items()})


def reference() -> str:
    """Return the page on settings, in Markdown: every key with its default, its variable and what it does."""
    rows = [
        f"| `{key.name}` | `{PREFIX}{key.name.upper()}` | {_shown_default(key)} | {key.metadata['words']}{_shown_bounds(key)} |"
        for key in fields(Settings)
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "One TOML file, named by `--settings` or `PRECLEAR_SETTINGS`, else `preclear.toml` in the working folder. Every key may be",
            "overridden by its variable. All are checked at start, and an unknown key or `PRECLEAR_` variable stops the program.",
            "This page is made from `preclear/settings.py`.",
            "",
            "| key | variable | default | what it does |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def toml(path: Path) -> dict[str, Any]:
    """Return what a file of an operator's says. Raises ``SettingsError`` where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is not TOML: {error}") from error


def _of_file(path: Path) -> dict[str, Any]:
    said = toml(path)
    for name in said:
        if name not in _NAMES:
            raise SettingsError(f"{path}: unknown key {name!r}; known are {', '.join(_NAMES)}")
    return said


def _of_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    said = {}
    for variable, value in environment.items():
        if not variable.startswith(PREFIX) or variable == ABOUT_THE_FILE or variable.startswith(PREFIX + "TEST_"):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in _NAMES:
            raise SettingsError(f"unknown variable {variable}; known are {', '.join(PREFIX + known.upper() for known in _NAMES)}")
        said[name] = value
    return said


_NAMES = tuple(key.name for key in fields(Settings))
_WORDS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _fit(name: str, value: Any, kind: Any) -> Any:
    """Return a value as its key's type: as TOML gave it, or from the text of a variable."""
    if kind is bool:
        said = _WORDS.get(value.lower()) if isinstance(value, str) else value
        if isinstance(said, bool):
            return said
        raise SettingsError(f"{name}: must be true or false")
    if kind is int:
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.strip().lstrip("-").isdecimal():
            return int(value)
        raise SettingsError(f"{name}: must be a whole number")
    if not isinstance(value, str):
        raise SettingsError(f"{name}: must be a text")
    if value == "":
        if kind in (str | None, Path | None):
            return None
        raise SettingsError(f"{name}: must not be empty")
    return Path(value).expanduser() if kind in (Path, Path | None) else value


def _shown_default(key: Field[Any]) -> str:
    if key.default is MISSING or key.default is None:
        return "not set"
    return f"`{str(key.default).lower() if isinstance(key.default, bool) else key.default}`"


def _shown_bounds(key: Field[Any]) -> str:
    least, most = key.metadata["least"], key.metadata["most"]
    return "" if least is None else f" From {least:,} to {most:,}."
