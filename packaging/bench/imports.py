"""Bringing a spreadsheet in: read, judged, compared, entered; seconds of each, and the memory of both processes.

Writes a list of N rows (1,000,000) of seven columns as .xlsx and as CSV in GB18030, and brings each in through the
real child process into a real encrypted store of its own. Each runs in a process of its own, so that its largest
memory is that of the import and nothing else. Goal: 30 s and 500 MB for a million rows. `bench imports --scale 100000`
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import xlsxwriter

from inspector_desktop.registry.codes import check_character, inner_check

ROWS = 1_000_000
GOAL_SECONDS, GOAL_MEGABYTES = 30, 500
TITLES = ("企业名称", "统一社会信用代码", "登记机关", "管辖单位", "地址", "负责人", "联系电话")
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
OFFICES = ("城关所", "道口所", "留固所", "")


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """Made-up firms with sound codes; one name in some hundreds occurs twice."""
    yield TITLES
    pick = random.Random(20261120)
    for number in range(count):
        town = TOWNS[(at := pick.randrange(len(TOWNS) - 1)) : at + 2]
        name = f"滑县{town}{''.join(pick.choices(GIVEN, k=4))}{pick.choice(TRADES)}"
        yield (
            name, code(number), "滑县市场监督管理局", pick.choice(OFFICES), f"{town}路{number}号", "赵永安",
            f"138{number:08}",
        )  # fmt: skip


def code(number: int) -> str:
    """A sound 统一社会信用代码."""
    body = f"91410526MA{number:06}"[:16] if number < 1_000_000 else f"91410526MB{number % 1_000_000:06}"
    inner = next(char for char in "0123456789X" if inner_check(f"{body}{char}0"))
    return f"{body}{inner}{check_character(body + inner)}"


def write(path: Path, count: int) -> None:
    """Write the list as its ending says."""
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows(count))
        return
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    page = book.add_worksheet()
    for at, row in enumerate(rows(count)):
        for column, text in enumerate(row):
            page.write_string(at, column, text)
    book.close()


def measure(path: Path) -> dict[str, Any]:
    """Bring one list in, in this process."""
    from inspector_desktop.registry.importing import (
        bring_in_subjects,
        compare_list,
        evidence_of,
    )
    from inspector_desktop.registry.intake import judge_sheets, read_sheets

    told: dict[str, Any] = {"megabytes_of_file": round(path.stat().st_size / 1e6, 1)}
    clock = import_module("factories.clock").FakeClock()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bureau = import_module("factories.bureau").open_bureau(Path(folder), clock)
        began, used = perf_counter(), process_time()

        def lap(phase: str) -> None:
            nonlocal began, used
            told[f"{phase}_s"], told[f"{phase}_cpu_s"] = (
                round(perf_counter() - began, 2),
                round(process_time() - used, 2),
            )
            told[f"{phase}_peak_mb"] = peak(own=True)
            began, used = perf_counter(), process_time()

        sheets = read_sheets(path)
        lap("read")
        intake = judge_sheets("subjects", path.name, sheets)
        lap("judge")
        found = compare_list(intake, {}, profile=bureau.profile)
        lap("compare")
        content = evidence_of(path.name, path.read_bytes())
        lap("evidence")
        with bureau.writing() as session:
            done = bring_in_subjects(
                session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, intake=intake,
                content=content, found=found,
            )  # fmt: skip
            lap("enter")
        lap("commit")
        told |= {"entered": done.entered, "warned": done.warned, "refused": done.refused}
        told["store_mb"] = round(sum(one.stat().st_size for one in Path(folder).rglob("*.db*")) / 1e6)
        bureau.engine.dispose()
    phases = ("read", "judge", "compare", "evidence", "enter", "commit")
    told["seconds"] = round(sum(told[f"{phase}_s"] for phase in phases), 1)
    told["rows_per_second"] = round(done.entered / told["seconds"])
    told["peak_mb_here"], told["peak_mb_child"] = peak(own=True), peak(own=False)
    return told


def peak(*, own: bool) -> int:
    """Megabytes of memory this process, or the largest of those it waited for, has ever held; 0 where nobody tells."""
    if sys.platform == "win32":
        return 0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF if own else resource.RUSAGE_CHILDREN).ru_maxrss
    return round(used / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def run(scale: int | None) -> dict[str, Any]:
    """Measure both kinds of file, each in a fresh process."""
    count = scale or ROWS
    result: dict[str, Any] = {
        "what": "a list as file to subjects in the encrypted store",
        "rows": count,
        "goal_s": GOAL_SECONDS,
        "goal_mb": GOAL_MEGABYTES,
    }
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for ending in ("xlsx", "csv"):
            path = Path(folder) / f"list.{ending}"
            subprocess.run([sys.executable, __file__, "--write", str(path), "--scale", str(count)], check=True)
            command = [sys.executable, __file__, "--measure", str(path)]
            places = os.pathsep.join(sys.path)
            done = subprocess.run(
                command, check=True, capture_output=True, text=True,
                env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": places},
            )  # fmt: skip
            result[ending] = json.loads(done.stdout.splitlines()[-1])
            path.unlink()
    return result


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--write", type=Path)
    asked.add_argument("--measure", type=Path)
    asked.add_argument("--scale", type=int, default=ROWS)
    given = asked.parse_args()
    if given.write:
        write(given.write, given.scale)
    else:
        print(json.dumps(measure(given.measure)))
