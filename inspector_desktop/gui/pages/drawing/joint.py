"""检查小组、联合检查: persons or ready-made teams, officers of other departments, experts and assistants.

Typed or pasted one a line. Teams are proposed in the order of the registers and may be changed before the sealing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.facts import Guest, Helper, ReadyTeam
from inspector_desktop.draw.preparing import (
    Prepared,
    departments_of,
    partners_of,
    prepared,
    propose_teams,
    set_guests,
    set_helpers,
    set_teams,
)
from inspector_desktop.draw.store import draw_of_plan
from inspector_desktop.errors import Refused
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.page import DRAWS, PLANS, Page
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.registry.kept_store import kept
from inspector_desktop.registry.lists import split_lines
from inspector_desktop.registry.store import officers
from inspector_desktop.wording import say

PERSONS, TEAMS = "persons", "teams"
_COLON = "："
_GUEST_CELLS = 4


@dataclass(frozen=True)
class Joint:
    """All the window shows: what was prepared, the names of all who may stand in a team, whether the list is sealed."""

    plan: PlanView
    ready: Prepared
    names: dict[str, str]
    experts: tuple[Helper, ...]
    sealed: bool


def read_joint(session: Session, bureau: str, plan: str) -> Joint:
    """Read what was prepared for a plan, and the experts the register has."""
    view, ready = get_plan(session, bureau, plan), prepared(session, bureau, plan)
    names = {one.id: one.name for one in officers(session, bureau)} | {one.id: one.name for one in ready.guests}
    experts = []
    for row in kept(session, bureau, "experts"):
        values = dict(row.values)
        if not values["ended_on"]:
            experts.append(
                Helper(name=str(values["name"]), kind="expert", unit=str(values["unit"]), field=str(values["field"]))
            )
    return Joint(view, ready, names, tuple(experts), draw_of_plan(session, bureau, plan) is not None)


class JointWindow(DrawWindow):
    """检查小组、联合检查 of one plan."""

    def __init__(self, page: Page, plan: str) -> None:
        super().__init__(page, say("draws-joint-title"), say("draws-joint-lead"), width=980, height=690)
        self._plan = plan
        self.whole: Joint | None = None
        self.departments = texts.soft(wrap=True)
        self.guests = fields.TextField(say("draws-joint-guests-hint"), lines=4)
        self.save_guests = buttons.secondary(say("draws-joint-guests-save"), self.keep_guests)
        self._guests = Section(say("draws-joint-guests"), say("draws-joint-no-account"))
        for part in (self.departments, self.guests, _left(self.save_guests)):
            self._guests.add(part, gap=6)
        self.mode = buttons.ChoiceGroup([(one, say(f"draws-joint-{one}")) for one in (PERSONS, TEAMS)], PERSONS)
        self.mode.chosen.connect(self._show_mode)
        self.teams = fields.TextField(say("draws-joint-teams-hint"), lines=5)
        self.propose = buttons.secondary(say("draws-joint-propose"), self.ask_teams)
        self.save_teams = buttons.primary(say("draws-joint-teams-save"), self.keep_teams)
        self._how = texts.soft(wrap=True)
        teams = Section(say("draws-joint-teams-title"))
        for one in (texts.boxed(texts.row(self.mode, None)), self._how, self.teams):
            teams.add(one, gap=8)
        self._buttons = texts.boxed(texts.row(self.save_teams, self.propose, None))
        teams.add(self._buttons, gap=8)
        self.helpers = fields.TextField(say("draws-joint-helpers-hint"), lines=3)
        self.take_experts = buttons.secondary(say("draws-joint-experts"), self.fill_experts)
        self.save_helpers = buttons.secondary(say("draws-joint-helpers-save"), self.keep_helpers)
        self._helpers = Section(say("draws-joint-helpers"), say("draws-joint-never-counted"))
        self._helpers.add(self.helpers, gap=6)
        self._helpers.add(texts.boxed(texts.row(self.save_helpers, self.take_experts, None)), gap=8)
        for part in (self._guests, teams, self._helpers):
            self.body.addWidget(part)
            self.body.addWidget(gap(16))
        self.body.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Read again."""
        bureau, plan = self.page.context.bureau, self._plan
        self.load(lambda session: read_joint(session, bureau, plan), self._show)

    def keep_guests(self) -> None:
        """Keep the officers of other departments."""
        guests = [_guest(row) for row in split_lines(self.guests.value())]
        self.run(
            set_guests, plan=self._plan, guests=guests, changes=(PLANS, DRAWS),
            done=lambda found: self._after(say("draws-joint-guests-saved", count=len(found))),
        )  # fmt: skip

    def ask_teams(self) -> None:
        """Propose teams in the order of the registers."""
        if self.whole is None:
            return
        self.banner.clear()
        bureau, plan = self.page.context.bureau, self.whole.plan
        day = civil_date(self.page.context.clock.now()).isoformat()
        self.load(lambda session: propose_teams(session, bureau, plan, day=day), self._fill_teams)

    def keep_teams(self) -> None:
        """Keep the teams, or let persons be drawn."""
        if self.whole is None:
            return
        rows: list[tuple[str, Sequence[str]]] = []
        if self.mode.value() == TEAMS:
            try:
                rows = _teams(self.teams.value(), self.whole.names)
            except Refused as error:
                self.refuse(error)
                return
        self.run(
            set_teams, profile=self.page.context.profile, plan=self._plan, teams=rows, changes=(PLANS, DRAWS),
            done=lambda found: self._after(say("draws-joint-teams-saved", count=len(found))),
        )  # fmt: skip

    def fill_experts(self) -> None:
        """Fill in the experts of the register."""
        if self.whole is not None:
            self.helpers.set_value(helper_lines(self.whole.experts))

    def keep_helpers(self) -> None:
        """Keep who may go along."""
        helpers = [read_helper(row) for row in split_lines(self.helpers.value())]
        self.run(
            set_helpers, plan=self._plan, helpers=helpers, changes=(PLANS, DRAWS),
            done=lambda _: self._after(say("draws-joint-helpers-saved", count=len(helpers))),
        )  # fmt: skip

    def _show(self, whole: Joint) -> None:
        self.whole = whole
        self._guests.setVisible(whole.plan.kind == "joint" or bool(whole.ready.guests))
        names = "、".join(departments_of(whole.plan, whole.ready.guests) or partners_of(whole.plan))
        self.departments.setText(say("draws-joint-departments", departments=names or "—"))
        self.guests.set_value(
            "\n".join(
                f"{one.department}\t{one.name}\t{one.certificate}\t{one.valid_until}" for one in whole.ready.guests
            )
        )
        self.helpers.set_value(helper_lines(whole.ready.helpers))
        self.take_experts.setVisible(bool(whole.experts))
        self.mode.set_value(TEAMS if whole.ready.teams or partners_of(whole.plan) else PERSONS)
        self._fill_teams(whole.ready.teams)
        for part in (self.save_guests, self.save_teams, self.propose, self.save_helpers, self.take_experts):
            grey(part, say("greyed-sealed") if whole.sealed else "")
        self._show_mode()

    def _fill_teams(self, teams: Iterable[ReadyTeam]) -> None:
        names = self.whole.names if self.whole is not None else {}
        self.teams.set_value(
            "\n".join(
                one.title + _COLON + "、".join(names.get(member, member) for member in one.members) for one in teams
            )
        )

    def _show_mode(self) -> None:
        by_team = self.mode.value() == TEAMS
        self.teams.setVisible(by_team)
        self.propose.setVisible(by_team)
        self._how.setText(say("draws-joint-by-team" if by_team else "draws-joint-by-person"))

    def _after(self, told: str) -> None:
        self.reload()
        self.tell(told)


