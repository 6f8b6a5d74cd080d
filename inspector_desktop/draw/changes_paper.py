"""What stands on the papers of a draw about changes after it: who left, who came in, why, by whose decision, when.

The record of a draw is printed anew after each change, so a file never holds a list that is no longer true. Who comes
in was computed from the reserve (TICKET-V1 5), of a draw held elsewhere named by the platform.
"""

from __future__ import annotations

from collections.abc import Callable

from inspector_desktop.clock import civil, moment
from inspector_desktop.draw.store import ChangeView, DrawView
from inspector_desktop.paper.model import Align, Block, Column, Heading, Paragraph, Table
from inspector_desktop.wording import say

_OFFICER = "officer"


def changes_blocks(view: DrawView, name_of: Callable[[str], str]) -> tuple[Block, ...]:
    """The changes of a draw in their order; nothing where there was none. `name_of` tells a name by id."""
    if not view.changes:
        return ()
    columns = (
        Column(say("draw-paper-order"), share=2, align=Align.CENTRE),
        Column(say("draw-paper-change"), share=9),
        Column(say("draw-paper-change-of"), share=8),
        Column(say("draw-paper-change-why"), share=9),
        Column(say("draw-paper-change-by"), share=7),
    )
    rows = tuple(
        (
            str(one.number),
            say(
                f"draw-paper-change-{one.what}", leaves=name_of(one.leaves),
                comes=name_of(one.comes) if one.comes else say("draw-paper-change-nobody"),
            ),
            "、".join(name_of(subject) for subject in one.subjects) if one.what == _OFFICER else "—",
            _why(one),
            _decided(one),
        )
        for one in view.changes
    )  # fmt: skip
    key = "draw-paper-changes-recorded" if view.recorded else "draw-paper-changes-computed"
    return (Heading(say("draw-paper-changes", count=len(rows))), Paragraph(say(key)), Table(columns, rows))


def _why(change: ChangeView) -> str:
    asked = say(f"draws-asked-{change.asked_by}") + change.asked_name
    return say("draw-paper-change-ground", ground=say(f"draws-ground-{change.reason}"), asked=asked, text=change.text)


def _decided(change: ChangeView) -> str:
    when = civil(moment(change.decided_at))
    key = "draws-swap-by-telephone" if change.told else "draws-swap-by"
    return f"{change.approver} {say(key, date=when.date(), time=f'{when:%H:%M}')}"
