"""What may be shown of the bytes received: the same bytes, of the same length, with what is sensitive masked, so that offsets hold.

Only the sealed bytes hold the rest (law 4). Masked are, as policy says: special services and words that tell of health or belief, with
what they say; numbers of payment cards but for their last four digits. Text that no reader understands is masked by words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preclear.messages import edifact, pnrgov_xml, sensitive
from preclear.messages.edifact import BLANK, Stretch
from preclear.messages.sensitive import Sensitive

TEXTS = frozenset({"IFT", "LTS", "ADD", "FTX", "MSG", "SAC"})  # segments of free text
CARDS = frozenset({"FOP"})
ACCOUNT = re.compile(r"[0-9](?:[ -]?[0-9]){10,18}")
XML_CODE = re.compile(rb"<(?:[\w-]{1,40}:)?SSR\b[^<>]{0,2000}?\bSSR_?Code\s*=\s*[\"'](?P<code>\w{4})[\"'][^<>]{0,2000}>", re.IGNORECASE)
XML_ACCOUNT = re.compile(rb"(?:AccountNbr|CardNumber|AccountNumber)\s*=\s*[\"'](?P<number>[^\"'<>]{11,30})[\"']", re.IGNORECASE)

Run = tuple[int, int]  # of bytes: where it begins and ends


def masked(raw: bytes, policy: Sensitive | None = None) -> bytes:
    """Return bytes as they may be shown: as long as they were, line ends kept, what is sensitive masked.

    Takes time in proportion to the length, whatever the bytes. Nothing is kept of what was masked.

    >>> masked(b"UNB+IATA:1+XX+UTO+270614:0900+1'UNH+1+PNRGOV:13:1:IA'SRC'SSR+AVML:HK:1:XX'FOP+CC:::VI:4111111111111111:0130'UNZ+1+1'")[57:]
    b"SSR+XXXX:HK:1:XX'FOP+CC:::VI:XXXXXXXXXXXX1111:0130'UNZ+1+1'"
    """
    policy = policy or sensitive.default()
    stretches, _ = edifact.parts(raw)
    if stretches:
        runs = [run for stretch in stretches for run in _of_stretch(stretch, policy)]
        runs += _around(raw, stretches, policy)
    elif pnrgov_xml.is_xml(raw):
        runs = [*_of_xml(raw, policy), *_of_text(raw, policy)]
    else:
        runs = list(_of_text(raw, policy))
    return _blanked(raw, runs)


def _blanked(raw: bytes, runs: list[Run]) -> bytes:
    """The bytes with runs of them masked; control characters inside stay, so that lines do."""
    out, at = bytearray(raw), 0
    for first, last in sorted(runs):
        begin = max(first, at)
        if begin < last:
            out[begin:last] = bytes(byte if byte < 0x20 else ord(sensitive.MASK) for byte in raw[begin:last])
            at = last
    return bytes(out)


def _of_stretch(stretch: Stretch, policy: Sensitive) -> Iterator[Run]:
    """Runs of an interchange, by what each segment is."""
    body = stretch.segments(stretch.first, stretch.last)
    component = stretch.separators.component
    for text, start in zip(body.texts, body.starts, strict=True):
        tag = text[:3].upper()
        if tag == "SSR":
            runs = _of_service(stretch, text, policy)
        elif tag in CARDS:
            runs = [(match.start(), match.end() - sensitive.SHOWN) for match in ACCOUNT.finditer(text)]
        elif tag in TEXTS or tag not in NO_TEXT:
            runs = policy.found(text)
        else:
            continue
        for first, last in runs:
            held = len(text[first:last].rstrip(component))
            if held:
                yield stretch.at(start, first), stretch.at(start, first + held - 1) + 1


NO_TEXT = frozenset({  # segments that hold no free text
    "UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ", "ORG", "TVL", "EQN", "SRC", "RCI", "DAT", "EBD", "TIF", "FTI", "REF", "FAR", "TKT",
    "MON", "PTK", "TXD", "TRA", "RPI", "APD", "TRI", "SSD", "TBD", "ABI", "BGM", "RFF", "DTM", "LOC", "NAD", "ATT", "MEA", "GEI", "EMP",
    "NAT", "DOC", "CNT", "AUT", "TDT", "CTA", "COM", "CPI", "QTY", "GID", "ERP", "ERC", "UNS", "PDT", "UCI", "UCM", "UCS", "UCD",
})  # fmt: skip
NAMES = frozenset({"DOCS", "DOCA", "DOCO", "INFT", "CTCE", "CTCM", "TKNE", "TKNA"})  # services whose text is names and numbers


def _of_service(stretch: Stretch, text: str, policy: Sensitive) -> list[Run]:
    """A sensitive service is masked from its code on, its text too; of any other, words in its text."""
    first, last = stretch.span(text, 1, 0)
    code = text[first:last].strip().upper()
    if code not in policy.codes:
        return [] if code in NAMES else [(begin + last, end + last) for begin, end in policy.found(text[last:])]
    runs = [(first, last)]
    begin, end = stretch.span(text, 1, 8)
    if (begin, end) != stretch.span(text, 1) and begin < end:  # its text, the ninth component
        runs.append((begin, end))
    rest = stretch.span(text, 1)[1]
    return [*runs, *[(begin + rest, end + rest) for begin, end in policy.found(text[rest:])]]


def _around(raw: bytes, stretches: list[Stretch], policy: Sensitive) -> Iterator[Run]:
    """Runs of what stands before, between and behind interchanges."""
    ends = [(stretch.offset(stretch.first), stretch.offset(max(stretch.last - 1, stretch.first)) + 1) for stretch in stretches]
    at = 0
    for first, last in [*ends, (len(raw), len(raw))]:
        yield from ((at + begin, at + end) for begin, end in _of_text(raw[at:first], policy))
        at = max(at, last)


def _of_text(raw: bytes, policy: Sensitive) -> Iterator[Run]:
    """Runs of a text line by line; of a baggage message, exceptions that are codes alone."""
    at = 0
    for line in re.split(rb"(?<=[\r\n\x0b\x0c])", raw):
        text = line.decode("latin-1")
        if text.startswith(".P/"):  # of a baggage message: names
            at += len(line)
            continue
        yield from ((at + begin, at + end) for begin, end in policy.found(text.rstrip(BLANK)))
        at += len(line)


def _of_xml(raw: bytes, policy: Sensitive) -> Iterator[Run]:
    """Runs of a document: the code and text of sensitive services, numbers of cards."""
    for match in XML_CODE.finditer(raw):
        if match["code"].decode().upper() in policy.codes:
            yield match.span("code")
            stop = raw.find(b"</", match.end(), match.end() + pnrgov_xml.LONG)
            begin = raw.rfind(b">", match.end() - 1, max(stop, match.end())) + 1
            if stop > begin > 0:
                yield begin, stop
    for match in XML_ACCOUNT.finditer(raw):
        if sensitive.is_whole(match["number"].decode("latin-1")):
            yield match.start("number"), match.end("number") - sensitive.SHOWN
