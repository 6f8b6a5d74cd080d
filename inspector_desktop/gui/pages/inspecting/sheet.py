"""The check table being answered: every answer goes to the disk at once, by a commit of its own.

The table is worked out on the UI thread (only what depends on an answer is), kept through the ledger, and said to be
saved only once the ledger says so. What a page shows is never ahead of that. What the sheet settles with an answer
(defaults, calculations that keep their value) is kept in the same commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from inspector_desktop.check.acts import keep_answers, unmeasured
from inspector_desktop.check.phrase_acts import Line, phrases_for
from inspector_desktop.check.phrase_rules import offered
from inspector_desktop.check.rules import MEASURES
from inspector_desktop.check.store import lines_of, sheet_of
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.clock import civil
from inspector_desktop.errors import Known
from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.kit.answercard import CheckLine
from inspector_desktop.gui.kit.answering.asked import Asked, Heading, Options, Source
from inspector_desktop.gui.kit.answering.filed import MARK
from inspector_desktop.gui.kit.answering.rows import can_open
from inspector_desktop.gui.kit.checksheet import CheckSheet
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.lines import Answered, check_line
from inspector_desktop.gui.pages.inspecting.media.adding import Wish, add_given
from inspector_desktop.gui.pages.inspecting.phrases import open_phrases
from inspector_desktop.gui.pages.inspecting.picking import keep_evidence, pick_evidence
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures
from inspector_desktop.gui.pages.inspecting.questions import Rows
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.checklist.definition import Question
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.journal.desks import Desk

_PAPER_MS, _CLOCK_MS, _REST_MS = 700, 60_000, 20_000


@dataclass(frozen=True)
class _Loaded:
    """What is read of a sheet at once; `measures` are 处理意见 by line."""

    sheet: Sheet
    measures: dict[str, str]
    phrases: dict[str, tuple[str, ...]] = field(default_factory=dict)


class SheetView(QObject):
    """The answers of one inspection and the list that shows them.

    ``loaded`` when the table is there, ``changed`` after each answer.
    """

    loaded = Signal()
    changed = Signal()

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self._page = page
        self.case: Case | None = None
        self.sheet: Sheet | None = None
        self._rows: Rows | None = None
        self._dossier = ""
        self._measures: dict[str, str] = {}
        self._phrases: dict[str, tuple[str, ...]] = {}
        self._notes: dict[str, str] = {}
        source = Source(self._options, lambda: civil(page.context.clock.now()), page.thumbs.image)
        self.list = CheckSheet(tuple((key, say(key)) for key in MEASURES), source=source)
        self.basics = buttons.secondary(say("inspection-basics"), self.to_questions)
        self.language = buttons.MenuButton(say("answering-language"))
        self.language.hide()
        self.list.add_tool(self.basics)
        self.list.add_tool(self.language)
        self.list.search.setFixedWidth(140)
        self.unsaved = False
        self._paper = QTimer(self)
        self._paper.setSingleShot(True)
        self._paper.setInterval(_PAPER_MS)
        self._paper.timeout.connect(page.refresh_paper)
        self._minute = QTimer(self)
        self._minute.setInterval(_CLOCK_MS)
        self._minute.timeout.connect(self._tick)
        self._gone = False
        self._writing = 0
        self._rest = QTimer(self)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._let_go)
        self.list.destroyed.connect(self._on_gone)
        self._connect(page)

    def _connect(self, page: InspectionPage) -> None:
        shown = self.list
        shown.answered.connect(self._on_verdict)
        shown.fact_changed.connect(self._on_words)
        shown.reason_chosen.connect(lambda key, why: self._keep(key, reason=why.removeprefix("why-")))
        shown.handling_chosen.connect(lambda key, measure: self._keep(key, measure=measure))
        shown.photo_asked.connect(lambda key: ask_pictures(page, lambda given: self.add_photos(key, given)))
        shown.photos_given.connect(self.add_photos)
        shown.photo_opened.connect(lambda _, digest: page.open_photo(digest))
        shown.photo_remove_asked.connect(lambda _, digest: page.evidence.ask_reason(digest))
        shown.phrases_asked.connect(self.manage_phrases)
        shown.question_answered.connect(self.answer)
        shown.evidence_asked.connect(self.pick_evidence)
        page.derived.connect(self.cite)
        shown.content_given.connect(self._on_content)
        shown.add_asked.connect(self.add)
        shown.remove_asked.connect(self.remove)
        self.language.chosen.connect(self.speak)

    def show_case(self, case: Case) -> None:
        """Load the table when there is one that is not shown yet; show new photographs."""
        before, self.case = self.case, case
        if case.visit is None:
            return
        self.list.set_read_only(not case.here or bool(case.visit.ended_at and case.final is not None))
        fresh = case.dossier != self._dossier or before is None or before.place != case.place
        ended = before is not None and before.visit is not None and before.visit.ended_at != case.visit.ended_at
        if fresh or ended or self.sheet is None:
            self._dossier = case.dossier
            self.list.unable_button.setVisible(case.here and not case.visit.ended_at)
            self._load(case)
        elif before is not None and before.photos != case.photos:
            self.refresh()

    def start(self) -> None:
        """Open what is opened already, else the first that waits for an answer, and put the keyboard there."""
        current = self.list.current()
        if current:
            self.list.open(current)
        elif any(isinstance(row, Asked) and row.wanting for row in self.list.rows()) or self.list.open_count():
            self.list.jump_to_next()
        else:
            self._open_first()

    def to_lines(self) -> None:
        """Open the first check line that is not judged."""
        if self.list.open_count():
            self.list.jump_to_open()
        else:
            self._open_first()

    def to_questions(self) -> None:
        """Open the first question that is no check line."""
        asked = [row for row in self.list.rows() if isinstance(row, Asked) and can_open(row)]
        wanted = next((row for row in asked if not row.value), asked[0] if asked else None)
        if wanted is not None:
            self.list.open(wanted.key)

    def given(self, key: str) -> Answered:
        """Return what was answered at a place."""
        if self.sheet is None:
            return Answered()
        found = self.sheet.given(key)
        return Answered(found.value, found.fact, found.reason, found.words, self._measures.get(key, ""))

    def answer(self, key: str, value: str) -> None:
        """Answer a question that is no check line."""
        if value != self.given(key).value:
            self._keep(key, value=value)

    def add(self, key: str) -> None:
        """Begin another instance of a repeat, and go to its first question."""
        if self.sheet is None:
            return
        before = self.sheet.answers()
        try:
            born = self.sheet.add(key)
        except Known as error:
            self._page.show_refusal(error)
            return
        self._keep_difference(before)
        self.refresh()
        rows = list(self.list.rows())
        at = next((place for place, row in enumerate(rows) if row.key == born), -1)
        found = next((row for row in rows[at + 1 :] if can_open(row)), None)
        if found is not None:
            self.list.open(found.key)

    def remove(self, key: str) -> None:
        """Take an instance of a repeat out, and offer to bring it back."""
        if self.sheet is None:
            return
        self.list.flush()
        before = self.sheet.answers()
        heading = next((row for row in self.list.rows() if isinstance(row, Heading) and row.key == key), None)
        self.sheet.remove(key)
        self._keep_difference(before)
        self.refresh()
        self._page.banner.tell(
            say("answering-removed", what=heading.label if heading else ""), "blue", say("answering-undo"),
            lambda: self.restore(before),
        )  # fmt: skip

    def restore(self, answers: Mapping[str, Answer]) -> None:
        """Bring the sheet back to earlier answers, as after an instance was taken out by mistake."""
        if self.sheet is None or self.case is None:
            return
        now = self.sheet.answers()
        self.sheet = Sheet(self.sheet.program, answers, at=self._page.context.clock.now())
        self._page.banner.clear()
        self._keep_difference(now)
        self._make_rows(self.case)
        self.refresh()

    def pick_evidence(self, key: str, kind: str) -> None:
        """Let a person choose a file, or a picture with a code, as the answer of a question, or mark the picture."""
        if kind == MARK:
            self._page.open_photo(self.given(key).value)
            return
        pick_evidence(self._page, kind, key, lambda value: self.answer(key, value))

    def cite(self, before: str, digest: str) -> None:
        """Let every answer that is a picture cite the copy on which something was drawn; the picture stays kept."""
        if self._gone or self.sheet is None or self.list.is_read_only():
            return
        for key, given in self.sheet.answers().items():
            question = self._question(key)
            if question is not None and question.kind == "image" and given.value == before:
                self.answer(key, digest)

    def speak(self, language: str) -> None:
        """Show the form in another of its languages."""
        self.list.flush()
        if self.case is not None:
            self._make_rows(self.case, language)
            self.refresh()

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
        """Tell whether nothing is wanting; else open the first place that lacks something and say what."""
        if self.sheet is None:
            return False
        self.list.flush()
        lacking = [one for one in self.sheet.shortfalls() if one.code != "line-open"]
        if lacking:
            self.list.refuse(lacking[0].name, say(lacking[0].code, line=lacking[0].line))
        return not lacking

    def unmeasured(self) -> tuple[tuple[str, int], ...]:
        """Return key and number of the lines that do not conform and have no 处理意见 yet."""
        return unmeasured(self.sheet, self._measures) if self.sheet is not None else ()

    def refuse_question(self) -> None:
        """Open the first question that has no answer or an unfit one, and say what it needs."""
        if self.sheet is None:
            return
        found = (*self.sheet.missing(), *self.sheet.invalid())
        row = self.list.row_of(found[0].key) if found else None
        if isinstance(row, Asked):
            self.list.refuse(row.key, row.refusal or row.lacking or say("answering-lacking"))

    def add_photos(self, key: str, given: Given) -> None:
        """Add photographs to a line: read and shrunk off the UI thread, kept with the line's answer."""
        self.list.flush()
        add_given(self._page, given, Wish(line=key))

    def manage_phrases(self, key: str) -> None:
        """Open the small window in which the phrases of a line are kept."""
        question = self._question(key)
        if question is not None and self.sheet is not None:
            line = Line(self.sheet.definition.form, question.name)
            window = open_phrases(self._page, line, f"{question.number}　{question.label}")
            window.changed.connect(self._read_phrases)

    def _read_phrases(self) -> None:
        if self.sheet is None:
            return
        desk, form = self._page.context.desk, self.sheet.definition.form

        def show(found: dict[str, tuple[str, ...]]) -> None:
            self._phrases = found
            self.refresh()

        self._page.load(lambda session: _offered(session, desk, form), show)

    def refresh(self) -> None:
        """Show all rows anew."""
        if self._rows is None or self.case is None or self._gone:
            return
        self._rows.forget()
        self._show_rows()
        photos = [one.hash for one in self.case.photos if one.line]
        self._page.thumbs.want(photos, self.refresh)
        self.changed.emit()

    def _load(self, case: Case) -> None:
        bureau, dossier, now = case.view.bureau, case.dossier, self._page.context.clock.now()
        desk = self._page.context.desk

        def read(session: Session) -> _Loaded:
            sheet = sheet_of(session, bureau, dossier, at=now)
            measures = {key: one.measure for key, one in lines_of(session, bureau, dossier).items() if one.measure}
            return _Loaded(sheet, measures, _offered(session, desk, sheet.definition.form))

        def show(found: _Loaded) -> None:
            if self._gone or dossier != self._dossier or self.case is None:
                return
            self.sheet, self._measures, self._phrases, self._notes = found.sheet, found.measures, found.phrases, {}
            definition = found.sheet.definition
            if definition.languages:
                own = definition.language or say("answering-own-language")
                self.language.set_choices((("", own), *((one, one) for one in definition.languages)))
            self.language.setVisible(bool(definition.languages))
            self._make_rows(self.case)
            self._minute.start()
            self.refresh()
            self.basics.setVisible(any(isinstance(row, Asked) and can_open(row) for row in self.list.rows()))
            self.loaded.emit()

        self._page.load(read, show)

    def _make_rows(self, case: Case, language: str = "") -> None:
        assert self.sheet is not None  # noqa: S101  (made once the sheet is loaded)
        self._rows = Rows(self.sheet, self._line, before=case.earlier, language=language)

    def _show_rows(self) -> None:
        if self._rows is not None:
            self.list.set_rows(self._rows.all())

    def _options(self, key: str, search: str = "") -> Options:
        return self._rows.options(key, search) if self._rows is not None else ()

    def _open_first(self) -> None:
        row = next((row for row in self.list.rows() if can_open(row)), None)
        if row is not None:
            self.list.open(row.key)

    def _on_verdict(self, key: str, verdict: str) -> None:
        self._keep(key, value=verdict.replace("-", "_"))

    def _on_words(self, key: str, text: str) -> None:
        unchecked = self.given(key).value == "not_checked"
        if unchecked:
            self._keep(key, words=text)
        else:
            self._keep(key, fact=text)

    def _on_content(self, key: str, content: bytes, media: str) -> None:
        name = f"{say('answering-signature-name')}.{media.rpartition('/')[2]}"
        keep_evidence(self._page, "signature", key, [(content, name)], lambda value: self.answer(key, value))

    def _on_gone(self) -> None:
        """Another dossier is in front: nothing is shown any more, but what is on its way to the disk is counted."""
        self._gone = True
        self._minute.stop()
        self._paper.stop()
        self._rest.start()

    def _let_go(self) -> None:
        """Go as well, once everything is on the disk, and pictures being read have become answers."""
        if not self._writing:
            self.deleteLater()

    def _tick(self) -> None:
        if self.sheet is not None and self.sheet.program.clocked:
            changed = self.sheet.tick(self._page.context.clock.now())
            self._write({key: self.sheet.given(key) for key in self.sheet.unkept()})
            self._show(changed)

    def _keep(self, key: str, **changes: str) -> None:
        """Take an answer over, work out what depends on it, and write it to the disk with what was settled by it."""
        sheet = self.sheet
        if sheet is None or self.case is None:
            return
        given = replace(self.given(key), **changes)
        changed = sheet.answer(key, given.value, fact=given.fact, reason=given.reason, words=given.words)
        self._measures[key] = given.measure
        self._write({key: sheet.given(key), **sheet.unkept()}, told=key)
        self._show({*changed, key})
        self.changed.emit()

    def _keep_difference(self, before: Mapping[str, Answer]) -> None:
        """Write every answer that is not as it was; those gone are taken back."""
        sheet = self.sheet
        if sheet is None:
            return
        sheet.unkept()
        now = sheet.answers()
        self._write({key: now.get(key, Answer()) for key in {**before, **now} if before.get(key) != now.get(key)})

    def _write(self, answers: Mapping[str, Answer], told: str = "") -> None:
        case = self.case
        if case is None or not answers:
            return
        self.unsaved = True
        self._writing += 1
        self._page.saving(1)
        desk, clock, dossier = self._page.context.desk, self._page.context.clock, case.dossier
        measures = {key: self._measures.get(key, "") for key in answers}
        numbers = {key: question.number for key in answers if (question := self._question(key)) is not None}

        def write(session: Session) -> str:
            return keep_answers(
                session, desk=desk, clock=clock, dossier=dossier, answers=answers, measures=measures, numbers=numbers
            )

        self._page.context.ledger.run(write, done=lambda at: self._kept(told, at), failed=self._failed, owner=self)

    def _show(self, changed: Iterable[str]) -> None:
        if self._rows is None or self._gone:
            return
        rows = self._rows.renewed(changed)
        if rows is None:
            self._show_rows()
        else:
            self.list.update_rows(rows)

    def _kept(self, key: str, at: str) -> None:
        self._written()
        self._notes[key] = at
        if self._gone:
            return
        row = self.list.row_of(key)
        if isinstance(row, CheckLine) and self.list.current() == key:
            self._show((key,))
        self._page.context.notify(say("window-saved"))
        self._paper.start()

    def _written(self) -> None:
        self._writing -= 1
        self._page.saving(-1)

    def _failed(self, error: Known) -> None:
        self._written()
        self._page.banner.refuse(sentence(error))

    def _question(self, key: str) -> Question | None:
        return self.sheet.definition.by_name.get(key.partition("@")[0]) if self.sheet is not None else None

    def _line(self, question: Question, depth: int) -> CheckLine:
        assert self.case is not None  # noqa: S101  (lines are shown of a loaded case)
        return check_line(
            question, self.given(question.name), self.case, self._page.thumbs, depth=depth,
            saved_at=self._notes.get(question.name, ""), phrases=self._phrases.get(question.name, ()),
        )  # fmt: skip


def _offered(session: Session, desk: Desk, form: str) -> dict[str, tuple[str, ...]]:
    """The phrases offered to this person, by line."""
    return {line: offered(found) for line, found in phrases_for(session, desk, form).items()}
