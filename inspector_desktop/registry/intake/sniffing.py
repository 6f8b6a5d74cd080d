"""Tells from the bytes, not from the name, what kind of file was chosen, and refuses by name what can't be read.

Runs in the confined process, since even the directory of an archive can be made to cost much.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Literal, get_args

from inspector_desktop.errors import Missing, Refused
from inspector_desktop.registry.intake.limits import Limits

Container = Literal["xlsx", "xlsb", "ods", "xls", "csv", "spreadsheetml", "html"]

_READABLE: dict[str, Container] = {one: one for one in get_args(Container)}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "word"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "slides"),
)


def sniff(path: Path, limits: Limits) -> Container:
    """Return what can be read; raises `Missing`, or `Refused` naming what the file is."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as absent:
        raise Missing("missing-import-file", file=path.name) from absent
    if not head:
        raise Refused("refused-import-empty", file=path.name)
    if size > limits.file:
        raise Refused("refused-import-too-large", file=path.name, size=_mebibytes(size), limit=_mebibytes(limits.file))
    found = _what(path, head, limits)
    if found in _READABLE:
        return _READABLE[found]
    if found == "encrypted":
        raise Refused("refused-import-encrypted", file=path.name)
    raise Refused("refused-import-kind", file=path.name, what=found)


def _what(path: Path, head: bytes, limits: Limits) -> str:
    if head.startswith(b"PK"):
        return _zipped(path, limits)
    if head.startswith(_OLE):
        return _compound(path)
    named = next((what for signature, what in _SIGNATURES if head.startswith(signature)), "")
    if named:
        return named
    return _text(head)


def _zipped(path: Path, limits: Limits) -> str:
    """Name what a zip holds, after looking at its directory only."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.filelist) > limits.entries:
                raise Refused("refused-import-bomb", file=path.name, why="entries")
            names = {entry.filename.lower() for entry in archive.filelist}
            if "content.xml" in names and _is_ods(archive):
                return "ods"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise Refused("refused-import-damaged", file=path.name) from broken
    for member, what in (
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "word"),
        ("ppt/presentation.xml", "slides"),
        ("content.xml", "opendocument"),
    ):
        if member in names:
            return what
    return "archive"


def _is_ods(archive: zipfile.ZipFile) -> bool:
    """Tell a table from other documents of its family by the type it names, of which no more is read."""
    try:
        with archive.open("mimetype") as part:
            return part.read(len(_ODS) + 1).strip() == _ODS
    except (KeyError, RuntimeError, zlib.error, EOFError):
        return False


def _compound(path: Path) -> str:
    """Name what an OLE file holds by its directory, whose names are UTF-16."""
    raw = path.read_bytes()
    found = (what for stream, what in _OLE_STREAMS if stream.encode("utf-16-le") in raw)
    return next(found, "binary")


def _text(head: bytes) -> str:
    """Tell markup and tables apart; a text with zero bytes and no byte order mark is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _markup(head.decode("utf-16", "ignore").lstrip().lower().encode())
    if b"\x00" in head:
        return "binary"
    return _markup(head.removeprefix(b"\xef\xbb\xbf").lstrip().lower())


def _markup(start: bytes) -> str:
    """Name the markup a text begins with; a text without any is a table of values."""
    if b"excel.sheet" in start or b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "spreadsheetml"
    if start.startswith(b"<"):
        return "html" if any(tag in start for tag in (b"<table", b"<html", b"<!doctype html", b"<meta")) else "markup"
    return "json" if start.startswith((b"{", b"[")) else "csv"


def _mebibytes(size: int) -> str:
    return f"{-(-size // (1 << 20))}"