def open_joint(page: Page, plan: str) -> JointWindow:
    """Open the window for a plan."""
    window = JointWindow(page, plan)
    window.open()
    return window


def _left(button: QWidget) -> QWidget:
    return texts.boxed(texts.row(button, None))


def _guest(row: Sequence[str]) -> Guest:
    cells = [*row, *[""] * _GUEST_CELLS][:_GUEST_CELLS]
    day = fields.read_date(cells[3])
    return Guest(
        id="", department=cells[0], name=cells[1], certificate=cells[2], areas="*",
        valid_until=day.isoformat() if day else "",
    )  # fmt: skip


def read_helper(row: Sequence[str]) -> Helper:
    """Somebody who goes along, from a typed line: name, expert or assistant, unit, field."""
    cells = [*row, "", "", "", ""]
    kind = "assistant" if cells[1] == say("draws-joint-assistant") else "expert"
    return Helper(name=cells[0], kind=kind, unit=cells[2], field=cells[3])


def helper_lines(helpers: Iterable[Helper]) -> str:
    """Those who go along, one a line, as they are typed."""
    return "\n".join(
        "\t".join((one.name, say(f"draws-joint-{one.kind}"), one.unit, one.field)).rstrip() for one in helpers
    )


def _teams(text: str, names: dict[str, str]) -> list[tuple[str, Sequence[str]]]:
    """Teams as typed: a title, a colon, names; a name that is unknown or stands for two is refused."""
    by_name: dict[str, list[str]] = {}
    for key, name in names.items():
        by_name.setdefault(name, []).append(key)
    found: list[tuple[str, Sequence[str]]] = []
    for number, line in enumerate((one for one in text.splitlines() if one.strip()), 1):
        title, colon, rest = line.replace(":", _COLON).partition(_COLON)
        people = [one.strip() for one in (rest if colon else title).replace("，", "、").split("、") if one.strip()]
        for one in people:
            if len(by_name.get(one, [])) != 1:
                raise Refused("refused-team-unknown", name=one)
        made = title.strip() if colon else say("draws-team-title", number=number)
        found.append((made, [by_name[one][0] for one in people]))
    return found
