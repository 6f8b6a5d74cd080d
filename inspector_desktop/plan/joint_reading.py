"""Reading a province's list of items for joint checks (联合抽查事项清单) from the sheets of a file. Pure.

Columns go by their titles, wherever they stand; a field written once for several rows (merged cells) holds for all.
"""

from __future__ import annotations

from collections.abc import Iterable

from inspector_desktop.plan.more_facts import JointEntry
from inspector_desktop.registry.intake.reading import Sheet
from inspector_desktop.wording import say

COLUMNS = ("field", "title", "subjects", "ratio", "initiator", "partners", "level")


def read_joint_list(sheets: Iterable[Sheet]) -> tuple[JointEntry, ...]:
    """The entries of the first sheet that has a column of items; none where no sheet has."""
    titles = {one: tuple(say(f"joint-column-{one}").split("、")) for one in COLUMNS}
    for sheet in sheets:
        at: dict[str, int] = {}
        found: list[JointEntry] = []
        field = ""
        for line in sheet.lines:
            cells = ["".join(cell.text.split()) for cell in line.cells]
            if "title" not in at:
                at = _columns(cells, titles)
                continue
            values = {one: line.cells[place].text.strip() for one, place in at.items() if place < len(line.cells)}
            field = values.get("field") or field
            if values.get("title"):
                found.append(JointEntry(**{**values, "field": field}))
        if found:
            return tuple(found)
    return ()


def _columns(cells: list[str], titles: dict[str, tuple[str, ...]]) -> dict[str, int]:
    at: dict[str, int] = {}
    for place, text in enumerate(cells):
        for one, names in titles.items():
            if one not in at and any(name in text for name in names) and place not in at.values():
                at[one] = place
    return at
