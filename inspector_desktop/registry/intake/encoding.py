"""Bytes of a text file to text, in the encodings offices really use. Pure."""

from __future__ import annotations

import codecs
from pathlib import Path

from inspector_desktop.errors import Refused

_CHUNK = 1 << 20
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(raw: bytes, name: str) -> str:
    """Return the text of a table in UTF-8, UTF-16 with its mark, or GB18030; raises `Refused`."""
    by_mark = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "")
    for encoding in (by_mark,) if by_mark else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("refused-import-encoding", file=name)


def encoding_of(path: Path) -> str:
    """Return the encoding the whole of a text file is in, holding a piece of it at a time; raises `Refused`."""
    with path.open("rb") as file:
        head = file.read(4)
        by_mark = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "")
        for encoding in (by_mark,) if by_mark else ("utf-8", "gb18030"):
            file.seek(0)
            decoder = codecs.getincrementaldecoder(encoding)()
            try:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise Refused("refused-import-encoding", file=path.name)
