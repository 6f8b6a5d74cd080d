"""The ceremony in the operator's window: the sealed list first, who is present, and the projector with its controls.

What the projector shows is `ceremony_show`; its window `ceremony_screen`. The draw itself stays with the stages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.draw.ceremony import LIST, OPERATOR, WITNESS, Person, seat_ceremony
from inspector_desktop.draw.document import shown_moment
from inspector_desktop.draw.rules import source_of
from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.page import DRAWS
from inspector_desktop.gui.pages.drawing.ceremony_bar import CeremonyBar
from inspector_desktop.gui.pages.drawing.ceremony_papers import CeremonyPapers
from inspector_desktop.gui.pages.drawing.ceremony_screen import CeremonyScreen
from inspector_desktop.gui.pages.drawing.ceremony_seats import SeatsForm
from inspector_desktop.gui.pages.drawing.ceremony_show import event_told, places_of, show_of
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.draws import DrawsPage


class CeremonyPart(QWidget):
    """Beside the sealing: paper, seats, projector. It listens to the typing and tells the projector."""

    def __init__(self, page: DrawsPage) -> None:
        super().__init__()
        self._page = page
        self.papers = CeremonyPapers(page)
        self.seats = SeatsForm()
        self.screen_window: CeremonyScreen | None = None
        self.names = False
        self.bar = CeremonyBar()
        self.print_list = buttons.secondary(say("ceremony-print-list"), lambda: self.papers.ask_list(plain=True))
        self.print_concealed = buttons.quiet(
            say("ceremony-print-concealed"), lambda: self.papers.ask_list(plain=False)
        )  # fmt: skip
        self.project = buttons.secondary(say("ceremony-project"), self.open_screen)
        self._printed = texts.soft(wrap=True)
        self.explained, self.ways = texts.soft(wrap=True), texts.soft(wrap=True)
        self._fill()
        self._listen()

    def show_whole(self, whole: Whole, *, may_act: bool) -> None:
        """Show what was done of the ceremony, and let the projector follow."""
        draw = whole.draw
        local = draw is not None and not draw.recorded
        self.setVisible(local)
        self.ways.setText(whole.groupings)
        self.explain()
        if draw is None or not local:
            self.close_screen()
            return
        kept = whole.ceremony.latest(LIST)
        self._printed.setText(
            say("ceremony-list-printed", time=shown_moment(kept.kept_at)) if kept else say("ceremony-list-first")
        )
        frozen = draw.state == "frozen"
        late = "" if frozen or kept is not None else say("greyed-list-late")
        grey(self.print_list, late if may_act else say("greyed-draws"))
        self.print_concealed.setVisible(may_act and frozen)
        context = self._page.context
        self.seats.show_ceremony(
            draw.dossier, whole.ceremony, bureau=context.profile.bureau.name, person=context.desk.person.name,
            may_act=may_act and frozen,
        )  # fmt: skip
        self._prefill(whole)
        self._project(whole)

    def open_screen(self) -> None:
        """Bring the projector up, with names hidden."""
        if self._page.whole is None or show_of(self._page.whole) is None:
            return
        if self.screen_window is None:
            made = CeremonyScreen(self._page, self._page.context.clock, self._page.context.profile.bureau.name)
            made.moved.connect(lambda: self.bar.follow(made))
            made.left.connect(self._on_left)
            made.unplugged.connect(lambda: self._page.show_notice(say("ceremony-unplugged"), "amber"))
            made.plugged.connect(lambda: self._page.show_notice(say("ceremony-plugged"), "green"))
            self.screen_window, self.names = made, False
            self._project(self._page.whole)
        self._tell_people()
        self.screen_window.handed(self._page.numbers.handed_in())
        self.screen_window.present()
        self.bar.follow(self.screen_window)
        self.bar.show()

    def close_screen(self) -> None:
        """Take the projector down."""
        if self.screen_window is not None:
            self.screen_window.close()

    def told(self, error: Known) -> None:
        """Say on the projector why the entries were refused: places, never digits."""
        if self.screen_window is not None:
            self.screen_window.differ(sentence(error))

    def explain(self) -> None:
        """Say in plain words what happens at the event that is chosen."""
        profile, chosen = self._page.context.profile, self._page.sealing.source.value()
        found = next((one for one in profile.draw.events if one.id == chosen), None)
        if found is not None:
            source = source_of(found, name="", event_at="")
            told = event_told(source)
            self.explained.setText(say("ceremony-event-explained", told=told, count=places_of(source)))

    @property
    def may_name(self) -> bool:
        """Whether the profile makes names public before the check; else the projector never shows one."""
        return self._page.context.profile.draw.publish_before == "names" and self.screen_window is not None

    def reveal_names(self) -> None:
        """Show or hide the names on the projector: the one act that brings a name there."""
        if self.may_name and self._page.whole is not None:
            self.names = not self.names
            self._project(self._page.whole)

    def _prefill(self, whole: Whole) -> None:
        """Let the typing begin with those who were entered already."""
        numbers, ceremony = self._page.numbers, whole.ceremony
        for seat in ceremony.of(OPERATOR):
            if not numbers.first.name.value() and not numbers.first.done:
                numbers.first.name.set_value(seat.name)
        numbers.set_witnesses(tuple(one.told for one in ceremony.of(WITNESS)))

    def _project(self, whole: Whole) -> None:
        if self.screen_window is None:
            return
        show = show_of(whole, names=self.names)
        if show is None:
            self.close_screen()
        else:
            self.screen_window.show_it(show)

    def _seat(self, host: Person, operator: Person, overseer: Person, witnesses: tuple[Person, ...]) -> None:
        self._page.act(
            seat_ceremony, draw=self._page.dossier(), host=host, operator=operator, overseer=overseer,
            witnesses=witnesses, changes=(DRAWS,),
            done=lambda _: self._page.show_notice(say("ceremony-seats-saved"), "green"),
        )  # fmt: skip

    def _tell_people(self) -> None:
        if self.screen_window is not None:
            numbers = self._page.numbers
            self.screen_window.people(
                ((len(numbers.first.value()), numbers.first.done), (len(numbers.second.value()), numbers.second.done))
            )

    def _on_left(self) -> None:
        if self.screen_window is not None:
            self.screen_window.deleteLater()
        self.screen_window, self.names = None, False
        self.bar.hide()

    def _fill(self) -> None:
        made = Section(say("ceremony-title"), say("ceremony-note"))
        steps = (
            (say("ceremony-step-list"), self._printed,
             texts.boxed(texts.row(self.print_list, self.print_concealed, None))),
            (say("ceremony-step-seats"), texts.soft(say("ceremony-seats-note"), wrap=True), self.seats),
            (say("ceremony-step-project"), texts.soft(say("ceremony-project-note"), wrap=True),
             texts.boxed(texts.row(self.project, None))),
        )  # fmt: skip
        for title, told, part in steps:
            made.add(texts.label(title, font=look.body(bold=True)), gap=12)
            made.add(told, gap=2)
            made.add(part, gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 0, look.MARGIN, 16)
        column.addWidget(made)

    def _listen(self) -> None:
        page = self._page
        self.seats.given.connect(self._seat)
        for typing in (page.numbers.first, page.numbers.second):
            typing.digits.textChanged.connect(self._tell_people)
            typing.finished.connect(self._tell_people)
        page.numbers.handed.connect(self._on_handed)
        page.sealing.form.add("explained", say("ceremony-event-label"), self.explained)
        page.sealing.form.add("ways", say("ceremony-ways-label"), self.ways)
        page.sealing.source.currentIndexChanged.connect(self.explain)
        self.bar.hide()

    def _on_handed(self, handed: tuple[bool, ...]) -> None:
        if self.screen_window is not None:
            self.screen_window.handed(handed)
