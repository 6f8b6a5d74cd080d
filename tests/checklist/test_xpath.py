"""Expressions: what each means (a table), what is refused, and that none ever raises."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.checklist.commands import Evaluated, evaluate
from inspector_desktop.checklist.definition import Definition, blank_question
from inspector_desktop.checklist.functions import FUNCTIONS
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.checklist.syntax import DEEPEST, LONGEST
from inspector_desktop.checklist.values import days_of, number_of, text_of
from inspector_desktop.checklist.xpath import compile_expression
from inspector_desktop.errors import Refused
from inspector_desktop.wording import say

AT = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)  # 14:15 in China
ANSWERS = {
    "a": "5",
    "b": "",
    "c": "violates",
    "day": "2026-03-02",
    "many": "oil gas mine",
    "text": "第12号",
}


class At:
    """A clock that stands still."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def value(expression: str, **answers: str) -> object:
    return evaluate(expression, answers={**ANSWERS, **answers}, clock=At()).value


TABLE = [
    # literals, numbers and arithmetic
    ("1", 1),
    ("'a'", "a"),
    ('"甲"', "甲"),
    (".5 + 1.", 1.5),
    ("2 + 3 * 4", 14),
    ("(2 + 3) * 4", 20),
    ("10 - 3 - 2", 5),
    ("7 div 2", 3.5),
    ("1 div 0", "Infinity"),
    ("-1 div 0", "-Infinity"),
    ("0 div 0", "NaN"),
    ("5 mod 2", 1),
    ("-5 mod 2", -1),
    ("5 mod 0", "NaN"),
    ("--3", 3),
    ("-'3'", -3),
    ("0.1 + 0.2 > 0.3", True),
    # references and paths
    ("${a} + 1", 6),
    ("/data/a + 1", 6),
    ("${ a } * 2", 10),
    ("${b}", ""),
    ("${b} + 1", "NaN"),
    ("count(/data/*)", 6),
    ("count(/data/*[. = 'violates'])", 1),
    ("count(/data/*[position() <= 2])", 2),
    ("string(/data/*[1])", "5"),
    ("count(/data/*[. != ''])", 5),
    # comparison
    ("${a} = 5", True),
    ("${a} = '5.0'", False),
    ("${a} = 5.0", True),
    ("${b} = ''", True),
    ("${b} = 0", False),
    ("${b} != 0", True),
    ("${b} < 1", False),
    ("${b} > 1", False),
    ("'abc' < 'abd'", False),
    ("true() = 1", True),
    ("true() = 'x'", True),
    ("false() = ''", True),
    ("true() < 3", True),
    ("1 < 2 < 3", True),
    ("3 > 2 > 1", False),
    ("'5' > true()", True),
    ("/data/* <= true()", True),
    ("'2026-11-20T10:20:20+08:00' = '2026-11-20T10:20:20.000+08:00'", True),
    ("'2026-11-20T02:20:20Z' = '2026-11-20T10:20:20+08:00'", True),
    ("'2026-11-20T02:20:20Z' != '2026-11-20T10:20:20+08:00'", False),
    ("'2026-11-20' = '2026-11-20T00:00:00+08:00'", True),
    ("'10:20' = '10:20:00.000+08:00'", True),
    ("'10:20' = '10:21'", False),
    ("'12:xx' = '12:yy'", False),
    ("'10:20' = 'x'", False),
    ("'10' > '9'", True),
    # logic
    ("true() and false()", False),
    ("true() or false()", True),
    ("not(${b} = '')", False),
    ("1 = 1 and 2 = 2 or 3 = 4", True),
    ("boolean('')", False),
    ("boolean('false')", True),
    ("boolean-from-string('true')", True),
    ("boolean-from-string('TRUE')", True),
    ("boolean-from-string('yes')", False),
    ("boolean(0 div 0)", False),
    ("if(${a} > 3, '多', '少')", "多"),
    ("if(${b}, 1, 2)", 2),
    # choices
    ("selected(${many}, 'gas')", True),
    ("selected(${many}, 'ga')", False),
    ("selected(${b}, '')", False),
    ("count-selected(${many})", 3),
    ("count-selected(${b})", 0),
    ("selected-at(${many}, 1)", "gas"),
    ("selected-at(${many}, 9)", ""),
    ("selected-at(${many}, -1)", ""),
    # texts
    ("coalesce(${b}, ${c})", "violates"),
    ("concat(${a}, '-', ${c})", "5-violates"),
    ("concat(1, true(), 2.5)", "1true2.5"),
    ("join('、', ${a}, ${c})", "5、violates"),
    ("string-length('检测报告')", 4),
    ("string-length(${b})", 0),
    ("substr('检测报告编号', 2, 4)", "报告"),
    ("substr('检测报告编号', -2)", "编号"),
    ("substr('abc', 5)", ""),
    ("substr('abc', 2, 1)", ""),
    ("contains(${text}, '12')", True),
    ("contains(${text}, '')", True),
    ("starts-with(${text}, '第')", True),
    ("ends-with(${text}, '号')", True),
    ("substring-before('a-b', '-')", "a"),
    ("substring-after('a-b', '-')", "b"),
    ("substring-before('ab', '-')", ""),
    ("normalize-space('  a   b ')", "a b"),
    ("translate('2026年', '年', '')", "2026"),
    ("regex(${text}, '第[0-9]+号')", True),
    ("regex(${text}, '[0-9]+')", False),
    ("string(3)", "3"),
    ("string(3.50)", "3.5"),
    ("string(1 div 0)", "Infinity"),
    ("string(10000000000000000000000)", "10000000000000000000000"),
    ("string(0.0000001)", "0.0000001"),
    ("string(true())", "true"),
    # numbers
    ("number('12')", 12),
    ("number(' 12 ')", 12),
    ("number('1e3')", "NaN"),
    ("number('١')", "NaN"),
    ("number('')", "NaN"),
    ("number(true())", 1),
    ("int(3.9)", 3),
    ("int(-3.9)", -3),
    ("int('x')", "NaN"),
    ("round(2.5)", 3),
    ("round(-2.5)", -2),
    ("round(2.675, 2)", 2.68),
    ("round(1234, -2)", 1200),
    ("round(1 div 0)", "Infinity"),
    ("floor(-1.5)", -2),
    ("ceiling(1.2)", 2),
    ("abs(-2)", 2),
    ("pow(2, 10)", 1024),
    ("pow(10, 999)", "Infinity"),
    # sets
    ("sum(${a}, ${b}, 3)", 8),
    ("sum(${c})", "NaN"),
    ("count(${b})", 1),
    ("count-non-empty(/data/*)", 5),
    ("min(3, ${a}, ${b})", 3),
    ("max(3, ${a}, ${b})", 5),
    ("max(0, 1 div 0)", "Infinity"),
    ("sum(-1 div 0)", "-Infinity"),
    ("min(${b})", "NaN"),
    ("checklist(2, -1, true(), true(), false())", True),
    ("position()", 1),
    ("once('x')", "x"),
    # dates are days
    ("today()", "2026-11-20"),
    ("now()", "2026-11-20T14:15:00+08:00"),
    ("number('1970-01-02')", 1),
    ("${day} < today()", True),
    ("${day} <= today()", True),
    ("'2026-11-20' = today()", True),
    ("'2026-11-21' <= today()", False),
    ("today() - ${day}", 263),
    ("date(${day} + 30)", "2026-04-01"),
    ("date('2026-02-30')", ""),
    ("date(1000000000)", ""),
    ("date-time(0.5)", "1970-01-01T12:00:00+08:00"),
    ("now() > today()", True),
    ("int(now()) = number(today())", True),
    ("decimal-date-time('1970-01-01T12:00:00+08:00')", 0.5),
    ("decimal-date-time('1970-01-01T00:00:00Z')", 8 / 24),
    ("decimal-time('2026-11-20T06:00:00+08:00')", 0.25),
    ("decimal-time('10:20:00.000+08:00') * 24", 10 + 1 / 3),
    ("decimal-time('02:00Z')", 10 / 24),
    ("decimal-time('25:00')", "NaN"),
    ("(decimal-time('11:20') - decimal-time('10:20')) * 24", 1.0),
    ("'10:20' < '11:00'", True),
    ("date('10:20')", ""),
    ("date-time('10:20')", ""),
    ("format-date-time('10:20:00.000+08:00', '%H时%M分')", "10时20分"),
    ("format-date(${day}, '%b %a')", "3月 周一"),
    ("format-date('2026-11-22', '%a')", "周日"),
    ("format-date(${day}, '%Y年%n月%e日')", "2026年3月2日"),
    ("format-date(${day}, '%y-%m-%d %%')", "26-03-02 %"),
    ("format-date(${b}, '%Y')", ""),
    ("format-date-time(now(), '%H:%M:%S')", "14:15:00"),
    # words that are operators only after an operand
    ("${a} div 5", 1),
    ("${a} * 2", 10),
    ("3 - -3", 6),
    # measures of the earth, digests, real functions
    ("round(distance('35.0 114.0 0 0; 36.0 114.0 0 0'), -3)", 111000),
    ("distance('35 114')", 0),
    ("distance('x y')", "NaN"),
    ("round(area('0 0; 0 1; 1 1; 1 0; 0 0') div 1000000)", 12392),
    ("digest('abc', 'SHA-256', 'hex')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("digest('abc', 'MD5')", "kAFQmDzST7DWlj99KOF/cg=="),
    ("digest('abc', 'CRC32', 'hex')", "352441c2"),
    ("digest('abc', 'XYZ')", ""),
    ("base64-decode('5a6J5YWo')", "安全"),
    ("base64-decode('%')", ""),
    ("sqrt(16) + exp(0) + log(1) + log10(100) + exp10(1)", 17),
    ("sqrt(-1)", "NaN"),
    ("round(sin(pi() div 2) + cos(0) + tan(0) + atan2(0, 1) + atan(0) + asin(0) + acos(1), 6)", 2),
    ("upper-case('ab') = 'AB' and lower-case('AB') = 'ab'", True),
    ("weighted-checklist(2, 3, true(), 2, false(), 5)", True),
    ("property('deviceid')", ""),
    ("string-length(uuid())", 36),
    ("string-length(uuid(8))", 8),
    ("random() < 1 and random() >= 0", True),
    ("count(/data/*[last()])", 1),
    ("count(/data/*[position() = last() - 1])", 1),
    ("current()", ""),
    ("string(/data/*[. = current()/c])", "violates"),
]


@pytest.mark.parametrize(("expression", "expected"), TABLE)
def test_an_expression_means_what_openrosa_says(expression: str, expected: object) -> None:
    found = value(expression)
    if isinstance(expected, float):
        assert found == pytest.approx(expected)
    else:
        assert found == expected
        assert type(found) is type(expected)


def test_today_is_the_chinese_day_also_when_it_is_still_yesterday_in_utc() -> None:
    late = At(datetime(2026, 11, 19, 16, 0, tzinfo=UTC))
    assert evaluate("today()", clock=late) == Evaluated("string", "2026-11-20")


def test_the_type_of_a_value_is_told_with_it() -> None:
    kinds = {
        expression: evaluate(expression, answers=ANSWERS, clock=At()).type
        for expression in ("1", "'a'", "true()", "/data/*")
    }
    assert kinds == {"1": "number", "'a'": "string", "true()": "boolean", "/data/*": "nodeset"}


def test_every_function_of_the_house_stands_in_the_table_of_meanings() -> None:
    written = " ".join(expression for expression, _ in TABLE)
    missing = [name for name in (*FUNCTIONS, "if", "once", "position", "today", "now") if f"{name}(" not in written]
    assert missing == []


REFUSED = [
    ("format-date(${day}, '%A')", "expression-date-part", {"at": 1, "piece": "%A"}),
    ("1 + format-date-time(now(), '%H%')", "expression-date-part", {"at": 5, "piece": "%"}),
    ("", "expression-ends", {"at": 1}),
    ("1 +", "expression-ends", {"at": 4}),
    ("(1", "expression-ends", {"at": 3}),
    ("1 2", "expression-unexpected", {"at": 3, "piece": "2"}),
    ("${a} ＝ 1", "expression-character", {"at": 6, "piece": "＝"}),
    ("'open", "expression-character", {"at": 1, "piece": "'"}),
    ("name", "expression-bare-name", {"at": 1, "piece": "name"}),
    ("${missing} = 1", "expression-unknown-name", {"at": 1, "name": "missing"}),
    ("${1x}", "expression-reference", {"at": 1, "piece": "${1x}"}),
    ("/data/missing", "expression-unknown-path", {"at": 1, "path": "/data/missing"}),
    ("../a", "expression-unknown-path", {"at": 1, "path": "../a"}),
    ("a/b", "expression-bare-name", {"at": 1, "piece": "a"}),
    ("/*", "expression-unknown-path", {"at": 1, "path": "/*"}),
    ("instance('x')/root/item", "expression-unknown-list", {"at": 1, "list": "x"}),
    ("indexed-repeat(${a}, ${b}, 1)", "expression-no-repeat", {"at": 1, "name": "b"}),
    ("//a", "expression-unsupported", {"at": 1, "piece": "//"}),
    ("${a} | ${b}", "expression-unsupported", {"at": 6, "piece": "|"}),
    ("pulldata('x')", "expression-arguments", {"at": 1, "function": "pulldata", "count": 1}),
    ("pulldata('x', 'a', 'b', 1)", "expression-unknown-list", {"at": 1, "list": "x"}),
    ("1 + jr:choice-name('a', '${b}')", "expression-no-choices", {"at": 5, "name": "b"}),
    ("1 + jr:itext('a')", "expression-unknown-function", {"at": 5, "function": "jr:itext"}),
    ("if(1, 2)", "expression-arguments", {"at": 1, "function": "if", "count": 2}),
    ("today(1)", "expression-arguments", {"at": 1, "function": "today", "count": 1}),
    ("regex(${a}, '[')", "expression-pattern", {"at": 1, "piece": "["}),
    ("regex(${a}, '(a+)+b')", "expression-pattern", {"at": 1, "piece": "(a+)+b"}),
    ("regex(${a}, ${c})", "expression-pattern", {"at": 1, "piece": ""}),
    ("(" * 200 + "1" + ")" * 200, "expression-too-deep", {"deepest": DEEPEST}),
    ("1+" * LONGEST + "1", "expression-too-long", {"longest": LONGEST}),
]


@pytest.mark.parametrize(("expression", "code", "facts"), REFUSED)
def test_what_cannot_be_compiled_is_refused_with_its_place(
    expression: str, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refusal:
        value(expression)
    assert (refusal.value.code, refusal.value.facts) == (code, facts)
    assert say(code, **refusal.value.facts)


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(a|a)*b", "((a+))+", "(?:a+)+", "(a{1,9}){9}", "a*a*a*a*a*b", "([)]+)*", "(\\)a+)*", "(a*)*"],
)
def test_a_pattern_that_could_take_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(Refused) as refusal:
        value(f"regex(${{a}}, '{pattern}')")
    assert refusal.value.code == "expression-pattern"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("[0-9]{4}-[0-9]{2}", "2026-11"),
        ("(甲|乙)级", "甲级"),
        ("(ab)+", "abab"),
        (r".*第\d+号.*", "防第3号"),
        ("[(+*]?x", "x"),
    ],
)
def test_ordinary_patterns_are_taken(pattern: str, text: str) -> None:
    assert value(f"regex('{text}', '{pattern}')") is True


