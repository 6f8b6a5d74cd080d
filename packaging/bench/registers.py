"""Search as you type in a large register: from a keystroke's query to the rows the page would paint.

Fills a real encrypted store through the journal, then measures `read_list` (rows and visits; counting follows) for
searches of one, two and more characters, codes and pinyin initials, each with the page's filter. The 95th percentile
should stay within 50 ms.
"""

from __future__ import annotations

import random
import tempfile
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from inspector_desktop.gui.pages.registering.subjects import read_list
from inspector_desktop.registry.acts import import_subjects, pinyin_key
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.registry.searching import Wanted

GOAL_MS = 50
SUBJECTS = 200_000
ROUNDS = 10
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


def run(scale: int | None) -> dict[str, Any]:
    """Fill a register of `scale` subjects (200,000), search it, and tell the times in milliseconds."""
    subjects = scale or SUBJECTS
    pick = random.Random(20261120)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        clock = import_module("factories.clock").FakeClock()
        bureau = import_module("factories.bureau").open_bureau(Path(folder), clock)
        rows = [subject(number, pick) for number in range(subjects)]
        began = perf_counter()
        with bureau.writing() as session:
            import_subjects(
                session, desk=bureau.desk(), clock=bureau.clock, file="bench.xlsx", content=b"bench",
                media_type="text/csv", sheet="1", rows=rows, read=len(rows), warned=0, refused=0,
            )  # fmt: skip
        entered = perf_counter() - began
        taken = sorted(_searches(bureau, pick))
        bureau.engine.dispose()
    return {
        "what": "from a keystroke's query to the rows the page paints",
        "subjects": subjects,
        "searches": len(taken),
        "enter_s": round(entered, 2),
        "median_ms": round(taken[len(taken) // 2][0], 1),
        "p95_ms": round(taken[int(len(taken) * 0.95)][0], 1),
        "slowest": [[round(ms, 1), text] for ms, text in taken[-5:]],
        "goal_p95_ms": GOAL_MS,
    }


def _searches(bureau: Any, pick: random.Random) -> list[tuple[float, str]]:
    taken = []
    with bureau.reading() as session:
        for text in (text for _ in range(ROUNDS) for text in searches(pick)):
            began = perf_counter()
            read_list(
                session, bureau=bureau.desk().bureau, profile=bureau.profile,
                wanted=Wanted(search=text, survival="active"), year=2026,
            )  # fmt: skip
            taken.append(((perf_counter() - began) * 1000, text))
    return taken
