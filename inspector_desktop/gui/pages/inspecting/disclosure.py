"""录入公示 as the dossier page shows it: results by item, how far each place is, and the way to the entry sheet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import due_of_place, is_unclocked
from inspector_desktop.disclosure.store import (
    PlaceView,
    PublicationView,
    ResultView,
    find_publication,
    places_of,
    results_of,
)
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.section import Entry, KeyValues, Section, Value
from inspector_desktop.gui.pages.entering.words import place_chip, place_line
from inspector_desktop.gui.pages.inspecting.panel import Panel, Preview, foot_bar
from inspector_desktop.gui.pages.inspecting.papers import issued
from inspector_desktop.gui.pages.inspecting.report import order_tool
from inspector_desktop.inspection.deadlines import Due
from inspector_desktop.inspection.store import inspections_of_task
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage

KINDS = ("result-sheet", "disclosure-draft", "secrecy-review")


@dataclass(frozen=True)
class Loaded:
    """Results, places, publication, the clocks of one inspection by place, and whether no rule sets one for it."""

    results: tuple[ResultView, ...]
    places: Mapping[str, PlaceView]
    publication: PublicationView | None
    dues: Mapping[str, Due | None]
    unclocked: bool


class DisclosurePanel(Panel):
    """Entry and publication."""

    step: ClassVar[str] = "disclosure"

    def __init__(self, page: InspectionPage) -> None:
        super().__init__(page)
        self.primary = buttons.primary(say("disclosure-page-open"), self._open)

    @override
    def key(self, case: Case) -> Hashable:
        return len(case.history)

    @override
    def fill(self, case: Case) -> None:
        bureau, dossier, profile = case.view.bureau, case.dossier, self.page.context.profile
        today = civil_date(self.page.context.clock.now())

        def query(session: Session) -> Loaded:
            task = inspections_of_task(session, case.view)
            return Loaded(
                results_of(session, bureau, dossier), places_of(session, bureau, dossier),
                find_publication(session, bureau, dossier),
                {
                    one.id: due_of_place(case.view, profile, one.id, today, among=task)
                    for one in profile.disclosure.places
                },
                is_unclocked(case.view, profile),
            )  # fmt: skip

        self.page.context.ledger.run(query, done=self._show, failed=self.page.show_refusal, owner=self)

    @override
    def previews(self, case: Case) -> Sequence[Preview]:
        return tuple(issued(one) for kind in KINDS if (one := case.paper(kind)) is not None)

    @override
    def tools(self, case: Case) -> Sequence[QWidget]:
        return order_tool(self.page, case)

    @override
    def start(self) -> None:
        self.primary.setFocus()

    def _open(self) -> None:
        if self.case is not None:
            self.page.context.navigate("disclosure", dossier=self.case.dossier)

    def _show(self, loaded: Loaded) -> None:
        profile, today = self.page.context.profile, civil_date(self.page.context.clock.now())
        results = Section(say("disclosure-page-results"), line=True)
        if loaded.results:
            values = [
                Value(one.result_title, one.explanation or "—", under=one.followup_title) for one in loaded.results
            ]
            results.add(KeyValues(values, label_width=180), gap=12)
        else:
            results.add(texts.soft(say("disclosure-page-no-results"), wrap=True), gap=12)
        places = Section(say("disclosure-page-title"), line=True)
        for place in profile.disclosure.places:
            found = loaded.places.get(place.id)
            chip: ChipText = place_chip(place, found, loaded.dues.get(place.id), loaded.publication, today)
            places.add(Entry(place.title, place_line(place, found), chip=chip, bold=False))
        if loaded.unclocked:
            places.add(texts.soft(say("disclosure-page-unclocked"), wrap=True), gap=10)
        self.primary = buttons.primary(say("disclosure-page-open"), self._open)
        note = texts.soft(say("disclosure-page-note"), wrap=True)
        self.set_form(results, 24, places, foot=foot_bar(note, right=(self.primary,)))
