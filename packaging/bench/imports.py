"""Bringing a spreadsheet in: read, judged, compared, entered; seconds of each, and the memory of all processes.

Writes a list of N rows (1,000,000) of seven columns as CSV in GB18030 and as .xlsx, and brings each in through the
real child process into a real encrypted store of its own. Each runs in a process of its own, looked at from outside
many times a second, so that its largest memory is that of the import, its children's included. Goal: 30 s and 500 MB
for a million rows. Where the machine is busy, processor seconds tell more than seconds. `bench imports --scale 100000`
brings in both; `imports.py --only csv --scale 100000` one of them.
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
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import count as numbers
from operator import mul
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from xml.sax.saxutils import escape

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
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, at, 31) for at in range(17))
_INNER = (3, 7, 9, 10, 5, 8, 4, 2)
_ONCE, _OFTEN = (1, 4, 6), frozenset({0, 2, 3, 5})
"""Columns whose texts stand once each, and those with texts that stand again."""
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" '
    'r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
    f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
SAMPLED_S = 0.02


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
    """A sound 统一社会信用代码 (GB 32100-2015, the inner one GB 11714)."""
    body = f"91410526M{'AB'[number >= ROWS]}{number % ROWS:06}"
    inner = "0123456789X0"[11 - sum(map(mul, (int(char, 36) for char in body[8:]), _INNER)) % 11]
    first = body + inner
    return first + _ALPHABET[-sum(map(mul, map(_ALPHABET.index, first), _WEIGHTS)) % 31]


def write(path: Path, count: int) -> None:
    """Write the list as its ending says."""
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows(count))
        return
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as book:
        for name, content in _PARTS.items():
            book.writestr(name, f"{_XML}{content}")
        _write_sheet(book, count)


def _write_sheet(book: zipfile.ZipFile, count: int) -> None:
    """Write shared texts, each once as spreadsheet programs do, and rows that name them; a piece at a time."""
    known: dict[str, int] = {}
    fresh = numbers()
    with book.open("xl/sharedStrings.xml", "w") as part:
        part.write(f'{_XML}<sst xmlns="{_MAIN}">'.encode())
        for row in rows(count):
            for text in (one for at, one in enumerate(row) if at in _OFTEN and one not in known):
                known[text] = next(fresh)
                part.write(f"<si><t>{escape(text)}</t></si>".encode())
            part.write("".join(f"<si><t>{escape(row[at])}</t></si>" for at in _ONCE).encode())
            for _ in _ONCE:
                next(fresh)
        part.write(b"</sst>")
    seen: set[str] = set()
    fresh = numbers()
    with book.open("xl/worksheets/sheet1.xml", "w") as part:
        part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
        for number, row in enumerate(rows(count), 1):
            for text in (one for at, one in enumerate(row) if at in _OFTEN and one not in seen):
                seen.add(text)
                next(fresh)
            at_once = {at: next(fresh) for at in _ONCE}
            cells = (
                f'<c r="{letter}{number}" t="s"><v>{at_once.get(at, known.get(text))}</v></c>'
                for at, (letter, text) in enumerate(zip("ABCDEFG", row, strict=True))
                if text
            )
            part.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
        part.write(b"</sheetData></worksheet>")


def measure(path: Path) -> dict[str, Any]:
    """Bring one list in, in this process."""
    from inspector_desktop.registry.importing import (
        bring_in_subjects,
        compare_list,
        evidence_of,
    )
    from inspector_desktop.registry.intake import Early, judge_sheets, read_sheets

    told: dict[str, Any] = {"megabytes_of_file": round(path.stat().st_size / 1e6, 1)}
    clock = import_module("factories.clock").FakeClock()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        bureau = import_module("factories.bureau").open_bureau(Path(folder), clock)
        began, used = perf_counter(), process_time()
        children = [sum(os.times()[2:4])]

        def lap(phase: str) -> None:
            nonlocal began, used
            told[f"{phase}_s"], told[f"{phase}_cpu_s"] = (
                round(perf_counter() - began, 2),
                round(process_time() - used, 2),
            )
            told[f"{phase}_peak_mb"] = peak(own=True)
            others = sum(os.times()[2:4])
            told[f"{phase}_cpu_children_s"] = round(others - sum(children), 2)
            children.append(others - sum(children))
            began, used = perf_counter(), process_time()

        sheets = read_sheets(path, early=Early("subjects"))
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
    told["processor_s"] = round(process_time() + sum(os.times()[2:4]), 1)
    return told


def peak(*, own: bool) -> int:
    """Megabytes of memory this process, or the largest of those it waited for, has ever held; 0 where nobody tells."""
    if sys.platform == "win32":
        return 0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF if own else resource.RUSAGE_CHILDREN).ru_maxrss
    return round(used / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def watched(command: list[str]) -> dict[str, Any]:
    """Run a measurement, and tell the largest memory of it, of one of its children, and of all together (Linux)."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        own = child = together = 0
        began = perf_counter()
        with subprocess.Popen(command, stdout=said, env=environment) as process:
            while process.poll() is None:
                mine, *others = [_resident(one) for one in (process.pid, *_children(process.pid))]
                own, child, together = max(own, mine), max([child, *others]), max(together, mine + sum(others))
                with suppress(subprocess.TimeoutExpired):
                    process.wait(SAMPLED_S)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        said.seek(0)
        told: dict[str, Any] = json.loads(said.read().splitlines()[-1])
    memory = {"peak_mb_here": own, "peak_mb_child": child, "peak_mb_together": together}
    return told | memory | {"with_start_s": round(perf_counter() - began, 1)}


def _resident(process: int) -> int:
    """Megabytes a process holds now; 0 where it is gone, or the system does not tell."""
    with suppress(OSError, StopIteration):
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) >> 10
    return 0


def _children(process: int) -> list[int]:
    """The processes a process has started, and theirs; not one about to begin, which is still its parent's copy."""
    found: list[int] = []
    with suppress(OSError):
        own = Path(f"/proc/{process}/cmdline").read_bytes()
        for one in map(int, Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()):
            if Path(f"/proc/{one}/cmdline").read_bytes() != own:
                found += [one, *_children(one)]
    return found


def run(scale: int | None, kinds: tuple[str, ...] = ("csv", "xlsx")) -> dict[str, Any]:
    """Measure each kind of file in a fresh process."""
    count = scale or ROWS
    result: dict[str, Any] = {
        "what": "a list as file to subjects in the encrypted store",
        "rows": count,
        "goal_s": GOAL_SECONDS,
        "goal_mb": GOAL_MEGABYTES,
    }
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for ending in kinds:
            path = Path(folder) / f"list.{ending}"
            subprocess.run([sys.executable, __file__, "--write", str(path), "--scale", str(count)], check=True)
            result[ending] = watched([sys.executable, __file__, "--measure", str(path)])
            path.unlink()
    return result


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--write", type=Path)
    asked.add_argument("--measure", type=Path)
    asked.add_argument("--watch", type=Path, help="measure a list that is written already, looked at from outside")
    asked.add_argument("--only", choices=("csv", "xlsx"))
    asked.add_argument("--scale", type=int, default=ROWS)
    given = asked.parse_args()
    if given.write:
        write(given.write, given.scale)
    elif given.measure:
        print(json.dumps(measure(given.measure)))
    elif given.watch:
        print(json.dumps(watched([sys.executable, __file__, "--measure", str(given.watch)])))
    else:
        print(json.dumps(run(given.scale, (given.only,) if given.only else ("csv", "xlsx")), indent=1))
