"""Trying a form: the very sheet officers answer on, over answers that are nowhere kept; beside it what is worked out.

Relevance, constraints, calculations and defaults are those of the evaluator that runs inspections.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from inspector_desktop.checklist.definition import Question
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.clock import civil
from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.answercard import CheckLine
from inspector_desktop.gui.kit.answering.asked import Options, Source
from inspector_desktop.gui.kit.answering.rows import can_open
from inspector_desktop.gui.kit.checksheet import CheckSheet
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.page import Context
from inspector_desktop.gui.pages.inspecting.lines import basis_words
from inspector_desktop.gui.pages.inspecting.questions import Rows
from inspector_desktop.wording import say

_SIDE = 300
_MOST = 40


class Trial(QWidget):
    """The sheet on the left; on the right counts, calculated values, what does not apply and what is wrong."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.sheet: Sheet | None = None
        self._rows: Rows | None = None
        self.list = CheckSheet(source=Source(self._options, lambda: civil(context.clock.now())))
        self.list.unable_button.hide()
        self.list.search.setFixedWidth(140)
        self.language = buttons.MenuButton(say("answering-language"))
        self.language.chosen.connect(self.speak)
        self.list.add_tool(self.language)
        self.list.add_tool(buttons.secondary(say("forms-trial-anew"), self.begin_anew))
        self.note = texts.small(say("forms-trial-note"), wrap=True)
        self.refusal = texts.label(ink=look.RED, wrap=True)
        self.counts = KeyValues(label_width=84)
        self.results = KeyValues(label_width=116)
        self.away = texts.soft(wrap=True)
        self.wrong = texts.label(wrap=True, ink=look.RED)
        self._sections = {
            key: Section(say(f"forms-trial-{key}"), line=True) for key in ("counts", "results", "away", "wrong")
        }
        for key, part in (
            ("counts", self.counts),
            ("results", self.results),
            ("away", self.away),
            ("wrong", self.wrong),
        ):
            self._sections[key].add(part, gap=8)
        column = texts.column(self.note, self.refusal, *self._sections.values(), None, gap=16)
        column.setContentsMargins(20, 16, 20, 16)
        side = scrolled(texts.boxed(column))
        side.setFixedWidth(_SIDE)
        look.paint_over(side, look.GROUND)
        both = texts.row(self.list, texts.Hairline(vertical=True), side, gap=0)
        both.setStretch(0, 1)
        self.setLayout(both)
        self._connect()

    def _connect(self) -> None:
        shown = self.list
        shown.answered.connect(lambda key, verdict: self._give(key, value=verdict.replace("-", "_")))
        shown.fact_changed.connect(self._on_words)
        shown.reason_chosen.connect(lambda key, why: self._give(key, reason=why.removeprefix("why-")))
        shown.question_answered.connect(lambda key, value: self._give(key, value=value))
        shown.add_asked.connect(self._add)
        shown.remove_asked.connect(self._remove)
        for signal in (shown.photo_asked, shown.photos_given, shown.evidence_asked, shown.content_given):
            signal.connect(lambda *_: self._tell(say("forms-trial-no-files")))

    def show_program(self, program: Program | None) -> None:
        """Begin a fresh sheet of a form; none empties the trial."""
        self.sheet = None
        self._rows = None
        self.list.set_rows(())
        if program is None:
            return
        definition = program.definition
        about = {"username": self._context.desk.person.name, "deviceid": str(self._context.desk.life)}
        self.sheet = Sheet(program, at=self._context.clock.now(), fresh=True, about=about)
        own = definition.language or say("answering-own-language")
        self.language.set_choices((("", own), *((one, one) for one in definition.languages)))
        self.language.setVisible(bool(definition.languages))
        self.speak("")
        first = next((row for row in self.list.rows() if can_open(row)), None)
        if first is not None:
            self.list.open(first.key)

    def begin_anew(self) -> None:
        """Forget what was tried."""
        if self.sheet is not None:
            self.show_program(self.sheet.program)

    def answer(self, key: str, value: str) -> None:
        """Answer a question or judge a line."""
        self._give(key, value=value)

    def speak(self, language: str) -> None:
        """Show the form in one of its languages."""
        if self.sheet is None:
            return
        self.list.flush()
        self._rows = Rows(self.sheet, self._line, before={}, language=language)
        self.list.set_rows(self._rows.all())
        self._show_results()

    # -- answering

    def _give(self, key: str, **changes: str) -> None:
        if self.sheet is None:
            return
        given = replace(self.sheet.given(key), **changes)
        try:
            changed = self.sheet.answer(key, given.value, fact=given.fact, reason=given.reason, words=given.words)
        except Known as error:
            self._tell(sentence(error))
            return
        self._tell("")
        self._show({*changed, key})

    def _on_words(self, key: str, text: str) -> None:
        given = self.sheet.given(key) if self.sheet is not None else Answer()
        self._give(key, **({"words": text} if given.value == "not_checked" else {"fact": text}))

    def _add(self, key: str) -> None:
        if self.sheet is None:
            return
        try:
            born = self.sheet.add(key)
        except Known as error:
            self._tell(sentence(error))
            return
        self._show(None)
        rows = list(self.list.rows())
        at = next((place for place, row in enumerate(rows) if row.key == born), -1)
        found = next((row for row in rows[at + 1 :] if can_open(row)), None)
        if found is not None:
            self.list.open(found.key)

    def _remove(self, key: str) -> None:
        if self.sheet is not None:
            self.list.flush()
            self.sheet.remove(key)
            self._show(None)

    # -- showing

    def _show(self, changed: Iterable[str] | None) -> None:
        if self._rows is None:
            return
        renewed = self._rows.renewed(changed) if changed is not None else None
        if renewed is not None:
            self.list.update_rows(renewed)
        else:
            if changed is None:
                self._rows.forget()
            self.list.set_rows(self._rows.all())
        self._show_results()

    def _show_results(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        counts = sheet.counts()
        self.counts.set_values(
            [Value(say(f"forms-count-{key}"), str(count)) for key, count in counts.items() if count or key == "open"]
        )
        worked = [one for one in sheet.definition.questions if one.kind in ("calculate", "hidden")][:_MOST]
        values = [
            Value(one.label or one.name, value or say("forms-value-empty"), under=one.name if one.label else "")
            for one in worked
            for value in (_value(sheet, one),)
        ]
        self.results.set_values(values)
        self._sections["results"].setVisible(bool(values))
        away = [one for one in sheet.definition.lines if not sheet.relevant(one.name)]
        self.away.setText(
            say("forms-trial-away-lines", lines="、".join(str(one.number) for one in away)) if away else ""
        )
        self._sections["away"].setVisible(bool(away))
        wrong = [sheet.text(one.key, "constraint_message") or sheet.text(one.key) for one in sheet.invalid()]
        self.wrong.setText("\n".join(wrong))
        self._sections["wrong"].setVisible(bool(wrong))

    def _tell(self, text: str) -> None:
        self.refusal.setText(text)
        self.refusal.setVisible(bool(text))

    def _options(self, key: str, search: str = "") -> Options:
        return self._rows.options(key, search) if self._rows is not None else ()

    def _line(self, question: Question, depth: int) -> CheckLine:
        given = self.sheet.given(question.name) if self.sheet is not None else Answer()
        return CheckLine(
            key=question.name, number=str(question.number), label=question.label, basis=basis_words(question),
            hint=question.violation, verdict=given.value.replace("_", "-"),
            fact=given.words if given.value == "not_checked" else given.fact,
            reason=f"why-{given.reason}" if given.reason else "", depth=depth, severity=question.severity,
        )  # fmt: skip


def _value(sheet: Sheet, question: Question) -> str:
    """The value of a calculation outside repeats; inside one there are many, which the sheet itself shows."""
    group = question.group
    while group:
        found = sheet.definition.groups_by_name[group]
        if found.repeated:
            return say("forms-value-repeated")
        group = found.parent
    return sheet.value(question.name)
