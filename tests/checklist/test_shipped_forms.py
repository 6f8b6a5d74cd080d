"""Every shipped check table: what it says of each line, that each line can come up, and that it can be finished."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import pytest
from factories.visits import judge

from inspector_desktop.assets import form
from inspector_desktop.checklist.bases import repealed_bases
from inspector_desktop.checklist.definition import MEDIA, METADATA, UNASKED, Definition, Group, Question
from inspector_desktop.checklist.program import Program
from inspector_desktop.checklist.reading import Reading, examine
from inspector_desktop.checklist.sheet import Sheet

AT = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SHIPPED = sorted(path.name for path in form("").glob("*.md"))
REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
NUMBER = re.compile(r"(?<![\w.'-])[0-9]+(?:\.[0-9]+)?(?![\w.'])")
FEWEST, MOST = 25, 80
MOST_TRIES = 20_000

shipped = pytest.mark.parametrize("name", SHIPPED)


@lru_cache
def reading(name: str) -> Reading:
    return examine(form(name))


def definition_of(name: str) -> Definition:
    found = reading(name).definition
    assert found is not None, [problem.text() for problem in reading(name).problems]
    return found


@lru_cache
def program_of(name: str) -> Program:
    return Program(definition_of(name), reading(name).tables)


# -- what a table says ---------------------------------------------------------------------------------------------


def test_tables_for_the_kinds_of_units_the_bureaus_inspect_are_shipped() -> None:
    assert {
        "lightning-safety.md", "lightning-testing-body.md", "balloon-unit.md", "civil-defence-works.md",
        "civil-defence-equipment.md",
    } <= set(SHIPPED)  # fmt: skip
    assert len({definition_of(name).title for name in SHIPPED}) == len(SHIPPED)


@shipped
def test_a_shipped_table_has_no_problems_and_can_be_gone_through_in_a_day(name: str) -> None:
    assert [problem.text() for problem in reading(name).problems] == []
    definition = definition_of(name)
    assert f"{definition.form}.md" == name, "an inspection names its table by the file"
    assert definition.version
    assert FEWEST <= len(definition.lines) <= MOST
    assert [line.number for line in definition.lines] == list(range(1, len(definition.lines) + 1))
    assert len({line.group for line in definition.lines}) >= 4


@pytest.mark.obligation("F088")
@shipped
def test_every_line_says_how_to_check_what_does_not_conform_and_what_it_rests_on(name: str) -> None:
    definition = definition_of(name)
    for line in definition.lines:
        assert line.hint[:1] in tuple("看查测问"), (line.name, line.hint)
        assert all((line.basis.law, line.basis.article, line.violation, line.severity)), line.name
        assert line.group, f"{line.name} stands under no heading"
        assert not line.default
    labels = [line.label for line in definition.lines]
    assert sorted(labels) == sorted(set(labels))


@shipped
def test_a_verified_line_names_what_was_read_and_an_unverified_one_says_so_in_its_article(name: str) -> None:
    for line in definition_of(name).lines:
        basis = line.basis
        if basis.verified:
            assert all((basis.edition, basis.source, basis.checked_on)), line.name
            assert basis.effective <= basis.checked_on, line.name
            assert "待核" not in basis.article + basis.edition, line.name
            assert re.search(r"第[一二三四五六七八九十百]+条|第?[0-9]+(?:\.[0-9]+)*", basis.article), line.name
        else:
            assert "待核" in basis.article, line.name
            assert not basis.checked_on, line.name
            assert not basis.source, line.name


@shipped
def test_a_table_tells_of_unverified_lines_before_the_first_of_them(name: str) -> None:
    definition = definition_of(name)
    first = next((place for place, one in enumerate(definition.questions) if one.kind == "verdict"), 0)
    said = "".join(one.label for one in definition.questions[:first] if one.kind == "note")
    assert all(line.basis.verified for line in definition.lines) or "待核" in said


@shipped
def test_no_line_rests_on_what_is_known_to_be_repealed(name: str) -> None:
    cited = {(line.basis.law, line.basis.edition) for line in definition_of(name).lines}
    assert not cited & set(repealed_bases())


def test_the_list_of_repealed_editions_says_when_by_what_and_what_came_after() -> None:
    with form("repealed-bases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 15
    assert len({(row["law"], row["edition"]) for row in rows}) == len(rows)
    for row in rows:
        assert all(row.values()), row
        assert date.fromisoformat(row["repealed_on"]) <= TODAY
        assert row["successor"] != f"{row['law']}（{row['edition']}）"
    succeeding = {(law, edition) for law, edition in repealed_bases() if any(law in row["successor"] for row in rows)}
    assert succeeding, "at least one law is followed by an edition of its own name"


@shipped
def test_a_choice_is_one_natural_word_for_the_question_that_is_asked(name: str) -> None:
    definition = definition_of(name)
    for question in definition.questions:
        labels = [one.label for one in definition.choices.get(question.choices, ())]
        if labels == ["有", "无"]:
            assert "有无" in question.label, question.name
        elif labels == ["是", "否"]:
            assert "是否" in question.label, question.name
        else:
            assert not {"有", "无", "是", "否"} & set(labels), question.name
    assert not [one for rows in definition.choices.values() for one in rows if re.search("[有无是否][（(]", one.label)]


# -- answers that a question could take ----------------------------------------------------------------------------


ONE_ANSWER = {
    "time": "09:00", "datetime": "2026-11-19T09:00:00+08:00", "geopoint": "35.57 114.52",
    "geotrace": "35.57 114.52;35.58 114.52", "acknowledge": "OK",
    "geoshape": "35.57 114.52;35.58 114.52;35.58 114.53;35.57 114.52", **dict.fromkeys(MEDIA, "0" * 64),
}  # fmt: skip


def answers_for(definition: Definition, question: Question, texts: str = "") -> list[str]:
    """Values worth trying for a question: all choices, numbers near those in `texts`, days around today."""
    numbers = {float(found) for found in NUMBER.findall(texts)}
    near = {one + step for one in numbers for step in (-1, 0, 1)}
    if question.choices:
        names = [choice.name for choice in definition.choices.get(question.choices, ())] or ["other"]
        return names if question.kind in ("verdict", "choice") else [*names, " ".join(names)]
    if question.kind in ("integer", "decimal"):
        places = 0 if question.kind == "integer" else 2
        return [f"{one:.{places}f}" for one in sorted({0.0, 1.0, 3.0, 10.0, 100.0, 5000.0} | near)]
    if question.kind == "range":
        return [question.parameter("start", "1"), question.parameter("end", "10")]
    if question.kind == "date":
        days = {0, 20, 100, 400, 800, 4000, *(int(one) for one in near if abs(one) < 5000)}
        return [(TODAY + timedelta(days=one)).isoformat() for one in sorted(days | {-one for one in days})]
    return [ONE_ANSWER[question.kind]] if question.kind in ONE_ANSWER else ["一", "1", "410526"]


def repeats_around(definition: Definition, name: str) -> list[str]:
    """The repeats a question or group stands in, outermost first."""
    steps = definition.path(name)[1:]
    return [step for step in steps if step in definition.groups_by_name and definition.groups_by_name[step].repeated]


def key_in_first(sheet: Sheet, name: str) -> str:
    """The key of a question or group in the first instance of its repeats, which are begun where there is none."""
    born = ""
    for repeat in repeats_around(sheet.definition, name):
        container = f"{repeat}@{born}" if born else repeat
        instances = sheet.instances(container) or (sheet.add(container),)
        born = instances[0].partition("@")[2]
    return f"{name}@{born}" if born else name


# -- each line can come up -----------------------------------------------------------------------------------------


def conditions(definition: Definition, name: str) -> list[str]:
    """The expressions that say whether something is shown: its own and those of the groups around it."""
    items = (definition.by_name.get(step) or definition.groups_by_name.get(step) for step in definition.path(name)[1:])
    return [item.relevant for item in items if item is not None and item.relevant]


def asked(definition: Definition, name: str) -> tuple[list[str], str]:
    """What a question's relevance rests on, however indirectly, and all expressions on the way."""
    found: dict[str, None] = {}
    texts = conditions(definition, name)
    for text in texts:  # grows while it is gone through
        for reference in REFERENCE.findall(text):
            if reference not in found:
                found[reference] = None
                question = definition.by_name.get(reference)
                texts += [*conditions(definition, reference), question.calculation if question else ""]
    return list(found), " ".join(texts)


