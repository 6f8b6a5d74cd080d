"""从纸质文书补录: the window that takes papers back: pictures matched, marks confirmed, times and names entered.

Three places one after another: the pages that came back, what is ticked on them, and when it happened and who signed.
Nothing read off a picture is entered before a person has looked at it. What is entered is `rectification.afterwards`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inspector_desktop.check.evidence_store import EvidenceView, evidence_of
from inspector_desktop.check.store import find_definition
from inspector_desktop.clock import civil_date
from inspector_desktop.gui import files
from inspector_desktop.gui.kit.buttons import Tabs
from inspector_desktop.gui.kit.progress import ProgressLine
from inspector_desktop.gui.page import INSPECTIONS
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.gui.pages.inspecting.returning_form import TimesPart
from inspector_desktop.gui.pages.inspecting.returning_marks import MarksPart
from inspector_desktop.gui.pages.inspecting.returning_open import asked_of
from inspector_desktop.gui.pages.inspecting.returning_pages import PagesPart, Row
from inspector_desktop.inspection.joint_forms import table_of
from inspector_desktop.inspection.returning import (
    FILED,
    Matched,
    PrintedView,
    Proposal,
    Standing,
    Stretch,
    file_page,
    match_code,
    pages_to_read,
    read_returned,
    standing_of_papers,
)
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.inspection.team import RequestView, requests_of
from inspector_desktop.ordering import natural
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.checklist.definition import Definition
    from inspector_desktop.clock import Clock
    from inspector_desktop.gui.kit.answering.asked import Asked, Option
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.gui.tasks import Ticket
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.paper.scanning import Seen

PAGES, MARKS, TIMES = "pages", "marks", "times"
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp")
_MEDIA = {".pdf": "application/pdf", ".png": "image/png", ".bmp": "image/bmp", ".tif": "image/tiff",
          ".tiff": "image/tiff", ".webp": "image/webp"}  # fmt: skip


@dataclass(frozen=True)
class Given:
    """A file a person chose, and the pages that were seen in it."""

    content: bytes
    name: str
    seen: tuple[Seen, ...]


def file_all(session: Session, *, desk: Desk, clock: Clock, dossier: str, given: Sequence[Given]) -> tuple[Row, ...]:
    """Match what was seen and file what belongs here; return a row for each page seen, filed or not."""
    rows: list[Row] = []
    for one in given:
        for at, seen in enumerate(one.seen):
            match = match_code(session, bureau=desk.bureau, dossier=dossier, code=seen.code)
            filed = ""
            if match.state in FILED:
                filed = file_page(
                    session, desk=desk, clock=clock, dossier=dossier, paper=match.paper, page=match.page,
                    original=one.content, media_type=media_type(one.name), name=one.name, straight=seen.jpeg,
                    code=seen.code,
                )  # fmt: skip
            rows.append(Row(f"{one.name}/{at}/{len(rows)}", one.name, match, filed, one.content, bool(seen.jpeg)))
    return tuple(rows)


def definition_of(session: Session, bureau: str, dossier: str, day: str) -> Definition:
    """The check table of an inspection; before the arrival the one of `day`."""
    definition = find_definition(session, bureau, dossier)
    if definition is None:
        definition = table_of(session, get_inspection(session, bureau, dossier), day)
    return definition


def labels_of(definition: Definition) -> dict[str, dict[str, str]]:
    """What the boxes of questions that are no check lines are called, by question and value."""
    return {
        one.name: {choice.name: choice.label for choice in definition.choices.get(one.choices, ())}
        for one in definition.questions
        if one.choices
    }


def media_type(name: str) -> str:
    """The media type of a picture or scan, by its name."""
    return _MEDIA.get(Path(name).suffix.lower(), "image/jpeg")


def open_returning(page: InspectionPage, case: Case) -> ReturningWindow:
    """Open the window for a case."""
    window = ReturningWindow(page, case)
    window.open()
    return window


class ReturningWindow(DrawWindow):
    """Papers back, marks confirmed, times entered."""

    def __init__(self, page: InspectionPage, case: Case) -> None:
        super().__init__(
            page, say("returning-title", subject=case.view.subject_name), say("returning-lead"), width=1180, height=690
        )
        self.case, self.inspection = case, page
        self.dossier = case.dossier
        self.setAcceptDrops(True)
        self.standing = Standing((), ())
        self.rows: tuple[Row, ...] = ()
        self.labels: dict[str, dict[str, str]] = {}
        self.asked: tuple[tuple[Asked, tuple[Option, ...]], ...] = ()
        self.tabs = Tabs()
        self.tabs.set_tabs(tuple((key, say(f"returning-tab-{key}")) for key in (PAGES, MARKS, TIMES)), PAGES)
        self.tabs.chosen.connect(self.show_part)
        self.progress = ProgressLine()
        self.pages = PagesPart(self)
        self.marks = MarksPart(self)
        self.times = TimesPart(self)
        self._parts: dict[str, QWidget] = {PAGES: self.pages, MARKS: self.marks, TIMES: self.times}
        for widget in (self.tabs, gap(8), self.progress, *self._parts.values()):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.show_part(PAGES)
        self.reload()

    def show_part(self, key: str) -> None:
        """Go to one of the three places."""
        self.tabs.set_value(key)
        for name, part in self._parts.items():  # not a stack: that would give each the room of the smallest
            part.setVisible(name == key)

    def choose_files(self) -> None:
        """Let a person choose pictures and scans."""
        files.ask_files(
            self, say("returning-choose"), say("returning-kinds"), self.take, purpose=files.PICTURES, many=True
        )

    def choose_folder(self) -> None:
        """Let a person choose a folder, such as the one a telephone's pictures were copied to."""
        files.ask_folder(self, say("returning-choose-folder"), self.take_folder)

    def take_folder(self, folder: Path) -> None:
        """Take all pictures and scans of a folder."""
        found = _pages_in(folder)
        if found:
            self.take(found)
        else:
            self.tell(say("returning-folder-empty"), "amber")

    def take(self, paths: Sequence[Path]) -> None:
        """Read files in a process of their own, off the UI thread, then match and file their pages."""

        def work(ticket: Ticket) -> list[Given]:
            from inspector_desktop.paper.scan_child import read_files  # noqa: PLC0415  (zxing and Pillow load here)

            read = [(path.read_bytes(), path.name) for path in paths]
            seen = read_files(read, check=ticket.check, told=ticket.report)
            return [
                Given(content, name, tuple(page for place, page in seen if place == at))
                for at, (content, name) in enumerate(read)
            ]

        def failed(error: object) -> None:
            self.progress.finish()
            self.refuse(error)  # type: ignore[arg-type]

        self.banner.clear()
        ticket = self.page.context.pool.run(
            work, done=self._file, failed=failed, owner=self, progressed=self.progress.step
        )
        self.progress.start(ticket, say("returning-reading"))

    def entered(self, told: str) -> None:
        """Read everything again after something was entered."""
        self.reload()
        self.tell(told)

    def reload(self) -> None:
        """Read what is printed and back, then the marks of what came back."""
        bureau, dossier = self.page.context.bureau, self.dossier
        today = civil_date(self.page.context.clock.now()).isoformat()
        self.load(
            lambda session: (
                standing_of_papers(session, bureau, dossier), pages_to_read(session, bureau, dossier),
                definition_of(session, bureau, dossier, today), requests_of(session, bureau, dossier),
                evidence_of(session, bureau, dossier),
            ),
            self._show,
        )  # fmt: skip

    def _file(self, given: list[Given]) -> None:
        self.progress.finish()

        def filed(rows: tuple[Row, ...]) -> None:
            self.rows = (*self.rows, *rows)
            good = sum(bool(one.filed) for one in rows)
            self.reload()
            key, tone = ("returning-filed", "green") if good == len(rows) else ("returning-filed-part", "amber")
            self.tell(say(key, count=good, total=len(rows)), tone)

        self.run(file_all, dossier=self.dossier, given=given, changes=(INSPECTIONS, self.dossier), done=filed)

    def _show(
        self,
        found: tuple[
            Standing,
            tuple[tuple[PrintedView, int, bytes], ...],
            Definition,
            tuple[RequestView, ...],
            EvidenceView,
        ],
    ) -> None:
        self.standing, pages, definition, requests, evidence = found
        self.labels, self.asked = labels_of(definition), asked_of(definition)
        self.times.signing_part.show_evidence(evidence)
        self.times.reading.show_known(requests)
        self.pages.show_rows(self.rows, self.standing)

        def read(answer: tuple[tuple[Proposal, ...], tuple[Stretch, ...]]) -> None:
            proposals, stretches = answer
            self.marks.show_proposals(proposals)
            self.marks.show_open(stretches)
            self.times.show_stretches(proposals, stretches)
            unclear = sum(one.marked.state != "sure" for one in proposals)
            self.tabs.set_text(MARKS, say("returning-tab-marks-count", count=len(proposals), unclear=unclear))

        self.page.context.pool.run(
            lambda _: read_returned(pages),
            done=read,
            failed=self.refuse,
            owner=self,
        )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
        folders = [one for one in paths if one.is_dir()]
        taken = [one for one in paths if one.suffix.lower() in ENDINGS]
        taken += [one for folder in folders for one in _pages_in(folder)]
        if taken:
            self.take(taken)
            event.acceptProposedAction()


def _pages_in(folder: Path) -> list[Path]:
    """The pictures and scans of a folder, page 2 before page 10."""
    return sorted((one for one in folder.iterdir() if one.suffix.lower() in ENDINGS), key=lambda one: natural(one.name))


__all__ = ["Matched", "ReturningWindow", "open_returning"]
