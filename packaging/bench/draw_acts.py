"""A draw of very many through the real acts: from the register in its encrypted store to the entry that holds the draw.

Freezing reads registers and plan, conceals every name and enters the list as a fact; holding reads it back, draws, and
enters the transcript. Beside it the least a program could do with the same rows: read them from the same encrypted
store, hash each name under a fresh number and each ticket, select.
Each runs in a process of its own, so that the peak of memory is its own. `draw` calls this with INSPECTOR_ACTS=1.
"""

from __future__ import annotations

import argparse
import hashlib
import heapq
import json
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OBJECTS = 1_000_000
EVERY = 20
DIGITS = "58301967440277159036"


def run(scale: int | None) -> dict[str, Any]:
    """Freeze and hold a draw of `scale` subjects (1,000,000) through the acts, and the floor on the same store."""
    objects = scale or OBJECTS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ours = _apart("ours", Path(folder), objects)
        floor = min((_apart("floor", Path(folder), objects) for _ in range(2)), key=lambda one: float(one["seconds"]))
        megabytes = sum(one.stat().st_size for one in Path(folder).glob("store.db*")) / 1e6
    return {
        "what": "a draw through the acts, register to held, every step entered; beside reading, hashing, selecting",
        "objects": objects,
        "drawn": ours["drawn"],
        "seconds_by_step": ours["steps"],
        "seconds": round(ours["seconds"], 2),
        "floor_seconds": round(floor["seconds"], 2),
        "processor_seconds": {"ours": round(ours["cpu"], 2), "floor": round(floor["cpu"], 2)},
        "ratio": round(ours["seconds"] / floor["seconds"], 2),
        "ratio_of_processor_time": round(ours["cpu"] / floor["cpu"], 2),
        "peak_megabytes": {"ours": ours["peak"], "filled": ours["filled"], "floor": floor["peak"]},
        "store_megabytes": round(megabytes),
    }


def _apart(what: str, folder: Path, objects: int) -> dict[str, Any]:
    command = [
        sys.executable, str(Path(__file__).resolve()), "--child", what, "--folder", str(folder),
        "--objects", str(objects),
    ]  # fmt: skip
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests"), str(ROOT / "packaging")))
    told = subprocess.run(
        command, check=True, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": paths}
    )
    answer: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return answer


def _ours(folder: Path, objects: int) -> dict[str, Any]:
    factories, clocks = import_module("factories.bureau"), import_module("factories.clock")
    acts, store = import_module("inspector_desktop.draw.acts"), import_module("inspector_desktop.registry.store")
    bureau = factories.open_bureau(folder, clocks.FakeClock())
    with bureau.reading() as session:
        shelf = store.get_shelf(session, bureau.desk().bureau, "subjects").dossier
    with bureau.writing() as session:
        _fill(session, str(bureau.desk().bureau), shelf, objects)
    plan = factories.approved_plan(bureau)
    filled = _peak()
    steps: dict[str, float] = {}
    begun = last = perf_counter()
    worked = process_time()

    def step(name: str) -> None:
        nonlocal last
        now = perf_counter()
        steps[name], last = round(now - last, 2), now

    with bureau.writing() as session:
        draw = acts.freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan,
            event="numbered-balls", event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
        )  # fmt: skip
        step("freeze")
    step("freeze-commit")
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        held = acts.hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw,
            first=("王秀英", DIGITS), second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
        step("hold")
    step("hold-commit")
    told = {"seconds": perf_counter() - begun, "cpu": process_time() - worked, "steps": steps}
    return told | {"drawn": len(held.drawn), "filled": filled}


def _fill(session: Any, bureau: str, dossier: str, objects: int) -> None:
    """Rows as an import leaves them; how they came in is measured by `imports`."""
    inserting, records = (import_module(f"inspector_desktop.registry.{name}") for name in ("inserting", "records"))
    blank = dict.fromkeys(records.Subject.model_fields, "") | {
        "bureau": bureau, "dossier": dossier, "survival": "active", "source": "bench", "source_row": 0,
        "code_kind": "uscc", "counted": True, "pinyin": "hxjyz",
    }  # fmt: skip
    with inserting.filled_at_once(session, lambda: None):
        for start in range(0, objects, 20_000):
            rows = []
            for number in range(start, min(start + 20_000, objects)):
                code = f"91410526MA{number:07}X"
                category = "key-unit" if number % 50 else "balloon"
                rows.append(blank | {"id": code, "code": code, "name": f"滑县第{number}加油站", "category": category})
            inserting.insert_subjects(session, rows)


def _floor(folder: Path, objects: int) -> dict[str, Any]:
    engine = import_module("inspector_desktop.storage.engine").open_store(folder / "store.db", bytes(32))
    begun, worked = perf_counter(), process_time()
    with engine.connect() as connection:
        asked = "select id, category, name from subject where counted order by id"
        rows = connection.exec_driver_sql(asked).cursor.fetchall()
    many = os.urandom(16 * len(rows)).hex()
    leaves = [
        hashlib.sha256(f"{many[at : at + 32]}\n{row[2]}".encode()).hexdigest()
        for at, row in zip(range(0, 32 * len(rows), 32), rows, strict=True)
    ]  # fmt: skip
    ticket = hashlib.sha256(f"ticket-v1\n{'0' * 64}\nobject\n".encode()).copy
    tickets = []
    for row in rows:
        one = ticket()
        one.update(row[0].encode())
        tickets.append((one.digest(), row[0]))
    heapq.nsmallest(-(-objects // EVERY), tickets)
    return {"seconds": perf_counter() - begun, "cpu": process_time() - worked, "leaves": len(leaves)}


def _peak() -> int | None:
    """Megabytes at the worst moment; not told where the system does not count them."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return None
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


if __name__ == "__main__":
    reader = argparse.ArgumentParser()
    reader.add_argument("--child", choices=("ours", "floor"), required=True)
    reader.add_argument("--folder", type=Path, required=True)
    reader.add_argument("--objects", type=int, required=True)
    given = reader.parse_args()
    answer = {"ours": _ours, "floor": _floor}[given.child](given.folder, given.objects)
    print(json.dumps(answer | {"peak": _peak()}))
