"""告知和回避: what was ticked on the sheet that is read out: that rights were heard, or that somebody is to stand back.

The tick is proposed from the photograph and counts once a person has left it or changed it. Without the sheet it is
asked all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.buttons import ChoiceGroup
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.inspection.team import RECUSAL, RequestView
from inspector_desktop.rectification.afterwards import RecusalOnPaper
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from inspector_desktop.gui.pages.inspecting.returning import ReturningWindow

SHEET, QUESTION = "reading-sheet", "heard"
YES, ASKS = "yes", "asks-recusal"
_ROWS = ("who", "ground", "text")
_LABEL, _WIDE, _NARROW = 112, 200, 160


class ReadingPart(QWidget):
    """The fields; those of a request that somebody stand back show only where one is asked."""

    def __init__(self, window: ReturningWindow) -> None:
        super().__init__()
        view = window.case.view
        self.heard = ChoiceGroup(tuple((one, say(f"returning-heard-{one}")) for one in (YES, ASKS)))
        self.told_at = MomentField(window.page.context.clock, say("returning-told-at-hint"), width=_WIDE)
        self.who = {one.id: QCheckBox(one.name) for one in view.officers}
        self.ground = ChoiceField(tuple((one, say(f"draws-ground-{one}")) for one in RECUSAL), hint="—")
        self.asked_name = LineField(say("inspection-met-hint"), value=view.principal, width=_NARROW)
        self.text = GrowingField(say("returning-recusal-hint"))
        self.known = texts.small("", wrap=True)
        self.known.hide()
        self._asked = False
        self.form = Form(label_width=_LABEL)
        self.form.add_row("heard", say("returning-heard"), self.heard, self.told_at)
        self.form.add("who", say("returning-recusal-who"), texts.boxed(texts.row(*self.who.values(), None)))
        self.form.add_row("ground", say("returning-recusal-ground"), self.ground, self.asked_name)
        self.form.add("text", "", self.text)
        self.setLayout(texts.column(self.known, self.form, gap=6))
        self.heard.chosen.connect(lambda _: self._lay())
        self._lay()

    def propose(self, value: str) -> None:
        """Propose what seems to be ticked; what a person chose stays, and what was entered is not asked again."""
        if value and not self.heard.value() and not (self._asked and value == ASKS):
            self.heard.set_value(value)
        self._lay()

    def show_known(self, requests: tuple[RequestView, ...]) -> None:
        """Say which requests of the unit are entered already."""
        names = [one.name for one in requests if one.asked_by == "unit"]
        self._asked = bool(names)
        self.known.setText(say("returning-recusal-known", names="、".join(names)) if names else "")
        self.known.setVisible(self._asked)
        if self._asked and self.heard.value() == ASKS:
            self.heard.set_value("")
        self._lay()

    def told(self) -> bool:
        """Tell whether rights and discipline were told; a request entered before says so too."""
        return bool(self.heard.value()) or self._asked

    def recusal(self, arrived: datetime | None) -> RecusalOnPaper | None:
        """What the unit asked, as of when it was told or else of the arrival; nothing where it asked nothing."""
        at = self.told_at.moment() or arrived
        if self.heard.value() != ASKS or at is None:
            return None
        officers = tuple(one for one, box in self.who.items() if box.isChecked())
        return RecusalOnPaper(at, officers, self.ground.value(), self.asked_name.value(), self.text.value())

    def _lay(self) -> None:
        for key in _ROWS:
            self.form.field(key).setVisible(self.heard.value() == ASKS)
