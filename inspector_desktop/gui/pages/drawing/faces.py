"""The parts of the page of draws, each made when it is first needed, so that the list of plans is there at once.

What they do is the page's: it is told of every part that was made (`wire`). After the list stands, what a draw needs is
loaded beside it and made piece by piece, so that opening a plan does not wait either.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar, cast

import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.page import scrolled
from inspector_desktop.gui.kit.scroll import ScrollArea
from inspector_desktop.gui.kit.soon import soon
from inspector_desktop.gui.page import Page

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.drawing.ceremony import CeremonyPart
    from inspector_desktop.gui.pages.drawing.doing import DrawActs
    from inspector_desktop.gui.pages.drawing.entering import NumbersStage
    from inspector_desktop.gui.pages.drawing.files import Files
    from inspector_desktop.gui.pages.drawing.how import HowSide
    from inspector_desktop.gui.pages.drawing.listing import ListStage, SealStage
    from inspector_desktop.gui.pages.drawing.plan_amending import AmendingPart
    from inspector_desktop.gui.pages.drawing.plan_check import CheckPart
    from inspector_desktop.gui.pages.drawing.plan_work import WorkForm
    from inspector_desktop.gui.pages.drawing.plan_year import YearFace
    from inspector_desktop.gui.pages.drawing.planning import PlanForm, VoidForm
    from inspector_desktop.gui.pages.drawing.recording import RecordStage
    from inspector_desktop.gui.pages.drawing.results import GroupsStage, ReleaseStage, SubjectsStage
    from inspector_desktop.gui.pages.drawing.standing import StandingPart
    from inspector_desktop.gui.pages.drawing.upper import UpperForm
    from inspector_desktop.gui.pages.draws import DrawsPage

T = TypeVar("T", bound=QWidget)
LISTED, PLANNING, DRAWING, UPPER, YEAR, WORK = range(6)
_ROOM = "inspector_desktop.gui.pages.drawing"
_MODULES = (
    "reading", "steps", "how", "listing", "entering", "results", "recording", "standing", "plan_check",
    "plan_amending", "planning", "ceremony", "doing", "files",
)  # fmt: skip
_PIECES = (
    "how", "listing", "sealing", "numbers", "subjects", "groups", "release", "recording", "standing", "checking",
    "amending", "void", "ceremony", "drawing",
)  # fmt: skip
_PAUSE_MS = 15


class FacesPage(Page):
    """A page whose faces are made when they are first shown."""

    _faces: QStackedWidget

    def wire(self, name: str) -> None:
        """Connect a part that was just made."""

    def made(self, name: str) -> bool:
        """Whether a part was made already."""
        return name in self.__dict__

    def show_face(self, face: int) -> None:
        """Bring a face to the front, made if it was not."""
        if face not in self._there:
            self._there.add(face)
            before = self._faces.widget(face)
            self._faces.insertWidget(face, self._face(face))
            if before is not None:
                self._faces.removeWidget(before)
                before.deleteLater()
        self._faces.setCurrentIndex(face)

    def make_ready(self) -> None:
        """Load what a draw needs on a worker, then make its parts piece by piece."""
        if self.made("drawing") or self._readying:
            return
        self._readying = True

        def load(_ticket: object) -> None:
            for name in _MODULES:
                import_module(f"{_ROOM}.{name}")

        self.context.pool.run(load, done=lambda _: self._make_next(), owner=self)

    def _make_next(self) -> None:
        if not shiboken6.isValid(self) or self.isWindow() or self.context.tasks.is_closed:
            return  # put away: a page that was taken out of its stack stands by itself until it is deleted
        piece = next((one for one in _PIECES if not self.made(one)), "")
        if piece:
            getattr(self, piece)
            soon(self, self._make_next, _PAUSE_MS)

    @cached_property
    def _there(self) -> set[int]:
        return {LISTED}

    _readying = False

    def _face(self, face: int) -> QWidget:
        if face == PLANNING:
            return scrolled(self.form)
        if face == DRAWING:
            return self.drawing
        if face == UPPER:
            return scrolled(self.upper)
        return self.year if face == YEAR else scrolled(self.work)

    # -- the parts

    @cached_property
    def acts(self) -> DrawActs:
        """What people do with a draw."""
        from inspector_desktop.gui.pages.drawing.doing import DrawActs  # noqa: PLC0415

        return DrawActs(cast("DrawsPage", self))

    @cached_property
    def files(self) -> Files:
        """What is written."""
        from inspector_desktop.gui.pages.drawing.files import Files  # noqa: PLC0415

        return Files(self)

    @cached_property
    def form(self) -> PlanForm:
        """A new plan."""
        from inspector_desktop.gui.pages.drawing.planning import PlanForm  # noqa: PLC0415

        return self._wired("form", PlanForm(self.context.profile))

    @cached_property
    def void(self) -> VoidForm:
        """The form that declares a draw void."""
        from inspector_desktop.gui.pages.drawing.planning import VoidForm  # noqa: PLC0415

        return self._wired("void", VoidForm())

    @cached_property
    def how(self) -> HowSide:
        """How the draw was made."""
        from inspector_desktop.gui.pages.drawing.how import HowSide  # noqa: PLC0415

        return HowSide(cast("DrawsPage", self).verify)

    @cached_property
    def listing(self) -> ListStage:
        """The list a draw is made from."""
        from inspector_desktop.gui.pages.drawing.listing import ListStage  # noqa: PLC0415

        return self._wired("listing", ListStage())

    @cached_property
    def sealing(self) -> SealStage:
        """The sealing of the list."""
        from inspector_desktop.gui.pages.drawing.listing import SealStage  # noqa: PLC0415

        return self._wired("sealing", SealStage(self.context.profile))

    @cached_property
    def numbers(self) -> NumbersStage:
        """The digits."""
        from inspector_desktop.gui.pages.drawing.entering import NumbersStage  # noqa: PLC0415

        return self._wired("numbers", NumbersStage())

    @cached_property
    def subjects(self) -> SubjectsStage:
        """Whom the draw found."""
        from inspector_desktop.gui.pages.drawing.results import SubjectsStage  # noqa: PLC0415

        return SubjectsStage()

    @cached_property
    def groups(self) -> GroupsStage:
        """Who goes where."""
        from inspector_desktop.gui.pages.drawing.results import GroupsStage  # noqa: PLC0415

        return GroupsStage()

    @cached_property
    def release(self) -> ReleaseStage:
        """The release of the tasks."""
        from inspector_desktop.gui.pages.drawing.results import ReleaseStage  # noqa: PLC0415

        return self._wired("release", ReleaseStage())

    @cached_property
    def recording(self) -> RecordStage:
        """A draw that was held elsewhere."""
        from inspector_desktop.gui.pages.drawing.recording import RecordStage  # noqa: PLC0415

        return self._wired("recording", RecordStage(self))

    @cached_property
    def standing(self) -> StandingPart:
        """Where the plan stands with others."""
        from inspector_desktop.gui.pages.drawing.standing import StandingPart  # noqa: PLC0415

        return self._wired("standing", StandingPart(self))

    @cached_property
    def checking(self) -> CheckPart:
        """What the plan is checked for."""
        from inspector_desktop.gui.pages.drawing.plan_check import CheckPart  # noqa: PLC0415

        return self._wired("checking", CheckPart(self))

    @cached_property
    def amending(self) -> AmendingPart:
        """How the plan is corrected, or withdrawn."""
        from inspector_desktop.gui.pages.drawing.plan_amending import AmendingPart  # noqa: PLC0415

        return self._wired("amending", AmendingPart(self))

    @cached_property
    def ceremony(self) -> CeremonyPart:
        """The public draw."""
        from inspector_desktop.gui.pages.drawing.ceremony import CeremonyPart  # noqa: PLC0415

        return CeremonyPart(cast("DrawsPage", self))

    @cached_property
    def upper(self) -> UpperForm:
        """A plan of a higher authority."""
        from inspector_desktop.gui.pages.drawing.upper import UpperForm  # noqa: PLC0415

        return self._wired("upper", UpperForm(self))

    @cached_property
    def year(self) -> YearFace:
        """The plans of the year."""
        from inspector_desktop.gui.pages.drawing.plan_year import YearFace  # noqa: PLC0415

        return self._wired("year", YearFace(self))

    @cached_property
    def work(self) -> WorkForm:
        """A plan's work plan."""
        from inspector_desktop.gui.pages.drawing.plan_work import WorkForm  # noqa: PLC0415

        return self._wired("work", WorkForm(self, self.files))

    # -- a draw

    @cached_property
    def stages(self) -> dict[str, QWidget]:
        """The stages of a draw by name."""
        from inspector_desktop.gui.pages.drawing import reading  # noqa: PLC0415

        return {
            reading.LIST: self.listing, reading.SEALED: self.sealing, reading.RECORD: self.recording,
            reading.NUMBERS: self.numbers, reading.SUBJECTS: self.subjects, reading.GROUPS: self.groups,
            reading.RELEASE: self.release,
        }  # fmt: skip

    @cached_property
    def _holders(self) -> dict[str, QWidget]:
        from inspector_desktop.gui.pages.drawing import reading  # noqa: PLC0415

        found: dict[str, QWidget] = {}
        for key, stage in self.stages.items():
            found[key] = stage
            if key == reading.LIST:
                parts = texts.column(stage, self.checking, self.standing, self.amending, None, gap=0)
                found[key] = scrolled(texts.boxed(parts))
            elif key == reading.SEALED:
                found[key] = scrolled(texts.boxed(texts.column(stage, self.ceremony, None, gap=0)))
            elif key in {reading.RECORD, reading.NUMBERS}:
                found[key] = scrolled(stage)
        return found

    @cached_property
    def _stages(self) -> QStackedWidget:
        made = QStackedWidget()
        for holder in self._holders.values():
            made.addWidget(holder)
        return made

    @cached_property
    def _right(self) -> QStackedWidget:
        made = QStackedWidget()
        made.addWidget(self._stages)
        made.addWidget(self.void)
        return made

    @cached_property
    def _side(self) -> ScrollArea:
        from inspector_desktop.gui.pages.drawing.how import HOW_WIDTH  # noqa: PLC0415

        made = scrolled(self.how)
        made.setFixedWidth(HOW_WIDTH)
        return made

    @cached_property
    def drawing(self) -> QWidget:
        """The face of one plan and its draw."""
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._side)
        both.addWidget(texts.Hairline(vertical=True))
        both.addWidget(self._right, 1)
        column = texts.column(self.ceremony.bar, both, gap=0)
        column.setStretch(1, 1)
        return texts.boxed(column)

    def _wired(self, name: str, part: T) -> T:
        self.__dict__[name] = part  # there before it is connected
        self.wire(name)
        return part
