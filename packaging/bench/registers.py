"""Search as you type in a large register: from a keystroke to the painted page, through the real window.

Fills a real encrypted store with rows in bulk (a register's worth of facts is measured by `imports`), opens the page of
the registers over it on the offscreen platform, types each text into its search field, and takes the time until the
list that answers it has been painted. The field's pause, which gathers quick keystrokes, is left out and told. What is
found is held against a plain look through all names, initials and codes. The 95th percentile should stay within 50 ms.
"""

from __future__ import annotations

import random
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlmodel import Session

from inspector_desktop.registry.acts import pinyin_key
from inspector_desktop.registry.inserting import filled_at_once, insert_subjects
from inspector_desktop.registry.records import Subject
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import PAGE, count_found, find_subjects

GOAL_MS = 50
SUBJECTS = 1_000_000
ROUNDS = 12
WIDTH, HEIGHT = 1366, 768
TOWNS = "道口城关白道口留固上官牛屯万古高平王庄老店慈周寨大寨桑村老爷庙瓦岗寨四间房八里营赵营"
TRADES = (
    "加油站",
    "化工有限公司",
    "气球服务部",
    "粮油有限公司",
    "建材厂",
    "液化气站",
    "汽车修理部",
    "电子科技有限公司",
)
GIVEN = "永安诚信兴达宏远瑞丰金龙顺达恒昌鑫源博爱华宇天成海纳明德广源庆丰"
RARE = "鑫源斋"


def subject(number: int, pick: random.Random, keys: dict[str, str]) -> dict[str, Any]:
    """One made-up firm; every town, trade and syllable occurs often, whole names rarely."""
    town = pick.randrange(len(TOWNS) - 1)
    parts = ("滑县", TOWNS[town : town + 2], "".join(pick.choices(GIVEN, k=3)), pick.choice(TRADES))
    code = f"91410526MA{number:07}{'ABCDEFGHJK'[number % 10]}"
    pinyin = "".join(keys.setdefault(part, pinyin_key(part)) for part in parts)
    return {
        "id": code, "name": "".join(parts), "code": code, "code_kind": "uscc", "pinyin": pinyin,
        "category": "key-unit" if number % 50 else "balloon", "credit": "", "address": f"{TOWNS[town]}路{number}号",
        "authority": "滑县市场监督管理局", "jurisdiction": f"{TOWNS[town : town + 2]}所", "principal": "赵永安",
        "counted": True,
    }  # fmt: skip


def searches(pick: random.Random) -> dict[str, list[str]]:
    """What people type, by kind: one character, two, more, the beginning of a code, initials from any place."""
    given, at = "".join(pick.choices(GIVEN, k=3)), pick.randrange(len(TOWNS) - 1)
    town, trade, number = TOWNS[at : at + 2], pick.choice(TRADES), f"{pick.randrange(100_000):07}"
    return {
        "one-character": ["滑", town[0], given[0], "气", pick.choice("hyjzq"), "斋"],
        "two-characters": [town, given[:2], trade[:2], "没有", "91", pick.choice(("ya", "jy", "hx", "zz", "qx"))],
        "text": [given, f"{town}{given[0]}", f"{given}{trade}", trade, "滑县" + town + given, RARE],
        "code": ["9141", "91410526", f"91410526MA{number[:3]}", f"91410526MA{number}", number, number[3:]],
        "initials": [
            pinyin_key("滑县" + town), pinyin_key(given + trade), pinyin_key(given), pinyin_key(town + given + trade),
            "yajyz", "qqq",
        ],
    }  # fmt: skip


def fill(engine: Any, bureau: str, dossier: str, count: int, pick: random.Random) -> None:
    """Write the rows as an import would leave them."""
    keys: dict[str, str] = {}
    rows = [subject(number, pick, keys) for number in range(count)]
    blank = dict.fromkeys(Subject.model_fields, "")
    given = {"bureau": bureau, "dossier": dossier, "survival": "active", "source": "bench", "source_row": 0}
    with Session(engine) as session:
        with filled_at_once(session, lambda: None):
            for start in range(0, count, 20_000):
                insert_subjects(session, [blank | row | given for row in rows[start : start + 20_000]])
        session.commit()


def run(scale: int | None) -> dict[str, Any]:
    """Fill a register of `scale` subjects (1,000,000), search it in the window, and tell the times in milliseconds."""
    subjects = scale or SUBJECTS
    pick = random.Random(20261120)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _measure(Path(folder), subjects, pick)


