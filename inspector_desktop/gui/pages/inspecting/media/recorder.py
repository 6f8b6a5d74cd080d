"""登记录像: a recorder's file by device and number, from when until when, who keeps it, and the moments it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout

from inspector_desktop.check.moments import MOMENTS
from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import Banner
from inspector_desktop.gui.kit.fields import Form, LineField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.media.scene import Scene
from inspector_desktop.rectification.late_acts import recorder_late
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspection import InspectionPage


class RecorderForm(QDialog):
    """The form. Device and keeper are those of the file registered before, times those of the visit."""

    def __init__(self, page: InspectionPage, scene: Scene) -> None:
        super().__init__(page)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("do-register-video"))
        look.paint_over(self, look.PAPER)
        self._page = page
        clock = page.context.clock
        before = scene.evidence.recorders[-1] if scene.evidence.recorders else None
        self.banner = Banner()
        self.device = LineField(say("recorder-device-hint"), before.device if before else "")
        self.file = LineField(say("recorder-file-hint"))
        self.begins, self.ends = MomentField(clock, say("recorder-from")), MomentField(clock, say("recorder-until"))
        if scene.visit is not None:
            self.begins.show_moment(scene.visit.arrived_at)
            self.ends.show_moment(scene.until)
        self.keeper = LineField(say("recorder-keeper-hint"), before.keeper if before else "")
        self.note = LineField(say("recorder-note-hint"))
        self.boxes = {one: QCheckBox(say(one)) for one in MOMENTS}
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(8)
        for at, box in enumerate(self.boxes.values()):  # none is ticked: what a recording shows is for a person to say
            grid.addWidget(box, at // 2, at % 2)
        form = Form(label_width=96)
        form.add("device", say("recorder-device"), self.device)
        form.add("file", say("recorder-file"), self.file)
        form.add_row("times", say("recorder-times"), self.begins, self.ends)
        form.add("keeper", say("recorder-keeper"), self.keeper)
        form.add("moments", say("recorder-moments"), texts.boxed(grid), top=True)
        form.add("note", say("recorder-note"), self.note)
        self.form = form
        self.late = LateField(page, "after-recorder")
        self.primary = buttons.primary(say("recorder-go"), self.go)
        foot = texts.row(
            texts.small(say("recorder-how"), wrap=True), buttons.secondary(say("evidence-cancel"), self.reject),
            self.primary,
        )  # fmt: skip
        foot.setStretch(0, 1)
        body = texts.column(form, self.late, 8, foot, gap=12)
        body.setContentsMargins(look.MARGIN, 20, look.MARGIN, 16)
        self.setLayout(texts.column(self.banner, body, gap=0))
        self.setMinimumWidth(640)
        (self.file if before else self.device).setFocus()

    def go(self) -> None:
        """Register it."""
        self.banner.clear()
        if not self.form.check() or not self.late.check():
            return
        self._page.do(
            recorder_late, late=self.late.value(), device=self.device.value(), file=self.file.value(),
            from_at=self.begins.moment(),
            until_at=self.ends.moment(), keeper=self.keeper.value(), note=self.note.value(),
            moments=tuple(key for key, box in self.boxes.items() if box.isChecked()), done=lambda _: self._done(),
            failed=self._failed,
        )  # fmt: skip

    def _done(self) -> None:
        self._page.show_notice(say("recorder-done"), "green")
        self.accept()

    def _failed(self, error: Known) -> None:
        self.banner.refuse(sentence(error))
