"""出发准备: which papers to take along, and one file of them all, numbered in advance, to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.banner import CAREFUL
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting import papers
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.inspecting.pictures import ask_folder
from inspector_desktop.gui.pages.inspecting.returning import open_returning
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.notice.document import notice_title
from inspector_desktop.notice.trip import NOTICE, RARE, Trip, prepare_trip, trip_kinds, trip_pdf, trip_title
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.gui.tasks import Ticket

_ACROSS = 3


class TripSection(Section):
    """The papers of the trip, each with a box, and the button that prints them all."""

    def __init__(self, page: InspectionPage, case: Case) -> None:
        away = case.view.mode in OFF_SITE
        super().__init__(say("do-prepare"), say("inspection-trip-away" if away else "inspection-trip-note"), line=True)
        self._page = page
        self._case = case
        self._folder: Path | None = None
        profile = page.context.profile
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        self.boxes: dict[str, QCheckBox] = {}
        for at, kind in enumerate(trip_kinds(profile, case.view)):
            title, count = trip_title(profile, kind)
            title = notice_title(case.view, profile) if kind == NOTICE else title
            copies = say("inspection-copies", count=count) if count > 1 else ""
            box = QCheckBox(f"{title}{copies}")
            box.setChecked(case.notice is not None if kind == NOTICE else kind not in RARE and not away)
            grey(box, say("greyed-notice-open") if kind == NOTICE and case.notice is None else "")
            self.boxes[kind] = box
            grid.addWidget(box, at // _ACROSS, at % _ACROSS)
            grid.setColumnStretch(at % _ACROSS, 1)
        self.print_all = buttons.secondary(say("do-print-set"), self.prepare)
        self.save_to = buttons.link(say("inspection-save-to"), lambda: ask_folder(self, self.prepare_into))
        self.returning = buttons.link(say("returning-menu"), lambda: open_returning(page, case))
        self.add(texts.row(self.print_all, 8, self.save_to, 8, self.returning, None), gap=10)
        self.add(grid, gap=10)  # under the buttons: the list is long, and what is usual is ticked already

    def prepare_into(self, folder: Path) -> None:
        """Put the file into a chosen folder."""
        self.prepare(folder)

    def prepare(self, folder: Path | None = None) -> None:
        """Take the numbers, draw all papers off the UI thread, and open the file for printing."""
        self._folder = folder
        kinds = tuple(kind for kind, box in self.boxes.items() if box.isChecked())
        grey(self.print_all, say("greyed-printing"))

        def failed(error: object) -> None:
            grey(self.print_all, "")
            self._page.show_refusal(error)  # type: ignore[arg-type]

        self._page.do(prepare_trip, house=self._page.context.house, kinds=kinds, done=self._draw, failed=failed)

    def _draw(self, trip: Trip) -> None:
        page, name = self._page, self._case.view.subject_name
        folder = self._folder or page.context.opening.places.papers

        def work(ticket: Ticket) -> Path:
            with papers.DRAWING:
                whole = trip_pdf(trip)
            return papers.write_pdf(folder, say("inspection-trip-name", subject=name), whole)(ticket)

        def done(path: Path) -> None:
            grey(self.print_all, "")
            if trip.unnumbered:
                titles = "、".join(trip.unnumbered)
                page.show_notice(say("inspection-trip-unnumbered", titles=titles, path=str(path)), CAREFUL)
            else:
                numbers = len({one.number for one in trip.papers if one.number})
                page.show_notice(say("inspection-trip-ready", count=len(trip.papers), numbers=numbers), "green")
            papers.open_file(path)

        page.context.pool.run(work, done=done, failed=page.show_refusal, owner=self)
