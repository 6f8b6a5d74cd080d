"""Search as you type in a large register: from a keystroke's query to the rows the page would paint.

    python packaging/bench/registers.py [--subjects 200000] [--json]

Fills a real encrypted store through the journal, then measures `read_list` (rows and visits; counting follows) for
searches of one, two and more characters, codes and pinyin initials, each with the page's filter. Exit 1 when the 95th
percentile is over 50 ms.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from inspector_desktop.gui.pages.registering.subjects import read_list
from inspector_desktop.registry.acts import import_subjects, pinyin_key
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.registry.searching import Wanted

BUDGET_MS = 50.0
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


def subject(number: int, pick: random.Random) -> SubjectRow:
    """One made-up firm; every town, trade and syllable occurs often, whole names rarely."""
    town = pick.randrange(len(TOWNS) - 1)
    name = f"滑县{TOWNS[town : town + 2]}{''.join(pick.choices(GIVEN, k=3))}{pick.choice(TRADES)}"
    code = f"91410526MA{number:07}{'ABCDEFGHJK'[number % 10]}"
    return SubjectRow(
        id=code, name=name, code=code, code_kind="uscc", category="key-unit", address=f"{TOWNS[town]}路{number}号",
        authority="滑县市场监督管理局", jurisdiction="城关所", principal="赵永安", pinyin=pinyin_key(name),
    )  # fmt: skip


def searches(pick: random.Random) -> list[str]:
    """What people type: growing names, single characters, parts of codes, initials, and what is not there."""
    name = "".join(pick.choices(GIVEN, k=3))
    number = f"{pick.randrange(200_000):07}"
    town = TOWNS[(at := pick.randrange(len(TOWNS) - 1)) : at + 2]
    return [
        "", "滑", town[0], town, name[0], name[:2], name, f"{town}{name[0]}", "加油", "加油站", "气球服务部", "没有",
        "鑫源化工厂子",         "91", number[:4], number, f"MA{number}", "h", "hx", pinyin_key(f"滑县{town}"),
        pinyin_key(f"滑县{town}{name}"), "zzz",
    ]  # fmt: skip


def main() -> int:
    """Fill, measure, tell."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--subjects", type=int, default=200_000)
    asked.add_argument("--rounds", type=int, default=10)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    pick = random.Random(20261120)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bureau = import_module("factories.bureau").open_bureau(
            Path(folder), import_module("factories.clock").FakeClock()
        )
        rows = [subject(number, pick) for number in range(given.subjects)]
        began = perf_counter()
        with bureau.writing() as session:
            import_subjects(
                session, desk=bureau.desk(), clock=bureau.clock, file="bench.xlsx", content=b"bench",
                media_type="text/csv", sheet="1", rows=rows, read=len(rows), warned=0, refused=0,
            )  # fmt: skip
        filled = perf_counter() - began
        taken: list[tuple[float, str]] = []
        with bureau.reading() as session:
            for _ in range(given.rounds):
                for text in searches(pick):
                    began = perf_counter()
                    read_list(
                        session, bureau=bureau.desk().bureau, profile=bureau.profile,
                        wanted=Wanted(search=text, survival="active"), year=2026,
                    )  # fmt: skip
                    taken.append(((perf_counter() - began) * 1000, text))
        bureau.engine.dispose()
    taken.sort()
    p95 = taken[int(len(taken) * 0.95)][0]
    found = {
        "subjects": given.subjects,
        "searches": len(taken),
        "enter_s": round(filled, 2),
        "median_ms": round(taken[len(taken) // 2][0], 1),
        "p95_ms": round(p95, 1),
        "slowest": [(round(ms, 1), text) for ms, text in taken[-5:]],
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "budget_ms": BUDGET_MS,
    }
    print(json.dumps(found, ensure_ascii=False, indent=None if given.json else 1))
    return 0 if p95 <= BUDGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