def combinations(definition: Definition, wanted: Question) -> Iterator[dict[str, str]]:
    """Answers to what the relevance of a question rests on, one set after the other."""
    found, texts = asked(definition, wanted.name)
    questions = [definition.by_name[one] for one in found if one in definition.by_name]
    questions = [one for one in questions if one.kind not in UNASKED]
    values = [["", *answers_for(definition, one, texts)] for one in questions]
    names = [one.name for one in questions]
    for chosen in itertools.islice(itertools.product(*values), MOST_TRIES):
        yield dict(zip(names, chosen, strict=True))


def come_up(name: str, wanted: Question) -> Sheet | None:
    """A sheet in which a question is shown, or None when no answers were found that show it."""
    definition = definition_of(name)
    sheet = Sheet(program_of(name), at=AT)
    for reference in asked(definition, wanted.name)[0]:
        key_in_first(sheet, reference)
    given: dict[str, str] = {}
    for answers in combinations(definition, wanted):
        for question, value in answers.items():
            if given.get(question, "") != value:
                given[question] = value
                sheet.answer(key_in_first(sheet, question), value)
        if sheet.relevant(key_in_first(sheet, wanted.name)):
            return sheet
    return None


@shipped
def test_for_every_line_and_question_there_are_answers_that_make_it_come_up(name: str) -> None:
    asking = [one for one in definition_of(name).questions if one.kind not in METADATA]
    assert [one.name for one in asking if come_up(name, one) is None] == []


