"""A form written as Markdown saved as the files spreadsheets make of it: .xlsx, .xls (BIFF8) and .csv."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from struct import pack

Sheets = dict[str, list[list[str]]]
SECTOR, END, FREE, FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LEAST = 4096  # a shorter stream would lie in another part of the container
_KINDS = (".md", ".xlsx", ".xls", ".csv")


def sheets_of(markdown: Path) -> Sheets:
    """The sheets of a form written as Markdown."""
    sheets: Sheets = {}
    rows: list[list[str]] = []
    for line in markdown.read_text(encoding="utf-8").splitlines():
        name, *cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
        if name:
            sheets[name] = rows = []
        elif cells:
            rows.append(cells)
    return sheets


def saved_as(markdown: Path, ending: str, *, encoding: str = "utf-8") -> Path:
    """The form saved beside its Markdown with another ending."""
    path, sheets = markdown.with_suffix(ending), sheets_of(markdown)
    if ending == ".csv":
        path.write_bytes(csv_bytes(sheets).encode(encoding))
    elif ending == ".xls":
        path.write_bytes(xls_bytes(sheets))
    elif ending == ".xlsx":
        _write_xlsx(path, sheets)
    return path


def csv_bytes(sheets: Sheets) -> str:
    """One file for all sheets: a sheet's name stands alone in the first column, its rows begin in the second."""
    text = io.StringIO()
    writer = csv.writer(text)
    for name, rows in sheets.items():
        writer.writerow([name])
        writer.writerows([["", *cells] for cells in rows])
    return text.getvalue()


def _write_xlsx(path: Path, sheets: Sheets) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                page.write_row(number, 0, cells)


def xls_bytes(sheets: Sheets) -> bytes:
    """A workbook as Excel 97 to 2003 kept it: BIFF8 records in a compound file, texts only."""
    pages = [_page(rows) for rows in sheets.values()]
    head = _record(0x0809, pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 0)) + _record(0x0042, pack("<H", 1200))
    named = [name.encode("utf-16-le") for name in sheets]
    at = len(head) + sum(4 + 8 + len(one) for one in named) + 4
    bound = b""
    for name, raw, page in zip(sheets, named, pages, strict=True):
        bound += _record(0x0085, pack("<IBBBB", at, 0, 0, len(name), 1) + raw)
        at += len(page)
    stream = head + bound + _record(0x000A, b"") + b"".join(pages)
    return _contained(stream)


def _page(rows: list[list[str]]) -> bytes:
    wide = max((len(row) for row in rows), default=0)
    made = _record(0x0809, pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 0))
    made += _record(0x0200, pack("<IIHHH", 0, len(rows), 0, wide, 0))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                raw = text.encode("utf-16-le")
                made += _record(0x0204, pack("<HHHHB", number, column, 0, len(raw) // 2, 1) + raw)
    return made + _record(0x000A, b"")


def _record(kind: int, content: bytes) -> bytes:
    return pack("<HH", kind, len(content)) + content


def _contained(stream: bytes) -> bytes:
    """The stream as the only one of a compound file: header, one table of sectors, one directory, the stream."""
    padded = stream.ljust(max(_LEAST, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(padded) // SECTOR
    table = [FAT, END, *range(3, 2 + count), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    if len(table) > SECTOR // 4:
        raise ValueError(len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _LEAST, END, 0, END, 0)
    header += pack("<109I", 0, *[FREE] * 108)
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry("Workbook", 2, FREE, 2, len(padded))
    folder += _entry("", 0, FREE, 0, 0) * 2
    return header + pack(f"<{SECTOR // 4}I", *table) + folder + padded


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = f"{name}\0".encode("utf-16-le") if name else b""
    return raw.ljust(64, b"\0") + pack("<HBBIII36xIII", len(raw), kind, 1, FREE, FREE, child, start, size, 0)
