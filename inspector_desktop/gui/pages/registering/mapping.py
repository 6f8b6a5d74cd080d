"""Saying what the columns of a list mean: one line per column title, one choice of field each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtWidgets import QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.registry.intake import Kind, fields_of
from inspector_desktop.wording import say


class MappingForm(QWidget):
    """The columns of one list; `go` is given what was said of each title, `""` for a column to leave unread."""

    def __init__(self, go: Callable[[dict[str, str]], object], leave: Callable[[], object]) -> None:
        super().__init__()
        self._go = go
        self._before: dict[str, str] = {}
        self.choices: dict[str, fields.ChoiceField] = {}
        self.title = texts.label("", font=look.section())
        self.form = fields.Form(label_width=220, gap=6)
        self._holder = texts.column(gap=0)
        row = texts.row(
            buttons.primary(say("mapping-go"), self.run), buttons.secondary(say("edit-cancel"), leave), None
        )
        self._column = texts.column(self.title, texts.soft(say("mapping-note"), wrap=True), gap=10)
        self._column.addLayout(self._holder, 1)
        self._column.addLayout(row)
        self._column.setContentsMargins(look.MARGIN, 14, look.MARGIN, 14)
        self.setLayout(self._column)

    def ask(self, kind: Kind, file: str, titles: Iterable[str], mapped: Mapping[str, str]) -> None:
        """Ask about the titles of a file, with what they are taken for now."""
        self.title.setText(say("mapping-title", file=file))
        known = [("", say("mapping-unread")), *((one, say(f"field-{one}")) for one in fields_of(kind))]
        self._before = {title: mapped.get(title, "") for title in titles}
        self.form = fields.Form(label_width=220, gap=6)
        self.choices = {}
        for at, (title, field) in enumerate(self._before.items()):
            self.choices[title] = fields.ChoiceField(known, field)
            self.form.add(f"column-{at}", title, self.choices[title])
        texts.empty_layout(self._holder)
        self._holder.addWidget(scrolled(self.form))

    def run(self) -> None:
        """Hand over what differs from before, and what now lost its field to another column."""
        said = {title: choice.value() for title, choice in self.choices.items()}
        self._go({title: field for title, field in said.items() if field != self._before[title]})
