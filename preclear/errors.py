"""Every error raised on purpose. Anything else is a bug.

PreclearError              the common parent
  MessageError             the envelope cannot be read, so nothing inside it can be trusted
  SourceError              a watchlist, rule, place or index file cannot be read: says where, and how to mend it
  SettingsError            the settings do not add up: says which key
  NotPermitted             role, purpose, law or agreement forbids it
  NotFound                 there is no such record, or it is not this caller's to see
  Conflict                 someone acted first: reload and look again
  Behind                   the node cannot take more now: try again after the stated seconds
  Unreachable              the database is away: try again after the stated seconds
"""


class PreclearError(Exception):
    """Something that Preclear refuses, with a sentence for a person. Never holds personal data: it travels and is logged.

    ``code`` names the sentence where a page says it in another language; "" where no page does.
    """

    def __init__(self, sentence: str, *, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code


class MessageError(PreclearError):
    """The envelope cannot be read, so nothing inside it can be trusted. The raw bytes are kept even so."""


class SourceError(PreclearError):
    """A file that people write or import (list, rules, places, index) cannot be read."""


class SettingsError(PreclearError):
    """A setting is missing, unknown, or does not fit."""


class NotPermitted(PreclearError):
    """Role, purpose, law or agreement forbids it."""


class NotFound(PreclearError):
    """No such record, or none that this caller may see."""


class Conflict(PreclearError):
    """Someone acted first: reload and look again."""


class Behind(PreclearError):
    """The node cannot take more now."""

    def __init__(self, sentence: str, *, retry_after: int = 5) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unreachable(PreclearError):
    """The database is away, or went away meanwhile. What was acknowledged is on disk; what was not may be done again."""

    def __init__(self, sentence: str, *, retry_after: int = 5) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
