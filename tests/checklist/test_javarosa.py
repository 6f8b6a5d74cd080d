"""Our evaluator beside JavaRosa, the engine of ODK Collect: dates, times, repeats, conditions, lists, functions.

What JavaRosa answers was recorded (`factories/javarosa.py` says how it is asked again). Where we answer otherwise, the
reason stands in `DEPARTURES`; one that is a departure no longer is noticed.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from factories import javarosa

from inspector_desktop.checklist.definition import Definition, blank_question
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.reading import examine
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet
from inspector_desktop.checklist.values import number_of
from inspector_desktop.errors import Refused

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
ASKED = javarosa.asked()
REFUSED = "refused"

DEPARTURES: dict[str, dict[tuple[str, str], list[str]]] = {
    # A repeat named as such means all its instances, also from inside one of them (as Enketo has it); JavaRosa takes
    # it for the one instance, so that `position(..) = count(${r})` would hold in the first instead of the last.
    "repeat": {
        ("", "count(/data/r[count(/data/r) = 3])"): ["3"],
        ("", "sum(${r}[count(${r}) = 3]/v)"): ["19"],
        ("", "sum(/data/r[position() = count(/data/r)]/v)"): ["9"],
        ("r", "count(${r})"): ["3", "3", "3"],
        ("r", "count(/data/r)"): ["3", "3", "3"],
        ("r", "position(..) = count(${r})"): ["false", "false", "true"],
        ("s", "count(${r})"): ["3"] * 6,
    },
    # Inside a condition pyxform writes ${k} of the asking repeat as a step from the instance in question (`../k`),
    # where there is none: JavaRosa finds nothing or breaks off. We take the reference as it was meant.
    "reference": {
        ("r", "count(${r}[${k} = 'a'])"): ["2", "2", "2"],
        ("r", "count(${q}[${h} = ${k}])"): ["1", "1", "1"],
        ("q", "count(${r}[${k} = ${h}])"): ["2", "1"],
        ("r", "count(${s}[${x} > 1])"): ["1", "1", "2"],
    },
    # JavaRosa takes place 0 for no place at all, and answers with the first instance.
    "place": {
        ("r", "indexed-repeat(${v}, ${r}, position(..) - 1)"): ["", "3", "7"],
        ("r", "coalesce(indexed-repeat(${v}, ${r}, position(..) - 1), 0) + ${v}"): ["3", "10", "16"],
    },
    # A text that is written as a date, a moment or a time is one: JavaRosa does not read literals so.
    "literal": {
        ("", "/data/d < '2026-04-01'"): ["true"],
        ("", "/data/d > '2026-01-01'"): ["true"],
        ("", "${t} = '10:20:00.000+08:00'"): ["true"],
        ("", "${t} > '09:00'"): ["true"],
        ("", "${dt} = '2026-11-20T10:20:30.000+08:00'"): ["true"],
        ("", "decimal-time('10:20:00.000+08:00')"): ["0.4305555555555556"],
        ("", "decimal-time('10:20')"): ["0.4305555555555556"],
        ("", "decimal-time(${t}) > decimal-time('09:00:00.000+08:00')"): ["true"],
        ("", "decimal-time(${t}) - decimal-time('09:20:00.000+08:00')"): ["0.041666666666666685"],
    },
    # Days are civil days (JavaRosa's decimal-date-time counts them in UTC, its number() without their fraction); a
    # time of day as a number is its part of the day, not today.
    "civil": {
        ("", "decimal-date-time(${d})"): ["20514"],
        ("", "decimal-date-time(${dt})"): ["20777.430902777778"],
        ("", "number(${dt})"): ["20777.430902777778"],
        ("", "number(${t})"): ["0.4305555555555556"],
    },
    # We answer for whatever was answered and refuse what can never be right when the form is imported; JavaRosa breaks
    # off while the form is being filled in.
    "total": {
        ("", "date('x')"): [""],
        ("", "date('2026-13-40')"): [""],
        ("", "digest('甲', 'CRC32', 'hex')"): ["63ae8289"],
        ("", "instance('c')/root/item[extra = 2]/name"): ["b"],
        ("", "count(${r}[${k} = ${h}])"): ["3"],
        ("", "count(/data/r/*)"): ["12"],
        ("", "count(/data/*)"): [REFUSED],
        ("", "format-date(${d}, '%A')"): [REFUSED],
        ("", "format-date(${d}, '%B')"): [REFUSED],
        ("", "format-date(${d}, '%Z')"): [REFUSED],
        ("", "format-date(${d}, '%j')"): [REFUSED],
    },
    # XPath 1.0: a number in brackets is a place (2.4), and a set of nodes is equal to what one of its nodes is (3.4).
    # JavaRosa knows neither: it answers with nothing, or breaks off.
    "xpath": {
        ("", "/data/r[3]/v"): ["9"],
        ("", "count(/data/r[2])"): ["1"],
        ("", "string(/data/r[k='a'][2]/v)"): ["9"],
        ("", "/data/r/v = 9"): ["true"],
        ("", "/data/r/k = 'b'"): ["true"],
        ("", "sum(/data/r[/data/r/s/x > 4]/v)"): ["16"],
    },
    # Functions of XPath and XLSForm that JavaRosa has not, or not by this name.
    "function": {
        ("", "floor(-1.5)"): ["-2"],
        ("", "ceiling(1.2)"): ["2"],
        ("", "upper-case('a')"): ["A"],
        ("", "choice-name('a', '${o}')"): ["甲"],
    },
    # The week of the year depends on where one lives; it is refused by name.
    "week": {("", "format-date(${d}, '%W')"): [REFUSED]},
    # JavaRosa leaves out what is no number (XPath 1.0, 4.4: the sum is NaN), and loses a hundred when rounding.
    "number": {
        ("", "max('a', 1)"): [""],
        ("", "sum(/data/r/k)"): [""],
        ("", "round(-1234.5, -2)"): ["-1200"],
    },
}
KNOWN = {question: ours for group in DEPARTURES.values() for question, ours in group.items()}


@pytest.fixture(scope="module")
def definition(tmp_path_factory: pytest.TempPathFactory) -> Definition:
    found = examine(javarosa.written(tmp_path_factory.mktemp("javarosa")))
    assert found.definition is not None, [problem.text() for problem in found.problems]
    return found.definition


def kept(answers: dict[str, Any], context: tuple[int, ...] = ()) -> dict[str, Answer]:
    """The answers of the form as a sheet keeps them."""
    behind = f"@{'.'.join(map(str, context))}" if context else ""
    found: dict[str, Answer] = {}
    for name, value in answers.items():
        if isinstance(value, list):
            found[name + behind] = Answer(" ".join(str(number) for number in range(1, len(value) + 1)))
            for number, one in enumerate(value, 1):
                found |= kept(one, (*context, number))
        elif value:
            found[name + behind] = Answer(value)
    return found


def asking(definition: Definition, place: str, expression: str) -> Definition:
    question = blank_question("z", "calculate", group=place, calculation=expression)
    return replace(definition, questions=(*definition.questions, question))


def values(sheet: Sheet) -> list[str]:
    place = sheet.model.by_name["z"]
    return [sheet.value(sheet.state.key(node)) for node in sheet.state.nodes(place)]


def same(ours: str, theirs: str) -> bool:
    """JavaRosa keeps conditions as 1 and 0 and days as their midnight, and writes numbers as Java does."""
    if ours in ("true", "false"):
        return theirs in (ours, str(int(ours == "true")))
    written = str(float(theirs)) if re.fullmatch(r"-?[0-9.]+E-?[0-9]+", theirs) else theirs
    return ours == theirs or math.isclose(number_of(ours), number_of(written), rel_tol=1e-9)


def test_an_expression_means_to_us_what_it_means_to_javarosa(definition: Definition) -> None:
    wrong: list[object] = []
    for case in ASKED:
        question, theirs = (case["in"], case["asked"]), case["javarosa"]
        try:
            ours = values(Sheet(asking(definition, *question), kept(javarosa.ANSWERS), at=AT))
        except Refused:
            ours = [REFUSED]
        agree = len(ours) == len(theirs) and all(map(same, ours, theirs))
        if agree == (question in KNOWN) or ours != KNOWN.get(question, ours):
            wrong.append((question, ours, theirs))
    assert wrong == []


def test_every_known_departure_was_asked() -> None:
    assert KNOWN.keys() <= {(case["in"], case["asked"]) for case in ASKED}


CHANGES = [("v@1", "6"), ("k@2", "a"), ("x@3.1", "4"), ("v@3", ""), ("x@1.2", "11"), ("h@2", "a"), ("v@2", "1")]
CONDITIONS = [case for case in ASKED if "[" in case["asked"] and case["asked"] != "count(/data/*)"]


def test_a_condition_on_instances_follows_every_answer_in_them(definition: Definition) -> None:
    """What little work gives after each answer is what the whole sheet gives when it is opened with the answers."""
    for case in CONDITIONS:
        asked = Program(asking(definition, case["in"], case["asked"]))
        sheet = Sheet(asked, kept(javarosa.ANSWERS), at=AT)
        for key, value in CHANGES:
            sheet.answer(key, value)
            assert values(sheet) == values(Sheet(asked, sheet.answers(), at=AT)), (case["asked"], key)
