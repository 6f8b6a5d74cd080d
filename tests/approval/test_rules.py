"""Levels of approval, and what an approver should look at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_desktop.approval.rules import (
    AGREED,
    PASSED_ON,
    Decided,
    FoundText,
    Opinion,
    PhotoUse,
    deputy_of,
    hints_of,
    level_due,
)
from inspector_desktop.wording import say

LEVELS = ("section-chief", "deputy-head")
NOTHING = {"texts": (), "other_texts": (), "photos": (), "other_photos": (), "minutes": 0, "lines": 0, "opinion": None}


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        ((), "section-chief"),
        ((Decided("section-chief", AGREED),), "deputy-head"),
        ((Decided("section-chief", PASSED_ON),), "deputy-head"),
        ((Decided("section-chief", AGREED), Decided("deputy-head", AGREED)), ""),
        ((Decided("section-chief", AGREED), Decided("deputy-head", PASSED_ON)), "head"),
        ((Decided("section-chief", AGREED), Decided("deputy-head", PASSED_ON), Decided("head", AGREED)), ""),
    ],
)
def test_each_level_decides_in_turn_and_the_head_stands_above_the_last(decided, due):
    assert level_due(LEVELS, decided) == due


@given(
    st.lists(st.sampled_from(["officer", "section-chief", "deputy-head", "head"]), min_size=1, max_size=4, unique=True)
)
def test_as_many_agreements_as_levels_decide_and_never_fewer(levels):
    decided = []
    for level in levels:
        assert level_due(levels, decided) == level
        decided.append(Decided(level, AGREED))
    assert level_due(levels, decided) == ""


def test_what_one_may_not_decide_oneself_goes_one_level_up():
    assert [deputy_of(LEVELS, one) for one in LEVELS] == ["deputy-head", "head"]


def hints(**changes):
    return {one.code: one.facts for one in hints_of(**{**NOTHING, **changes})}


@pytest.mark.obligation("F151")
def test_the_same_text_is_found_here_and_in_another_inspection_whatever_its_marks():
    found = hints(
        texts=(FoundText(27, "灭火毯数量不足，缺2块。"), FoundText(30, "灭火毯数量不足,缺2块")),
        other_texts=(FoundText(8, "灭火毯数量不足、缺2块；", "d", "2026-08-26", "恒通加油站"),),
    )
    assert found["hint-text-here"] == {"line": 30, "other": 27}
    assert found["hint-text-elsewhere"] == {"line": 30, "date": "2026-08-26", "subject": "恒通加油站", "other": 8}


def test_short_texts_that_everybody_writes_alike_give_no_hint():
    assert not hints(texts=(FoundText(1, "未提供"), FoundText(2, "未提供")))


def test_one_photograph_at_two_lines_or_in_two_inspections_is_shown():
    found = hints(
        photos=(PhotoUse(30, "aa"), PhotoUse(31, "aa")), other_photos=(PhotoUse(0, "aa", "d", "2026-08-26", "恒通"),)
    )
    assert found["hint-photo-here"] == {"line": 31, "other": 30}
    assert found["hint-photo-elsewhere"]["subject"] == "恒通"


@pytest.mark.obligation("F151")
@pytest.mark.parametrize(
    ("minutes", "code"), [(145, "hint-time"), (16, "hint-time"), (15, "hint-hurried"), (2, "hint-hurried")]
)
def test_time_on_site_is_told_with_the_number_of_lines(minutes, code):
    assert code in hints(minutes=minutes, lines=46)


@pytest.mark.parametrize(
    ("opinion", "codes"),
    [
        (Opinion("opinion-agrees", "branch-on-site"), {"hint-agrees"}),
        (Opinion("opinion-objects", "branch-on-site", "第19项有异议"), {"hint-objects"}),
        (Opinion("opinion-objects", "branch-refused", "第19项有异议"), {"hint-refused", "hint-objects"}),
        (Opinion("opinion-agrees", "branch-unavailable"), {"hint-unsigned"}),
    ],
)
def test_the_units_own_words_are_shown(opinion, codes):
    assert set(hints(opinion=opinion)) == codes


def test_hints_can_be_said_and_name_no_officer():
    found = hints_of(
        texts=(FoundText(27, "灭火毯数量不足"), FoundText(30, "灭火毯数量不足")),
        other_texts=(FoundText(8, "灭火毯数量不足", "d", "2026-08-26", "恒通"),),
        photos=(PhotoUse(30, "aa"),),
        other_photos=(PhotoUse(0, "aa", "d", "2026-08-26", "恒通"),),
        minutes=145,
        lines=46,
        opinion=Opinion("opinion-agrees", "branch-on-site"),
    )
    sentences = [say(one.code, **one.facts) for one in found]
    assert "46项用时2小时25分。" in sentences
    assert not any("officer" in one.facts or "person" in one.facts for one in found)
