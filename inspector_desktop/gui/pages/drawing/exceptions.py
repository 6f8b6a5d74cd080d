"""不参加与例外: who takes no part and by which rule, who is drawn beyond the cap and why, who is left to others.

Everything is entered in the plan's record before the list is sealed; afterwards the window only shows.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget
from sqlmodel import Session

from inspector_desktop.clock import civil_date, stamp
from inspector_desktop.draw.document import frozen_of, names_of
from inspector_desktop.draw.kept import grounds_by_id
from inspector_desktop.draw.preparing import (
    CASES,
    LEFT_OUT,
    Prepared,
    drop_exemption,
    exempt_subject,
    leave_out,
    prepared,
    take_in_again,
)
from inspector_desktop.draw.recording import known_keys
from inspector_desktop.draw.roll import flagged_exempt
from inspector_desktop.draw.store import DrawView, draw_of_plan, with_list
from inspector_desktop.draw.survey import survey
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import DRAWS, PLANS, Page
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.plan.store import PlanView, get_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.lists import read_subjects
from inspector_desktop.registry.store import get_subject
from inspector_desktop.wording import say

_LABEL = 104
_SHOWN = 5
OUT, EXEMPT, LEFT = "out", "exempt", "left"


@dataclass(frozen=True)
class OutRow:
    """Somebody without part, by which rule, and what shows it."""

    key: str
    name: str
    category: str
    rule: str
    grounds: str


@dataclass(frozen=True)
class KeptRow:
    """An exception, or somebody left out."""

    key: str
    name: str
    title: str
    text: str
    evidence: str


@dataclass(frozen=True)
class Exceptions:
    """All the window shows; `sealed` when the list cannot change any more."""

    out: tuple[OutRow, ...]
    exempt: tuple[KeptRow, ...]
    left: tuple[KeptRow, ...]
    sealed: bool
    flagged: tuple[str, ...] = ()


def read_exceptions(session: Session, *, bureau: str, profile: Profile, plan: str, now: str) -> Exceptions:
    """Read who takes no part, as frozen or as it stands today, and what was entered for the draw."""
    view = get_plan(session, bureau, plan)
    draw = draw_of_plan(session, bureau, plan)
    ready = prepared(session, bureau, plan)
    if draw is not None and draw.frozen:
        out = _frozen_out(view, with_list(session, draw))
    else:
        seen = survey(session, plan=view, profile=profile, now=now)
        out = tuple(
            OutRow(one.id, one.name, view.stratum(one.category).title, one.rule, one.grounds) for one in seen.excluded
        )
    titles = {one.id: one.title for one in profile.frequency.exceptions}
    flagged = flagged_exempt(session, bureau, profile.frequency, civil_date(now))
    shown = tuple(
        say("draws-except-flag", name=get_subject(session, bureau, one).name, ground=titles[ground])
        for one, ground in sorted(flagged.items())
    )
    return Exceptions(out, _exempt(profile, ready), _left(session, bureau, ready), draw is not None, shown)


class ExceptionsWindow(DrawWindow):
    """不参加与例外 of one plan."""

    def __init__(self, page: Page, plan: str) -> None:
        super().__init__(page, say("draws-except-title"), say("draws-except-lead"), width=1080, height=660)
        self._plan = plan
        self.whole: Exceptions | None = None
        self._proof, self._file = (b"", ""), b""
        self.tabs = buttons.Tabs()
        self.tabs.set_tabs([(one, say(f"draws-except-{one}")) for one in (OUT, EXEMPT, LEFT)])
        self.faces = QStackedWidget()
        for face in (self._out_face(), self._exempt_face(), self._left_face()):
            self.faces.addWidget(face)
        self.tabs.chosen.connect(lambda key: self.faces.setCurrentIndex((OUT, EXEMPT, LEFT).index(key)))
        self.body.addWidget(self.tabs)
        self.body.addWidget(gap(12))
        self.body.addWidget(self.faces, 1)
        self.reload()

    def reload(self) -> None:
        """Read again."""
        context, plan = self.page.context, self._plan
        bureau, profile, now = context.bureau, context.profile, stamp(context.clock.now())
        self.load(
            lambda session: read_exceptions(session, bureau=bureau, profile=profile, plan=plan, now=now), self._show
        )

    def enter(self) -> None:
        """Enter an exception."""
        text, bureau = self.subject.value(), self.page.context.bureau
        content, name = self._proof

        def found(subject: str) -> None:
            self.run(
                exempt_subject, profile=self.page.context.profile, plan=self._plan, subject=subject,
                ground=self.ground.value(), text=self.text.value(), evidence=content, evidence_name=name,
                changes=(PLANS, DRAWS), done=lambda _: self._after(say("draws-except-saved")),
            )  # fmt: skip

        self.load(lambda session: _one(session, bureau, text), found)

    def leave(self) -> None:
        """Leave out those on the list."""
        bureau, lines = self.page.context.bureau, self.list.value().splitlines()

        def found(subjects: tuple[str, ...]) -> None:
            self.run(
                leave_out, plan=self._plan, subjects=subjects, rule=self.rule.value(), source=self.source.value(),
                evidence=self._file, changes=(PLANS, DRAWS),
                done=lambda count: self._after(say("draws-except-left-out", count=count)),
            )  # fmt: skip

        self.load(lambda session: _many(session, bureau, lines), found)

    def take_proof(self, path: Path) -> None:
        """Read the file that shows the ground."""
        self._proof = (self._read(path), path.name)
        self._proof_name.setText(path.name)

    def take_list(self, path: Path) -> None:
        """Read the file of the list that leaves subjects to others."""
        self._file = self._read(path)
        self._list_name.setText(path.name)

    def write(self, path: Path) -> None:
        """Write who takes no part as a table that spreadsheets read."""
        content = out_table(self.whole.out if self.whole else ())

        def work(_ticket: Ticket) -> str:
            try:
                path.write_bytes(content)
            except OSError as error:
                raise Refused("refused-file-unwritten", file=path.name) from error
            return path.name

        self.page.context.pool.run(
            work, done=lambda name: self.tell(say("draws-file-saved", file=name)), failed=self.refuse, owner=self
        )

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError:
            self.refuse(Missing("error-evidence-unread", file=path.name))
            return b""

    def _show(self, whole: Exceptions) -> None:
        self.whole = whole
        self.out.set_rows(whole.out)
        counts = Counter(one.rule for one in whole.out)
        told = "　".join(
            say("draws-except-count", rule=say(f"draw-rule-{rule}"), count=count) for rule, count in counts.items()
        )
        self._counts.setText(told or say("draws-out-none"))
        self.exempt.set_rows(whole.exempt)
        self.flagged.setText(say("draws-except-flagged", names="、".join(whole.flagged)))
        self.flagged.setVisible(bool(whole.flagged))
        self.left.set_rows(whole.left)
        for key, count in ((OUT, len(whole.out)), (EXEMPT, len(whole.exempt)), (LEFT, len(whole.left))):
            self.tabs.set_text(key, say("draws-except-tab", title=say(f"draws-except-{key}"), count=count))
        for part in (self._enter_exempt, self._enter_left):
            part.setVisible(not whole.sealed)
        self._sealed.setVisible(whole.sealed)
        self._sealed_left.setVisible(whole.sealed)

    def _after(self, told: str) -> None:
        self._proof, self._file = (b"", ""), b""
        for field in (self.subject, self.text, self.source, self.list):
            field.set_value("")
        self._proof_name.setText("")
        self._list_name.setText("")
        self.reload()
        self.tell(told)

    def _drop(self, act: Callable[..., None], row: KeptRow, _key: str) -> None:
        reason = self.text.value() if act is drop_exemption else self.source.value()
        self.run(
            act, plan=self._plan, subject=row.key, reason=reason, changes=(PLANS, DRAWS),
            done=lambda _: self._after(say("draws-except-dropped")),
        )  # fmt: skip

    def _out_face(self) -> QWidget:
        self.out = Table(
            (
                Column("name", say("term-subject"), lambda row: Cell(row.name), stretch=3),
                Column("category", say("draws-column-class"), lambda row: Cell(row.category, tone="soft"), stretch=2),
                Column("rule", say("draws-out-rule"), _rule, width=230),
                Column("grounds", say("draws-except-grounds"), lambda row: Cell(row.grounds, tone="soft"), stretch=4),
            )
        )
        self.out.setMinimumHeight(360)
        self._counts = texts.soft(wrap=True)
        export = buttons.secondary(say("draws-except-export"), self._ask_file)
        head = texts.row(self._counts, None, export)
        return texts.boxed(texts.column(head, self.out, gap=8))

    def _ask_file(self) -> None:
        files.ask_where(self, say("draws-file-choose"), say("draws-except-file"), "*.csv", self.write)

    def _exempt_face(self) -> QWidget:
        grounds = [one for one in self.page.context.profile.frequency.exceptions if one.id not in CASES]
        self.form = fields.Form(label_width=_LABEL)
        self.subject = fields.LineField(say("draws-except-subject-hint"))
        self.ground = fields.ChoiceField([(one.id, one.title) for one in grounds], hint="—")
        self.text = fields.TextField(say("draws-except-text-hint"), lines=2)
        self._proof_name = texts.soft()
        choose = buttons.secondary(say("draws-record-evidence-choose"), partial(self._choose, self.take_proof))
        self.form.add("subject", say("term-subject"), self.subject)
        self.form.add("ground", say("draws-except-ground"), self.ground)
        self.form.add("text", say("draws-swap-reason"), self.text)
        self.form.add_row("proof", say("draws-except-proof"), choose, self._proof_name, QWidget())
        go = buttons.primary(say("draws-except-go"), self.enter)
        self._enter_exempt = Section(say("draws-except-enter"), say("draws-except-cases"))
        self._enter_exempt.add(self.form)
        self._enter_exempt.add(_row(go))
        self.exempt = _kept_table(say("draws-except-ground"))
        self.exempt.button_pressed.connect(partial(self._drop, drop_exemption))
        self._sealed = texts.soft(say("draws-except-sealed"), wrap=True)
        self.flagged = texts.soft(wrap=True)
        return texts.boxed(
            texts.column(self.exempt, self.flagged, self._sealed, gap(12), self._enter_exempt, None, gap=0)
        )

    def _left_face(self) -> QWidget:
        form = fields.Form(label_width=_LABEL)
        self.rule = fields.ChoiceField([(one, say(f"draw-rule-{one}")) for one in LEFT_OUT], LEFT_OUT[0])
        self.source = fields.LineField(say("draws-except-source-hint"))
        self.list = fields.TextField(say("draws-except-list-hint"), lines=4)
        self._list_name = texts.soft()
        choose = buttons.secondary(say("draws-record-evidence-choose"), partial(self._choose, self.take_list))
        form.add("rule", say("draws-out-rule"), self.rule)
        form.add("source", say("draws-except-source"), self.source)
        form.add("list", say("draws-except-list"), self.list)
        form.add_row("file", say("draws-except-proof"), choose, self._list_name, QWidget())
        self._enter_left = Section(say("draws-except-leave"))
        self._enter_left.add(form)
        self._enter_left.add(_row(buttons.primary(say("draws-except-leave-go"), self.leave)))
        self.left = _kept_table(say("draws-out-rule"))
        self.left.button_pressed.connect(partial(self._drop, take_in_again))
        self._sealed_left = texts.soft(say("draws-except-sealed"), wrap=True)
        return texts.boxed(texts.column(self.left, self._sealed_left, gap(12), self._enter_left, None, gap=0))

    def _choose(self, take: Callable[[Path], None]) -> None:
        files.ask_files(
            self, say("draws-except-proof"), "PDF, PNG, JPEG (*.pdf *.png *.jpg *.jpeg)",
            lambda paths: take(paths[0]),
        )  # fmt: skip


def out_table(rows: tuple[OutRow, ...]) -> bytes:
    """Who takes no part as CSV with a mark of its encoding, so that Excel reads it."""
    made = io.StringIO()
    writer = csv.writer(made)
    heads = ("term-subject", "draws-column-code", "draws-column-class", "draws-out-rule", "draws-except-grounds")
    writer.writerow([say(one) for one in heads])
    for row in rows:
        writer.writerow([row.name, row.key, row.category, say(f"draw-rule-{row.rule}"), row.grounds])
    return made.getvalue().encode("utf-8-sig")


def open_exceptions(page: Page, plan: str) -> ExceptionsWindow:
    """Open the window for a plan."""
    window = ExceptionsWindow(page, plan)
    window.open()
    return window


def _frozen_out(plan: PlanView, draw: DrawView) -> tuple[OutRow, ...]:
    frozen = frozen_of(draw)
    names = names_of(draw, frozen)
    grounds = grounds_by_id(draw, frozen)
    return tuple(
        OutRow(one.id, names.of(one.id), plan.stratum(one.stratum).title, one.rule, grounds.get(one.id, ""))
        for one in frozen.excluded
    )  # fmt: skip


def _exempt(profile: Profile, ready: Prepared) -> tuple[KeptRow, ...]:
    titles = {one.id: one.title for one in profile.frequency.exceptions}
    return tuple(
        KeptRow(one.subject, one.name, titles.get(one.ground, one.ground), one.text, one.evidence_name)
        for one in ready.exempt
    )


def _left(session: Session, bureau: str, ready: Prepared) -> tuple[KeptRow, ...]:
    return tuple(
        KeptRow(
            one.subject, get_subject(session, bureau, one.subject).name, say(f"draw-rule-{one.rule}"), one.source,
            say("draws-except-has-file") if one.evidence else "",
        )
        for one in ready.left_out
    )  # fmt: skip


def _one(session: Session, bureau: str, text: str) -> str:
    found, unknown = read_subjects([text], known_keys(session, bureau))
    if unknown or not found:
        raise Refused("refused-recorded-unknown", names=text or "—")
    return found[0]


def _many(session: Session, bureau: str, lines: list[str]) -> tuple[str, ...]:
    found, unknown = read_subjects([one for one in lines if one.strip()], known_keys(session, bureau))
    if unknown:
        raise Refused("refused-recorded-unknown", names="、".join(unknown[:_SHOWN]))
    return found


def _kept_table(title: str) -> Table:
    return Table(
        (
            Column("name", say("term-subject"), lambda row: Cell(row.name), stretch=3),
            Column("title", title, lambda row: Cell(row.title), stretch=2),
            Column("text", say("draws-except-grounds"), lambda row: Cell(row.text, under=row.evidence), stretch=4),
            Column("drop", "", lambda _: Cell(button=say("draws-except-drop")), width=96, right=True),
        ),
        fit=True,
    )


def _rule(row: OutRow) -> Cell:
    return Cell(chips=(ChipText(say(f"draw-rule-{row.rule}"), "grey"),))


def _row(button: QWidget) -> QWidget:
    layout = texts.row(_LABEL, button, None)
    layout.setContentsMargins(0, 8, 0, 0)
    return texts.boxed(layout)
