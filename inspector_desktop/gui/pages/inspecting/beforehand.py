"""What stands before the first line, whatever the way of checking: certificates, rights and discipline, the count.

到场登记, 非现场检查, a colleague who comes later and 补录 from paper all ask it with these parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from inspector_desktop.check.certificates import Renewed
from inspector_desktop.check.counting import YearCount, year_count
from inspector_desktop.clock import civil
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.fields import DateField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.inspection.store import TeamOfficer

_RIGHTS = (2, 3, 4, 5)


class RightsTold(QWidget):
    """Rights and discipline (五个严禁, 八个不得) to be told, the box that says they were, and when it was ticked."""

    def __init__(self, page: InspectionPage, case: Case) -> None:
        super().__init__()
        self._clock = page.context.clock
        away = case.view.mode in OFF_SITE
        first = "inspection-right-off-site" if away else "inspection-right-1"
        keys = (first, *(f"inspection-right-{place}" for place in _RIGHTS))
        self.box = QCheckBox(say("inspection-rights-told-off-site" if away else "inspection-rights-told"))
        self.told_at: datetime | None = None
        self.box.clicked.connect(self._told)
        words = [texts.small(say(key), wrap=True) for key in keys]
        self.setLayout(texts.column(*words, 4, self.box, gap=2))

    def told(self) -> bool:
        """Tell whether somebody says that they were told."""
        return self.box.isChecked()

    def moment(self, late: datetime | None) -> datetime | None:
        """When they were told: as of `late` where all of it is entered afterwards; none while they were not."""
        return (late or self.told_at) if self.told() else None

    def _told(self) -> None:
        self.told_at = self._clock.now() if self.box.isChecked() else None


class CapCount(QWidget):
    """Which check of the year this is, of how many there may be, and beyond that on what ground."""

    def __init__(self, page: InspectionPage, case: Case) -> None:
        super().__init__()
        self.words = texts.soft("", wrap=True)
        self.reason = GrowingField(say("inspection-over-cap-hint"), case.view.exempt)
        self.reason.hide()
        self._over = False
        self.setLayout(texts.column(self.words, self.reason, gap=6))
        profile = page.context.profile
        page.load(lambda session: year_count(session, case.view, profile), self._show)

    def value(self) -> str:
        """On what ground one goes beyond the cap; empty within it."""
        return self.reason.value() if self._over else ""

    def wanting(self) -> bool:
        """Tell whether a ground is wanted and not given yet."""
        return self._over and not self.reason.value().strip()

    def _show(self, count: YearCount) -> None:
        self._over = count.over
        key = "notice-visits" if count.cap else "notice-visits-uncapped"
        more = say("inspection-over-cap") if count.over else ""
        self.words.setText(say(key, visits=count.visits, cap=count.cap) + more)
        look.write_in(self.words, look.AMBER if count.over else look.INK)
        self.reason.setVisible(count.over)


class OfficerRow(QWidget):
    """One officer of the team: present or not, the certificate, and where it has run out, the renewed one.

    Where it is known who is there, or nobody goes there, the boxes for that are left out.
    """

    def __init__(
        self, page: InspectionPage, officer: TeamOfficer, today: date, *, presence: bool = True, showing: bool = True
    ) -> None:
        super().__init__()
        self.box = QCheckBox(officer.name)
        self.box.setChecked(True)
        self.box.setMinimumWidth(100)
        self.box.setVisible(presence)
        name = texts.label("" if presence else officer.name)
        name.setVisible(not presence)
        number = texts.label(officer.certificate)
        expired = officer.valid_until < today.isoformat()
        until = say("inspection-valid-until", date=today.fromisoformat(officer.valid_until))
        valid = texts.small(until, ink=look.RED if expired else look.SOFT)
        self.shown_at: datetime | None = None
        self._clock = page.context.clock
        self.shown = QCheckBox(say("inspection-certificate-shown"))
        self.shown.clicked.connect(self._show)
        self.shown.setVisible(showing)
        self.until = DateField(say("inspection-renewed-until"), width=180)
        self.photo = ScanField(page)
        if presence:
            parts = [texts.row(self.box, number, 12, valid, 12, self.shown, None)]
            renewed = texts.boxed(texts.row(self.until, self.photo))
        else:  # beside the paper there is less room
            parts = [texts.row(name, number, 12, valid, None), texts.row(self.shown, None)]
            renewed = texts.boxed(texts.column(texts.row(self.until, None), self.photo, gap=4))
        renewed.setVisible(expired)
        self.setLayout(texts.column(*parts, renewed, gap=4))

    def _show(self) -> None:
        self.shown_at = self._clock.now() if self.shown.isChecked() else None
        at = f" {civil(self.shown_at):%H:%M}" if self.shown_at is not None else ""
        self.shown.setText(say("inspection-certificate-shown") + at)

    def renewed(self) -> Renewed | None:
        """Return the renewed certificate, if one was given."""
        if self.until.value() and self.photo.content():
            return Renewed(self.until.value(), self.photo.content())
        return None


def shown_of(rows: Mapping[str, OfficerRow], late: datetime | None) -> dict[str, datetime]:
    """When each officer showed the certificate; as of `late` where all of it is entered afterwards."""
    return {key: late or row.shown_at for key, row in rows.items() if row.shown_at is not None}


def renewed_of(rows: Mapping[str, OfficerRow]) -> dict[str, Renewed]:
    """The renewed certificates that were given."""
    return {key: found for key, row in rows.items() if (found := row.renewed()) is not None}
