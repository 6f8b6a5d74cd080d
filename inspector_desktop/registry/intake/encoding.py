"""Bytes of a text file to text, in the encodings offices really use. Pure."""

from __future__ import annotations

from inspector_desktop.errors import Refused

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
