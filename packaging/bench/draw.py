"""A draw of a million with its proof, beside the least a program could do: read the rows, hash each ticket, select.

Both read the same rows from the same store. Ours then freezes the list (every rule checked), commits to it, draws, and
writes the transcript anybody can check. Each runs in a process of its own, interleaved floor, ours, ours, floor, so
that the peak of memory is its own and a busy machine hits both. The promise is at most one and a half times the floor.

Beside it the check of the file by the program, by the published Python file and by the core of the browser's page in
Node, where there is one. INSPECTOR_NAMED=1 gives every object a concealed name and opens it in the file.
INSPECTOR_ACTS=1 measures the same through the real acts and the encrypted store instead (`draw_acts`).
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import heapq
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OBJECTS = 1_000_000
PAGE = 200
PAIRS = 3
GOAL_RATIO = 1.5
GOAL_VERIFY_SECONDS = 10
EVERY = 20  # one object in so many is drawn
DIGITS = "06111723293308"
TABLE = (
    "CREATE TABLE objects"
    " (id TEXT PRIMARY KEY, stratum TEXT, area TEXT, needs TEXT, label TEXT, nonce TEXT, name TEXT) WITHOUT ROWID"
)
SELECT_OPENED = "SELECT label, nonce, name FROM objects"
SELECT = "SELECT id, stratum, area, needs, label FROM objects ORDER BY id"
AREAS = ("", "", "北区", "南区")


def run(scale: int | None) -> dict[str, Any]:
    """Draw of `scale` objects (1,000,000), in pairs with the floor; then check the file."""
    if os.environ.get("INSPECTOR_ACTS", "") == "1":
        acts: dict[str, Any] = import_module("bench.draw_acts").run(scale)
        return acts
    objects = scale or OBJECTS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _fill(Path(folder), objects)
        _apart("ours", Path(folder))  # not counted: it leaves the seed for the floor
        told: dict[str, list[dict[str, Any]]] = {"floor": [], "ours": []}
        for _ in range(PAIRS):
            for what in ("floor", "ours", "ours", "floor"):
                told[what].append(_apart(what, Path(folder)))
        if {one["picked"] for one in told["floor"]} != {one["picked"] for one in told["ours"]}:
            raise SystemExit("the floor selects others than the draw")
        checks = {
            what: min((_apart(what, Path(folder)) for _ in range(2)), key=lambda one: float(one["seconds"]))
            for what in ("program", "published", *(("node",) if shutil.which("node") else ()))
        }
        megabytes = (Path(folder) / "transcript.json").stat().st_size / 1e6
    ours, floor = ([one["seconds"] for one in told[what]] for what in ("ours", "floor"))
    ratios = [one / other for one, other in zip(ours, floor, strict=True)]
    worked = [one["cpu"] / other["cpu"] for one, other in zip(told["ours"], told["floor"], strict=True)]
    return {
        "what": "a draw with its commitment and transcript, beside reading, hashing and selecting alone",
        "objects": objects,
        "named": _named(),
        "megabytes": round(megabytes, 1),
        "floor_seconds": [round(one, 2) for one in floor],
        "ours_seconds": [round(one, 2) for one in ours],
        "ours_by_step": min(told["ours"], key=lambda one: float(one["seconds"]))["steps"],
        "ratio_median": round(statistics.median(ratios), 2),
        "ratio_of_processor_time_median": round(statistics.median(worked), 2),
        "ratio_of_best": round(min(ours) / min(floor), 2),
        "goal_ratio": GOAL_RATIO,
        "peak_megabytes": {what: max(one["peak"] for one in told[what]) for what in told},
        "verify": {what: {"seconds": round(one["seconds"], 2), "peak": one["peak"]} for what, one in checks.items()},
        "goal_verify_seconds": GOAL_VERIFY_SECONDS,
    }


def _named() -> bool:
    return os.environ.get("INSPECTOR_NAMED", "") == "1"


def _fill(folder: Path, objects: int) -> None:
    """A store with a register of so many, as a list to be frozen has it."""
    pick = random.Random(1)
    with closing(sqlite3.connect(folder / "register.db")) as store:
        store.execute(TABLE)
        store.executemany("INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)", (_row(at, pick) for at in range(objects)))
        store.commit()


def _row(at: int, pick: random.Random) -> tuple[str, ...]:
    nonce, name, label = "", "", ""
    if _named():
        nonce, name = f"{pick.getrandbits(128):032x}", f"滑县第{at}加油站"
        label = hashlib.sha256(f"{nonce}\n{name}".encode()).hexdigest()
    return f"91410526MA{at:07}X", "key", pick.choice(AREAS), "[]", label, nonce, name


# ---- each in a process of its own --------------------------------------------------------------------


def _apart(what: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).resolve()), "--child", what, "--folder", str(folder)]
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    told = subprocess.run(
        command, check=True, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"PYTHONPATH": paths}
    )
    answer: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return answer


def _floor(folder: Path) -> dict[str, Any]:
    """Read, hash, select; the seed is the one ours came to."""
    known = (folder / "seed").read_text(encoding="ascii")
    begun, worked = perf_counter(), process_time()
    with closing(sqlite3.connect(folder / "register.db")) as store:
        rows = store.execute(SELECT).fetchall()
    ticket = hashlib.sha256(f"ticket-v1\n{known}\nobject\n".encode()).copy
    tickets = []
    for row in rows:
        one = ticket()
        one.update(row[0].encode())
        tickets.append((one.digest(), row[0]))
    picked = heapq.nsmallest(-(-len(rows) // EVERY), tickets)
    told = {"seconds": perf_counter() - begun, "cpu": process_time() - worked}
    return told | {"picked": _mark([name for _, name in picked])}


def _ours(folder: Path) -> dict[str, Any]:
    frozen_ = import_module("inspector_desktop.draw.frozen")
    ticket, transcript = (import_module(f"inspector_desktop.draw.{name}") for name in ("ticket", "transcript"))
    steps: dict[str, float] = {}
    begun = last = perf_counter()
    worked = process_time()

    def step(name: str) -> None:
        nonlocal last
        now = perf_counter()
        steps[name], last = round(now - last, 2), now

    with closing(sqlite3.connect(folder / "register.db")) as store:
        columns = _columns(store.execute(SELECT))
    step("read")
    frozen = frozen_.freeze(_list(frozen_, columns))
    step("freeze")
    commitment = frozen.commitment
    step("commit")
    drawn = ticket.draw(frozen, DIGITS)
    step("draw")
    opened: dict[str, tuple[str, str]] = {}
    if _named():
        with closing(sqlite3.connect(folder / "register.db")) as store:
            opened = {label: (nonce, name) for label, nonce, name in store.execute(SELECT_OPENED)}
    opening = transcript.Opening(
        DIGITS, (transcript.Entered("王秀英", DIGITS), transcript.Entered("赵志强", DIGITS)), "2026-04-22T00:30:00Z"
    )
    made = transcript.sealed(frozen, opening=opening, drawn=drawn, opened=opened)
    step("proof")
    with (folder / "transcript.json").open("wb") as file:
        file.writelines(made.pieces)  # as they are, never all of them in one
    step("write")
    told = {"seconds": perf_counter() - begun, "cpu": process_time() - worked}
    (folder / "seed").write_text(ticket.seed_of(commitment, DIGITS), encoding="ascii")
    return told | {"steps": steps, "picked": _mark([one.id for one in drawn.objects])}


class _Once(dict[str, str]):
    def __missing__(self, text: str) -> str:
        self[text] = text
        return text


def _columns(cursor: sqlite3.Cursor) -> tuple[list[str], ...]:
    """What a query finds, column by column, read a page at a time as the program reads a register.

    As there, the texts most rows share are kept once: a million copies of them would have to be walked again and again.
    """
    ids: list[str] = []
    strata: list[str] = []
    areas: list[str] = []
    needs: list[str] = []
    labels: list[str] = []
    once = _Once().__getitem__
    while rows := cursor.fetchmany(PAGE):
        some = tuple(zip(*rows, strict=True))
        ids += some[0]
        strata += map(once, some[1])
        areas += map(once, some[2])
        needs += map(once, some[3])
        labels += some[4]
    return ids, strata, areas, needs, labels


def _list(frozen_: Any, found: tuple[list[str], ...]) -> Any:
    """The list of the columns, with a hundred officers in fifty groups and a lottery as the event."""
    columns = import_module("inspector_desktop.draw.columns")
    ids, strata, areas, needs, labels = found
    codes = {text: tuple(json.loads(text)) for text in set(needs)}
    return frozen_.Frozen(
        bureau="410526-QX",
        number=1,
        salt="0" * 32,
        frozen_at="2026-04-20T01:00:00Z",
        source=frozen_.Source(
            "双色球 2026045 期", "2026-04-21T13:15:00Z", (frozen_.Part(6, 1, 33, True), frozen_.Part(1, 1, 16))
        ),
        strata=(frozen_.Stratum("key", "ratio", ratio_ppm=1_000_000 // EVERY),),
        objects=columns.Columns(ids, strata, areas, list(map(codes.__getitem__, needs)), labels),
        officers=tuple(frozen_.Officer(f"{at:04}") for at in range(100)),
        groups=frozen_.Grouping(50),
    )


def _mark(names: list[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _program(folder: Path) -> dict[str, Any]:
    verify = import_module("inspector_desktop.draw.transcript").verify
    file = (folder / "transcript.json").read_bytes()
    begun = perf_counter()
    if not verify(file).verified:
        raise SystemExit("the program refuses its own draw")
    return {"seconds": perf_counter() - begun}


def _published(folder: Path) -> dict[str, Any]:
    """The whole program as a reader starts it, the interpreter included."""
    script = ROOT / "resources" / "site" / "verify_draw.py"
    begun = perf_counter()
    subprocess.run([sys.executable, str(script), str(folder / "transcript.json")], check=True, stdout=sys.stderr)
    return {"seconds": perf_counter() - begun}


_NODE = """
const file = new Uint8Array(require("fs").readFileSync(process.argv[2]));
const begun = performance.now();
if (!ticketV1.verify(file).verified) process.exit(1);
console.error((performance.now() - begun) / 1000);
"""


def _node(folder: Path) -> dict[str, Any]:
    script = folder / "verify.js"
    script.write_text(import_module("inspector_desktop.headquarters.verifier").core() + _NODE, encoding="utf-8")
    told = subprocess.run(
        ["node", "--max-old-space-size=4096", str(script), str(folder / "transcript.json")],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return {"seconds": float(told.stderr.split()[-1])}


CHILDREN: dict[str, Callable[[Path], dict[str, Any]]] = {
    "floor": _floor, "ours": _ours, "program": _program, "published": _published, "node": _node,
}  # fmt: skip


def _peak(*, children: bool) -> int | None:
    """Megabytes at the worst moment; not told where the system does not count them."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return None
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    return int(resource.getrusage(who).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


if __name__ == "__main__":
    reader = argparse.ArgumentParser()
    reader.add_argument("--child", choices=CHILDREN, required=True)
    reader.add_argument("--folder", type=Path, required=True)
    asked = reader.parse_args()
    gc.disable()  # the floor too: nothing less than it could be asked
    answer = CHILDREN[asked.child](asked.folder)
    print(json.dumps(answer | {"peak": _peak(children=asked.child in {"published", "node"})}))
