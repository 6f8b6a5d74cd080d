"""Why a button rests: every greyed button says it where the pointer is, and mostly in a line beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case

_OWN = "told_without_reason"


def grey(part: QWidget, why: str, line: QLabel | None = None) -> None:
    """Let a part rest and say `why`, under the pointer and in a `line` beside it; work it again where that is empty."""
    own = part.property(_OWN)
    if own is None:
        own = part.toolTip()
        part.setProperty(_OWN, own)
    part.setEnabled(not why)
    part.setToolTip(why or own)
    part.setAccessibleDescription(why)
    if line is not None:
        line.setText(why)
        line.setVisible(bool(why))


def grey_form(form: QWidget, why: str) -> None:
    """Let a whole form rest; each of its buttons says why."""
    form.setEnabled(not why)
    for part in form.findChildren(QAbstractButton):
        own = part.property(_OWN)
        if own is None:
            own = part.toolTip()
            part.setProperty(_OWN, own)
        part.setToolTip(why or own)


def why_away(case: Case | None) -> str:
    """Why nothing can be entered for a case at this desk; empty where it can."""
    return "" if case is not None and case.here else say("greyed-away")
