"""A sheet: what an answer changes, what is open, and that little work gives the same as all work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.assets import form
from inspector_desktop.checklist.definition import Basis, Choice, Definition, Group, Question
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.reading import read_form
from inspector_desktop.checklist.rules import VERDICTS, Answer, shortfall
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.errors import Refused
from inspector_desktop.wording import say

AT = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)
LISTS = {
    "verdict": tuple(Choice(name, name) for name in VERDICTS),
    "yes_no": (Choice("yes", "是"), Choice("no", "否")),
}


def question(name: str, kind: str = "text", **parts: object) -> Question:
    blank: dict[str, object] = dict.fromkeys(
        [
            "group",
            "label",
            "hint",
            "choices",
            "relevant",
            "required",
            "constraint",
            "constraint_message",
            "calculation",
            "violation",
            "severity",
        ],
        "",
    )
    lists = {"verdict": "verdict", "choice": "yes_no", "choices": "yes_no"}
    blank["choices"] = lists.get(kind, "")
    return Question(**{**blank, "name": name, "kind": kind, "number": 0, "basis": Basis(), **parts})  # type: ignore[arg-type]


def table(*questions: Question, groups: tuple[Group, ...] = ()) -> Definition:
    return Definition("f", "表", "1", groups, questions, LISTS)


def sheet(*questions: Question, groups: tuple[Group, ...] = ()) -> Sheet:
    return Sheet(table(*questions, groups=groups), at=AT)


def test_a_fresh_sheet_has_no_verdict_on_any_line() -> None:
    fresh = Sheet(read_form(form("lightning-safety.md")), at=AT)
    assert fresh.open_lines() == fresh.lines() != ()
    assert fresh.counts() == {**dict.fromkeys(VERDICTS, 0), "open": len(fresh.lines())}
    assert {each.code for each in fresh.shortfalls()} == {"line-open"}


def test_an_answer_tells_what_changed_and_nothing_else() -> None:
    page = sheet(
        question("hazard", "choice"),
        question("half_year", "verdict", number=1, relevant="${hazard} = 'yes'", group="g"),
        question("other", "verdict", number=2, group="g"),
        question("count", "calculate", calculation="count(/data/g/*[. = 'violates'])"),
        groups=(Group("g", "一", "", ""),),
    )
    assert [line.name for line in page.open_lines()] == ["other"]
    assert page.answer("hazard", "yes") == ("hazard", "half_year")
    assert page.answer("half_year", "violates", fact="报告过期") == ("half_year", "count")
    assert page.answer("half_year", "violates", fact="报告过期") == ()
    assert page.answer("half_year", "violates", fact="报告过期两月") == ("half_year",)
    assert page.value("count") == "1"


def test_an_irrelevant_answer_counts_as_empty_and_comes_back() -> None:
    page = sheet(
        question("hazard", "choice"),
        question("inside", "verdict", number=1, group="g"),
        question("count", "calculate", calculation="count(/data/*/*[. = 'violates'])"),
        groups=(Group("g", "危险场所", "", "${hazard} = 'yes'"),),
    )
    page.answer("hazard", "yes")
    page.answer("inside", "violates", fact="x")
    assert page.answer("hazard", "no") == ("hazard", "inside", "count", "g")
    assert (page.value("inside"), page.value("count"), page.lines()) == ("", "0", ())
    assert page.given("inside").value == "violates"
    page.answer("hazard", "yes")
    assert (page.value("inside"), page.value("count")) == ("violates", "1")


def test_a_broken_constraint_is_kept_and_shown() -> None:
    page = sheet(question("day", "date", constraint=". <= today()"))
    assert page.answer("day", "2026-11-21") == ("day",)
    assert [q.key for q in page.invalid()] == ["day"]
    assert page.tick(AT + timedelta(days=1)) == ("day",)
    assert page.valid("day")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("integer", "12", "1.5"),
        ("decimal", "1.5", "一"),
        ("date", "2026-02-28", "2026-02-30"),
        ("choice", "yes", "maybe"),
        ("choices", "yes no", "yes maybe"),
    ],
)
def test_an_answer_of_another_kind_is_invalid(kind: str, good: str, bad: str) -> None:
    page = sheet(question("q", kind))
    page.answer("q", bad)
    assert not page.valid("q")
    page.answer("q", good)
    assert page.valid("q")


def test_a_required_question_is_missing_only_while_it_is_relevant_and_empty() -> None:
    page = sheet(question("a", "choice", required="true()"), question("b", required="true()", relevant="${a} = 'yes'"))
    assert [q.key for q in page.missing()] == ["a"]
    page.answer("a", "yes")
    assert [q.key for q in page.missing()] == ["b"]
    page.answer("b", "x")
    assert page.missing() == ()


@pytest.mark.obligation("F189")
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(), "line-open"),
        (Answer("conforms"), ""),
        (Answer("not_applicable"), ""),
        (Answer("violates"), "refused-no-fact"),
        (Answer("violates", fact="  "), "refused-no-fact"),
        (Answer("violates", fact="检测报告日期为2026年3月2日"), ""),
        (Answer("not_checked"), "refused-no-why"),
        (Answer("not_checked", reason="rain"), "refused-no-why"),
        (Answer("not_checked", reason="idle"), ""),
        (Answer("not_checked", reason="other"), "refused-no-why-words"),
        (Answer("not_checked", reason="other", words="道路中断"), ""),
    ],
)
def test_a_verdict_needs_what_the_law_needs(answer: Answer, code: str) -> None:
    assert shortfall(answer) == code
    if code:
        assert say(code, line=3)


def test_answers_that_cannot_be_are_refused() -> None:
    page = sheet(question("q", "verdict", number=1), question("c", "calculate", calculation="1"))
    for name, value, code in (
        ("missing", "x", "refused-unknown-line"),
        ("c", "2", "refused-not-answerable"),
        ("q", "ok", "refused-unknown-verdict"),
    ):
        with pytest.raises(Refused) as refusal:
            page.answer(name, value)
        assert refusal.value.code == code
        assert say(code, **refusal.value.facts)


def test_a_circle_is_refused_with_the_names_in_it() -> None:
    with pytest.raises(Refused) as refusal:
        Program(
            table(
                question("free"),
                question("a", relevant="${b} = ''"),
                question("b", "calculate", calculation="${c}"),
                question("c", relevant="${a} = ''"),
            )
        )
    assert refusal.value.code == "expression-cycle"
    assert set(str(refusal.value.facts["names"]).split("、")) == {"a", "b", "c"}


def test_a_calculation_of_itself_is_a_circle_but_once_is_not() -> None:
    with pytest.raises(Refused):
        Program(table(question("a", "calculate", calculation=". + 1")))
    with pytest.raises(Refused):
        Program(table(question("a"), question("n", "calculate", calculation="count(/data/*)")))
    page = sheet(question("x"), question("a", "calculate", calculation="once(${x})"))
    page.answer("x", "first")
    page.answer("x", "second")
    assert page.value("a") == "first"


def test_a_sheet_opened_from_its_answers_is_the_same_sheet() -> None:
    definition = read_form(form("lightning-safety.md"))
    page = Sheet(definition, at=AT)
    page.answer("hazard", "yes")
    page.answer("signs", "violates", fact="缺失")
    again = Sheet(definition, page.answers(), at=AT)
    assert _state(again) == _state(page)


QUESTIONS = (
    question("a", "choice"),
    question("b", "choice", relevant="${a} = 'yes'"),
    question("n", "integer", constraint=". < ${m} or ${m} = ''"),
    question("m", "integer", required="${a} = 'yes'"),
    question("l1", "verdict", number=1, group="g"),
    question("l2", "verdict", number=2, group="h", relevant="${s} > 2"),
    question("s", "calculate", calculation="sum(${n}, ${m})"),
    question("t", "calculate", calculation="if(${s} > 3, concat(${b}, ${l1}), '')", relevant="${a} != 'no'"),
    question("v", "calculate", calculation="count(/data/*/*[. = 'violates']) + count(/data/*/*/*[. = 'violates'])"),
    question("u", relevant="${v} > 0 or ${t} != ''"),
)
GROUPS = (Group("g", "", "", "${b} = 'yes' or ${n} > 1"), Group("h", "", "g", "${l1} = 'violates'"))
PROGRAM = Program(table(*QUESTIONS, groups=GROUPS))
moves = st.one_of(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["", "yes", "no"])),
    st.tuples(st.sampled_from(["n", "m"]), st.sampled_from(["", "0", "1", "2", "9", "x"])),
    st.tuples(st.sampled_from(["l1", "l2"]), st.sampled_from(["", *VERDICTS])),
    st.tuples(st.just("u"), st.sampled_from(["", "text"])),
)


def _state(page: Sheet) -> list[tuple[object, ...]]:
    missing = {q.key for q in page.missing()}
    return [
        (q.name, page.relevant(q.name), page.value(q.name), page.valid(q.name), q.name in missing)
        for q in page.definition.questions
    ] + [(g.name, page.relevant(g.name)) for g in page.definition.groups]


@settings(max_examples=200, deadline=None)
@given(st.lists(moves, max_size=25))
def test_incremental_work_gives_what_full_work_gives_and_names_every_change(moved: list[tuple[str, str]]) -> None:
    page = Sheet(PROGRAM, at=AT)
    for name, value in moved:
        before = dict(zip((s[0] for s in _state(page)), _state(page), strict=True))
        changed = page.answer(name, value)
        after = dict(zip((s[0] for s in _state(page)), _state(page), strict=True))
        assert {key for key in after if after[key][:4] != before[key][:4]} <= set(changed)
        assert _state(page) == _state(Sheet(PROGRAM, page.answers(), at=AT))