@shipped
def test_every_question_a_table_asks_has_an_answer_it_takes(name: str) -> None:
    definition = definition_of(name)
    refused = []
    for question in definition.questions:
        sheet = None if question.kind in UNASKED else come_up(name, question)
        if sheet is None:
            continue
        key = key_in_first(sheet, question.name)
        values = answers_for(definition, question, question.constraint)
        if not any(sheet.answer(key, value) and sheet.valid(key) for value in values):
            refused.append(question.name)
    assert refused == []


# -- a table can be finished ---------------------------------------------------------------------------------------


def fill_in(sheet: Sheet, *, everything: bool) -> None:
    """Answer what is shown until nothing new comes up: all of it, or what is wanted only."""
    for _ in range(20):
        before = len(sheet.answers())
        for spot in list(sheet.spots()):
            if isinstance(spot.item, Group):
                if everything and spot.item.repeated and not spot.item.count and _empty(sheet, spot.key):
                    sheet.add(spot.key)
            elif _waits(sheet, spot.key, spot.item, everything=everything):
                _answer(sheet, spot.key, spot.item)
        if len(sheet.answers()) == before:
            return
    raise AssertionError("new questions come up without end")


def _empty(sheet: Sheet, key: str) -> bool:
    name, _, context = key.partition("@")
    inside = len(repeats_around(sheet.definition, name))
    return len(context.split(".") if context else []) < inside and not sheet.instances(key)


def _waits(sheet: Sheet, key: str, question: Question, *, everything: bool) -> bool:
    if question.kind in UNASKED or not sheet.relevant(key) or sheet.read_only(key) or sheet.given(key).value:
        return False
    return everything or question.kind == "verdict" or sheet.required(key)


def _answer(sheet: Sheet, key: str, question: Question) -> None:
    if question.kind == "verdict":
        sheet.answer(key, "conforms")
        return
    for value in reversed(answers_for(sheet.definition, question, question.constraint)):
        sheet.answer(key, value)
        if sheet.valid(key):
            return
    raise AssertionError(f"{key} takes no answer")


@pytest.mark.parametrize("everything", [False, True], ids=["what is wanted", "everything"])
@shipped
def test_a_table_opens_with_nothing_decided_and_can_be_finished(name: str, *, everything: bool) -> None:
    definition = definition_of(name)
    sheet = Sheet(program_of(name), at=AT, fresh=True)
    assert sheet.counts()["open"] == len(sheet.lines()) > 0
    assert not any(sheet.given(line.name).value for line in definition.lines)
    fill_in(sheet, everything=everything)
    assert (sheet.open_lines(), sheet.shortfalls(), sheet.missing(), sheet.invalid()) == ((), (), (), ())
    assert sheet.counts()["conforms"] == len(sheet.lines()) > 0
    again = Sheet(program_of(name), sheet.answers(), at=AT)
    assert [spot.key for spot in again.spots()] == [spot.key for spot in sheet.spots()]


@shipped
def test_what_is_found_is_counted_at_the_foot_of_the_table(name: str) -> None:
    sheet = Sheet(program_of(name), at=AT, fresh=True)
    first, second = sheet.lines()[:2]
    sheet.answer(first.name, "violates", fact="一处不符")
    sheet.answer(second.name, "not_checked", reason="idle")
    assert (sheet.value("violations"), sheet.value("unchecked")) == ("1", "1")


@shipped
def test_the_visits_of_the_other_tests_finish_whichever_table_a_draw_gives_them(name: str) -> None:
    sheet = Sheet(program_of(name), at=AT)
    judge(sheet)
    assert (sheet.missing(), sheet.shortfalls()) == ((), ())
    assert sheet.counts()["violates"] == 2
