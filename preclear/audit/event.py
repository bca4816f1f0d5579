"""The event, and the table of all kinds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KINDS: Mapping[str, str] = {  # kind -> what it records, and what its detail holds
    "raw.received": "Bytes of a carrier were sealed and are on disk; size, transport.",
    "raw.repeated": "A carrier sent the same bytes again; nothing was done twice.",
    "raw.unreadable": "Bytes could not be read as a message; codes of the faults.",
    "raw.opened": "Sealed bytes were opened; who, and for what purpose.",
    "raw.seen": "An officer looked at an unreadable message.",
    "manifest.saved": "A list was screened, assessed and saved; counts by outcome, circumstances.",
    "voyage.merged": "A message told that two voyages are one; the number that the other one had.",
    "manifest.rescreened": "People still to travel were screened again under new lists or rules; counts, circumstances.",
    "traveller.withdrawn": "A carrier took a person off a voyage.",
    "referral.raised": "A person was sent on to an officer; kind, severity, codes of the reasons.",
    "referral.carried": "A referral went over to a newer declaration or assessment of the same person; whether its questions changed.",
    "referral.lapsed": "A referral ended without an officer; why.",
    "referral.taken": "An officer took a referral.",
    "referral.released": "An officer gave a referral back to the queue.",
    "opinion.recorded": "A second officer recorded an own finding, before reading the colleague's; findings, what was compared.",
    "match.known": "A possible match asked nothing, since an officer had found before that it is not the same person; entries, decisions.",
    "match.remembered": 'An officer\'s "not the same person" was kept for later voyages; entries, decision, until when.',
    "match.doubted": "An officer found otherwise than what was kept of a person and an entry, which ended it; entries, decision.",
    "threshold.set": "The score from which a possible match is one was set; former, new, reason.",
    "threshold.priced": "What thresholds cost was worked out on recorded traffic; days, people.",
    "rule.taken_in": "A folder of rules was taken in; which came into force by it, wait as drafts, or were repealed with their file.",
    "rule.written": "A version of a rule was written; rule, number, digest, origin, why.",
    "rule.moved": "A version of a rule went from one state to another; former, new, why, evidence.",
    "rule.explained": "A past outcome was had again from what it rested on; whether it was the same.",
    "list.searched": "An officer looked one name up in the lists; for what purpose, how many were found, which entries.",
    "record.exported": "A person's report, or the people of a voyage, left the node; for what purpose, in which form, how many.",
    "lookout.proposed": "An officer proposed somebody or a document for the node's own list; its last day.",
    "lookout.approved": "Another officer put a proposal on the node's own list.",
    "lookout.ended": "An officer took a lookout back.",
    "hit.raised": "An officer raised a hit by hand on a person; its number, kind, severity.",
    "hit.told": "Another system told of somebody; kind, severity, what that changed, on how many voyages they were looked for.",
    "hit.met": "What another system had told met a person of a voyage; which voyage.",
    "hit.withdrawn": "Another system took a hit back.",
    "hit.finding_told": "Another system fetched what came of its hits; how many.",
    "system.added": "A system that may tell of people was added; what it may send.",
    "system.agreed": "What a system may send was changed; to what.",
    "system.key_added": "A system got a key; its label.",
    "system.key_revoked": "A key of a system was ended; its label.",
    "system.closed": "A system was closed; its keys ended with it.",
    "note.written": "An officer wrote a note on a person; its number, how many files, which colleague it is for.",
    "attachment.opened": "An attachment was opened; which.",
    "people.searched": "An officer looked for people on record; for what purpose, how many were found, which declarations were shown.",
    "screening.replayed": "A recorded screening was done again; whether the same was found.",
    "key.rotated": "A key of the node was replaced. Of the key that signs the log: the statement by which the former one hands on to it.",
    "selection.committed": "What is made known of the seeds of random selection before their use: a SHA-256 a month.",
    "rules.backtested": "Changed rules were tried on recorded traffic; people, how many more and fewer are referred, which are stopped.",
    "query.saved": "A query over stored travellers or voyages was saved; its name, purpose, how often it runs.",
    "query.ended": "A saved query was ended.",
    "query.run": "A query was run over stored travellers or voyages; for what purpose, the condition, how many it found.",
    "decision.made": "An officer decided; outcome, findings, what was compared.",
    "directive.given": "What a carrier is told about a person changed; former and new status.",
    "answer.made": "An answer to a carrier was put into the outbox; kind, and whether it goes out in the response.",
    "answer.sent": "An answer was delivered for the first time; by which way.",
    "answer.rejected": "A carrier could not read an answer, or cannot do it, as its CONTRL, 312 or callback says; the code.",
    "answer.acknowledged": "A carrier acknowledged an answer; by which way.",
    "alarm.late": "A voyage's time to answer passed with people unanswered; how many.",
    "alarm.unscreened": "People are on board who were never screened before the voyage was closed out; how many.",
    "alarm.against": "People are on board against what the carrier was told; how many.",
    "alarm.part": "A part of a list has not come in time; how long it was waited for.",
    "alarm.unclosed": "A voyage departed, and nobody said in the agreed time who is on board; minutes since.",
    "alarm.throttled": "A rule fired for more people than its file allows and waits for an approver; people, fired, share, hours.",
    "alarm.ended": "An officer said what was done about an alarm, which ended it; its kind, of how many people, the number of the record.",
    "alarm.unheard": "Something of an expected voyage was not heard in time; what, when it was due, since when no node had looked.",
    "silence.heard": "What had not come of an expected voyage came, which ended its alarm; what, the number of the voyage.",
    "silence.dropped": "The schedule does not say a voyage any more of which nothing was heard, which ended its alarm; what.",
    "schedule.said": "Regular voyages of a carrier were said; how many rows, whether they replace all before.",
    "schedule.taken_back": "A row of a schedule was taken back; which, of which voyage.",
    "schedule.caught_up": "No node was at work for a time; what was due meanwhile was looked at; since when, how many alarms.",
    "alarm.silent": "A carrier did not acknowledge an answer in time; attempts.",
    "list.previewed": "Somebody looked at what an edition would change; counts, its digest.",
    "list.imported": "An edition of a list came into force; counts of added, changed, removed, given to somebody else, faults; its digest.",
    "list.undone": "The edition in force was taken back, and the one before it put in force again; numbers of both.",
    "list.terms_set": "The terms of a list were set: marking, who may see its entries, for how long an edition is good.",
    "place.added": "An administrator added a place.",
    "site.said": "An administrator said how a site is from a day on; kind, status.",
    "site.ground": "An administrator said what ground of a site is designated; kind, days.",
    "site.stands": "A conveyance stands ready for departure at a site; where, which.",
    "site.left": "A conveyance stands there no longer; where, which.",
    "carrier.added": "A carrier was added.",
    "carrier.agreed": "Other terms were agreed with a carrier; which of them changed.",
    "carrier.key_revoked": "A key of a carrier was ended; its label.",
    "carrier.key_added": "A carrier got a key; its label.",
    "carrier.closed": "A carrier was closed; its keys ended with it.",
    "officer.added": "An officer was added; roles.",
    "officer.closed": "An officer was closed; open sessions ended with it.",
    "session.opened": "An officer signed in.",
    "session.refused": "Somebody failed to sign in.",
    "session.closed": "An officer signed out; or everywhere at once, where the detail says so.",
    "session.locked": "Attempts to sign in failed too often; the name or the address waits.",
    "officer.changed": "An officer's duties, sites, name or password changed; which of them.",
    "factor.added": "An officer got a second factor: code, passkey, or new recovery codes.",
    "factor.removed": "A second factor of an officer was taken away.",
    "factor.recovery_used": "An officer signed in with a recovery code.",
    "encounter.opened": "A person's course through a site was opened; which step, which site, under which section.",
    "encounter.step": "A person's course went on; which step, from where to where, under which section.",
    "encounter.act": "A power was used on a person; which, under which section, on which grounds.",
    "goods.tied": "Something was tied to a traveller; which sort.",
    "goods.moved": "Custody of something passed; which step, from whom to whom, under which section.",
    "goods.noticed": "A traveller was given written notice about goods; which.",
    "declaration.made": "What a traveller declares was taken down; ahead or at primary, what was found.",
    "complaint.made": "What a traveller complains of was taken down; which sort, about which section.",
    "record.read": "Somebody looked at a person's record; for what purpose.",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. Raises ``ValueError`` for a kind that ``KINDS`` does not explain."""

    kind: str
    actor: str  # "officer:3", "carrier:XX", "node", "operator"
    subject: str  # "traveller:41", "voyage:7", "raw_message:12"
    purpose: str | None = None  # for every read of a person's record and every opening of raw bytes
    detail: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such kind of event: {self.kind}")
        if self.kind in {"record.read", "raw.opened"} and not (self.purpose or "").strip():
            raise ValueError(f"{self.kind} needs a purpose")
