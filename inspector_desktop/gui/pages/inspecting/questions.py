"""基本情况: the questions before the lines (choices, dates, texts, numbers); which lines apply follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import ChoiceGroup, Choices
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField, NumberField
from inspector_desktop.gui.kit.page import pane, scrolled
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.pages.inspecting.panel import foot_bar
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.checklist.definition import Question
    from inspector_desktop.checklist.sheet import Sheet
    from inspector_desktop.gui.pages.inspecting.sheet import SheetView

_SEGMENTS = 3
_LABEL = 220


class SeveralField(QWidget):
    """Several of a list, each with a box; the value is their names in the list's order, with spaces between."""

    chosen = Signal(str)

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.boxes = {key: QCheckBox(text) for key, text in choices}
        for box in self.boxes.values():
            box.clicked.connect(lambda _=False: self.chosen.emit(self.value()))
        self.setLayout(texts.column(*self.boxes.values(), gap=0))

    def value(self) -> str:
        """Return what is chosen."""
        return " ".join(key for key, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: str) -> None:
        """Choose, without a signal."""
        for key, box in self.boxes.items():
            box.setChecked(key in value.split())


Editor = SeveralField | ChoiceGroup | ChoiceField | DateField | NumberField | LineField


class QuestionForm(QWidget):
    """The questions; each answer is kept at once. ``done`` when a person goes on to the lines."""

    done = Signal()

    def __init__(self, view: SheetView) -> None:
        super().__init__()
        self._view = view
        self._built_for: Sheet | None = None
        self._forms: dict[str, Form] = {}
        self.editors: dict[str, Editor] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        view.changed.connect(self.show_answers)

    def show_questions(self) -> None:
        """Build the form for the table now loaded."""
        sheet = self._view.sheet
        if sheet is None or sheet is self._built_for:
            return
        self._built_for = sheet
        texts.empty_layout(self._column)
        self._forms, self.editors = {}, {}
        definition = sheet.definition
        parts: list[QWidget | int | None] = []
        asked = [one for one in definition.questions if one.kind not in {"verdict", "note", "calculate"}]
        for group in dict.fromkeys(one.group for one in asked):
            label = next((one.label for one in definition.groups if one.name == group), "") or say("inspection-basics")
            section, form = Section(label, line=True), Form(label_width=_LABEL)
            for question in asked:
                if question.group == group:
                    self._add(form, question)
            section.add(form, gap=14)
            parts += [section, 20]
        notes = [one.label for one in definition.questions if one.kind == "note"]
        parts += [texts.small(note, wrap=True) for note in notes]
        self.primary = buttons.primary(say("inspection-to-lines"), self.done.emit)
        foot = foot_bar(texts.soft(say("inspection-basics-note"), wrap=True), right=(self.primary,))
        self._column.addWidget(scrolled(pane(*parts, None, gap=4, margins=(look.MARGIN, 20, look.MARGIN, 20))), 1)
        self._column.addWidget(foot)
        self.show_answers()

    def wanting(self) -> bool:
        """Tell whether a required question has no answer yet."""
        return self._view.sheet is not None and bool(self._view.sheet.missing())

    def start(self) -> None:
        """Put the keyboard in the first question without an answer."""
        editors = [one for name, one in self.editors.items() if self._shown(name)]
        wanted = next((one for one in editors if not one.value()), None)
        if wanted is None:
            self.primary.setFocus()
        elif isinstance(wanted, ChoiceGroup):
            wanted.first().setFocus()
        else:
            wanted.setFocus()

    def show_answers(self) -> None:
        """Show what was answered, hide what does not apply, and say what breaks a rule of the table."""
        sheet = self._view.sheet
        if sheet is None or sheet is not self._built_for:
            return
        opened: list[str] = []
        for name, editor in self.editors.items():
            question = sheet.definition.by_name[name]
            field = self._forms[name].field(name)
            if field.isHidden() and sheet.relevant(name):
                opened.append(name)
            field.setVisible(sheet.relevant(name))
            if not editor.hasFocus():
                editor.set_value(self._view.given(name).value)
            valid = sheet.valid(name)
            field.refuse("" if valid else question.constraint_message or say("inspection-answer-unfit"))
        if opened:  # Tab went past what the answer it left has only now opened
            QTimer.singleShot(0, self, lambda: self._go_back_to(opened[0]))

    def _go_back_to(self, name: str) -> None:
        if self.primary.hasFocus() and name in self.editors and self._shown(name):
            editor = self.editors[name]
            (editor.first() if isinstance(editor, ChoiceGroup) else editor).setFocus()

    def _shown(self, name: str) -> bool:
        return not self._forms[name].field(name).isHidden()

    def _add(self, form: Form, question: Question) -> None:
        editor = self._editor(question)
        self.editors[question.name] = editor
        self._forms[question.name] = form
        form.add(question.name, question.label, editor, note=question.hint)
        name = question.name
        if isinstance(editor, ChoiceGroup | SeveralField):
            editor.chosen.connect(lambda value: self._view.answer(name, value))
        elif isinstance(editor, ChoiceField):
            editor.edited.connect(lambda value: self._view.answer(name, value))
        else:
            editor.finished.connect(lambda value: self._given(name, value))

    def _given(self, name: str, value: str) -> None:
        if value != self._view.given(name).value:
            self._view.answer(name, value)

    def _editor(self, question: Question) -> Editor:
        sheet = self._view.sheet
        choices = sheet.definition.choices.get(question.choices, ()) if sheet is not None else ()
        pairs = tuple((one.name, one.label) for one in choices)
        if question.kind == "choices":
            return SeveralField(pairs)
        if question.kind == "choice":
            return ChoiceGroup(pairs) if len(pairs) <= _SEGMENTS else ChoiceField(pairs, hint=say("signin-choose"))
        if question.kind == "date":
            return DateField(width=200)
        if question.kind in {"integer", "decimal"}:
            return NumberField(width=160)
        return LineField()
