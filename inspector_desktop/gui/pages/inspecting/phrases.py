"""常用语: a small window in which phrases of a line are pinned, edited, hidden and added, one's own and the bureau's.

It opens from a line, and from the settings, where form and line are chosen first. Each change is kept at once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from inspector_desktop.check.phrase_acts import Line, may_keep_for_bureau, phrases_for, set_phrase, write_phrase
from inspector_desktop.check.phrase_rules import BUREAU, GONE, HIDDEN, KEPT, OWN, PINNED, Phrase
from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import ChoiceField, Form
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.section import EmptyState
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.registry.form_store import definition_on, table_lines
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.page import Page

_WIDTH, _HEIGHT, _LABEL = 720, 560, 72
_TONES = {OWN: "blue", BUREAU: "green"}


class PhrasesWindow(DrawWindow):
    """The window; ``changed`` after anything was kept."""

    changed = Signal()

    def __init__(self, page: Page, line: Line | None = None, title: str = "") -> None:
        super().__init__(page, say("phrases-title"), say("phrases-lead"), width=_WIDTH, height=_HEIGHT)
        self._line = line
        self._instead = ""
        self.phrases: tuple[Phrase, ...] = ()
        self.form_choice = ChoiceField()
        self.line_choice = ChoiceField(hint=say("phrases-line-hint"))
        self.form_choice.edited.connect(self._choose_form)
        self.line_choice.edited.connect(self._choose_line)
        if line is None:
            choosing = Form(label_width=_LABEL)
            choosing.add("form", say("phrases-form"), self.form_choice)
            choosing.add("line", say("phrases-line"), self.line_choice)
            self.body.addWidget(choosing)
        else:
            self.body.addWidget(texts.label(title, wrap=True))
        self.body.addWidget(gap(10))
        self._rows = texts.column(gap=0)
        self.body.addWidget(texts.boxed(self._rows))
        self.words = GrowingField(say("phrases-hint"))
        self.for_bureau = QCheckBox(say("phrases-for-bureau"))
        self.for_bureau.setVisible(may_keep_for_bureau(page.context.desk))
        self.add = buttons.primary(say("phrases-add"), self.write)
        self.cancel = buttons.link(say("phrases-cancel"), self.give_up)
        self.cancel.hide()
        adding = texts.column(self.words, texts.row(self.for_bureau, None, self.cancel, self.add), gap=8)
        self._adding = texts.boxed(adding)
        self.body.addWidget(gap(12))
        self.body.addWidget(self._adding)
        self.body.addStretch(1)
        if line is None:
            self._adding.hide()
            self._list_forms()
        else:
            self._read()

    def write(self) -> None:
        """Keep what was typed, as a new phrase or instead of the one being edited."""
        line = self._line
        if line is None:
            return
        self.run(
            write_phrase, line=line, text=self.words.value(), instead=self._instead,
            for_bureau=self.for_bureau.isChecked(), done=lambda _: self._kept(),
        )  # fmt: skip

    def edit(self, phrase: Phrase) -> None:
        """Put a phrase into the field to be written anew."""
        self._instead = phrase.text
        self.words.set_value(phrase.text)
        self.for_bureau.setChecked(phrase.origin == BUREAU and not self.for_bureau.isHidden())
        self.add.setText(say("phrases-change"))
        self.cancel.show()
        self.words.setFocus()

    def give_up(self) -> None:
        """Leave the phrase as it was."""
        self._instead = ""
        self.words.set_value("")
        self.for_bureau.setChecked(False)
        self.add.setText(say("phrases-add"))
        self.cancel.hide()

    def say_of(self, phrase: Phrase, state: str) -> None:
        """Pin, hide, show or take back a phrase; the bureau's for everybody where one keeps those."""
        if self._line is not None:
            for_bureau = phrase.origin == BUREAU and may_keep_for_bureau(self.page.context.desk)
            self.run(
                set_phrase, line=self._line, text=phrase.text, state=state, for_bureau=for_bureau,
                done=lambda _: self._kept(),
            )  # fmt: skip

    def _kept(self) -> None:
        self.give_up()
        self.tell(say("phrases-done"))
        self.changed.emit()
        self._read()

    def _read(self) -> None:
        line, desk = self._line, self.page.context.desk
        if line is not None:
            self.load(lambda session: phrases_for(session, desk, line.form).get(line.name, ()), self._show)

    def _show(self, found: tuple[Phrase, ...]) -> None:
        self.phrases = found
        texts.empty_layout(self._rows)
        self._adding.show()
        if not found:
            self._rows.addWidget(EmptyState(say("phrases-none"), say("phrases-none-how")))
        for one in found:
            self._rows.addWidget(self._row(one))
            self._rows.addWidget(texts.Hairline())

    def _row(self, phrase: Phrase) -> QWidget:
        chips: list[QWidget] = [Chip(say(f"phrases-origin-{phrase.origin}"), _TONES.get(phrase.origin, "grey"))]
        if phrase.pinned:
            chips.append(Chip(say("phrases-pinned"), "amber"))
        if phrase.hidden:
            chips.append(Chip(say("phrases-hidden")))
        keeps = phrase.origin == BUREAU and may_keep_for_bureau(self.page.context.desk)
        if phrase.hidden:
            offered = [(KEPT, "phrases-show"), *([(GONE, "phrases-remove")] if phrase.origin == OWN else [])]
        else:
            away = (GONE, "phrases-remove") if keeps else (HIDDEN, "phrases-hide")
            offered = [(KEPT, "phrases-unpin") if phrase.pinned else (PINNED, "phrases-pin"), away]
        links = [
            buttons.link(say(key), partial(self.say_of, phrase, state), small=True) for state, key in offered
        ]  # fmt: skip
        if not phrase.hidden:
            links.insert(1, buttons.link(say("phrases-edit"), partial(self.edit, phrase), small=True))
        words = texts.label(phrase.text, wrap=True)
        foot = texts.row(*chips, None, *links, gap=10)
        made = texts.column(words, foot, gap=4)
        made.setContentsMargins(0, 8, 0, 8)
        return texts.boxed(made)

    def _list_forms(self) -> None:
        bureau, day = str(self.page.context.desk.bureau), civil_date(self.page.context.clock.now()).isoformat()

        def read(session: Session) -> tuple[tuple[str, str], ...]:
            listed = [(one.edition.form, one.edition.title) for one in table_lines(session, bureau, day)]
            return tuple(dict(listed).items())

        def show(found: tuple[tuple[str, str], ...]) -> None:
            self.form_choice.set_choices(found)
            if found:
                self.form_choice.set_value(found[0][0])
                self._choose_form(found[0][0])

        self.load(read, show)

    def _choose_form(self, form: str) -> None:
        bureau, day = str(self.page.context.desk.bureau), civil_date(self.page.context.clock.now()).isoformat()

        def read(session: Session) -> tuple[tuple[str, str], ...]:
            lines = definition_on(session, bureau, form, day).lines
            return tuple((one.name, f"{one.number}　{one.label}") for one in lines)

        self._line = None
        self._adding.hide()
        texts.empty_layout(self._rows)
        self.load(read, self.line_choice.set_choices)

    def _choose_line(self, name: str) -> None:
        self.give_up()
        self._line = Line(self.form_choice.value(), name)
        self._read()


def open_phrases(page: Page, line: Line | None = None, title: str = "") -> PhrasesWindow:
    """Open the window over a page, for a line or for choosing one; nothing is blocked."""
    window = PhrasesWindow(page, line, title)
    window.open()
    return window
