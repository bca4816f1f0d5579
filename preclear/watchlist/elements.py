"""XML that may be large and may be hostile, one record at a time.

``defusedxml`` does the parsing: a document type or an entity in a list is refused. What has been read is let go of, so that a file of
hundreds of megabytes needs the memory of its largest record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # the package has no types
from defusedxml.ElementTree import ParseError, iterparse  # type: ignore[import-untyped]

from preclear.errors import SourceError
from preclear.watchlist import file

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

ROOT = ""  # the section of the root element itself, which is given first


def records(path: Path, root: str, depth: int) -> Iterator[tuple[str, Element]]:
    """Yield the root as it begins, with its attributes alone, then every element that stands ``depth`` below it, with its section.

    The section is the name of the element's parent; names are given without their namespaces. An element is emptied once the next one
    is asked for. Raises ``SourceError`` where the file is no XML, declares a document type or an entity, or begins with another element.
    """
    with file.open_bytes(path) as stream:
        yield from _records(path, stream, root, depth)


def _records(path: Path, stream: IO[bytes], root: str, depth: int) -> Iterator[tuple[str, Element]]:
    above: list[Element] = []
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                element.tag = _local(element.tag)
                if not above:
                    if element.tag != root:
                        raise SourceError(f"{path}: begins with {element.tag}, not {root}; fetch the list again from its owner")
                    yield ROOT, element
                above.append(element)
                continue
            above.pop()
            if len(above) == depth:
                yield above[-1].tag, element
            if len(above) in range(1, depth + 1):
                above[-1].remove(element)
    except DefusedXmlException as exc:
        raise SourceError(f"{path}: declares a document type or an entity, which a list has no use for; fetch it from its owner") from exc
    except (ParseError, LookupError, ValueError) as exc:  # the latter two: an encoding that is not known or not supported
        raise SourceError(f"{path}: not readable as XML ({exc}); fetch the list again") from exc


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def text(element: Element, path: str) -> str:
    """Return what a descendant says, on one line; "" where it is absent or empty."""
    found = element.find(path)
    return "" if found is None else said(found)


def said(element: Element) -> str:
    """Return the text of an element on one line."""
    return " ".join((element.text or "").split())


def attributes(element: Element) -> Mapping[str, str]:
    """Return the attributes of an element without those that say nothing."""
    return {_local(name): " ".join(value.split()) for name, value in element.attrib.items() if value.strip()}
