"""补录: one part for all steps, by which something is entered as of the moment it happened, with its original.

It opens by a tick, or stands open where a form asks for the moment anyway. Moments against the order of the work are
told under it and stop nothing; an unreadable moment or one still to come is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from inspector_desktop.clock import stamp
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.fields import Form
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, small
from inspector_desktop.rectification.afterwards import warnings_around
from inspector_desktop.rectification.late import NOW, Late
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.page import Page
    from inspector_desktop.gui.pages.inspecting.case import Case

FIXES, RECHECKS = ("order", "advice"), ("reinspection",)
_LABEL = 96
LABEL = 108
"""How wide the labels of forms are that say nothing else."""


class LateField(QWidget):
    """When it happened, and its original; `step` is the wording key it has in sentences about the order of times."""

    edited = Signal()

    def __init__(
        self, page: Page, step: str, *, opened: bool = False, label: str = "", width: int = _LABEL, scans: bool = True,
        hint: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._page, self._step, self._opened = page, step, opened
        self._before: dict[str, str] = {}
        self._scans: tuple[tuple[bytes, str], ...] = ()
        self.tick = QCheckBox(say("late-tick"))
        self.tick.setVisible(not opened)
        self.at = MomentField(page.context.clock, hint or say("late-at-hint"))
        self.at.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.strip = PhotoStrip(addable=True, caption=say("late-scan-hint"))
        self.form = Form(label_width=width)
        self.form.add("at", label or say("late-at"), self.at)
        self._with_scans = scans
        self.form.add("scan", say("late-scan"), self.strip, top=True)
        self.warning = texts.small("", ink=look.AMBER, wrap=True)
        self.warning.hide()
        self._inside = texts.boxed(texts.column(self.form, self.warning, gap=6))
        self._inside.setVisible(opened)
        self.setLayout(texts.column(self.tick, self._inside, gap=8))
        self.tick.toggled.connect(self._toggle)
        self.at.edited.connect(self._changed)
        self.at.finished.connect(self._changed)
        self.strip.given.connect(self.take)
        self.strip.add_asked.connect(self._ask)
        self.strip.remove_asked.connect(self._remove)
        self._lay()

    def follows(self, before: Mapping[str, str], *, step: str = "") -> None:
        """Name moments (stamps by wording key) beside those of the case, and the step it is about now."""
        self._before, self._step = dict(before), step or self._step
        self._changed()

    def value(self) -> Late:
        """What was given; `NOW` while it is not opened."""
        return Late(self.at.moment(), self._scans) if self._opened or self.tick.isChecked() else NOW

    def check(self) -> bool:
        """Refuse a moment that is missing, unreadable or still to come; tell whether all is well."""
        if not self._opened and not self.tick.isChecked():
            return True
        if not self.form.check():
            return False
        found = self.at.moment()
        if found is None and not self._opened:
            self.form.refuse("at", say("late-at-wanted"))
            return False
        if found is not None and found > self._page.context.clock.now():
            self.form.refuse("at", say("refused-happened-later"))
            return False
        return True

    def clear(self) -> None:
        """Let go of what was given, after it was entered."""
        self.tick.setChecked(False)
        self.at.set_value("")
        self._show(())
        self._changed()

    def in_bar(self) -> LateBar:
        """Put it in a bar above a foot and return that."""
        return LateBar(self)

    def _ask(self) -> None:
        ask_pictures(self, self.take)

    def take(self, given: Given) -> None:
        """Read pictures off the UI thread and show them beside those given before."""
        page = self._page
        page.context.pool.run(lambda _: read_given(given), done=self._add, failed=page.show_refusal, owner=self)

    def _add(self, found: list[tuple[bytes, str]]) -> None:
        self._show((*self._scans, *found))

    def _remove(self, key: str) -> None:
        self._show(tuple(one for at, one in enumerate(self._scans) if str(at) != key))

    def _show(self, scans: tuple[tuple[bytes, str], ...]) -> None:
        self._scans = scans
        photos = tuple(Photo(str(at), small(content), name) for at, (content, name) in enumerate(scans))
        self.strip.set_photos(photos, "" if scans else say("late-scan-hint"))
        self._lay()
        self.edited.emit()

    def _toggle(self, on: bool) -> None:
        self._inside.setVisible(on)
        if on:
            self.at.setFocus()
        self._changed()

    def _lay(self) -> None:
        """Where the moment may stay empty an original is asked for once there is one: what is done now has none."""
        wanted = not self._opened or bool(self.at.value()) or bool(self._scans)
        self.form.field("scan").setVisible(self._with_scans and wanted)

    def _changed(self) -> None:
        self._lay()
        found, case = self.value().at, getattr(self._page, "case", None)
        told: tuple[str, ...] = ()
        if found is not None and case is not None:
            told = warnings_around(self._step, stamp(found), {**known_times(case), **self._before})
        self.warning.setText("".join(told))
        self.warning.setVisible(bool(told))
        self.edited.emit()


class LateBar(QWidget):
    """The field in a bar above the foot of a panel that has no form to put it in; opened by a link."""

    def __init__(self, late: LateField) -> None:
        super().__init__()
        self._late = late
        late.tick.toggled.connect(self._toggled)
        inside = texts.column(late, gap=0)
        inside.setContentsMargins(look.MARGIN, 10, look.MARGIN, 10)
        self.setLayout(texts.column(texts.Hairline(), inside, gap=0))
        self.hide()

    def ask(self) -> None:
        """Open it, and the field in it."""
        self.show()
        self._late.tick.setChecked(True)

    def _toggled(self, on: bool) -> None:
        if not on:
            self.hide()


def known_times(case: Case) -> dict[str, str]:
    """The moments of the steps of a case (stamps by wording key), as far as they are known."""
    visit = case.visit
    fixes = [one.issued_at for one in case.papers if one.kind in FIXES and one.state != "paper-void"]
    rechecks = [one.issued_at for one in case.papers if one.kind in RECHECKS and one.state != "paper-void"]
    return {
        "after-authorised": case.authorisation.approved_at if case.authorisation else "",
        "after-drawn-up": case.notice.issued_at if case.notice else "",
        "after-notice": case.notice.served_at if case.notice else "",
        "after-arrival": visit.arrived_at if visit else "",
        "after-ended": visit.ended_at if visit else "",
        "after-stated": case.statement.stated_at if case.statement else "",
        "after-signed": case.final.finalised_at if case.final else "",
        "after-order": min(fixes, default=""),
        "after-recheck": max(rechecks, default=""),
    }
