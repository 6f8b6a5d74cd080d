"""What the `type` column and its neighbours may say: the kinds of XLSForm we carry out, and those we refuse by name.

Nothing is ignored: a type, a column or a parameter that would be lost is a finding (XLSForm reference of ODK and
pyxform).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspector_desktop.checklist.definition import Kind

KINDS: dict[str, Kind] = {
    "text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal", "range": "range",
    "date": "date", "time": "time", "datetime": "datetime", "note": "note", "calculate": "calculate",
    "hidden": "hidden", "acknowledge": "acknowledge", "trigger": "acknowledge", "barcode": "barcode",
    "geopoint": "geopoint", "location": "geopoint", "gps": "geopoint", "geotrace": "geotrace", "geoshape": "geoshape",
    "image": "image", "photo": "image", "audio": "audio", "video": "video", "file": "file", "start": "start",
    "end": "end", "today": "today", "username": "username", "deviceid": "device",
}  # fmt: skip
UNSEEN = ("calculate", "hidden", "start", "end", "today", "username", "device")
"""Kinds without a label of their own."""

COLUMNS = frozenset({
    "type", "name", "label", "hint", "guidance_hint", "relevant", "required", "required_message", "constraint",
    "constraint_message", "calculation", "default", "appearance", "read_only", "trigger", "choice_filter",
    "repeat_count", "parameters", "disabled",
})  # fmt: skip
REMARKS = frozenset({"note", "notes", "comment", "comments", "备注", "说明"})
"""Columns that authors keep for themselves."""

PARAMETERS: dict[str, tuple[str, ...]] = {
    "range": ("start", "end", "step"), "image": ("max-pixels",), "audio": ("quality",), "text": ("rows",),
    "choice": ("value", "label"), "choices": ("value", "label"), "rank": ("value", "label"),
    "geopoint": ("allow-mock-accuracy", "capture-accuracy", "warning-accuracy"),
}  # fmt: skip

_SELECT = re.compile(
    r"(?P<how>select_one|select one|select_multiple|select multiple|rank|select_one_from_file|"
    r"select_multiple_from_file|select one from file|select multiple from file)\s+(?P<list>\S+)"
    r"(?P<other>\s+or_other|\s+or specify other)?\Z"
)


@dataclass(frozen=True, slots=True)
class Selecting:
    """A choosing type: its kind, its list, whether the list is a file, whether another answer may be written."""

    kind: Kind
    listed: str
    from_file: bool
    other: bool


def selecting(written: str) -> Selecting | None:
    """Read a choosing type, or None when it is another."""
    found = _SELECT.match(written)
    if found is None:
        return None
    how = found["how"]
    kind: Kind = "rank" if how == "rank" else "choices" if "multiple" in how else "choice"
    return Selecting(kind, found["list"], "from" in how, found["other"] is not None)


def is_dynamic(default: str) -> bool:
    """Whether a default is an expression rather than a text: it names a question or calls a function."""
    return "${" in default or re.search(r"[A-Za-z][\w:-]*\(", default) is not None


def parameters(written: str) -> dict[str, str] | None:
    """Read `a=1 b=2` (also with `,` or `;`), or None when it is not of that shape."""
    found: dict[str, str] = {}
    for part in re.split(r"[\s;,]+", re.sub(r"\s*=\s*", "=", written.strip())):
        if not part:
            continue
        name, separator, value = part.partition("=")
        if not separator or not name or not value:
            return None
        found[name] = value
    return found
