"""What an import would do, row by row: the tabs of the preview and the rows in each. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.comparing import NAMES, Change, Compared, Doubt
from inspector_desktop.registry.intake import Finding, Intake, IntakeRow, Kind, why
from inspector_desktop.wording import say


@dataclass(frozen=True)
class ShownRow:
    """A row of the preview."""

    key: str
    row: int
    name: str
    code: str
    category: str
    finding: str
    tone: str


MOST_SHOWN = 5_000
"""Rows of a tab that are shown; the list of findings holds all."""
LARGE = 20_000
"""From so many rows on, picking those of a tab takes long enough to be done aside."""


def tabs_of(intake: Intake, compared: Compared) -> list[tuple[str, str]]:
    """The tabs with their counts; those that would be empty and are not always there are left out."""
    counts = {
        "accepted": intake.accepted,
        "new": len(compared.new) if lists_new(compared) else 0,
        "changed": len(compared.changed),
        "doubts": len(compared.doubts),
        "warned": intake.warned,
        "refused": intake.refused,
        "gone": len(compared.gone) if compared.known else 0,
    }
    always = {"accepted", "warned", "refused"}
    return [(key, say(f"bringing-{key}-tab", count=count)) for key, count in counts.items() if count or key in always]


def lists_new(compared: Compared) -> bool:
    """Whether what the register lacks is more than a list of all rows: it holds something already."""
    return bool(compared.known or compared.gone or compared.doubts)


def first_tab(intake: Intake, compared: Compared) -> str:
    """Where a person should look first."""
    if compared.undecided:
        return "doubts"
    if intake.refused:
        return "refused"
    return "changed" if compared.changed else "accepted"


def rows_of(
    tab: str, intake: Intake, compared: Compared, profile: Profile, proposed: frozenset[str] = frozenset()
) -> tuple[ShownRow, ...]:
    """The first rows of a tab, up to `MOST_SHOWN`; of what is missing, with what was `proposed` already."""
    if tab == "new":
        name = NAMES[intake.kind]
        return tuple(islice((_new_row(one, name, proposed) for one in compared.new.given()), MOST_SHOWN))
    return tuple(islice(_rows_of(tab, intake, compared, profile), MOST_SHOWN))


def _rows_of(tab: str, intake: Intake, compared: Compared, profile: Profile) -> Iterator[ShownRow]:
    if tab == "refused":
        return (_refused_row(at, one) for at, one in enumerate(intake.refusals))
    if tab == "changed":
        titles = {one.id: one.title for one in profile.categories}
        titles |= {one.id: one.title for one in profile.credit.classes}
        return (_changed_row(one, titles) for one in compared.changed)
    if tab == "doubts":
        return (_doubt_row(one) for one in compared.doubts)
    if tab == "gone":
        return (ShownRow(one.id, 0, one.name, one.code, "", "", "soft") for one in compared.gone)
    name = NAMES[intake.kind]
    return (_accepted_row(one, name) for one in intake.rows if tab == "accepted" or one.warnings)


_HEADINGS = {
    "subjects": ("column-name", "column-code", "column-category"),
    "officers": ("column-officer", "column-certificate", ""),
    "items": ("column-item", "column-item-code", "column-object"),
}
"""What the name, the code and the category of a row are in each register; empty where it has none."""


def preview_columns(kind: Kind = "subjects", tab: str = "accepted") -> tuple[Column, ...]:
    """The columns of the preview, headed by what stands in them under this tab: a refused row is one of its cells."""
    name, code, category = _HEADINGS[kind]
    if tab == "refused":
        name, code, category = "column-content", "", "column-heading"
    elif tab == "doubts":
        category = "column-decision"
    elif tab in {"changed", "gone"}:
        category = ""
    title, number, group = (say(one) if one else "" for one in (name, code, category))
    return (
        Column("row", say("column-row"), lambda row: Cell(str(row.row or ""), tone="soft"), width=84),
        Column("name", title, lambda row: row.name, stretch=4),
        Column("code", number, lambda row: Cell(row.code, tone="soft"), width=176),
        Column("category", group, lambda row: Cell(row.category, tone="soft"), width=150),
        Column("finding", say("column-finding"), lambda row: Cell(row.finding, tone=row.tone), stretch=5),
    )


def _accepted_row(row: IntakeRow, name: str) -> ShownRow:
    finding = "；".join(why(one) for one in row.warnings)
    if row.known:
        finding = say("bringing-same-code")
    code = row.get("code") or row.get("certificate")
    category = row.get("category") or row.get("subject_category")
    return ShownRow(str(row.row), row.row, row.get(name), code, category, finding, "amber")


def _new_row(row: IntakeRow, name: str, proposed: frozenset[str]) -> ShownRow:
    shown = _accepted_row(row, name)
    if proposed & set(row.values.values()):
        said = say("choosing-proposed")
        shown = replace(shown, finding=f"{said}；{shown.finding}" if shown.finding else said)
    return shown


def _refused_row(at: int, finding: Finding) -> ShownRow:
    return ShownRow(f"{at}", finding.row, finding.value, "", finding.column, why(finding), "red")


def _changed_row(one: Change, titles: Mapping[str, str]) -> ShownRow:
    parts = [
        say(
            "bringing-change",
            column=say(f"field-{column}"),
            before=titles.get(before, before) or say("bringing-blank"),
            after=titles.get(after, after),
        )
        for column, before, after in one.columns
    ]
    return ShownRow(str(one.row), one.row, one.name, one.code, "", "；".join(parts), "ink")


def _doubt_row(one: Doubt) -> ShownRow:
    where = (
        say("bringing-doubt-earlier", row=one.earlier)
        if one.earlier
        else say("bringing-doubt-register", code=one.other_code or say("bringing-blank"))
    )
    said = say(f"bringing-decision-{one.decision}") if one.decision else say("bringing-decision-none")
    return ShownRow(str(one.row), one.row, one.name, one.code, said, where, "soft" if one.decision else "amber")
