"""Papers as PDF: what stands on them, how often, and that they keep."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from paper import _papers as papers
from PIL import Image

from inspector_desktop.errors import Damaged
from inspector_desktop.paper import archive_form
from inspector_desktop.paper.model import (
    Column,
    DateLine,
    Field,
    FieldLine,
    Fill,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    RuledSpace,
    SealPlace,
    SignatureLine,
    Strokes,
    Style,
    Table,
    Together,
)
from inspector_desktop.paper.render import count_pages, render

ROOT = Path(__file__).resolve().parents[2]
MAKERS = {
    "record": papers.record,
    "letter": papers.letter,
    "report": papers.report,
    "approval": papers.approval,
}


@cache
def drawn(name: str) -> bytes:
    return render(MAKERS[name]())


def texts(pdf: bytes) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def small(*blocks: object, style: Style = Style.ENFORCEMENT, **more: object) -> Paper:
    return Paper(kind="test", style=style, title="测试文书", blocks=blocks, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_paper_is_approved_as_pdf_a_2b(name: str) -> None:
    assert archive_form.findings(drawn(name)) == []


def test_the_validator_refuses_a_file_that_is_no_pdf_a() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    out = BytesIO()
    writer.write(out)
    assert archive_form.findings(out.getvalue())


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    assert render(MAKERS[name]()) == drawn(name)


def test_another_process_at_another_time_gives_the_same_bytes() -> None:
    script = "import hashlib, sys; from paper import _papers; from inspector_desktop.paper.render import render;"
    script += "sys.stdout.write(hashlib.sha256(render(_papers.record())).hexdigest())"
    here = hashlib.sha256(drawn("record")).hexdigest()
    # By now a second has passed; the child also has its own order of hashes.
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "PYTHONHASHSEED": "7"}
    child = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    assert child.stdout == here


def test_another_text_gives_other_bytes() -> None:
    assert render(replace(papers.approval(), number="（湛）应急检审〔2026〕39号")) != drawn("approval")


def test_text_can_be_copied_with_rare_names_and_every_font_is_embedded() -> None:
    text = "".join(texts(drawn("record")))
    for part in (
        "气象行政执法文书",
        "现场检查记录",
        "（滑）气检记〔2026〕12号",
        "滑县城关永安加油站",
        "陈𬱖",
        "本文书一式两份",
    ):
        assert part in text
    fonts = pypdf.PdfReader(BytesIO(drawn("record"))).pages[0]["/Resources"]["/Font"]
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts.values())
    assert all(re.match(r"/[A-Z]{6}\+", font.get_object()["/BaseFont"]) for font in fonts.values())


def test_the_table_header_stands_again_on_every_page_and_no_row_is_lost() -> None:
    pages = texts(drawn("report"))
    assert len(pages) >= 3
    assert all("序号检查内容方法结果" in page for page in pages)
    assert [number for page in pages for number in re.findall(r"雷电防护装置第(\d+)项", page)] == [
        str(number) for number in range(1, 47)
    ]


def test_a_form_of_three_pages_counts_them_and_repeats_title_number_and_signature_lines() -> None:
    pages = texts(render(papers.record(problems=16)))
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert f"共3页第{number}页" in page
        assert "（滑）气检记〔2026〕12号" in page
        assert "被检查单位现场负责人（签名）：" in page
    assert ["（续页）" in page for page in pages] == [False, True, True]


def test_pages_are_counted_without_drawing() -> None:
    assert count_pages(papers.record(problems=16)) == 3


def test_a_letter_numbers_its_pages_outside() -> None:
    def place(page: pypdf.PageObject) -> float:
        found: list[float] = []

        def visit(text: str, _: object, matrix: list[float], *__: object) -> None:
            if "—" in text:
                found.append(matrix[4])

        page.extract_text(visitor_text=visit)
        return found[0]

    first, second, *_ = pypdf.PdfReader(BytesIO(drawn("report"))).pages
    assert place(first) > 297.6 > place(second)


def test_nothing_stands_outside_the_margins_of_a_letter() -> None:
    from inspector_desktop.paper.preview import page_rgba

    picture = page_rgba(drawn("report"), 1, width=840)  # 4 pixels a millimetre
    grey = Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba).convert("L")
    left, top, right, _ = grey.point(lambda value: 255 if value < 200 else 0).getbbox() or (0, 0, 0, 0)
    assert left >= 27.5 * 4
    assert right <= (28 + 156.5) * 4
    assert top >= 36.5 * 4


def test_strokes_of_a_signature_are_drawn_and_an_empty_line_has_none() -> None:
    def curves(mark: Strokes | None) -> int:
        page = pypdf.PdfReader(BytesIO(render(small(SignatureLine("签名：", (mark,)))))).pages[0]
        return len(re.findall(rb" c(?=\s)", page.get_contents().get_data()))

    assert curves(None) == 0
    assert curves(papers.INK) == sum(len(stroke) - 1 for stroke in papers.INK.lines)


def test_pressure_makes_a_stroke_wider() -> None:
    light = Strokes(100, 50, (((0, 0, 100), (50, 20, 100), (90, 40, 100)),))
    firm = Strokes(100, 50, (((0, 0, 900), (50, 20, 900), (90, 40, 900)),))
    assert render(small(SignatureLine("签名：", (light,)))) != render(small(SignatureLine("签名：", (firm,))))


def test_a_photographed_signature_is_drawn_and_one_that_is_no_picture_is_refused() -> None:
    out = BytesIO()
    Image.new("RGBA", (60, 30), (200, 0, 0, 128)).save(out, format="PNG")
    pdf = render(small(SignatureLine("签名：", (Picture(out.getvalue()),))))
    assert archive_form.findings(pdf) == []
    assert len(pypdf.PdfReader(BytesIO(pdf)).pages[0].images) == 1
    with pytest.raises(Damaged, match="paper-picture-unreadable"):
        render(small(SignatureLine("签名：", (Picture(b"no picture"),))))


def test_a_row_longer_than_a_page_is_split_and_loses_nothing() -> None:
    words = "".join(f"第{number}句。" for number in range(1, 700))
    pages = texts(render(small(Table((Column("内容"),), ((words,),)), style=Style.LETTER)))
    assert len(pages) > 1
    assert re.sub(r"—\d+—|内容|测试文书", "", "".join(pages)) == words


def test_signatures_stay_together_on_one_page() -> None:
    lines = tuple(Paragraph(f"第{number}行") for number in range(24))
    marks = Together((SignatureLine("负责人："), SignatureLine("执法人员："), DateLine("2026年11月20日")))
    last = texts(render(small(*lines, marks)))[-1]
    assert "负责人：" in last
    assert "执法人员：" in last


@pytest.mark.parametrize("count", range(20, 28))
def test_a_seal_at_the_foot_is_never_alone_on_its_page(count: int) -> None:
    lines = tuple(Paragraph(f"第{number}行") for number in range(count))
    signed = Together((SignatureLine("执法人员："), DateLine("2026年11月20日")))
    last = texts(render(small(*lines, signed, Fill(), SealPlace("滑县气象局", "2026年11月20日"))))[-1]
    assert f"第{count - 1}行" in last
    assert "执法人员：" in last


def test_what_fills_pushes_the_rest_to_the_foot_and_a_break_starts_a_page() -> None:
    assert count_pages(small(Paragraph("甲"), Fill(), DateLine("2026年11月20日"))) == 1
    assert count_pages(small(Paragraph("甲"), PageBreak(), RuledSpace(5))) == 2


def test_the_place_of_the_seal_is_marked_in_words_only() -> None:
    page = texts(render(small(Paragraph("甲"), SealPlace("滑县气象局", "2026年11月20日"), style=Style.LETTER)))[0]
    assert "滑县气象局2026年11月20日（印章）" in page


def test_a_value_too_long_for_its_place_goes_on_below() -> None:
    unit = "河南省安阳市滑县城关街道人民路西段永安石油化工产品销售有限责任公司加油加气综合能源服务站第二分站"
    short = small(FieldLine((Field("被检查单位：", unit[:8]),)))
    long = small(FieldLine((Field("被检查单位：", unit), Field("电话：", "13803720000"))))
    assert unit in texts(render(long))[0]
    assert render(short) != render(long)


def test_a_draft_is_marked_and_a_final_paper_is_not() -> None:
    assert "草稿" in texts(render(papers.record(draft=True)))[0]
    assert "草稿" not in texts(drawn("record"))[0]