def _measure(folder: Path, subjects: int, pick: random.Random) -> dict[str, Any]:
    windows, patch = import_module("factories.windows"), import_module("pytest").MonkeyPatch()
    bench = windows.make_bench(folder, import_module("factories.clock").FakeClock(), patch)
    shelf = import_module("inspector_desktop.registry.store")
    with bench.bureau.reading() as session:
        where = shelf.get_shelf(session, bench.bureau.desk().bureau, "subjects")
    began = perf_counter()
    fill(bench.opening.engine, where.bureau, where.dossier, subjects, pick)
    filled = perf_counter() - began
    size = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    driver = _Driver(bench)
    try:
        taken = driver.type_all([searches(pick) for _ in range(ROUNDS)])
        wrong = driver.wrong(searches(pick))
    finally:
        driver.close()
        patch.undo()
    every = sorted(pair for times in taken.values() for pair in times)
    return {
        "what": "from a keystroke to the painted page of the registers, without the field's pause of 150 ms",
        "subjects": subjects,
        "searches": len(every),
        "filled_s": round(filled, 1),
        "store_mb": round(size / 1e6),
        "p50_ms": _at(every, 0.5),
        "p95_ms": _at(every, 0.95),
        "by_kind": {
            kind: {
                "p50_ms": _at(sorted(times), 0.5),
                "p95_ms": _at(sorted(times), 0.95),
            }
            for kind, times in taken.items()
        },
        "slowest": [[round(ms, 1), term] for ms, term in every[-6:]],
        "wrong": wrong,
        "goal_p95_ms": GOAL_MS,
    }


def _at(times: list[tuple[float, str]], part: float) -> float:
    return round(times[min(int(len(times) * part), len(times) - 1)][0], 1)


class _Driver:
    """The window, signed in, with the registers in front."""

    def __init__(self, bench: Any) -> None:
        self.app = import_module("inspector_desktop.gui.starting").application()
        self.bench = bench
        self.window = bench.window()
        self.window.resize(WIDTH, HEIGHT)
        self.window.show()
        self.window.signin.person.set_value("16005")
        self.window.signin.pin.setText(import_module("factories.opening").PIN)
        self.window.signin.go.click()
        self._until(lambda: bool(self.window.pages))
        self.window.navigate("registers")
        self.settle()
        self.page = self.window.pages["registers"]
        self.tab = self.page.subjects

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._until(lambda: not self.window.tasks.is_busy)

    def type_all(self, rounds: list[dict[str, list[str]]]) -> dict[str, list[tuple[float, str]]]:
        """Type every text, as the last keystroke of it; tell the milliseconds until its list was painted, by kind."""
        taken: dict[str, list[tuple[float, str]]] = {}
        for one in rounds:
            for kind, texts in one.items():
                taken.setdefault(kind, []).extend((self._type(term), term) for term in texts)
        return taken

    def wrong(self, one: dict[str, list[str]]) -> list[str]:
        """The texts for which something else is found than by a plain look through everything."""
        found = []
        with self.bench.bureau.reading() as session:
            bureau = self.bench.bureau.desk().bureau
            every = session.execute(
                import_module("sqlalchemy").text("select id, name, code, pinyin from subject")
            ).all()
            for term in (term for terms in one.values() for term in terms):
                right = {row[0] for row in every if _fits(term, *row[1:])}
                wanted = Wanted(search=term, survival="active")
                listed = {row.id for row in find_subjects(session, bureau, wanted)}
                whole = len(listed) == min(PAGE, len(right)) and listed <= right
                if not whole or count_found(session, bureau, wanted) != len(right):
                    found.append(term)
        return found

    def close(self) -> None:
        """Close the window and its store."""
        self.settle()
        self.window.stop()

    def _type(self, term: str) -> float:
        shown: list[float] = []
        self.page.search.setText("")
        self.page.search._send()
        self.settle()
        original = self.tab._show_list

        def show(wanted: Any, found: Any) -> None:
            original(wanted, found)
            if wanted.search == term:
                self.page.grab()
                shown.append(perf_counter())

        self.tab._show_list = show
        self.page.search.setText(term)
        began = perf_counter()
        self.page.search._send()
        self._until(lambda: bool(shown))
        self.tab._show_list = original
        return (shown[0] - began) * 1000

    def _until(self, ready: Any) -> None:
        end = perf_counter() + 120
        while not ready():
            self.app.processEvents()
            if perf_counter() > end:
                raise TimeoutError


def _fits(term: str, name: str, code: str, pinyin: str) -> bool:
    in_code = term.upper() in code if len(term) >= 3 else code.startswith(term.upper())
    return term in name or in_code or (term.isascii() and term.lower() in pinyin)
