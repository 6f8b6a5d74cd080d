"""登记手签审批: who decided by hand, when, and the picture of the signed paper. The page acts; this is the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy

from inspector_desktop.clock import Clock
from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.kit.fields import Form, LineField, button_row
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.tasks import Pool, Ticket

_PDF_START = b"%PDF"


@dataclass(frozen=True)
class Signed:
    """What was registered; `returned` says that the approver returned it (the marks stand in the parts)."""

    approver: str
    decided_at: datetime
    opinion: str
    returned: bool
    scan: bytes

    @property
    def media_type(self) -> str:
        """The kind of the scan."""
        if self.scan.startswith(_PDF_START):
            return "application/pdf"
        return "image/png" if self.scan.startswith(b"\x89PNG") else "image/jpeg"


class HandSignedForm(Section):
    """The form; `registered` carries a `Signed`, `cancelled` nothing, `marking` whether marks are wanted."""

    registered = Signal(object)
    cancelled = Signal()
    marking = Signal(bool)

    def __init__(self, clock: Clock, pool: Pool) -> None:
        super().__init__(say("do-paper-approval"), say("approvals-by-hand-note"))
        self._pool = pool
        self._scan = b""
        self.form = Form(label_width=110)
        self.approver = LineField(say("approvals-approver-hint"), width=200)
        self.moment = MomentField(clock)
        self.moment.show_moment(clock.now())
        self.decision = buttons.ChoiceGroup(
            (("agreed", say("decision-agreed")), ("returned", say("decision-returned"))), "agreed"
        )
        self.decision.chosen.connect(lambda key: self.marking.emit(key == "returned"))
        self.opinion = LineField(say("approvals-opinion-hint"))
        self.strip = PhotoStrip(addable=True, caption=say("approvals-scan-hint"))
        self.strip.given.connect(self.take)
        self.strip.add_asked.connect(self._ask)
        self.strip.remove_asked.connect(self._remove)
        for short in (self.approver, self.moment):  # a fixed width alone would push the label away from the margin
            short.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.form.add("approver", say("approvals-approver"), self.approver)
        self.form.add("moment", say("approvals-signed-at"), self.moment)
        self.form.add("decision", say("approvals-decision"), self.decision)
        self.form.add("opinion", say("approvals-opinion"), self.opinion)
        self.form.add("scan", say("approvals-scan"), self.strip)
        self.add(self.form)
        self.go = buttons.primary(say("do-paper-approval"), self._register)
        self.add(button_row(self.go, buttons.secondary(say("approvals-cancel"), self.cancelled.emit)), gap=14)

    def _ask(self) -> None:
        ask_pictures(self, self.take, many=False)

    def take(self, given: Given) -> None:
        """Read the picture that was chosen, dropped or pasted."""
        if not given:
            return
        first = given[:1]

        def work(_ticket: Ticket) -> tuple[bytes, QImage]:
            content = first[0] if isinstance(first[0], bytes) else read_given(first)[0][0]
            return content, small(content)

        name = first[0].name if isinstance(first[0], Path) else ""
        self._pool.run(work, done=lambda made: self._show(*made, name), owner=self)

    def _remove(self) -> None:
        self._show(b"", QImage())

    def _show(self, content: bytes, image: QImage, name: str = "") -> None:
        self._scan = content
        self.form.field("scan").refuse("")
        photos = (Photo("scan", image, name),) if content else ()
        self.strip.set_photos(photos, "" if content else say("approvals-scan-hint"))

    def _register(self) -> None:
        when = self.moment.moment()
        if not self.approver.value():
            self.form.refuse("approver", say("approvals-approver-wanted"))
        elif when is None:
            self.form.refuse("moment", say("approvals-moment-wanted"))
        elif not self._scan:
            self.form.refuse("scan", say("approvals-scan-wanted"))
        else:
            returned = self.decision.value() == "returned"
            self.registered.emit(Signed(self.approver.value(), when, self.opinion.value(), returned, self._scan))
