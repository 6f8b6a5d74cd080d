"""Evidence of a dossier beside the form: its issued papers, and its photographs by the line they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.section import EmptyState, Entry, Section
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.check.store import PhotoView
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.inspection.store import PaperView

_TONES = {"paper-void": "grey", "paper-final": "blue", "paper-signed": "green", "paper-served": "green"}
_ACROSS = 5


class EvidencePanel(QWidget):
    """Papers and photographs of one dossier."""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self._case: Case | None = None
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_case(self, case: Case) -> None:
        """Show the evidence of a case."""
        self._case = case
        key = (case.dossier, case.papers, case.photos)
        if key != self._shown:
            self._shown = key
            self._fill()
            self._page.thumbs.want((one.hash for one in case.photos), self._fill)

    def _fill(self) -> None:
        case = self._case
        if case is None:
            return
        texts.empty_layout(self._column)
        if not case.papers and not case.photos:
            self._column.addWidget(EmptyState(say("inspection-no-evidence"), say("inspection-no-evidence-text")))
            return
        parts: list[QWidget | int | None] = []
        if case.papers:
            papers = Section(say("inspection-papers"), line=True)
            for paper in case.papers:
                papers.add(self._paper(paper))
            parts += [papers, 20]
        if case.photos:
            photos = Section(say("inspection-photos"), line=True)
            for line in dict.fromkeys(one.line for one in case.photos):
                for row in _rows([one for one in case.photos if one.line == line]):
                    photos.add(self._strip(row), gap=10)
            parts.append(photos)
        inside = texts.column(*parts, None, gap=0)
        inside.setContentsMargins(20, 8, 20, 16)
        self._column.addWidget(scrolled(texts.boxed(inside)))

    def _paper(self, paper: PaperView) -> Entry:
        chip = ChipText(say(paper.state), _TONES.get(paper.state, "grey"))
        look_at = buttons.link(say("inspection-open-paper"), lambda: self._page.print_kept(paper))
        words = "　".join(part for part in (paper.number, moment_words(paper.issued_at), paper.note) if part)
        return Entry(paper.title, words, chip=chip, bold=False, right=look_at, small=True)

    def _strip(self, photos: list[PhotoView]) -> PhotoStrip:
        strip = PhotoStrip(
            tuple(Photo(one.hash, self._page.thumbs.image(one.hash), _title(one)) for one in photos), caption=" "
        )
        strip.setAcceptDrops(False)
        strip.opened.connect(self._page.open_photo)
        return strip


def _rows(photos: list[PhotoView]) -> list[list[PhotoView]]:
    return [photos[at : at + _ACROSS] for at in range(0, len(photos), _ACROSS)]


def _title(photo: PhotoView) -> str:
    return f"{photo.original_name}　{moment_words(photo.added_at)}"
