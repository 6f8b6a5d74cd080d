"""Releasing very many tasks at once: the real acts from the held draw, and the page that shows them afterwards.

Fills the register of a real encrypted device in bulk, plans, freezes and draws all of it, and releases through the page
as a person does: a dossier for each, the approval of each check, each handed to the tray of its first officer. Then it
takes the time from the end of the release until the page with all tasks is painted, and until the window that changes
teams is. Beside it the floor: the same entries hashed, signed and inserted into another store, and no more.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time, sleep
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, insert, select
from sqlmodel import Session, col

from inspector_desktop.digest import sha256_hex
from inspector_desktop.journal.records import Entry
from inspector_desktop.registry.inserting import filled_at_once, insert_subjects
from inspector_desktop.registry.records import Subject
from inspector_desktop.storage.evidence import Stored

INSPECTIONS = 2_000
EVERY = 20  # the plan of the factories draws one subject in so many
DIGITS = "58301967440277159036"
WIDTH, HEIGHT = 1366, 768
PATIENCE_S = 3_600


def run(scale: int | None) -> dict[str, Any]:
    """Release `scale` inspections (2,000) and show them."""
    wanted = scale or INSPECTIONS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _measure(Path(folder), wanted)


def _measure(folder: Path, wanted: int) -> dict[str, Any]:
    windows, bureaus = import_module("factories.windows"), import_module("factories.bureau")
    patch = import_module("pytest").MonkeyPatch()
    bench = windows.make_bench(folder, import_module("factories.clock").FakeClock(), patch)
    bureau = bench.bureau
    shelf = import_module("inspector_desktop.registry.store")
    with bureau.writing() as session:
        where = shelf.get_shelf(session, bureau.desk().bureau, "subjects")
        _fill(session, where.bureau, where.dossier, wanted * EVERY)
    plan = bureaus.approved_plan(bureau)
    draw = _held(bureau, plan)
    empty = _peak()
    with bureau.reading() as session:
        since = session.execute(select(func.max(col(Entry.life_number)))).scalar_one()
    driver = _Driver(bench, plan)
    try:
        told = driver.release()
        peak = _peak()
        told |= driver.again()
    finally:
        driver.close()
        patch.undo()
    count = told.pop("released")
    shown = _peak()
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    floor = _floor(bureau, folder, since)
    return {
        "what": "releasing a draw through the page: dossiers, approvals and handing over, and the page after it",
        "draw": draw,
        "inspections": count,
        **told,
        "ms_an_inspection": round(told["release_cpu_s"] * 1000 / count, 2),
        "floor_cpu_s": floor,
        "ratio_of_processor_time": round(told["release_cpu_s"] / floor, 2),
        "peak_megabytes": {"before": empty, "released": peak, "shown": shown},
        "store_mb": round(size / 1e6),
    }


def _fill(session: Session, bureau: str, dossier: str, count: int) -> None:
    """Rows as an import leaves them; how they came in is measured by `imports`."""
    blank: dict[str, Any] = dict.fromkeys(Subject.model_fields, "")
    blank |= {
        "bureau": bureau, "dossier": dossier, "survival": "active", "source": "bench", "source_row": 0,
        "code_kind": "uscc", "counted": True, "pinyin": "hxdjyz",
    }  # fmt: skip
    with filled_at_once(session, lambda: None):
        for start in range(0, count, 20_000):
            rows = []
            for number in range(start, min(start + 20_000, count)):
                code = f"91410526MA{number:07}X"
                category = "key-unit" if number % 50 else "balloon"
                rows.append(blank | {"id": code, "code": code, "name": f"滑县第{number}加油站", "category": category})
            insert_subjects(session, rows)


def _held(bureau: Any, plan: str) -> str:
    acts = import_module("inspector_desktop.draw.acts")
    with bureau.writing() as session:
        draw: str = acts.freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan,
            event="numbered-balls", event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
        )  # fmt: skip
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        acts.hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw,
            first=("王秀英", DIGITS), second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
    return draw


def _floor(bureau: Any, folder: Path, since: int) -> float:
    """Processor seconds to hash, sign and insert the same entries into another encrypted store, and no more."""
    storage = import_module("inspector_desktop.storage.engine")
    table = Entry.__table__  # type: ignore[attr-defined]
    with bureau.reading() as session:
        rows = [dict(row._mapping) for row in session.execute(select(table).where(table.c.life_number > since))]
    engine, signer = storage.open_store(folder / "floor.db", bytes(32)), Ed25519PrivateKey.generate()
    Stored.metadata.create_all(engine)
    worked = process_time()
    with storage.writing(engine) as session:
        for row in rows:
            row["hash"], row["signature"] = sha256_hex(row["head"] + row["body"]), signer.sign(row["head"])
        session.connection().execute(insert(table), rows)
    took = process_time() - worked
    engine.dispose()
    return round(took, 2)


class _Driver:
    """The window, signed in, with the held draw in front."""

    def __init__(self, bench: Any, plan: str) -> None:
        self.app = import_module("inspector_desktop.gui.starting").application()
        self.bench = bench
        self.plan = plan
        self.window = bench.window()
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.window.signin.person.set_value("16005")
        self.window.signin.pin.setText(import_module("factories.opening").PIN)
        self.window.signin.go.click()
        self._until(lambda: bool(self.window.pages))
        self.window.navigate("plans-draws")
        self.settle()
        self.page = self.window.pages["plans-draws"]
        self.page.table.opened.emit(next(one for one in self.page.table.rows_model.rows() if one.key == plan))
        self.settle()

    def release(self) -> dict[str, Any]:
        """Release as the button does; tell the time of it, and until the page with all tasks was painted."""
        began, worked = perf_counter(), process_time()
        ended: list[tuple[float, float]] = []
        shown: list[tuple[float, float]] = []
        on_released, show = self.page.acts._on_released, self.page._show_whole

        def released(counts: tuple[int, int]) -> None:
            ended.append((perf_counter(), process_time()))
            on_released(counts)

        def shows(whole: Any) -> None:
            show(whole)
            if ended and whole.tasks:
                self.page.grab()
                shown.append((perf_counter(), process_time()))

        self.page.acts._on_released, self.page._show_whole = released, shows
        self.page.acts.release("赵志强")
        self._until(lambda: bool(shown))
        told = {
            "released": len(self.page.whole.tasks),
            "release_s": round(ended[0][0] - began, 2),
            "release_cpu_s": round(ended[0][1] - worked, 2),
            "painted_after_s": round(shown[0][0] - ended[0][0], 2),
            "painted_after_cpu_s": round(shown[0][1] - ended[0][1], 2),
        }
        self.page._show_whole = show
        began = perf_counter()
        self.settle()
        return told | {"rail_after_s": round(perf_counter() - began, 2)}

    def again(self) -> dict[str, Any]:
        """Tell how long it takes to open the page again, the window that changes teams, and the lists of everything."""
        took = {}
        for name, work in (("reopened", self.page.reload), ("changing", self._changing), ("list", self.page._to_list)):
            began = perf_counter()
            work()
            self.settle()
            self.page.grab()
            took[f"{name}_s"] = round(perf_counter() - began, 2)
        for name in ("workbench", "inspections"):
            began = perf_counter()
            self.window.navigate(name)
            self.settle()
            self.window.grab()
            took[f"{name}_s"] = round(perf_counter() - began, 2)
        return took

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._until(lambda: not self.window.tasks.is_busy)

    def close(self) -> None:
        """Close the window and its store."""
        self.settle()
        self.window.stop()

    def _changing(self) -> None:
        window = import_module("inspector_desktop.gui.pages.drawing.changing").open_changing(
            self.page, self.page.dossier()
        )  # fmt: skip
        self._until(lambda: window.whole is not None)
        window.grab()
        window.close()

    def _until(self, ready: Any) -> None:
        end = perf_counter() + PATIENCE_S
        while not ready():
            self.app.processEvents()
            sleep(0.002)  # else this thread takes half of the processor from the one that works
            if perf_counter() > end:
                raise TimeoutError


def _peak() -> int | None:
    """Megabytes at the worst moment; not told where the system does not count them."""
    try:
        resource = import_module("resource")
    except ModuleNotFoundError:
        return None
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3)
