"""The check table being answered: every answer goes to the disk at once, by a commit of its own.

The table is worked out on the UI thread (only what depends on an answer is), kept through the ledger, and said to be
saved only once the ledger says so. What a page shows is never ahead of that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from inspector_desktop.check.acts import add_photo, answer_line
from inspector_desktop.check.rules import MEASURES
from inspector_desktop.check.store import LineView, lines_of, sheet_of
from inspector_desktop.clock import stamp
from inspector_desktop.errors import Known
from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.kit.answercard import CheckLine
from inspector_desktop.gui.kit.checksheet import CheckSheet
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.lines import Answered, check_line
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, told_of_photo
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.checklist.definition import Question
    from inspector_desktop.checklist.sheet import Sheet
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage

_PAPER_MS = 700


class SheetView(QObject):
    """The answers of one inspection and the list that shows them.

    ``loaded`` when the table is there, ``changed`` after each answer, ``questions_asked`` when a person wants to see
    the questions before the lines.
    """

    loaded = Signal()
    changed = Signal()
    questions_asked = Signal()

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self._page = page
        self.case: Case | None = None
        self.sheet: Sheet | None = None
        self._dossier = ""
        self._given: dict[str, Answered] = {}
        self._notes: dict[str, str] = {}
        self.list = CheckSheet(tuple((key, say(key)) for key in MEASURES))
        self.basics = buttons.secondary(say("inspection-basics"), self.questions_asked.emit)
        self.list.add_tool(self.basics)
        self.list.search.setFixedWidth(140)
        self.unsaved = False
        self._paper = QTimer(self)
        self._paper.setSingleShot(True)
        self._paper.setInterval(_PAPER_MS)
        self._paper.timeout.connect(page.refresh_paper)
        self.list.answered.connect(self._on_verdict)
        self.list.fact_changed.connect(self._on_words)
        self.list.reason_chosen.connect(lambda key, why: self._keep(key, reason=why.removeprefix("why-")))
        self.list.handling_chosen.connect(lambda key, measure: self._keep(key, measure=measure))
        self.list.photo_asked.connect(lambda key: ask_pictures(page, lambda given: self.add_photos(key, given)))
        self.list.photos_given.connect(self.add_photos)
        self.list.photo_opened.connect(lambda _, digest: page.open_photo(digest))
        self.list.photo_remove_asked.connect(lambda *_: page.show_notice(say("inspection-photo-stays"), "amber"))

    def show_case(self, case: Case) -> None:
        """Load the table when there is one that is not shown yet; show new photographs."""
        before, self.case = self.case, case
        if case.visit is None:
            return
        fresh = case.dossier != self._dossier or before is None or before.place != case.place
        ended = before is not None and before.visit is not None and before.visit.ended_at != case.visit.ended_at
        if fresh or ended or self.sheet is None:
            self._dossier = case.dossier
            self.list.set_read_only(not case.here or bool(case.visit.ended_at and case.final is not None))
            self.list.unable_button.setVisible(case.here and not case.visit.ended_at)
            self._load(case)
        elif before is not None and before.photos != case.photos:
            self.refresh()

    def start(self) -> None:
        """Open the first line still open, if none is opened, and put the keyboard there."""
        current = self.list.current()
        if current:
            self.list.open(current)
        elif self.list.open_count():
            self.list.jump_to_open()
        elif self.list.lines():
            self.list.open(self.list.lines()[0].key)

    def given(self, name: str) -> Answered:
        """Return what was answered on a question."""
        return self._given.get(name, Answered())

    def answer(self, name: str, value: str) -> None:
        """Answer a question that is no check line."""
        self._keep(name, value=value)

    def words(self) -> str:
        """Return the counts in words, for the foot."""
        if self.sheet is None:
            return ""
        counts = self.sheet.counts()
        return say(
            "inspection-counts-open", conforms=counts["conforms"], violates=counts["violates"],
            na=counts["not_applicable"], unchecked=counts["not_checked"], open=counts["open"],
        )  # fmt: skip

    def complete(self) -> bool:
        """Tell whether nothing is wanting; else open the first line that lacks something and say what."""
        if self.sheet is None:
            return False
        self.list.flush()
        lacking = [one for one in self.sheet.shortfalls() if one.code != "line-open"]
        if lacking:
            self.list.refuse(lacking[0].name, say(lacking[0].code, line=lacking[0].line))
        return not lacking

    def add_photos(self, key: str, given: Given) -> None:
        """Add photographs to a line: read and shrunk off the UI thread, kept with the line's answer."""
        self.list.flush()
        page = self._page

        def store(found: list[tuple[bytes, str]]) -> None:
            for content, name in found:
                page.saving(1)
                page.do(
                    add_photo, content=content, name=name, line=key, done=lambda _: page.saving(-1),
                    failed=lambda error: self._failed(told_of_photo(error, page.context.opening.places.folder)),
                )  # fmt: skip

        page.context.pool.run(lambda _: read_given(given), done=store, failed=page.show_refusal, owner=self)

    def refresh(self) -> None:
        """Show the lines anew."""
        if self.sheet is None or self.case is None:
            return
        photos = [one.hash for one in self.case.photos if one.line]
        self.list.set_lines(tuple(self._line(question) for question in self.sheet.lines()))
        self._page.thumbs.want(photos, self.refresh)
        self.changed.emit()

    def _load(self, case: Case) -> None:
        bureau, dossier, now = case.view.bureau, case.dossier, self._page.context.clock.now()

        def read(session: Session) -> tuple[Sheet, dict[str, LineView]]:
            return sheet_of(session, bureau, dossier, at=now), lines_of(session, bureau, dossier)

        def show(found: tuple[Sheet, dict[str, LineView]]) -> None:
            if dossier != self._dossier:
                return
            self.sheet, lines = found
            self._given = {
                name: Answered(one.value, one.fact, one.reason, one.words, one.measure) for name, one in lines.items()
            }
            self._notes = {}
            self.refresh()
            self.loaded.emit()

        self._page.load(read, show)

    def _on_verdict(self, key: str, verdict: str) -> None:
        self._keep(key, value=verdict.replace("-", "_"))

    def _on_words(self, key: str, text: str) -> None:
        unchecked = self.given(key).value == "not_checked"
        if unchecked:
            self._keep(key, words=text)
        else:
            self._keep(key, fact=text)

    def _keep(self, name: str, **changes: str) -> None:
        """Take an answer over, work out what depends on it, and write it to the disk."""
        sheet, case = self.sheet, self.case
        if sheet is None or case is None:
            return
        given = self._given[name] = replace(self.given(name), **changes)
        followers = sheet.answer(name, given.value, fact=given.fact, reason=given.reason, words=given.words)
        question = sheet.definition.by_name[name]
        self.unsaved = True
        self._page.saving(1)
        desk, clock, dossier = self._page.context.desk, self._page.context.clock, case.dossier

        def write(session: Session) -> str:
            answer_line(
                session, desk=desk, clock=clock, dossier=dossier, line=name, number=question.number, **vars(given)
            )
            return stamp(clock.now())

        self._page.context.ledger.run(write, done=lambda at: self._kept(name, at), failed=self._failed, owner=self)
        if any(follower != name for follower in followers):
            self.refresh()
        elif "value" in changes and question.kind == "verdict":
            self.list.update_line(self._line(question))
        self.changed.emit()

    def _kept(self, name: str, at: str) -> None:
        self._page.saving(-1)
        self._notes[name] = at
        if self.sheet is not None and name in self.sheet.definition.by_name and self.list.current() == name:
            question = self.sheet.definition.by_name[name]
            if question.kind == "verdict":
                self.list.update_line(self._line(question))
        self._page.context.notify(say("window-saved"))
        self._paper.start()

    def _failed(self, error: Known) -> None:
        self._page.saving(-1)
        self._page.banner.refuse(sentence(error))

    def _line(self, question: Question) -> CheckLine:
        assert self.case is not None and self.sheet is not None  # noqa: S101, PT018  (lines are shown of a loaded case)
        return check_line(
            question, self.given(question.name), self.case, self.sheet.definition, self._page.thumbs,
            saved_at=self._notes.get(question.name, ""),
        )  # fmt: skip
