"""Pages laid on their side: size, merged head above the header on each page, page number where the sheet has its foot."""

from __future__ import annotations

import re
from io import BytesIO

import pypdf
import pytest

from inspector_desktop.paper import archive_form
from inspector_desktop.paper.model import Column, Paper, Style, Table
from inspector_desktop.paper.pen import MM
from inspector_desktop.paper.render import render

ROWS = 60


def wide(style: Style = Style.LETTER) -> bytes:
    columns = tuple(Column(f"第{number}列") for number in range(1, 13))
    rows = tuple(tuple(f"{row}之{number}" for number in range(1, 13)) for row in range(1, ROWS + 1))
    over = (Column("单位（盖章）：宁晋县应急管理局", share=9), Column("制表时间：2023年1月13日", share=3))
    return render(Paper("plan-table", style, "计划表", (Table(columns, rows, over=over),), landscape=True))


def numbers(pdf: bytes) -> list[tuple[float, float, list[float]]]:
    """Where the page number begins on each page, in mm from the left and the foot, and how it is turned."""
    found = []
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        seen: list[tuple[float, float, list[float]]] = []

        def look(text: str, _cm: object, tm: list[float], _font: object, _size: float, seen=seen) -> None:
            if text.strip().startswith("—"):
                seen.append((tm[4] / MM, tm[5] / MM, [round(one) for one in tm[:4]]))

        page.extract_text(visitor_text=look)
        found.append(seen[0])
    return found


@pytest.mark.parametrize("style", list(Style))
def test_a_page_on_its_side_is_a4_and_repeats_the_merged_head_with_the_header(style: Style) -> None:
    pages = pypdf.PdfReader(BytesIO(wide(style))).pages
    assert len(pages) > 1
    for page in pages:
        assert (round(page.mediabox.width / MM), round(page.mediabox.height / MM)) == (297, 210)
        text = re.sub(r"\s", "", page.extract_text())
        assert (text.count("制表时间：2023年1月13日"), text.count("第12列")) == (1, 1)
    whole = "".join(re.sub(r"\s", "", page.extract_text()) for page in pages)
    assert all(f"{row}之12" in whole for row in range(1, ROWS + 1))


def test_the_number_of_a_letter_on_its_side_stands_at_the_foot_of_the_sheet_odd_and_even_apart() -> None:
    odd, even = numbers(wide())[:2]
    for x, _, turned in (odd, even):
        assert 15 < x < 35 - 7
        assert turned == [0, -1, 1, 0]
    assert odd[1] < 210 / 2 < even[1]


def test_it_is_pdf_a_2b_and_the_same_bytes_each_time() -> None:
    assert archive_form.findings(wide()) == []
    assert wide() == wide()
