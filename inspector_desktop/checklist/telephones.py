"""What a form says to a telephone's program: refused where an answer would be lost, named where only a look is.

Forms are shared with ODK Collect, Kobo and others, whose words for looks and for sending have no place on a desktop.
None of them is passed over in silence. Which looks the program has is in `gui/kit/answering`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from inspector_desktop.checklist import types
from inspector_desktop.checklist.definition import Kind
from inspector_desktop.checklist.problems import Findings
from inspector_desktop.checklist.values import number_of
from inspector_desktop.checklist.workbook import Row

_SETTINGS = frozenset({
    "form_title", "form_id", "version", "default_language", "namespaces", "allow_choice_duplicates", "name",
})  # fmt: skip
_SETTINGS_REFUSED = frozenset({"public_key"})
_SETTINGS_UNUSED = re.compile(
    r"(?:style|instance_name|submission_url|auto_send|auto_delete|omit_instanceid|instance_xmlns|client_editable|"
    r"clean_text_values|prefix|delimiter|sms_\w+|attribute::.*)\Z"
)
_COLUMNS_REFUSED = re.compile(
    r"(?:bind::jr:preload(?:params)?|instance::.*|bind::type|bind::entities:saveto|save_to|query|"
    r"(?:body::|control::)?intent)\Z"
)
_COLUMNS_UNUSED = re.compile(
    r"(?:(?:body|control)::.*|autoplay|rows|(?:bind::jr:)?no_?app_?error_?string|compact_tag|sms_\w+)\Z"
)

_CHOOSING = ("choice", "choices")
_LOOKS: dict[str, tuple[str, ...]] = {
    "multiline": ("text",), "masked": ("text",), "hidden-answer": ("text",), "url": ("text",), "numbers": ("text",),
    "thousands-sep": ("integer", "decimal"), "month-year": ("date",), "year": ("date",), "signature": ("signature",),
    "rating": ("range",), "picker": ("range",), "no-ticks": ("range",), "vertical": ("range", *_CHOOSING),
    "horizontal": ("range", *_CHOOSING), "quick": _CHOOSING, "minimal": _CHOOSING, "autocomplete": _CHOOSING,
    "search": _CHOOSING, "columns": _CHOOSING, "columns-pack": _CHOOSING, "compact": _CHOOSING, "label": _CHOOSING,
    "list-nolabel": _CHOOSING, "table-list": ("group",),
}  # fmt: skip
"""Looks that are carried out, and for which kinds."""
_COLUMNED = re.compile(r"(?:columns-\d+|w\d+)\Z")
_SEARCH = re.compile(r"search\s*\(.*\)")
_AWAY = ("ex:", "intent", "printer:", "bearing", "counter")
"""Looks that hand the question to another program of a telephone."""

_PARAMETERS_UNUSED = frozenset({
    "max-pixels", "quality", "allow-mock-accuracy", "capture-accuracy", "warning-accuracy",
})  # fmt: skip
KEPT_SIDE = 1600
"""The pixels of the longer side that photographs are kept with: a form that allows as many has its will."""
_WORDS = {"quality": ("voice-only", "low", "normal", "external"), "allow-mock-accuracy": ("true", "false")}
_WHOLE = ("rows", "max-pixels")


def note_settings(row: Row, findings: Findings) -> None:
    """Note the settings that are not used."""
    for column, text in row.cells.items():
        if not text.strip() or column in _SETTINGS:
            continue
        code = "form-column-unknown"
        if column in _SETTINGS_REFUSED:
            code = "form-setting-refused"
        elif _SETTINGS_UNUSED.match(column.lower()):
            code = "form-setting-unused"
        refused = column in _SETTINGS_REFUSED
        findings.add(code, sheet="settings", row=row.number, column=column, value=text.strip(), fatal=refused)


def note_columns(columns: Iterable[str], rows: Iterable[Row], head: int, findings: Findings) -> frozenset[str]:
    """Note the columns of `survey` that are for telephones; return their names."""
    refused = sorted(column for column in columns if _COLUMNS_REFUSED.match(column.lower()))
    unused = sorted(column for column in columns if _COLUMNS_UNUSED.match(column.lower()) and column not in refused)
    every = tuple(rows)
    for column in refused:
        for row in every:
            if row.get(column):
                findings.add("form-column-refused", row=row.number, column=column, value=row.get(column))
    for column in unused:
        if any(row.get(column) for row in every):
            findings.add("form-column-unused", row=head, column=column, fatal=False)
    return frozenset((*refused, *unused))


def note_looks(row: Row, kind: Kind | str, findings: Findings) -> str:
    """Note the appearances that are not carried out for a kind (or `group`, `repeat`); return what is written."""
    written = " ".join(row.get("appearance").split())
    for found in _SEARCH.findall(written):
        findings.add("form-appearance-search", row=row.number, column="appearance", value=found)
    for word in _SEARCH.sub(" ", written).split():
        if word.startswith(_AWAY):
            findings.add("form-appearance-away", row=row.number, column="appearance", value=word)
            continue
        kinds = _CHOOSING if _COLUMNED.match(word) else _LOOKS.get(word, ())
        if kind not in kinds:
            code = "form-appearance-field-list" if word == "field-list" else "form-appearance"
            findings.add(code, row=row.number, column="appearance", value=word, fatal=False)
    return written


def note_parameters(row: Row, kind: Kind, findings: Findings) -> tuple[tuple[str, str], ...]:
    """Read the parameters; note those that are not of the kind, are not carried out, or have no sensible value."""
    written = row.get("parameters")
    found = types.parameters(written)
    if found is None:
        findings.add("form-parameters", row=row.number, column="parameters", value=written)
        return ()
    unfit = _unfit_range(found) if kind == "range" else ""
    for name, value in found.items():
        fatal, code = True, ""
        if name not in types.PARAMETERS.get(kind, ()):
            code = "form-parameter"
        elif name == unfit or not _is_value(name, value):
            code = "form-parameter-value"
        elif name in _PARAMETERS_UNUSED and not (name == "max-pixels" and int(value) >= KEPT_SIDE):
            fatal, code = False, "form-parameter-unused"
        if code:
            facts = {"given": value}
            findings.add(code, row=row.number, column="parameters", value=name, fatal=fatal, facts=facts)
    return tuple(sorted(found.items()))


def _is_value(name: str, value: str) -> bool:
    if name in _WORDS:
        return value in _WORDS[name]
    if name in _WHOLE:
        return value.isdecimal()
    return not name.endswith("-accuracy") or _is_number(value)


def _unfit_range(given: dict[str, str]) -> str:
    """The parameter of a range that makes no scale; empty when there is none."""
    texts = {"start": "1", "end": "10", "step": "1"} | given
    for name in ("start", "end", "step"):
        if not _is_number(texts[name]):
            return name
    start, end, step = (number_of(texts[name]) for name in ("start", "end", "step"))
    if step == 0 or abs(step) > abs(end - start):
        return next((name for name in ("step", "end", "start") if name in given), "")
    return ""


def _is_number(text: str) -> bool:
    return re.match(r"-?[0-9.]+\Z", text) is not None and math.isfinite(number_of(text))
