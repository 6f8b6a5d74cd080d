"""设置: the bureau and this device, the keyring, diagnostics, a copy now, another PIN.

Rules of the bureau are its profile; the page 本局规则 shows and changes them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session
from typing_extensions import override

from inspector_desktop.clock import civil, civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.page import pane
from inspector_desktop.gui.kit.section import KeyValues, Section, Value
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.page import SYNC, Context, Page
from inspector_desktop.gui.pages.inspecting.phrases import open_phrases
from inspector_desktop.journal.leases import lease_ended
from inspector_desktop.storage.backup import CopyFacts
from inspector_desktop.sync.stations import find_station
from inspector_desktop.upkeep.diagnosing import Inside, Machine, as_dict, look_at_machine, look_inside
from inspector_desktop.upkeep.journal import Checked, check_journal
from inspector_desktop.wording import say

_MEGABYTE = 1024 * 1024
_SIDE = 440


@dataclass(frozen=True)
class Seen:
    """What the page reads: of the machine, of the store, and of the enrolment."""

    machine: Machine
    inside: Inside
    device: str
    shortest: int
    ended: bool


class SettingsPage(Page):
    """The page."""

    topics = frozenset({SYNC})

    def __init__(self, context: Context) -> None:
        super().__init__(context, say("settings-title"), line=True)
        self.bureau = KeyValues()
        self.device = KeyValues()
        self.diagnostics = KeyValues()
        self.check = buttons.secondary(say("settings-check"), self.check_now)
        self.save = buttons.secondary(say("settings-save-diagnostics"), self.save_diagnostics)
        self.copy = buttons.secondary(say("settings-backup-go"), self.backup_now)
        self.form = fields.Form(label_width=96)
        for key in ("old", "new", "again"):
            self.form.add(key, say(f"settings-pin-{key}"), fields.PinField())
        self.seen: Seen | None = None
        self.add_pane(pane(*self._left(), None, gap=26), scroll=True)
        self.add_pane(pane(*self._right(), None, gap=26), width=_SIDE, scroll=True)
        self._show_bureau()

    def check_now(self) -> None:
        """Read the whole journal and say whether it holds together."""
        opening = self.context.opening
        self.check.setEnabled(False)
        self.show_notice(say("settings-checking"))

        def work(_ticket: object) -> Checked:
            with opening.reading() as session:
                return check_journal(session)

        def done(found: Checked) -> None:
            self.check.setEnabled(True)
            if found.verified:
                told = say("journal-verified", entries=found.entries, dossiers=found.dossiers, evidence=found.evidence)
                self.show_notice(told, "green")
            else:
                self.show_notice(say("journal-broken", entries=found.entries, count=len(found.problems)), "red")

        self.context.pool.run(work, done=done, failed=self.show_refusal, owner=self)

    def backup_now(self) -> None:
        """Ask where to and make a copy."""
        name = f"inspector-{civil(self.context.clock.now()):%Y%m%d-%H%M}.db"
        files.ask_where(self, say("settings-backup-choose"), name, "*.db", self.backup_to)

    def backup_to(self, target: Path) -> None:
        """Make a copy of the store with its photographs, and open it to check it."""
        opening = self.context.opening
        self.copy.setEnabled(False)
        self.show_notice(say("settings-backup-running"))

        def work(_ticket: object) -> CopyFacts:
            from inspector_desktop.storage.backup import backup  # noqa: PLC0415

            return backup(opening.engine, opening.places, opening.key, target)

        def done(found: CopyFacts) -> None:
            self.copy.setEnabled(True)
            self.show_notice(say("settings-backup-done", file=target.name, entries=found.entries), "green")

        def failed(error: Refused) -> None:
            self.copy.setEnabled(True)
            self.show_refusal(error)

        self.context.pool.run(work, done=done, failed=failed, owner=self)  # type: ignore[arg-type]

    def save_diagnostics(self) -> None:
        """Ask where to and write what whoever mends the device needs."""
        title = say("settings-save-diagnostics")
        files.ask_where(self, title, "diagnostics.json", "*.json", self.save_diagnostics_to)

    def save_diagnostics_to(self, target: Path) -> None:
        """Write the diagnostics as JSON."""
        seen = self.seen
        if seen is None:
            return
        content = {**as_dict(seen.machine), "store": as_dict(seen.inside)}

        def work(_ticket: object) -> None:
            from inspector_desktop.places import replace_file  # noqa: PLC0415

            replace_file(target, json.dumps(content, ensure_ascii=False, indent=1).encode())

        def done(_none: None) -> None:
            self.show_notice(say("settings-saved-diagnostics", file=target.name), "green")

        self.context.pool.run(work, done=done, failed=self.show_refusal, owner=self)

    def change_pin(self) -> None:
        """Exchange the PIN of the person who is signed in."""
        given = self.form.values()
        if given["new"] != given["again"]:
            self.form.refuse("again", sentence(Refused("refused-pins-differ")))
            return
        opening = self.context.opening

        def work(_ticket: object) -> None:
            from inspector_desktop.opening import change_pin  # noqa: PLC0415

            change_pin(opening, pin=given["old"], new_pin=given["new"])

        def done(_none: None) -> None:
            for key in ("old", "new", "again"):
                editor = self.form.field(key).editor
                if isinstance(editor, fields.PinField):
                    editor.clear()
            self.show_notice(say("settings-pin-done"), "green")

        self.context.pool.run(work, done=done, failed=self.show_refusal, owner=self)

    @override
    def reload(self) -> None:
        opening = self.context.opening

        def work(session: Session) -> Seen:
            from inspector_desktop.storage.envelopes import shortest_pin  # noqa: PLC0415

            station = find_station(session)
            return Seen(
                machine=look_at_machine(opening.places, opening.keychain),
                inside=look_inside(opening),
                device=station.device if station is not None else "",
                shortest=shortest_pin(opening.keychain),
                ended=lease_ended(session, clock=opening.clock),
            )

        self.load(work, self.show_seen)

    def show_seen(self, seen: Seen) -> None:
        """Show what was read."""
        self.seen = seen
        self._show_device(seen)
        machine, inside = seen.machine, seen.inside
        sqlite = "settings-sqlite-text" if machine.sqlite_ok else "settings-sqlite-old"
        pragmas = "settings-pragmas-good" if inside.pragmas_ok else "settings-pragmas-bad"
        room = (machine.store_bytes // _MEGABYTE, machine.free_bytes // _MEGABYTE)
        self.diagnostics.set_values(
            (
                Value(say("settings-program"), machine.program or say("diag-source"), beside=machine.system),
                Value(
                    say("settings-sqlite"),
                    say(sqlite, found=machine.sqlite, floor=machine.sqlite_floor),
                    tone="ink" if machine.sqlite_ok else "red",
                ),
                Value(
                    say("settings-pragmas"),
                    say(pragmas),
                    under="  ".join(f"{name}={value}" for name, value in inside.pragmas.items()),
                    tone="ink" if inside.pragmas_ok else "red",
                ),
                Value(say("settings-entries"), say("settings-entries-text", entries=inside.entries)),
                Value(say("settings-folder"), machine.folder, under=say("settings-room", used=room[0], free=room[1])),
            )
        )

    def _left(self) -> tuple[Section, ...]:
        bureau = Section(say("settings-bureau"))
        bureau.add(self.bureau)
        device = Section(say("settings-device"))
        device.add(self.device)
        diagnostics = Section(say("settings-diagnostics"))
        diagnostics.add(self.diagnostics)
        diagnostics.add(texts.row(self.check, self.save, None), gap=12)
        return bureau, device, diagnostics

    def _right(self) -> tuple[Section, ...]:
        copy = Section(say("settings-backup"))
        copy.add(texts.soft(say("settings-backup-note"), wrap=True))
        copy.add(texts.row(self.copy, None), gap=10)
        pin = Section(say("settings-pin"))
        pin.add(self.form)
        pin.add(texts.row(buttons.secondary(say("settings-pin-go"), self.change_pin), None), gap=10)
        phrases = Section(say("phrases-settings"))
        phrases.add(texts.soft(say("phrases-settings-note"), wrap=True))
        self.phrases = buttons.secondary(say("phrases-settings-go"), lambda: open_phrases(self))
        phrases.add(texts.row(self.phrases, None), gap=10)
        return copy, phrases, pin

    def _show_bureau(self) -> None:
        profile, person = self.context.profile, self.context.desk.person
        roles = "、".join(profile.role(one).title for one in person.roles)
        self.bureau.set_values(
            (
                Value(
                    say("settings-bureau-name"),
                    profile.bureau.name,
                    bold=True,
                    link=Link(say("units-open"), lambda: self.context.navigate("units")),
                ),
                Value(
                    say("settings-profile"),
                    profile.source.title,
                    link=Link(say("settings-rules"), lambda: self.context.navigate("rules")),
                ),
                Value(say("settings-person"), person.name),
                Value(say("settings-roles"), roles),
            )
        )

    def _show_device(self, seen: Seen) -> None:
        inside = seen.inside
        name = self.context.opening.settings.device_name
        values = [Value(say("settings-device-name"), name or say("settings-device-unnamed"))]
        if seen.device:
            values.append(Value(say("settings-device-id"), seen.device, mono=True))
        values.append(Value(say("settings-life"), inside.life, mono=True))
        if not inside.lease_until:
            values.append(Value(say("settings-lease"), say("settings-lease-none")))
        else:
            under = say("settings-lease-ended") if seen.ended else ""
            day = f"{civil_date(inside.lease_until):%Y-%m-%d}"
            values.append(Value(say("settings-lease"), day, under=under, tone="red" if seen.ended else "ink"))
        keyring = "settings-keyring-there" if seen.machine.keyring else "settings-keyring-none"
        values.append(Value(say("settings-keyring"), say(keyring, length=seen.shortest)))
        self.device.set_values(values)
