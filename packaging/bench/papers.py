"""Filled papers photographed as officers do: how many pages are recognised, made straight, and read rightly.

Real pages of a check table with pen marks, turned, tilted, shaded, noisy, compressed; each seed makes one picture.
Beside it what one plain pass of the code reader finds in the same pictures. `marks_wrong` were proposed with certainty
and are false: there must be none; `marks_unclear` are left to a person.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspector_desktop.paper.model import Paper

ROOT = Path(__file__).resolve().parents[2]
PICTURES = 40
LINES = 30
VERDICTS = ("conforms", "violates", "not_applicable", "not_checked")


def run(scale: int | None) -> dict[str, object]:
    """Read `scale` pictures (40)."""
    sys.path.insert(0, str(ROOT / "tests"))
    photos = import_module("factories.paper_photos")

    from inspector_desktop.paper.render import render_printed
    from inspector_desktop.paper.scanning import pages_in, pictures_of
    from inspector_desktop.paper.ticks import Page

    pdf, layout = render_printed(sheet())
    clean = [photos.clean_page(pdf, at) for at in range(layout.pages)]
    count = scale or PICTURES
    found = straight = plain = right = wrong = unclear = 0
    times: list[float] = []
    for seed in range(count):
        random = Random(seed)
        at = seed % layout.pages
        values = {f"q{line}": random.choice(VERDICTS) for line in range(1, LINES + 1)}
        page = clean[at].copy()
        photos.mark(page, layout, at + 1, values, random)
        picture = photos.photograph(page, photos.any_shot(random), random)
        began = perf_counter()
        seen = [one for image in pictures_of(picture) for one in pages_in(image)]
        times.append(perf_counter() - began)
        plain += _plain(picture)
        found += bool(seen)
        straight += bool(seen and seen[0].jpeg)
        for marked in Page(seen[0].jpeg).marks(layout, at + 1) if seen and seen[0].jpeg else ():
            sure = marked.state == "sure"
            right += sure and marked.value == values[marked.question]
            wrong += sure and marked.value != values[marked.question]
            unclear += not sure
    return {
        "what": f"{count} photographs of filled pages of a check table of {LINES} lines",
        "pictures": count, "goal": 0.95, "recognised": round(found / count, 4),
        "straightened": round(straight / count, 4),
        "plain_reader": round(plain / count, 4), "ratio": round(found / max(1, plain), 3), "marks_right": right,
        "marks_wrong": wrong, "marks_unclear": unclear, "ms": round(statistics.median(times) * 1000),
        "slowest_ms": round(max(times) * 1000),
    }  # fmt: skip


def sheet() -> Paper:
    """A check table as it is printed for a trip, a code on each page."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from inspector_desktop.paper.code import make_code
    from inspector_desktop.paper.model import Column, Paper, Style, Table, ticked
    from inspector_desktop.paper.render import count_pages

    rows = tuple(
        (
            str(line), f"第{line}项，雷电防护装置按照规定安装并按期检测，检测报告存档备查",
            ticked(f"q{line}", VERDICTS, "□符合　□不符合　□不涉及　□未检查"), "",
        )
        for line in range(1, LINES + 1)
    )  # fmt: skip
    columns = (Column("序号", 5), Column("检查内容", 35), Column("结果", 20), Column("事实或原因", 15))
    paper = Paper(
        kind="check-sheet", style=Style.ENFORCEMENT, title="现场检查表", blocks=(Table(columns, rows),),
        number="（滑）气检记〔2026〕12号", top_line="气象行政执法文书", codes=("",), marks=True, dense=True,
    )  # fmt: skip
    pages = count_pages(paper)
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    return replace(
        paper,
        codes=tuple(
            make_code(
                site="https://disclosure.invalid", key=key, number=paper.number, kind=paper.kind,
                day=date(2026, 11, 20), name="滑县永安加油站", fields={}, revocation=bytes(8), page=page, pages=pages,
                dossier="0" * 32,
            )
            for page in range(1, pages + 1)
        ),
    )  # fmt: skip


def _plain(picture: bytes) -> bool:
    """Whether one pass of the reader over the picture as it came finds a code."""
    import zxingcpp

    from inspector_desktop.paper.scanning import pictures_of

    wanted: Any = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    options: Any = {"formats": wanted, "try_downscale": False}
    return any(one.text for image in pictures_of(picture) for one in zxingcpp.read_barcodes(image, **options))
