"""The same list brought in a second time: judged and compared against a register that holds every row of it already.

Rows are put into a real encrypted store; then the list, one row in ten with a new telephone, is read, judged, compared
and entered as the window does it, in a process of its own whose largest memory is told. `bench imports_again`
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROWS = 200_000
EVERY = 10


def run(scale: int | None) -> dict[str, Any]:
    """Bring `scale` rows (200,000) in to an empty store, then again to the full one; seconds and memory of each."""
    count = scale or ROWS
    imports = import_module("bench.imports")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        first, second = Path(folder) / "first.csv", Path(folder) / "second.csv"
        imports.write(first, count)
        lines = first.read_text(encoding="gb18030").splitlines()
        for at in range(1, len(lines), EVERY):
            lines[at] = f"{lines[at][:-4]}0000"
        second.write_text("\n".join(lines), encoding="gb18030")
        told = {name: _apart(Path(folder), path) for name, path in (("empty", first), ("full", second))}
    return {"what": "a list brought in to a register that holds all of it", "rows": count, **told}


def _apart(folder: Path, path: Path) -> dict[str, Any]:
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests"), str(ROOT / "packaging")))
    told = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), "--folder", str(folder), "--list", str(path)],
        check=True, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    answer: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return answer


def _measure(folder: Path, path: Path) -> dict[str, Any]:
    importing = import_module("inspector_desktop.registry.importing")
    intaking = import_module("inspector_desktop.registry.intake")
    factories, clocks = import_module("factories.bureau"), import_module("factories.clock")
    judged = import_module("inspector_desktop.gui.pages.registering.judged")
    store = import_module("inspector_desktop.storage.engine")
    clock = clocks.FakeClock()
    if (folder / "store.db").exists():
        profile = import_module("inspector_desktop.profile.loading").load(factories.PROFILE)
        bureau = factories.Bureau(store.open_store(folder / "store.db", bytes(32)), clock, profile)
    else:
        bureau = factories.open_bureau(folder, clock)
    peak = import_module("bench.imports").peak
    told: dict[str, Any] = {"start_peak_mb": peak(own=True)}
    began, used = perf_counter(), process_time()
    with bureau.reading() as session:
        standing = importing.standing_in(session, bureau.desk().bureau, "subjects")
    told["register_s"], told["register_peak_mb"] = round(perf_counter() - began, 2), peak(own=True)
    read = judged.FileRead(
        "subjects", path.name, intaking.read_sheets(path, early=intaking.Early("subjects")), path.read_bytes(),
        judged.Register(standing, {}),
    )  # fmt: skip
    told["read_peak_mb"] = peak(own=True)
    found = judged.judge(read, bureau.profile, {}, {})
    told["judged_s"], told["judged_peak_mb"] = round(perf_counter() - began, 2), peak(own=True)
    decisions = {one.row: "other" for one in found.compared.doubts}
    with bureau.writing() as session:
        done = importing.bring_in_subjects(
            session, desk=bureau.desk(), clock=clock, profile=bureau.profile, intake=found.intake,
            content=read.content, found=found.compared, decisions=decisions,
        )  # fmt: skip
    spent = process_time() - used + sum(os.times()[2:4])
    told |= {"seconds": round(perf_counter() - began, 2), "processor_s": round(spent, 2), "peak_mb": peak(own=True)}
    return told | {"entered": done.entered, "changed": done.changed, "known": done.known}


if __name__ == "__main__":
    reader = argparse.ArgumentParser()
    reader.add_argument("--folder", type=Path, required=True)
    reader.add_argument("--list", type=Path, required=True)
    asked = reader.parse_args()
    print(json.dumps(_measure(asked.folder, asked.list)))
