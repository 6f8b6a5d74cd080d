"""One issued paper, code and PDF/A and all, against a bare reportlab page with the same table in the same face.

Both are warm and in one process, in pairs ABBA; `first_ms` is the first paper of a fresh process, imports included.
`control` is the bare page on both sides. The paper's bytes must be the same each time.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector_desktop.paper.model import Paper

ROOT = Path(__file__).resolve().parents[2]
PAIRS = 15
ROWS = 60
HEADINGS = ("序号", "检查内容", "结果", "依据")
_FIRST = "import sys; sys.path[:0] = sys.argv[1:]; import pdf; pdf.paper()"


def run(scale: int | None) -> dict[str, object]:
    """Measure `scale` pairs (15)."""
    pairs = scale or PAIRS
    made = {paper(), paper()}
    bare()
    ratios, ours, floor = _pairs(paper, bare, pairs)
    control, _, _ = _pairs(bare, bare, pairs)
    return {
        "what": f"one issued paper with a table of {ROWS} rows",
        "pairs": pairs,
        "goal": 2.0,
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(one, 3) for one in ratios],
        "ms": round(statistics.median(ours) * 1000, 1),
        "floor_ms": round(statistics.median(floor) * 1000, 1),
        "control": round(statistics.median(control), 3),
        "first_ms": round(statistics.median(_first() for _ in range(3)) * 1000),
        "bytes": len(next(iter(made))),
        "same_bytes": len(made) == 1,
    }


def cells() -> list[tuple[str, str, str, str]]:
    """The table's rows."""
    return [
        (
            str(at + 1),
            f"第{at + 1}项，雷电防护装置按期检测",
            "符合" if at % 7 else "不符合",
            "《气象法》第三十一条",
        )
        for at in range(ROWS)
    ]


def paper() -> bytes:
    """The paper as the program issues it: heading, number, table, signatures, a signed code; PDF/A-2b."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from inspector_desktop.paper.code import make_code
    from inspector_desktop.paper.render import render

    code = make_code(
        site="https://disclosure.invalid",
        key=Ed25519PrivateKey.from_private_bytes(bytes(32)),
        number="（滑）气检记〔2026〕12号",
        kind="record",
        day=date(2026, 11, 20),
        name="滑县永安加油站",
        fields={"rows": [list(row) for row in cells()]},
        revocation=bytes(8),
    )
    return render(_model(code))


def bare() -> bytes:
    """The same table by reportlab alone: one embedded face, no code, no number, no archive format."""
    from reportlab import rl_config
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate, Table

    if "bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("bare", str(ROOT / "resources" / "fonts" / "NotoSerifSC-Regular.ttf")))
    rl_config.useA85 = 1  # reportlab's own default, which our papers do without
    target = io.BytesIO()
    table = Table([HEADINGS, *cells()], colWidths=[30, 260, 50, 130], repeatRows=1)
    table.setStyle([("FONT", (0, 0), (-1, -1), "bare", 10), ("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(target, pagesize=A4).build([table])
    return target.getvalue()


def _model(code: str) -> Paper:
    from inspector_desktop.paper.model import Column, Paper, SignatureLine, Style, Table

    columns = tuple(Column(title, share) for title, share in zip(HEADINGS, (1, 8, 2, 4), strict=True))
    return Paper(
        kind="record",
        style=Style.ENFORCEMENT,
        title="现场检查记录",
        number="（滑）气检记〔2026〕12号",
        blocks=(Table(columns, tuple(cells())), SignatureLine("执法人员：", (None, None))),
        code=code,
    )


def _pairs(
    one: Callable[[], bytes], other: Callable[[], bytes], pairs: int
) -> tuple[list[float], list[float], list[float]]:
    ours, floor = [], []
    for at in range(pairs):
        if at % 2:
            floor.append(_timed(other))
            ours.append(_timed(one))
        else:
            ours.append(_timed(one))
            floor.append(_timed(other))
    return [first / second for first, second in zip(ours, floor, strict=True)], ours, floor


def _timed(make: Callable[[], bytes]) -> float:
    began = perf_counter()
    make()
    return perf_counter() - began


def _first() -> float:
    """Seconds of a whole fresh process that makes one paper."""
    began = perf_counter()
    folders = [str(ROOT), str(Path(__file__).parent)]
    subprocess.run([sys.executable, "-c", _FIRST, *folders], check=True, capture_output=True)
    return perf_counter() - began
