"""更正建议 as a tab of the registers: what others propose, old and new side by side, adopted or declined with a reason.

Everybody sees what was proposed and what became of it; who keeps the shelf takes it up and decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.banner import CAREFUL
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import Chip, ChipText
from inspector_desktop.gui.kit.photostrip import Photo, PhotoStrip
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column
from inspector_desktop.gui.page import REGISTERS, SYNC, Page
from inspector_desktop.gui.pages.inspecting import papers
from inspector_desktop.gui.pages.inspecting.pictures import PhotoWindow, Thumbnails
from inspector_desktop.gui.pages.registering.correcting import CorrectionForm
from inspector_desktop.gui.pages.registering.shelving import ShelvesPanel
from inspector_desktop.gui.pages.registering.short import ShortTab
from inspector_desktop.gui.syncing import sync_soon
from inspector_desktop.registry.proposal_acts import adopt, adopt_several, decline, may_settle, take_proposals
from inspector_desktop.registry.proposal_records import OPEN
from inspector_desktop.registry.proposal_store import HERE, TAKING, TRAY, ChangeView, ProposalView, proposals
from inspector_desktop.wording import has, say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.profile.model import Profile

_WIDTH = 436
_ACROSS = 4
_TONES = {"adopted": "green", "declined": "grey", TRAY: "amber", TAKING: "blue", HERE: "blue", "away": "grey"}


@dataclass(frozen=True)
class ProposalLine:
    """A proposal, and whether this person decides on it."""

    key: str
    view: ProposalView
    keeps: bool


def state_of(view: ProposalView, *, keeps: bool) -> ChipText:
    """Return where a proposal stands, as this person may be told."""
    state = view.place if keeps and view.place in {TRAY, TAKING, HERE} else "away"
    state = state if view.state == "open" else view.state
    return ChipText(say(f"proposal-state-{state}"), _TONES[state])


def column_title(column: str, kind: str = "subjects") -> str:
    """Return what a column of a kind of register is called."""
    if column == "name" and kind in {"officers", "experts"}:
        return say("column-officer")
    return say("column-duty") if column == "duty" else say(f"field-{column}")


def value_words(column: str, text: str, profile: Profile) -> str:
    """Return a value as people read it."""
    if column == "survival" and text:
        return say(f"survival-{text}")
    if column == "duty" and text:
        return say(f"duty-{text}")
    if column == "random" and text:
        return say(f"random-{text}")
    if column == "areas" and text == "*":
        return say("officer-anywhere")
    if column == "fields":
        text = "、".join(say(f"skill-{one}") if has(f"skill-{one}") else one for one in text.split("、"))
    if column in {"category", "subject_category"}:
        text = next((one.title for one in profile.categories if one.id == text), text)
    return text or say("bringing-blank")


def summary_of(view: ProposalView, profile: Profile) -> str:
    """Return what a proposal would change, in one line."""
    if view.is_missing:
        return say("proposal-missing")
    return "；".join(
        say(
            "proposal-change",
            column=column_title(one.column, view.shelf_kind),
            after=value_words(one.column, one.after, profile),
        )
        for one in view.changes
    )


class ProposingTab(ShortTab[ProposalLine]):
    """The proposals."""

    hint = "proposals-search"
    count_key: ClassVar[str] = "proposals-count"
    empty_key: ClassVar[str] = "proposals-empty"
    register: ClassVar[str] = "proposals"

    def __init__(self, page: Page) -> None:
        self.take_all = buttons.secondary("", self._take_all)
        self.missing = buttons.link(say("correcting-missing"), self._propose_missing)
        self.shelves = buttons.link(say("shelves-open"), self._show_shelves)
        self.take_all.hide()
        super().__init__(page)
        self.keeping.setParent(self)  # no filter of proposals is kept
        self.side.setFixedWidth(_WIDTH)
        self.thumbs = Thumbnails(page.context.tasks, self)

    @override
    def columns(self) -> Sequence[Column]:
        return (
            Column("name", say("column-name"), self._name_cell, stretch=6),
            Column("by", say("proposal-by"), _by_cell, width=110),
            Column("state", say("proposal-state"), _state_cell, width=176),
        )

    @override
    def read(self, session: Session) -> tuple[ProposalLine, ...]:
        desk = self.page.context.desk
        return tuple(ProposalLine(one.dossier, one, may_settle(session, desk, one)) for one in proposals(session, desk))

    @override
    def searched(self, line: ProposalLine) -> tuple[str, ...]:
        return (line.view.name, line.view.proposer_name)

    @override
    def tools(self) -> Sequence[QWidget]:
        return (
            *self._menus.values(), self.count, self.picked, self.unpick, *self.several, self.take_all, self.missing,
            self.shelves,
        )  # fmt: skip

    @override
    def choices(self) -> Sequence[tuple[str, str, list[tuple[str, str]]]]:
        states = [
            ("open", say("proposals-open")), ("adopted", say("proposal-state-adopted")),
            ("declined", say("proposal-state-declined")),
        ]  # fmt: skip
        return (("state", "registers-filter-state", states),)

    @override
    def has(self, line: ProposalLine, name: str, value: str) -> bool:
        return line.view.state == value

    @override
    def bulk(self) -> Sequence[tuple[str, Callable[[], object]]]:
        return (("proposal-adopt-several", self._adopt_chosen),)

    @override
    def refresh(self) -> None:
        super().refresh()
        self.keeping.hide()
        waiting = sum(one.keeps and one.view.place == TRAY for one in self.lines)
        self.take_all.setText(say("proposal-take-all", count=waiting))
        self.take_all.setVisible(waiting > 1)

    @override
    def open(self, **where: str) -> None:
        if "proposal" in where:
            self._next = where["proposal"]

    @override
    def show_line(self, line: ProposalLine) -> None:
        self.detail = ProposalDetail(self, line)
        self.put(self.detail)
        self.thumbs.want(line.view.evidence, self.detail.show_photos)

    def take(self, line: ProposalLine) -> None:
        """Take one up; headquarters receipts that first."""
        self._take_up((line.key,), line.key)

    def adopt(self, line: ProposalLine, published_on: str = "") -> None:
        """Adopt; what changed meanwhile is asked again. An item in force is published anew on `published_on`."""
        if line.view.is_stale:
            self.page.banner.tell(
                say("proposal-stale-ask", name=line.view.name), CAREFUL, say("proposal-adopt-anyway"),
                lambda: self._adopt(line, published_on),
            )  # fmt: skip
        else:
            self._adopt(line, published_on)

    def decline(self, line: ProposalLine, reason: str) -> None:
        """Decline with the reason."""
        self.page.act(
            decline, proposal=line.key, reason=reason, changes=(REGISTERS, SYNC),
            done=lambda _: self._settled(say("proposal-declined-done", by=line.view.proposer_name), line),
        )  # fmt: skip

    def _adopt(self, line: ProposalLine, published_on: str) -> None:
        self.page.act(
            adopt, proposal=line.key, seen=line.view.seen(), published_on=published_on, changes=(REGISTERS, SYNC),
            done=lambda _: self._settled(
                say("proposal-entered-done" if line.view.is_missing else "proposal-adopted-done", name=line.view.name),
                line,
            ),
        )  # fmt: skip

    def today(self) -> str:
        """The civil day."""
        return civil_date(self.page.context.clock.now()).isoformat()

    def _adopt_chosen(self) -> None:
        """Adopt the picked ones that wait here and in whose registers nothing has changed."""
        chosen = set(self.chosen())
        ready = [
            one for one in self.lines
            if one.key in chosen and one.keeps and one.view.place == HERE
            and not (one.view.is_stale or one.view.published)
        ]  # fmt: skip
        if not ready:
            self.page.show_refusal(Refused("refused-proposal-none-ready"))
            return
        left = len(chosen) - len(ready)

        def done(count: int) -> None:
            self.saved(say("proposal-adopted-several", count=count, left=left))
            sync_soon(self.page.context)

        self.page.act(
            adopt_several, seen={one.key: one.view.seen() for one in ready}, changes=(REGISTERS, SYNC), done=done
        )

    def _settled(self, words: str, line: ProposalLine) -> None:
        self.saved(words, line.key)
        sync_soon(self.page.context)

    def _take_all(self) -> None:
        self._take_up(tuple(one.key for one in self.lines if one.keeps and one.view.place == TRAY), "")

    def _take_up(self, dossiers: tuple[str, ...], key: str) -> None:
        def done(count: int) -> None:
            self.saved(say("proposal-taken", count=count), key)
            sync_soon(self.page.context)

        self.page.act(take_proposals, dossiers=dossiers, changes=(REGISTERS, SYNC), done=done)

    def _show_shelves(self) -> None:
        self.type_in(ShelvesPanel(self.page, self.stop_typing))

    def _propose_missing(self) -> None:
        form = CorrectionForm(self.page, done=self.stop_typing, leave=self.stop_typing)
        form.fill(None)
        self.type_in(form)

    def _name_cell(self, line: ProposalLine) -> Cell:
        return Cell(line.view.name, under=summary_of(line.view, self.page.context.profile), bold=True)


class ProposalDetail(QWidget):
    """One proposal in full, and what this person may do with it."""

    def __init__(self, tab: ProposingTab, line: ProposalLine) -> None:
        super().__init__()
        self._tab, self._line = tab, line
        view, profile = line.view, tab.page.context.profile
        self.reason = fields.TextField(say("proposal-decline-hint"), lines=2)
        self.form = fields.Form(label_width=84, gap=8)
        if view.published and view.state == OPEN:
            self.form.add("published_on", say("field-published_on"), fields.DateField(value=tab.today()))
        self.form.add("reason", say("proposal-decline-reason"), self.reason)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 18, 20, 18)
        self._column.setSpacing(0)
        name = texts.label(view.name, font=look.section(), wrap=True)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        chip = state_of(view, keeps=line.keeps)
        head = texts.row(name, Chip(chip.text, chip.tone))
        head.setStretch(0, 1)
        self._column.addLayout(head)
        day = civil_date(view.proposed_at)
        made = say("proposal-made", by=view.proposer_name, month=day.month, day=day.day)
        self._column.addLayout(texts.row(texts.small(made), *self._where(), None))
        self._column.addSpacing(12)
        self._column.addWidget(_compared(view, profile))
        self._part(say("proposal-reason"), texts.label(view.reason, wrap=True))
        self.strips: list[PhotoStrip] = []
        if view.evidence:
            self._photos()
        self._end()
        self._column.addStretch(1)

    def show_photos(self) -> None:
        """Show the photographs that lie on this device."""
        for at, strip in enumerate(self.strips):
            strip.set_photos(self._pictures(at), " ")

    def _where(self) -> tuple[QWidget, ...]:
        found_in, page = self._line.view.found_in, self._tab.page
        if not found_in:
            return ()
        return (
            buttons.link(
                say("proposal-found-in"), lambda: page.context.navigate("inspection", dossier=found_in), small=True
            ),
        )

    def _part(self, title: str, part: QWidget) -> None:
        section = Section(title)
        section.add(part)
        self._column.addSpacing(18)
        self._column.addWidget(section)

    def _photos(self) -> None:
        page = self._tab.page
        rows = range(0, len(self._line.view.evidence), _ACROSS)
        self.strips = [PhotoStrip(caption=" ") for _ in rows]
        for strip in self.strips:
            strip.setAcceptDrops(False)
            strip.opened.connect(
                lambda digest: page.load(
                    papers.read_paper(digest), lambda content: PhotoWindow(content, say("proposal-photos"), page).open()
                )
            )
        self._part(say("proposal-photos"), texts.boxed(texts.column(*self.strips)))
        self.show_photos()

    def _pictures(self, row: int) -> tuple[Photo, ...]:
        hashes = self._line.view.evidence[row * _ACROSS : (row + 1) * _ACROSS]
        return tuple(Photo(one, self._tab.thumbs.image(one), say("proposal-photos")) for one in hashes)

    def _end(self) -> None:
        line, view = self._line, self._line.view
        if view.state != "open":
            self._show_outcome()
        elif not line.keeps:
            self._say(say("proposal-waits"))
        elif view.place == TRAY:
            self.go = buttons.primary(say("proposal-take"), lambda: self._tab.take(line))
            self._say(say("proposal-take-note"), self.go)
        elif view.place == TAKING:
            self._say(say("proposal-taking-note"))
        elif view.place == HERE and not view.shelf_here:
            self._say(say("refused-shelf-elsewhere"))
        elif view.place == HERE:
            self._ask()
        else:
            self._say(say("proposal-elsewhere"))

    def _ask(self) -> None:
        view = self._line.view
        if view.known_as:
            self._say(say("proposal-known", name=view.known_as), ink=look.AMBER)
        elif view.is_stale:
            self._say(say("proposal-stale-note"), ink=look.AMBER)
        if view.published:
            self._say(say("proposal-published-note"))
        self.go = buttons.primary(say("proposal-adopt"), self._adopt)
        self.no = buttons.secondary(say("proposal-decline"), self._decline)
        self._column.addSpacing(18)
        self._column.addWidget(self.form)
        self._column.addSpacing(12)
        self._column.addLayout(texts.row(self.go, self.no, None))

    def _adopt(self) -> None:
        if self.form.check():
            self._tab.adopt(self._line, self.form.values().get("published_on", ""))

    def _decline(self) -> None:
        if not self.reason.value():
            self.form.refuse("reason", say("refused-decline-reason"))
        else:
            self._tab.decline(self._line, self.reason.value())

    def _show_outcome(self) -> None:
        view = self._line.view
        day = civil_date(view.settled_at)
        title = say("proposal-state-adopted" if view.state == "adopted" else "proposal-state-declined")
        words = texts.label(say("proposal-settled-by", by=view.settled_by, month=day.month, day=day.day), wrap=True)
        self._part(title, words)
        if view.settled_reason:
            self._column.addSpacing(6)
            self._column.addWidget(texts.label(view.settled_reason, wrap=True))

    def _say(self, text: str, *more: QWidget, ink: str = look.SOFT) -> None:
        self._column.addSpacing(18)
        self._column.addWidget(texts.label(text, ink=ink, wrap=True))
        if more:
            self._column.addSpacing(12)
            self._column.addLayout(texts.row(*more, None))


def _compared(view: ProposalView, profile: Profile) -> QWidget:
    """The columns as the register has them and as proposed, side by side."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(7)
    grid.setColumnMinimumWidth(0, 64)
    before = "proposal-now" if view.state == "open" else "proposal-before"
    heads = ("", "", say("proposal-entry")) if view.is_missing else ("", say(before), say("proposal-after"))
    for at, head in enumerate(heads):
        grid.addWidget(texts.small(head), 0, at)
    grid.addWidget(texts.Hairline(), 1, 0, 1, 3)
    for at, one in enumerate(view.changes):
        line = 2 + at * 2
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(texts.label(column_title(one.column, view.shelf_kind), ink=look.SOFT), line, 0, top)
        if not view.is_missing:
            grid.addWidget(_old(one, view, profile), line, 1, top)
        grid.addWidget(texts.label(value_words(one.column, one.after, profile), wrap=True), line, 2, top)
        grid.addWidget(texts.Hairline(colour=look.HAIR), line + 1, 0, 1, 3)
    grid.setColumnStretch(1, 0 if view.is_missing else 1)
    grid.setColumnStretch(2, 1)
    return texts.boxed(grid)


def _old(one: ChangeView, view: ProposalView, profile: Profile) -> QWidget:
    settled = view.state != "open"
    old = one.before if settled else one.now
    parts: list[QWidget] = [texts.label(value_words(one.column, old, profile), ink=look.SOFT, wrap=True)]
    if one.is_stale and not settled:
        was = say("proposal-was", before=value_words(one.column, one.before, profile))
        parts.append(texts.small(was, ink=look.AMBER, wrap=True))
    return texts.boxed(texts.column(*parts, gap=2))


def _by_cell(line: ProposalLine) -> Cell:
    day = civil_date(line.view.proposed_at)
    return Cell(line.view.proposer_name, under=say("inspection-day", month=day.month, day=day.day))


def _state_cell(line: ProposalLine) -> Cell:
    chips = [state_of(line.view, keeps=line.keeps)]
    if line.view.is_stale and line.keeps:
        chips.append(ChipText(say("proposal-stale"), "amber"))
    return Cell(chips=tuple(chips))
