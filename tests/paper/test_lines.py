"""Lines break as Chinese typesetting asks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.paper.lines import CLOSING, OPENING, Line, balanced, break_lines
from inspector_desktop.paper.look import setting
from inspector_desktop.paper.model import Align, Span, blank, filled

SIZE = 12
FACE = setting("song", "kai", SIZE)
PARTS = [
    "检",
    "查记录",
    "2026",
    "GB/T 9704",
    "，",
    "。",
    "、",
    "；",
    "（",
    "）",
    "《法》",
    "“引",
    "”",
    "〔2026〕",
    " ",
    "……",
    "㎡",
    "50%",
]


def shown(line: Line) -> str:
    return "".join(run.text for run in line.runs)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=90).map("".join), st.integers(min_value=15, max_value=40))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(text: str, characters: int) -> None:
    if re.search(r"[，。、；：（“）”…]{6}", text):
        text = re.sub(r"[，。、；：（“）”…]{6,}", "。", text)
    lines = break_lines(text, FACE, characters * SIZE)
    for line in lines[1:]:
        assert shown(line)[:1] not in CLOSING
    for line in lines[:-1]:
        assert shown(line)[-1:] not in OPENING
    assert re.sub(r"\s", "", "".join(map(shown, lines))) == re.sub(r"\s", "", text)
    assert all(line.width <= characters * SIZE + SIZE / 2 + 0.1 for line in lines)


def test_a_justified_line_ends_at_the_edge_and_the_last_one_does_not() -> None:
    lines = break_lines("检查时间为2026年11月20日，检查人员两名，均已出示证件。" * 3, FACE, 20.3 * SIZE)
    assert len(lines) > 3
    for line in lines[:-1]:
        assert line.width == pytest.approx(20.3 * SIZE, abs=SIZE / 2 + 0.1)
    assert lines[-1].width < 20 * SIZE


def test_a_word_longer_than_a_line_is_cut_and_stays_within_it() -> None:
    lines = break_lines("编号" + "A1" * 60 + "。", FACE, 10 * SIZE)
    assert "".join(map(shown, lines)) == "编号" + "A1" * 60 + "。"
    assert all(line.width <= 10.6 * SIZE for line in lines)


def test_two_marks_in_a_row_share_their_blank_halves() -> None:
    (squeezed,) = break_lines("（甲）。", FACE, 100 * SIZE, align=Align.LEFT)
    assert squeezed.width == pytest.approx(3.5 * SIZE)


def test_entered_text_is_ruled_in_one_stroke_and_a_blank_keeps_its_width() -> None:
    (line,) = break_lines(
        (Span("姓名"), filled("赵永安"), Span("至"), blank(4), Span("日")), FACE, 500, align=Align.LEFT
    )
    assert line.rules == [
        (pytest.approx(2 * SIZE), pytest.approx(5 * SIZE)),
        (pytest.approx(6 * SIZE), pytest.approx(10 * SIZE)),
    ]
    assert line.width == pytest.approx(11 * SIZE)


def test_an_ordered_break_is_kept_and_an_empty_text_is_one_line() -> None:
    assert [shown(line) for line in break_lines("甲\n乙", FACE, 500)] == ["甲", "乙"]
    assert [shown(line) for line in break_lines("", FACE, 500)] == [""]


def test_a_long_title_is_broken_into_lines_of_like_length() -> None:
    lines = balanced("关于开展防雷安全双随机一公开抽查的通知书", FACE, 14 * SIZE)
    counts = [len(shown(line)) for line in lines]
    assert len(counts) == 2
    assert abs(counts[0] - counts[1]) <= 2
