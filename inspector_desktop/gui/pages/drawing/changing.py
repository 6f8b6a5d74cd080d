"""回避与递补: who leaves, why, who decided; the one who comes in is computed and shown, never chosen.

`open_changing` is for the supervising section, from a draw; `asking.open_asking` for officers, from an inspection.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QHBoxLayout
from sqlmodel import Session

from inspector_desktop.clock import civil, moment
from inspector_desktop.draw.releasing import teams_of
from inspector_desktop.draw.store import ChangeView, DrawView, get_draw, inspections_of_draw, subjects_of_draw
from inspector_desktop.draw.substituting import (
    OBJECT_GROUNDS,
    Asked,
    Made,
    Successor,
    approvers,
    refuse_recusal,
    replace_officer,
    replace_subject,
    successor,
    unrecorded,
)
from inspector_desktop.errors import Known
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import DRAWS, INSPECTIONS, Page
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.inspection.store import checked_among
from inspector_desktop.inspection.team import ASKED_BY, GROUNDS, RequestView, requests_of
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import contacts, officers
from inspector_desktop.wording import say

_LABEL = 104
WHOLE = "object"


@dataclass(frozen=True)
class TeamLine:
    """A live subject and its team, as it would be changed."""

    key: str
    name: str
    team: tuple[tuple[str, str], ...]  # id and name
    inspection: str
    done: bool


@dataclass(frozen=True)
class OpenLine:
    """Something that waits for the supervising section: a request, or a decision told by telephone."""

    key: str
    kind: str  # asked, told
    subject: str
    subject_name: str
    officer: str
    officer_name: str
    text: str
    request: str
    inspection: str
    ground: str = ""
    asked_by: str = ""
    asked_name: str = ""
    approver: str = ""
    decided_at: str = ""


@dataclass(frozen=True)
class ChangeLine:
    """A change as the record has it."""

    key: int
    change: ChangeView
    leaves: str
    comes: str


@dataclass(frozen=True)
class Changing:
    """All the window shows."""

    draw: DrawView
    teams: tuple[TeamLine, ...]
    waiting: tuple[OpenLine, ...]
    changes: tuple[ChangeLine, ...]
    approvers: tuple[str, ...]
    people: tuple[tuple[str, str], ...] = ()


def read_changing(session: Session, *, bureau: str, profile: Profile, draw: str) -> Changing:
    """Read the teams of a draw, what waits, and what was changed."""
    found = get_draw(session, bureau, draw)
    people = {one.id: one.name for one in officers(session, bureau)} | {one.id: one.name for one in found.guest_rows}
    known = contacts(session, bureau, subjects_of_draw(bureau, draw))
    named = people | {one.subject: known[one.subject].name for one in found.drawn if one.subject in known}
    done = checked_among(session, bureau, inspections_of_draw(bureau, draw))
    teams = teams_of(found)
    lines = []
    for one in found.live:
        members = tuple((person, people.get(person, person)) for person in teams.get(one.subject, ()))
        name, over = named.get(one.subject, one.subject), bool(done.get(one.inspection))
        lines.append(TeamLine(one.subject, name, members, one.inspection, over))
    own = {one.inspection: one for one in found.live if one.inspection}
    asked = [one for one in requests_of(session, bureau) if one.dossier in own]
    waiting = [_asked_line(one, own[one.dossier].subject, named) for one in asked if one.state == "asked"]
    for told in unrecorded(session, bureau, draw):
        ask: RequestView | None = next((one for one in asked if one.id == told.request), None)
        subject = own[told.dossier].subject
        waiting.append(
            OpenLine(
                f"{told.dossier} {told.place}", "told", subject, named[subject], told.leaves, told.leaves_name,
                ask.text if ask else "", told.request, told.dossier, told.ground, ask.asked_by if ask else "bureau",
                ask.asked_name if ask else told.told_by, told.approver, told.decided_at,
            )
        )  # fmt: skip
    ready = found.ready_teams

    def shown(one: str) -> str:
        return "、".join(named.get(person, person) for person in ready.get(one, (one,)))

    changes = tuple(
        ChangeLine(one.number, one, shown(one.leaves), shown(one.comes) if one.comes else "")
        for one in reversed(found.changes)
    )
    able = dict.fromkeys(
        (*approvers(session, bureau, profile, "party"), *approvers(session, bureau, profile, "unable"))
    )
    return Changing(found, tuple(lines), tuple(waiting), changes, tuple(able), tuple(people.items()))


def _asked_line(one: RequestView, subject: str, named: dict[str, str]) -> OpenLine:
    return OpenLine(
        one.id, "asked", subject, named[subject], one.officer, one.name, one.text, one.id, one.dossier, one.ground,
        one.asked_by, one.asked_name,
    )  # fmt: skip


class ChangingWindow(DrawWindow):
    """回避与递补 of one draw."""

    def __init__(self, page: Page, draw: str) -> None:
        super().__init__(page, say("draws-swap-title"), say("draws-swap-lead"), width=1180, height=690)
        self._draw = draw
        self._profile = page.context.profile
        self.whole: Changing | None = None
        self.request = ""
        self._grounds: tuple[str, ...] = GROUNDS
        self.waiting = Table(
            (
                Column("kind", "", _waiting_kind, width=120),
                Column("subject", say("term-subject"), lambda row: Cell(row.subject_name), stretch=3),
                Column(
                    "officer", say("draws-swap-leaves"), lambda row: Cell(row.officer_name, under=row.text), stretch=3
                ),
                Column("take", "", lambda _: Cell(button=say("draws-swap-take")), width=96, right=True),
            ),
            fit=True,
        )
        self.waiting.button_pressed.connect(lambda row, _key: self.take(row))
        self._waiting = Section(say("draws-swap-waiting"))
        self._waiting.add(self.waiting)
        self._waiting.add(gap(16))
        self.teams = Table(
            (
                Column("name", say("term-subject"), lambda row: Cell(row.name), stretch=3),
                Column("team", say("draws-column-officers"), _team, stretch=2),
            )
        )
        self.teams.setMinimumHeight(250)
        self.teams.chosen.connect(self._on_subject)
        left = Section(say("draws-swap-teams"))
        left.add(self.teams, 1)
        right = self._form()
        both = QHBoxLayout()
        both.setSpacing(28)
        both.addWidget(left, 5)
        both.addWidget(right, 6)
        self.history = Table(
            (
                Column("number", say("draws-column-order"), lambda row: Cell(str(row.key), tone="soft"), width=40),
                Column("what", say("draws-swap-changed"), _changed, stretch=3),
                Column("ground", say("draws-swap-ground"), _why, stretch=4),
                Column("approver", say("draws-swap-approver"), _decided, stretch=2),
            ),
            fit=True,
        )
        self._history = Section(say("draws-swap-history"))
        self._history.add(self.history)
        self.body.addWidget(self._waiting)
        self.body.addLayout(both)
        self.body.addWidget(gap(18))
        self.body.addWidget(self._history)
        self.body.addStretch(1)
        self.reload()

    def _form(self) -> Section:
        self.form = fields.Form(label_width=_LABEL)
        self.leaves = fields.ChoiceField(hint=say("draws-swap-choose"))
        self.leaves.currentIndexChanged.connect(self._compute)
        self.all = QCheckBox(say("draws-swap-all"))
        self.all.setFont(look.body())
        self.all.toggled.connect(self._compute)
        self.comes = texts.label(font=look.body(bold=True), wrap=True)
        self.named = fields.ChoiceField(hint=say("draws-swap-choose"))
        self.ground = fields.ChoiceField([(one, say(f"draws-ground-{one}")) for one in GROUNDS], hint="—")
        self.asked_by = buttons.ChoiceGroup([(one, say(f"draws-asked-{one}")) for one in ASKED_BY], ASKED_BY[0])
        self.asked_name = fields.LineField(say("draws-approver-hint"), width=150)
        self.reason = fields.TextField(say("draws-swap-reason-hint"), lines=2)
        self.approver = fields.LineField(say("draws-approver-hint"), width=150)
        self.decided = MomentField(self.page.context.clock, say("draws-swap-now"), width=170)
        self.told = QCheckBox(say("draws-swap-told"))
        self.told.setFont(look.body())
        self.form.add("leaves", say("draws-swap-leaves"), self.leaves)
        self.form.add_row("scope", "", self.all)
        self.form.add("comes", say("draws-swap-comes"), self.comes)
        self._named = self.form.add("named", say("draws-swap-named"), self.named)
        self.form.add("ground", say("draws-swap-ground"), self.ground)
        self.form.add_row("asked", say("draws-swap-asked"), self.asked_by, self.asked_name)
        self.form.add("reason", say("draws-swap-reason"), self.reason)
        self.form.add_row("approver", say("draws-swap-approver"), self.approver, self.decided, self.told)
        self._level = texts.small(wrap=True)
        self.form.add_part(self._level)
        self.go = buttons.primary(say("draws-swap-go"), self.enter)
        self.deny = buttons.secondary(say("draws-swap-deny"), self.refuse_request)
        right = Section(say("draws-swap-form"))
        right.add(self.form)
        row = texts.row(_LABEL, self.go, self.deny, None)
        row.setContentsMargins(0, 10, 0, 0)
        right.add(texts.boxed(row))
        return right

    def reload(self) -> None:
        """Read again."""
        bureau, profile, draw = self.page.context.bureau, self._profile, self._draw
        self.load(lambda session: read_changing(session, bureau=bureau, profile=profile, draw=draw), self._show)

    def take(self, row: OpenLine) -> None:
        """Fill the form from a request, or from a decision told by telephone."""
        self.teams.choose(row.subject)
        self._on_subject()
        self.leaves.set_value(row.officer)
        self.request = row.request
        self.ground.set_value(row.ground)
        self.asked_by.set_value(row.asked_by)
        self.asked_name.set_value(row.asked_name)
        self.reason.set_value(row.text)
        self.approver.set_value(row.approver)
        self.told.setChecked(row.kind == "told")
        if row.decided_at:
            self.decided.show_moment(row.decided_at)
        self.deny.setVisible(row.kind == "asked")
        self._compute()

    def enter(self) -> None:
        """Enter the change."""
        line = self.teams.current_row()
        if line is None or not self.leaves.value():
            self.form.refuse("leaves", say("draws-swap-choose"))
            return
        if self.decided.complaint():
            self.form.refuse("approver", self.decided.complaint())
            return
        asked = Asked(
            ground=self.ground.value(), asked_by=self.asked_by.value(), asked_name=self.asked_name.value(),
            text=self.reason.value(), approver=self.approver.value(),
            decided_at=self.decided.moment() or self.page.context.clock.now(), told=self.told.isChecked(),
            request=self.request,
        )  # fmt: skip
        if self.leaves.value() == WHOLE:
            self.run(
                replace_subject, profile=self._profile, draw=self._draw, subject=line.key, asked=asked,
                changes=(DRAWS, INSPECTIONS), done=self._entered,
            )  # fmt: skip
            return
        self.run(
            replace_officer, profile=self._profile, draw=self._draw, person=self.leaves.value(),
            subjects=self._subjects(), asked=asked, named=self.named.value(), changes=(DRAWS, INSPECTIONS),
            done=self._entered,
        )  # fmt: skip

    def refuse_request(self) -> None:
        """Record that a request was not granted."""
        line = self.teams.current_row()
        if line is None:
            return
        self.run(
            refuse_recusal, draw=self._draw, inspection=line.inspection, request=self.request,
            approver=self.approver.value(), note=self.reason.value(), changes=(DRAWS, INSPECTIONS),
            done=lambda _: self._after(say("draws-swap-denied")),
        )  # fmt: skip

    def _show(self, whole: Changing) -> None:
        self.whole = whole
        self._waiting.setVisible(bool(whole.waiting))
        self.waiting.set_rows(whole.waiting)
        self.teams.set_rows(whole.teams)
        self.history.set_rows(whole.changes)
        self._history.setVisible(bool(whole.changes))
        self._named.setVisible(whole.draw.recorded)
        self.deny.setVisible(False)
        names = "、".join(whole.approvers)
        self._level.setText(say("draws-swap-level", names=names) if names else say("draws-swap-level-none"))
        if self.teams.current_row() is None and whole.teams:
            self.teams.choose(whole.teams[0].key)
        self._on_subject()

    def _on_subject(self) -> None:
        line: TeamLine | None = self.teams.current_row()
        if line is None or self.whole is None:
            return
        chosen, self.request = self.leaves.value(), ""
        choices = list(line.team)
        replaced = self._profile.draw.replaced or ()
        if replaced and not self.whole.draw.recorded:
            choices.append((WHOLE, say("draws-swap-whole", name=line.name)))
        self.leaves.set_choices(choices)
        self.leaves.set_value(chosen if chosen in dict(choices) else "")
        if self.whole.draw.recorded:
            self.named.set_choices([one for one in self.whole.people if one[0] not in dict(line.team)])
        grey(self.go, say("greyed-checked") if line.done else "")
        self._compute()

    def _subjects(self) -> tuple[str, ...]:
        line: TeamLine | None = self.teams.current_row()
        if line is None or self.whole is None:
            return ()
        if not self.all.isChecked():
            return (line.key,)
        out = self.leaves.value()
        return tuple(one.key for one in self.whole.teams if not one.done and out in dict(one.team))

    def _compute(self) -> None:
        out, subjects = self.leaves.value(), self._subjects()
        self.all.setVisible(out != WHOLE)
        grounds = OBJECT_GROUNDS if out == WHOLE else GROUNDS
        if tuple(grounds) != self._grounds:
            self._grounds = tuple(grounds)
            self.ground.set_choices([(one, say(f"draws-ground-{one}")) for one in grounds])
        if not out or self.whole is None or out == WHOLE or self.whole.draw.recorded:
            key = "draws-swap-comes-subject" if out == WHOLE else "draws-swap-comes-none"
            recorded = self.whole is not None and self.whole.draw.recorded
            self.comes.setText(say("draws-swap-comes-platform") if recorded else say(key))
            return
        bureau, draw = self.page.context.bureau, self._draw
        self.page.context.ledger.run(
            lambda session: successor(session, bureau=bureau, draw=draw, person=out, subjects=subjects),
            done=self._show_successor, failed=self._no_successor, owner=self,
        )  # fmt: skip

    def _show_successor(self, found: Successor) -> None:
        people = {person: name for line in (self.whole.teams if self.whole else ()) for person, name in line.team}
        bureau = self.page.context.bureau
        if not found.comes:
            self.comes.setText(say("draws-swap-used-up"))
            return

        def named(session: Session) -> str:
            known = {one.id: one.name for one in officers(session, bureau)} | people
            return "、".join(known.get(one, one) for one in found.comes)

        key = "draws-swap-next-few" if found.too_few else "draws-swap-next"
        self.load(named, lambda name: self.comes.setText(say(key, name=name, count=found.reserve)))

    def _no_successor(self, error: Known) -> None:
        self.comes.setText("—")
        self.refuse(error)

    def _entered(self, made: Made) -> None:
        key = "draws-swap-done-elsewhere" if made.elsewhere else "draws-swap-done"
        told = say(key, number=made.change.number, count=made.elsewhere)
        if not made.change.comes:
            told += say("draws-swap-done-empty")
        self._after(told)

    def _after(self, told: str) -> None:
        for field in (self.reason, self.asked_name, self.approver, self.decided):
            field.set_value("")
        self.told.setChecked(False)
        self.reload()
        self.tell(told)


def open_changing(page: Page, draw: str) -> ChangingWindow:
    """Open the window for a draw that was held, here or elsewhere."""
    window = ChangingWindow(page, draw)
    window.open()
    return window


def _team(row: TeamLine) -> Cell:
    names = "、".join(name for _, name in row.team)
    tone = "soft" if row.done else "ink"
    return Cell(names or say("draws-swap-no-team"), tone=tone if row.team else "red")


def _waiting_kind(row: OpenLine) -> Cell:
    return Cell(chips=(ChipText(say(f"draws-swap-kind-{row.kind}"), "amber"),))


def _changed(row: ChangeLine) -> Cell:
    return Cell(say("draws-swap-line", leaves=row.leaves, comes=row.comes or "—"))


def _why(row: ChangeLine) -> Cell:
    change = row.change
    asked = say(f"draws-asked-{change.asked_by}")
    return Cell(say(f"draws-ground-{change.reason}"), under=f"{asked} {change.asked_name}：{change.text}")


def _decided(row: ChangeLine) -> Cell:
    key = "draws-swap-by-telephone" if row.change.told else "draws-swap-by"
    when = civil(moment(row.change.decided_at))
    return Cell(row.change.approver, under=say(key, date=when.date(), time=f"{when:%H:%M}"))
