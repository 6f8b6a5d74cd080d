"""数据同步: how far every dossier has come with headquarters, what was set aside and why, the connection, the stick.

Rounds themselves are `gui.syncing`; what is shown comes from receipts alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import Clock, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.banner import CAREFUL
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.page import pane
from inspector_desktop.gui.kit.section import Entry, KeyValues, Section, Value, entry_list
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.messages import sentence, tone_of
from inspector_desktop.gui.page import DRAWS, INSPECTIONS, PLANS, REGISTERS, SYNC, Context, Page
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.gui.pages.inspecting.history import kind_words
from inspector_desktop.gui.pages.taking_over import TakeOverForm, held_elsewhere
from inspector_desktop.gui.syncing import Progress, Syncing
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import reinstate
from inspector_desktop.sync.states import Aside, Counts, counts, set_aside, settle
from inspector_desktop.sync.stations import find_station
from inspector_desktop.upkeep.standing import KnownDevice, Standing, known_devices, standings
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.tasks import Ticket
    from inspector_desktop.sync.stick_evidence import Load
    from inspector_desktop.upkeep.rounds import Exported

_SIDE = 400
_KILOBYTE = 1024
_MOST_NAMES = 2
_TONES = {"record-set-aside": "red", "record-saved": "amber", "record-uploaded": "blue", "record-complete": "green"}
_KINDS = frozenset(
    {
        "inspection", "plan", "draw", "numbers", "seen", "lead", "publicity", "register-items", "register-subjects",
        "register-officers", "register-experts", "register-partners", "proposal", "rules",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A dossier in the table."""

    key: str
    of: Standing


@dataclass(frozen=True)
class Seen:
    """Everything the page reads."""

    rows: tuple[Row, ...]
    aside: tuple[Aside, ...]
    counts: Counts
    devices: tuple[KnownDevice, ...]
    address: str
    elsewhere: frozenset[str]


def look(session: Session, desk: Desk) -> Seen:
    """Read what the page shows."""
    station = find_station(session)
    return Seen(
        rows=tuple(Row(one.dossier, one) for one in standings(session)),
        aside=tuple(set_aside(session)),
        counts=counts(session),
        devices=known_devices(session),
        address=station.address if station is not None else "",
        elsewhere=held_elsewhere(session, desk),
    )