def test_a_long_chain_of_operators_is_no_depth() -> None:
    assert value("+".join(["1"] * 1_900)) == 1_900


names = st.sampled_from(sorted(ANSWERS))
leaves = st.one_of(
    st.integers(-(10**9), 10**9).map(str),
    st.floats(0, 1e30, allow_nan=False).map(lambda number: f"{number:f}"),
    st.text(st.characters(exclude_characters="'", exclude_categories=["Cs"]), max_size=12).map(lambda t: f"'{t}'"),
    st.sampled_from(["'2026-02-28'", "'9999-12-31'", "'0001-01-01'", "'2026-11-20T23:59:59.999+14:00'", "'NaN'"]),
    names.map(lambda name: f"${{{name}}}"),
    names.map(lambda name: f"/data/{name}"),
    st.sampled_from(["/data/*", "/data/*[. != '']", "/data/*[2]", ".", "today()", "now()", "true()", "position()"]),
)
OPERATORS = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"]


def _calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def call(name: str) -> st.SearchStrategy[str]:
        if name == "regex":
            return inner.map(lambda value: f"regex({value}, '[a-z]*[0-9]?')")
        function = FUNCTIONS[name]
        most = function.most if function.most >= 0 else function.least + 3
        return st.lists(inner, min_size=function.least, max_size=most).map(lambda a: f"{name}({', '.join(a)})")

    return st.one_of(
        st.sampled_from(sorted(FUNCTIONS)).flatmap(call),
        st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, inner, inner).map(lambda t: f"if({t[0]}, {t[1]}, {t[2]})"),
        inner.map(lambda operand: f"-({operand})"),
        inner.map(lambda condition: f"/data/*[{condition}]"),
        inner.map(lambda once: f"once({once})"),
    )


