"""What one save costs: flushes and bytes as the system saw them, and time beside plain SQLite.

The counts come from `strace` over a process of its own that saves through the real device (SQLCipher, WAL, FULL): one
answer, then a photograph of 300 KB with an entry. Promised are exactly one flush each, and at most 8 KB written per
answer. Without `strace` the counts are said to be missing; they are never guessed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAVES = 500
PHOTOS = 20
PHOTO_BYTES = 300_000
WRITES = ("write", "writev", "pwrite64", "pwritev", "pwritev2")
FLUSHES = ("fsync", "fdatasync", "msync", "sync_file_range")
MARKS = ("access", "faccessat", "faccessat2")
_CALL = re.compile(r"^(?:\[?(?:pid +)?\d+\]? +)?(\w+)\((.*)\) += (-?\d+)")
_BEGIN, _END = "/save-begins/", "/save-ends/"


def run(scale: int | None) -> dict[str, Any]:
    """Count and time `scale` saves of an answer (photographs: a twenty-fifth of it, at least 4)."""
    saves = scale or SAVES
    photos = max(4, saves * PHOTOS // SAVES)
    result: dict[str, Any] = {
        "name": "save",
        "saves": saves,
        "answer": _counted("answer", saves),
        "photo": _counted("photo", photos),
        "plain_sqlite": _counted("plain", saves),
        "milliseconds": _timed(saves),
    }
    answer, photo = result["answer"], result["photo"]
    if answer is None or photo is None:
        result["counts_missing"] = "strace is not here"
        return result
    result["promise"] = {
        "one_flush_per_answer": answer["flushes_min"] == answer["flushes_max"] == 1,
        "answer_bytes_at_most_8192": answer["over_8192_bytes"] == 0,
        "answer_bytes_at_most_8192_on_average": answer["bytes_total"] <= 8192 * saves,  # a page that splits is more
        "one_flush_per_photo": photo["flushes_min"] == photo["flushes_max"] == 1,
    }
    return result


def _counted(what: str, times: int) -> dict[str, Any] | None:
    if shutil.which("strace") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        data = Path(folder) / "data"
        traced = ",".join((*WRITES, *FLUSHES, *MARKS, "sync"))
        subprocess.run(
            [
                *("strace", "-f", "-y", "-s", "64", "-e", f"trace=?{traced.replace(',', ',?')}", "-o", str(log)),
                *(sys.executable, str(Path(__file__).resolve())),
                *("--child", what, "--folder", str(data), "--scale", str(times)),
            ],
            check=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        )
        flushes, sizes = _read(log.read_text(encoding="utf-8", errors="replace"), str(data))
    if len(flushes) != times:
        raise SystemExit(f"{what}: {len(flushes)} saves seen, {times} made")
    return {
        "saves": times,
        "flushes_min": min(flushes),
        "flushes_max": max(flushes),
        "flushes_total": sum(flushes),
        "bytes_median": int(statistics.median(sizes)),
        "bytes_max": max(sizes),
        "over_8192_bytes": sum(size > 8192 for size in sizes),
        "bytes_total": sum(sizes),
    }


def _read(log: str, folder: str) -> tuple[list[int], list[int]]:
    """Flushes and bytes between each pair of marks, of files in the folder only."""
    flushes: list[int] = []
    sizes: list[int] = []
    inside = False
    for line in log.splitlines():
        if (found := _CALL.match(line)) is None:
            continue
        name, given, answered = found.groups()
        if name in MARKS:
            inside = _BEGIN in given or (inside and _END not in given)
            if _BEGIN in given:
                flushes.append(0)
                sizes.append(0)
        elif inside and name == "sync":
            flushes[-1] += 1
        elif inside and folder in given:
            if name in FLUSHES:
                flushes[-1] += 1
            elif name in WRITES:
                sizes[-1] += int(answered)
    return flushes, sizes


def _timed(saves: int) -> dict[str, float]:
    """Median of a save, ours and plain SQLite's in turns, so that a busy machine slows both."""
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = _answers(Path(folder) / "ours"), _plain(Path(folder) / "plain")
        took: dict[str, list[float]] = {"ours": [], "plain_sqlite": []}
        for number in range(saves):
            for name, save in (("ours", ours), ("plain_sqlite", plain)):
                begun = perf_counter()
                save(number)
                took[name].append((perf_counter() - begun) * 1000)
    medians = {name: round(statistics.median(times), 4) for name, times in took.items()}
    return {**medians, "ratio": round(medians["ours"] / medians["plain_sqlite"], 2)}


def _device(folder: Path) -> Any:
    from inspector_desktop import opening
    from inspector_desktop.clock import SystemClock
    from inspector_desktop.ids import PersonId
    from inspector_desktop.journal.desks import Person
    from inspector_desktop.keychain import MemoryKeychain
    from inspector_desktop.places import Places
    from inspector_desktop.profile.loading import available
    from inspector_desktop.settings import Settings
    from inspector_desktop.storage.recovery import make_recovery

    return opening.create_device(
        Places(folder),
        settings=Settings(available()[0]),
        person=Person(PersonId("16001"), "李建国", ("officer",)),
        pin="20261120",
        recovery_public=make_recovery().public,
        clock=SystemClock(),
        keychain=MemoryKeychain(),
    )


def _answers(folder: Path) -> Any:
    from inspector_desktop.clock import stamp
    from inspector_desktop.storage.working import keep_answer

    device = _device(folder)

    def save(number: int) -> None:
        with device.writing() as session:
            keep_answer(
                session,
                dossier="0" * 32,
                line=f"L{number % 60:03}",
                content='{"verdict":"not-met","fact":"检测报告日期为2026年3月2日，已过有效期"}',
                given_at=stamp(device.clock.now()),
                person="16001",
            )

    save(0)  # the first makes the log; a day's work does not notice it
    return save


def _photos(folder: Path) -> Any:
    from inspector_desktop.clock import stamp
    from inspector_desktop.journal.dossiers import DossierHandedOver
    from inspector_desktop.journal.entering import open_dossier
    from inspector_desktop.storage.evidence import put_evidence

    device = _device(folder)

    def save(_number: int) -> None:
        content = os.urandom(PHOTO_BYTES)
        with device.writing() as session:
            put_evidence(session, content, media_type="image/jpeg", added_at=stamp(device.clock.now()))
            fact = DossierHandedOver(to_role="officer")
            open_dossier(session, fact, kind="inspection", desk=device.desk, clock=device.clock)

    save(0)
    return save


def _plain(folder: Path) -> Any:
    """The floor: one row into stock SQLite with the same promise (WAL, FULL), no encryption and no library between."""
    import sqlite3

    folder.mkdir(parents=True)
    connection = sqlite3.connect(folder / "plain.db", isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("create table answer (line text primary key, content text) without rowid")

    def save(number: int) -> None:
        connection.execute("begin immediate")
        connection.execute(
            "insert or replace into answer values (?, ?)", (f"L{number % 60:03}", "检测报告日期为2026年3月2日" * 4)
        )
        connection.execute("commit")

    save(0)
    return save


def _child(what: str, folder: Path, times: int) -> None:
    save = {"answer": _answers, "photo": _photos, "plain": _plain}[what](folder)
    for number in range(times):
        os.access(f"{_BEGIN}{number}", os.F_OK)
        save(number)
        os.access(f"{_END}{number}", os.F_OK)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--scale", type=int)
    options.add_argument("--child", choices=("answer", "photo", "plain"))
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    if given.child:
        _child(given.child, given.folder, given.scale)
    else:
        sys.path[:0] = [str(ROOT)]
        print(json.dumps(run(given.scale), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
