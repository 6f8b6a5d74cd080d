"""The shared texts of a workbook, packed one behind the other as JSON, which is how rows are sent.

Runs in the reading process. Nearly every text stands in the usual spelling and is taken as it is; a piece of the file
that holds anything else is read by a real parser, or text by text.
"""

from __future__ import annotations

import io
import json
import re
from array import array
from collections.abc import Callable, Iterable
from html import unescape
from itertools import accumulate, islice
from typing import Any
from xml.parsers import expat

from inspector_desktop.errors import Refused
from inspector_desktop.registry.intake.spool import dumped

_TEXT = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_BEGIN = re.compile(rb"<(?:\w+:)?si[\s>/]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_OTHERWISE = bytes(range(32)) + b'"\\&'  # what stands otherwise in JSON, or for another character


class SharedTexts:
    """Texts by their number in the file. Whoever has added all of them calls `close`."""

    def __init__(self) -> None:
        self._adding: io.BytesIO | None = io.BytesIO()
        self.packed = b""
        self.ends = array("Q", [0])  # where texts end; before the first, where it begins
        self.longest = 0

    def add(self, piece: bytes, damaged: Callable[[], Refused]) -> None:
        """Take in the texts of a piece of the file, which ends behind one."""
        found = _TEXT.findall(piece)
        if piece.count(b"<") != 4 * len(found) + _others(piece):
            self._add([dumped(text)[1:-1] for text in _parsed(piece, damaged)])
        elif not _is_plain(b" ".join(found), piece):
            self._add([dumped(plain(text))[1:-1] for text in found])
        else:
            self._add(found)

    def close(self) -> None:
        """Let the texts be asked for."""
        if self._adding is not None:
            self.packed, self._adding = self._adding.getvalue(), None

    def written(self, indexes: Iterable[int]) -> list[bytes]:
        """Return some texts as JSON. Raises `IndexError`."""
        packed, ends = self.packed, self.ends
        return [packed[ends[at] : ends[at + 1]] for at in indexes]

    def text(self, index: int) -> str:
        """Return a text. Raises `IndexError`."""
        if index < 0:
            raise IndexError(index)
        (found,) = self.written((index,))
        return str(json.loads(found)) if b"\\" in found else found[1:-1].decode()

    def _add(self, texts: list[bytes]) -> None:
        if self._adding is not None and texts:
            self._adding.write(b'"%b"' % b'""'.join(texts))
            lengths = map((2).__add__, map(len, texts))
            self.ends.extend(islice(accumulate(lengths, initial=self.ends[-1]), 1, None))
            self.longest = max(self.longest, len(max(texts, key=len)))


def plain(value: bytes) -> str:
    """Return what a text of the file says."""
    text = value.decode("utf-8", "replace")
    return _unmarked(unescape(text) if "&" in text else text)


def _unmarked(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def parse(content: bytes, reader: Any, damaged: Callable[[], Refused]) -> None:
    """Let a reader follow the elements of a piece. Raises what `damaged` returns."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as broken:
        raise damaged() from broken


def _others(piece: bytes) -> int:
    """Count what stands before the first text of the part: the declaration and the root."""
    return 2 if piece.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml") else 0


def _is_plain(joined: bytes, piece: bytes) -> bool:
    """Tell whether texts stand in their piece of the file as they would in JSON."""
    if b"_x" in joined or len(joined.translate(None, _OTHERWISE)) < len(joined):
        return False
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


class _TextReader:
    """Follows shared texts, pieces of rich text joined, readings left out."""

    def __init__(self) -> None:
        self.texts: list[list[str]] = []
        self._open = False
        self._reading = 0

    def start(self, name: str, _given: dict[str, str]) -> None:
        """Begin an element."""
        tag = name.rpartition(":")[2]
        if tag == "si":
            self.texts.append([])
        self._reading += tag == "rPh"
        self._open = tag == "t" and not self._reading

    def text(self, data: str) -> None:
        """Take a piece of a text."""
        if self._open and self.texts:
            self.texts[-1].append(data)

    def end(self, name: str) -> None:
        """Finish an element."""
        self._open = False
        self._reading -= name.rpartition(":")[2] == "rPh"


def _parsed(piece: bytes, damaged: Callable[[], Refused]) -> list[str]:
    reader = _TextReader()
    begin = _BEGIN.search(piece)
    parse(b"<x>" + (piece[begin.start() :] if begin else b"") + b"</x>", reader, damaged)
    return [_unmarked("".join(parts)) for parts in reader.texts]