expressions = st.recursive(leaves, _calls, max_leaves=8)
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(
        ["", "-0", "1" * 400, "9" * 4000, ".", "2026-13-01", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00Z"]
    ),
)


@settings(max_examples=400, deadline=None)
@given(expression=expressions, answers=st.lists(texts, min_size=len(ANSWERS), max_size=len(ANSWERS)), own=texts)
def test_no_expression_ever_raises_once_compiled(expression: str, answers: list[str], own: str) -> None:
    given_ones = {name: Answer(value) for name, value in zip(ANSWERS, answers, strict=True)} | {"own": Answer(own)}
    table = Definition("", "", "", (), tuple(blank_question(name) for name in given_ones), {})
    sheet = Sheet(table, given_ones, at=AT)
    found = sheet.run(compile_expression(expression, sheet.model, sheet.model.by_name["own"]), "own")
    assert isinstance(text_of(found), str)
    assert isinstance(number_of(found), float)


@settings(max_examples=300, deadline=None)
@given(st.text("()[]${}/.*,'\"=<>!+-abc 1datif", max_size=30))
def test_any_text_is_compiled_or_refused_with_a_sentence(text: str) -> None:
    sentence = ""
    try:
        evaluate(text, answers=ANSWERS, clock=At())
    except Refused as refused:
        sentence = say(refused.code, **refused.facts)
    assert not sentence or sentence.endswith("。")


@given(st.dates())
def test_a_date_read_as_days_and_written_again_is_the_same(day: object) -> None:
    assert value(f"date(number('{day}'))") == str(day)


def test_a_text_that_only_looks_like_a_date_is_no_number() -> None:
    assert all(
        math.isnan(days_of(text)) for text in ("2026-1-1", "20261120", "2026-11-20T", "2026-00-10", "2026-11-20x")
    )


def test_an_expression_over_a_form_sees_its_calculations(tmp_path: Path) -> None:
    from inspector_desktop.assets import form

    table = form("lightning-safety.md")
    assert evaluate("${violations} + 1", table, {"signs": "violates"}, clock=At()).value == 2
    assert evaluate("${report_age}", table, {"report_date": "2026-03-02"}, clock=At()).value == "263"
    with pytest.raises(Refused) as refusal:
        evaluate("1", table, {"nothing": "x"}, clock=At())
    assert refusal.value.code == "refused-unknown-line"
