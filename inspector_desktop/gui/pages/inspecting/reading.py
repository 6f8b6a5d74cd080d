"""大字核对: what was found, in large type, to be read out to the unit and read by it, before anybody signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.pages.inspecting.signing_reading import heading_of
from inspector_desktop.signature.document import note_of, opinion_of, why_words
from inspector_desktop.signature.rules import SIGNING_BRANCHES
from inspector_desktop.signature.told import minute
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.signature.store import RecordContent

_LARGE, _TITLE = 20.0, 24.0


class ReadingPanel(QWidget):
    """The findings in large type; one button gives it the whole page."""

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self._wide = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._content: RecordContent | None = None

    def show_content(self, content: RecordContent) -> None:
        """Show what the record says."""
        self._content = content
        texts.empty_layout(self._column)
        parts = texts.column(*(self._paragraphs(content)), None, gap=14)
        parts.setContentsMargins(20, 8, 28, 24)
        self._switch = buttons.secondary("", self._toggle)
        self._name_switch()
        bar = texts.row(self._switch, None)
        bar.setContentsMargins(20, 8, 20, 4)
        self._column.addLayout(bar)
        self._column.addWidget(scrolled(texts.boxed(parts)), 1)

    def text(self) -> str:
        """Return everything that stands here."""
        return "\n".join(words for words, _ in _lines(self._content)) if self._content is not None else ""

    def _paragraphs(self, content: RecordContent) -> list[QWidget]:
        return [
            texts.label(words, font=look.font(_TITLE if bold else _LARGE, bold=bold), wrap=True)
            for words, bold in _lines(content)
        ]

    def _toggle(self) -> None:
        self._wide = not self._wide
        self._page.set_wide(self._wide)
        self._name_switch()

    def _name_switch(self) -> None:
        self._switch.setText(say("inspection-read-narrow") if self._wide else say("inspection-read-wide"))


def _lines(content: RecordContent) -> list[tuple[str, bool]]:
    """What is read back: text, and whether it is a heading."""
    view, visit, counts = content.view, content.visit, content.counts
    until = minute(visit.ended_at) if visit.ended_at else ""
    lines = [
        (view.subject_name, True),
        (say("inspection-read-when", first=minute(visit.arrived_at), last=until), False),
    ]
    if content.unable is not None:
        lines += [(say(content.unable.branch), True), (content.unable.words, False)]
    else:
        words = say(
            "inspection-counts", total=counts["total"], conforms=counts["conforms"], violates=counts["violates"],
            na=counts["not_applicable"], unchecked=counts["not_checked"],
        )  # fmt: skip
        lines.append((words, False))
        for finding in content.findings:
            lines.append((heading_of(finding), True))
            lines.append((finding.fact, False))
        if not content.findings:
            lines.append((say("record-nothing-found"), True))
        for one in content.unchecked:
            why = why_words(one)
            lines.append((say("inspection-read-unchecked", number=one.number, why=why), False))
    statement = content.statement
    if statement is not None:
        lines += [(say("inspection-opinion"), True), (opinion_of(statement), False)]
        if statement.branch not in SIGNING_BRANCHES:
            lines.append((note_of(statement), False))
    return lines
