"""sync, export-batch, backup, recover, diagnostics: the device and its headquarters, copies and repair."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.commands.answer import Answer
from inspector_desktop.commands.device import CLOCK, given_pin, keychain_of, opened, person_of, pin_of, places_of
from inspector_desktop.errors import Refused
from inspector_desktop.opening import Opening, recover_device
from inspector_desktop.wording import say

_MEGABYTE = 1024 * 1024
_HALVES = 2


def sync(asked: argparse.Namespace) -> Answer:
    """One round; before it enrol with a code, or act on receipts that came on a stick."""
    from inspector_desktop.upkeep.rounds import enrol_device, tend

    lines: list[str] = []
    with opened(asked) as opening:
        if asked.receipts is not None:
            return _take_receipts(opening, asked.receipts)
        if asked.enrol:
            now, answer = enrol_device(opening, asked.enrol, name=asked.device_name)
            lines.append(say("enrolled-device", day=civil_date(answer.lease_until)))
        else:
            now = opening
        with _address(asked) as address:
            done = tend(now, address=address)
    what = done.round
    evidence = what.evidence_sent + what.evidence_fetched
    lines.append(say("synced", sent=what.sent, fetched=what.fetched, evidence=evidence))
    counted = (("synced-aside", what.set_aside), ("synced-left", what.evidence_left), ("synced-blocks", done.blocks))
    lines += [say(key, count=count) for key, count in counted if count]
    if what.different:
        lines.append(say("synced-different", count=len(what.different)))
    return Answer(not what.different, {**asdict(what), "blocks": done.blocks}, tuple(lines))


@contextmanager
def _address(asked: argparse.Namespace) -> Iterator[str]:
    """Where headquarters is: where the device was enrolled, or the demonstration's own, which is started for it."""
    if not asked.demo:
        yield ""
        return
    from inspector_desktop.demo.house import headquarters, house_at

    with headquarters(house_at(asked.data_dir)) as served:
        yield served.address


def _take_receipts(opening: Opening, folder: Path) -> Answer:
    from inspector_desktop.upkeep.rounds import read_stick

    if not folder.is_dir():
        raise Refused("refused-file-unreadable", file=folder.name)
    found, pieces = read_stick(opening, folder)
    accepted, aside = sum(one.accepted for one in found), sum(one.set_aside for one in found)
    lines = [say("receipts-taken", count=len(found), accepted=accepted, aside=aside)]
    if pieces:
        lines.append(say("evidence-receipts-taken", count=pieces))
    fields = {"receipts": len(found), "accepted": accepted, "set_aside": aside, "evidence": pieces}
    return Answer(good=True, fields=fields, lines=tuple(lines))


def export_batch(asked: argparse.Namespace) -> Answer:
    """Write what waits as sealed files, for a stick."""
    from inspector_desktop.upkeep.rounds import export

    with opened(asked) as opening:
        written = export(opening, asked.out)
    load, folder = written.load, str(asked.out)
    lines = [
        say("batches-written", count=len(written.batches), folder=folder) if written.batches else say("batches-none")
    ]
    if load.pieces:
        size = f"{sum(path.stat().st_size for path in written.evidence) / _MEGABYTE:.1f}"
        lines.append(say("evidence-written", count=len(written.evidence), there=load.there, megabytes=size))
    fields = {
        "batches": [path.name for path in written.batches], "evidence": [path.name for path in written.evidence],
        "there": load.there,
    }  # fmt: skip
    return Answer(good=True, fields=fields, lines=tuple(lines))


def backup(asked: argparse.Namespace) -> Answer:
    """Copy the store and its envelopes, and open the copy."""
    from inspector_desktop.storage.backup import backup as copy

    with opened(asked) as opening:
        found = copy(opening.engine, opening.places, opening.key, asked.out)
    line = say("cli-backup-done", file=asked.out.name, entries=found.entries, megabytes=f"{found.size / _MEGABYTE:.1f}")
    return Answer(good=True, fields={"file": str(asked.out), **asdict(found)}, lines=(line,))


def recover(asked: argparse.Namespace) -> Answer:
    """Open the store with both halves of the recovery key and give a person a new PIN."""
    from inspector_desktop.upkeep.papers import read_file

    if len(asked.share) != _HALVES:
        raise Refused("refused-recover-shares")
    places = places_of(asked)
    if not places.envelopes.exists():
        raise Refused("refused-not-set-up")
    first, second = (read_file(path, _MEGABYTE).decode("utf-8", "replace") for path in asked.share)
    person = person_of(asked, places)
    pin = pin_of(asked, ask="cli-new-pin-ask")
    opening = recover_device(
        places, halves=(first, second), person_id=person, new_pin=pin, clock=CLOCK, keychain=keychain_of(asked)
    )
    try:
        name = opening.desk.person.name
    finally:
        opening.close()
    return Answer(good=True, fields={"person": person}, lines=(say("recovered-device", name=name),))


def diagnostics(asked: argparse.Namespace) -> Answer:
    """Versions, settings of the database, room, keyring; with a PIN what lies inside."""
    from inspector_desktop.upkeep.diagnosing import as_dict, look_at_machine

    found = look_at_machine(places_of(asked), keychain_of(asked))
    lines = [say("diag-program", version=found.program or say("diag-source"), python=found.python, system=found.system)]
    sqlite = "diag-sqlite" if found.sqlite_ok else "diag-sqlite-old"
    lines.append(say(sqlite, found=found.sqlite, floor=found.sqlite_floor))
    lines.append(say("diag-keyring" if found.keyring else "diag-keyring-none"))
    used, free = (f"{count / _MEGABYTE:.0f}" for count in (found.store_bytes, found.free_bytes))
    lines.append(say("diag-folder", folder=found.folder, used=used, free=free))
    fields = as_dict(found)
    good = found.sqlite_ok
    if not found.set_up:
        lines.append(say("diag-not-set-up"))
    elif not given_pin(asked):
        lines.append(say("diag-inside-needs-pin"))
    else:
        with opened(asked) as opening:
            inside, more = _inside(opening)
        good = good and bool(inside["pragmas_ok"])
        fields["store"] = inside
        lines += more
    return Answer(good, fields, tuple(lines))


def _inside(opening: Opening) -> tuple[dict[str, object], list[str]]:
    from inspector_desktop.upkeep.diagnosing import as_dict, look_inside

    found = look_inside(opening)
    pragmas = "、".join(f"{name}={value}" for name, value in found.pragmas.items())
    lines = [say("diag-pragmas" if found.pragmas_ok else "diag-pragmas-bad", pragmas=pragmas)]
    lines.append(
        say("diag-store", entries=found.entries, waiting=found.waiting, photos=found.photos, aside=found.set_aside)
    )
    when = f"{civil(moment(found.synced_at)):%Y-%m-%d %H:%M}" if found.synced_at else ""
    lines.append(say("diag-synced", when=when) if when else say("diag-never-synced"))
    if found.lease_until:
        lines.append(say("diag-lease", day=civil_date(found.lease_until)))
    return as_dict(found), lines
