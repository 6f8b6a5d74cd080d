"""The results of each item before they are entered anywhere: proposed from the visit, checked by the officer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inspector_desktop.disclosure.acts import Choice
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, TextField, button_row
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say


class ResultsForm(QWidget):
    """A form for each item. `kept` carries the choices, `stopped` nothing."""

    kept = Signal(object)
    stopped = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self.forms: dict[str, Form] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 16, 24, 20)
        self._column.setSpacing(0)
        self.save = buttons.primary(say("entries-keep-results"), lambda: self.kept.emit(self.choices()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_choices(self, view: InspectionView, choices: Sequence[Choice], *, chosen: bool) -> None:
        """Show these choices; `chosen` says that they were kept before and are now being changed."""
        texts.empty_layout(self._column)
        self.forms = {}
        titles = {one.id: one.title for one in view.items}
        codes = tuple((one.id, one.title) for one in self._profile.results.codes)
        measures = tuple((one.id, one.title) for one in self._profile.followups.measures)
        words = say("entries-results-change") if chosen else say("entries-results-propose")
        self._column.addWidget(texts.soft(words, wrap=True))
        for choice in choices:
            form = Form(label_width=112)
            form.add("result", say("entries-result"), ChoiceField(codes, choice.result, hint=say("entries-choose")))
            form.add(
                "followup", say("entries-followup"), ChoiceField(measures, choice.followup, hint=say("entries-choose"))
            )
            form.add("explanation", say("entries-explanation"), TextField(value=choice.explanation, lines=4))
            self.forms[choice.item] = form
            section = Section(titles.get(choice.item, choice.item), line=True)
            section.add(form, gap=14)
            self._column.addSpacing(20)
            self._column.addWidget(section)
        self.save = buttons.primary(say("entries-keep-results"), lambda: self.kept.emit(self.choices()))
        back = buttons.secondary(say("entries-cancel"), self.stopped.emit)
        back.setVisible(chosen)
        self._column.addSpacing(18)
        self._column.addWidget(button_row(self.save, back))
        self._column.addStretch(1)

    def choices(self) -> tuple[Choice, ...]:
        """Return what is written."""
        found = ((item, form.values()) for item, form in self.forms.items())
        return tuple(Choice(item, one["result"], one["followup"], one["explanation"]) for item, one in found)