class SyncPage(Page):
    """The page."""

    topics = frozenset({REGISTERS, PLANS, DRAWS, INSPECTIONS, SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("sync-title"), line=True)
        self.syncing = Syncing.of(context)
        self.seen: Seen | None = None
        self.go = buttons.primary(say("sync-go"), self.sync_now)
        self.export = buttons.secondary(say("do-package"), self.export_now)
        self.head.set_right((self.export, self.go))
        self.table = Table(
            (
                Column("dossier", say("sync-column-dossier"), _name_cell),
                Column("state", say("sync-column-state"), _state_cell, width=190),
                Column("waiting", say("sync-column-waiting"), _waiting_cell, width=130),
                Column("changed", say("sync-column-changed"), _changed_cell, width=140),
            )
        )
        self.table.set_empty(say("sync-empty"), say("sync-empty-text"))
        self.table.opened.connect(self._open_row)
        self.dossiers = Section(say("sync-dossiers"))
        self.dossiers.add(self.table, 1)
        self.aside = Section(say("sync-aside"), say("sync-aside-note"))
        self._aside_rows = QVBoxLayout()
        self.aside.add(self._aside_rows)
        self.aside.hide()
        column = texts.column(self.aside, self.dossiers, gap=20)
        column.setStretch(1, 1)
        column.setContentsMargins(24, 24, 24, 16)
        self.add_pane(texts.boxed(column))
        self.connection = KeyValues()
        self._devices = QVBoxLayout()
        self.enrol = _EnrolForm(self)
        self.over = TakeOverForm(self)
        self.add_pane(self._side(), width=_SIDE, scroll=True)
        if self.syncing is not None:
            self.syncing.progressed.connect(self._on_progress)
        self._on_progress()

    def sync_now(self) -> None:
        """Begin a round, or stop the one that runs."""
        if self.syncing is None:
            return
        self.banner.clear()
        if self.syncing.progress.running:
            self.syncing.stop()
        else:
            self.syncing.go()

    def export_now(self) -> None:
        """Ask for a folder, say how much would go there, and write it when that is confirmed."""
        files.ask_folder(self, say("sync-stick-choose"), self.weigh)

    def weigh(self, folder: Path) -> None:
        """Say how much waits and what room the folder has; nothing is written yet."""
        opening = self.context.opening

        def work(_ticket: object) -> Load:
            from inspector_desktop.upkeep.rounds import measure_stick  # noqa: PLC0415

            return measure_stick(opening, folder)

        def ask(load: Load) -> None:
            if not load.batches and not load.pieces:
                self.show_notice(say("sync-exported-none"), "blue")
                return
            words = say(
                "sync-stick-load", batches=load.batches, pieces=load.pieces, there=load.there,
                size=_megabytes(load.bytes), free=_megabytes(load.free),
            )  # fmt: skip
            if load.fits:
                self.banner.tell(words, "blue", say("sync-stick-write"), lambda: self.export_to(folder))
            else:
                self.banner.tell(f"{words}{say('sync-stick-small')}", "red")

        self.context.pool.run(work, done=ask, failed=self.show_refusal, owner=self)

    def export_to(self, folder: Path) -> None:
        """Write what waits into a folder: sealed files, then the evidence, with how far it is."""
        opening = self.context.opening

        def work(ticket: Ticket) -> Exported:
            from inspector_desktop.upkeep.rounds import export  # noqa: PLC0415

            def told(done: int, whole: int) -> None:
                ticket.check()
                ticket.report(done // _KILOBYTE, whole // _KILOBYTE)

            return export(opening, folder, told)

        def done(found: Exported) -> None:
            if not found.load.batches and not found.load.pieces:
                self.show_notice(say("sync-exported-none"), "blue")
                return
            words = say(
                "sync-exported", count=len(found.batches), pieces=len(found.evidence), there=found.load.there,
                folder=str(folder),
            )  # fmt: skip
            self.show_notice(words, "green")

        self.banner.clear()
        self.context.pool.run(work, done=done, failed=self.show_refusal, owner=self, progressed=self._show_copied)

    def _show_copied(self, done: int, whole: int) -> None:
        self.show_notice(
            say("sync-copying", done=_megabytes(done * _KILOBYTE), whole=_megabytes(whole * _KILOBYTE)), "blue"
        )

    def read_receipts(self) -> None:
        """Ask for a folder and act on the receipts in it."""
        files.ask_folder(self, say("sync-stick-choose"), self.read_receipts_from)

    def read_receipts_from(self, folder: Path) -> None:
        """Act on the receipts of this device in a folder."""
        opening = self.context.opening

        def work(_ticket: object) -> tuple[int, int, int, int]:
            from inspector_desktop.upkeep.rounds import read_stick  # noqa: PLC0415

            found, pieces = read_stick(opening, folder)
            return len(found), sum(one.accepted for one in found), sum(one.set_aside for one in found), pieces

        def done(told: tuple[int, int, int, int]) -> None:
            self.show_notice(say("sync-receipts", count=told[0], accepted=told[1], aside=told[2], pieces=told[3]))

        self.context.pool.run(work, done=done, failed=self.show_refusal, owner=self, changes=self.topics)

    def settle_aside(self, entry: str, how: str) -> None:
        """Enter a set-aside entry's fact again, or note that nothing more is done with it."""
        person = self.context.desk.person.id

        def work(session: Session, *, desk: Desk, clock: Clock) -> None:
            if how == "reinstated":
                reinstate(session, entry, desk=desk, clock=clock)
            settle(session, entry, person=person, how=how, clock=clock)

        key = "sync-aside-done" if how == "reinstated" else "sync-aside-dropped"
        self.act(work, done=lambda _: self.show_notice(say(key), "green"), changes=(INSPECTIONS, REGISTERS, SYNC))

    @override
    def reload(self) -> None:
        desk = self.context.desk
        self.load(lambda session: look(session, desk), self.show_seen)

    def show_seen(self, seen: Seen) -> None:
        """Show what was read."""
        self.seen = seen
        self.table.set_rows(seen.rows)
        self.dossiers.set_title(say("sync-dossiers"), say("sync-dossiers-note", count=len(seen.rows)))
        self._show_aside(seen.aside, {row.key: row.of.title for row in seen.rows})
        self._show_connection(seen)
        texts.empty_layout(self._devices)
        self.devices.setVisible(bool(seen.devices))
        if seen.devices:
            self._devices.addWidget(entry_list([_device_entry(one) for one in seen.devices]))
        self.over.show_dossiers([(row.key, _name_of(row)) for row in seen.rows if row.key in seen.elsewhere])
        self.enrol.setVisible(not seen.counts.enrolled)
        apart = "" if seen.counts.enrolled else say("greyed-not-enrolled")
        grey(self.go, apart if self.syncing is not None else say("greyed-not-enrolled"))
        grey(self.export, apart)

    def _side(self) -> QWidget:
        connection = Section(say("sync-connection"))
        connection.add(self.connection)
        self.devices = Section(say("sync-devices"))
        self.devices.add(self._devices)
        stick = Section(say("sync-stick"))
        stick.add(texts.soft(say("sync-stick-note"), wrap=True))
        receipts = buttons.secondary(say("sync-stick-receipts"), self.read_receipts)
        stick.add(texts.row(receipts, None), gap=10)
        return pane(self.enrol, connection, self.devices, stick, self.over, None, gap=24)

    def _show_aside(self, rows: tuple[Aside, ...], titles: dict[str, str]) -> None:
        texts.empty_layout(self._aside_rows)
        self.aside.setVisible(bool(rows))
        for one in rows:
            again = buttons.secondary(say("sync-aside-reinstate"), small=True)
            again.clicked.connect(lambda _=False, entry=one.entry: self.settle_aside(entry, "reinstated"))
            drop = buttons.quiet(say("sync-aside-drop"))
            drop.clicked.connect(lambda _=False, entry=one.entry: self.settle_aside(entry, "dropped"))
            right = texts.boxed(texts.row(again, drop))
            title = "　".join(part for part in (kind_words(one.kind), titles.get(one.dossier, "")) if part)
            line = say("sync-aside-line", when=_when(one.occurred_at), why=say(one.why))
            self._aside_rows.addWidget(Entry(title, line, right=right))

    def _show_connection(self, seen: Seen) -> None:
        found = seen.counts
        values = [Value(say("sync-last"), _when(found.synced_at) or say("sync-never"))]
        if seen.address:
            values.insert(0, Value(say("sync-address"), seen.address, mono=True))
        last = self.syncing.progress.last if self.syncing is not None else None
        if last is not None:
            what = last.round
            evidence = what.evidence_sent + what.evidence_fetched
            text = say("sync-result-text", sent=what.sent, fetched=what.fetched, evidence=evidence)
            under = say("sync-result-blocks", count=last.blocks) if last.blocks else ""
            values.append(Value(say("sync-result"), text, under=under))
        if found.lease_until:
            values.append(Value(say("sync-lease"), say("kit-date", date=civil_date(found.lease_until))))
        if found.contact_at:
            far = abs(found.skew_seconds) > self.context.profile.device.clock_skew_minutes * 60
            text = say("sync-skew-bad", minutes=abs(found.skew_seconds) // 60) if far else say("sync-skew-good")
            values.append(Value(say("sync-skew"), text, tone="amber" if far else "ink"))
        self.connection.set_values(values)
        waits = found.records or found.photos
        waiting = say("sync-summary-waiting", records=found.records, photos=found.photos)
        self.head.set_parts(
            (
                say("sync-summary-online", time=_when(found.synced_at)) if self._online() and found.synced_at
                else say("sync-summary-offline"),
                waiting if waits else say("sync-summary-nothing"),
            )
        )  # fmt: skip
        if found.different:
            self.banner.tell(say("sync-different", count=found.different), CAREFUL)

    def _online(self) -> bool:
        return self.syncing is not None and self.syncing.progress.online

    def _on_progress(self) -> None:
        now = self.syncing.progress if self.syncing is not None else Progress()
        self.go.setText(say("sync-stop") if now.running else say("sync-go"))
        if now.running:
            self.banner.tell(say(now.step) if now.step else say("sync-running"))
        elif now.error is not None:
            after = say("sync-retries") if now.retries else say("sync-needs-person")
            self.banner.tell(sentence(now.error) + after, tone_of(now.error))
        else:
            self.banner.clear()

    def _open_row(self, row: Row) -> None:
        if row.of.kind == "inspection":
            self.context.navigate("inspection", dossier=row.key)


class _EnrolForm(QWidget):
    """A device that is enrolled nowhere: the code, and a name by which headquarters lists it."""

    def __init__(self, page: SyncPage) -> None:
        super().__init__()
        self._page = page
        self.form = fields.Form(label_width=76)
        self.code = fields.TextField(lines=4)
        self.name = fields.LineField()
        self.form.add("code", say("sync-enrol-code"), self.code)
        self.form.add("name", say("sync-enrol-name"), self.name)
        section = Section(say("sync-enrol"))
        section.add(texts.soft(say("sync-enrol-note"), wrap=True))
        section.add(self.form, gap=10)
        section.add(texts.row(buttons.primary(say("sync-enrol-go"), self.run), None), gap=10)
        self.setLayout(texts.column(section))
        self.hide()

    def run(self) -> None:
        """Enrol with what was typed."""
        code = self.code.value().strip()
        if not code:
            self.form.refuse("code", sentence(Refused("refused-enrol-empty")))
        elif self._page.syncing is not None:
            self._page.syncing.enrol(code, name=self.name.value().strip(), owner=self._page)


def _kind_of(row: Row) -> str:
    return say(f"sync-kind-{row.of.kind}" if row.of.kind in _KINDS else "sync-kind-other")


def _name_of(row: Row) -> str:
    return "　".join(part for part in (row.of.title, _kind_of(row)) if part)


def _name_cell(row: Row) -> Cell:
    kind = _kind_of(row)
    return Cell(row.of.title, under=kind) if row.of.title else Cell(kind)


def _state_cell(row: Row) -> Cell:
    key = row.of.state
    text = say(key, photos=row.of.photos) if key == "record-uploaded" else say(key)
    return Cell(chips=(ChipText(text, _TONES[key]),))


def _waiting_cell(row: Row) -> Cell:
    text = say("sync-waiting-cell", records=row.of.waiting) if row.of.waiting else ""
    return Cell(text, under=say("sync-waiting-photos", photos=row.of.photos) if row.of.photos else "")


def _changed_cell(row: Row) -> Cell:
    return Cell(_when(row.of.changed_at), tone="soft")


def _device_entry(one: KnownDevice) -> Entry:
    """A device by who wrote on it; its number only where one points at it."""
    names = "、".join(one.people[:_MOST_NAMES])
    if len(one.people) > _MOST_NAMES:
        names = say("sync-device-more", names=names, count=len(one.people))
    if one.here:
        title = say("sync-device-here-of", names=names) if names else say("sync-device-here")
    else:
        title = say("sync-device-of", names=names) if names else say("sync-device-other")
    latest = _when(one.latest)
    line = say("sync-device-line", entries=one.entries, latest=latest) if latest else say("sync-device-none")
    made = Entry(title, line)
    made.setToolTip(say("sync-device-number", number=one.device))
    return made


def _when(stamped: str) -> str:
    return moment_words(stamped) if stamped else ""


def _megabytes(count: int) -> str:
    return f"{count / _KILOBYTE / _KILOBYTE:.1f}"
