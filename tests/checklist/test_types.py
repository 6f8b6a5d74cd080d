"""The types of XLSForm: what is read of each, what is refused by name, and that nothing is ignored."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inspector_desktop.checklist import types
from inspector_desktop.checklist.definition import KINDS, Definition, Words, from_bytes
from inspector_desktop.checklist.reading import examine, read_form
from inspector_desktop.checklist.sheet import Sheet

AT = datetime(2026, 11, 20, 6, 15, tzinfo=UTC)
OWN = ["law", "article", "violation", "severity", "verified"]
LINE = {
    "type": "select_one verdict", "name": "line", "label": "完好", "law": "安全生产法", "article": "条款待核",
    "violation": "损坏", "severity": "一般", "verified": "待核",
}  # fmt: skip
CHOICES = [
    *[
        {"list_name": "verdict", "name": n, "label": n}
        for n in ("conforms", "violates", "not_applicable", "not_checked")
    ],
    {"list_name": "area", "name": "henan", "label": "河南", "label::English": "Henan"},
    {"list_name": "area", "name": "hebei", "label": "河北", "label::English": "Hebei"},
    {"list_name": "city", "name": "ay", "label": "安阳", "area": "henan"},
    {"list_name": "city", "name": "xt", "label": "邢台", "area": "hebei"},
]


def written(folder: Path, *rows: dict[str, str]) -> Path:
    """A form as Markdown with one check line before the given rows, which begin at row 3."""
    every = (LINE, *rows)
    heads = list(dict.fromkeys([*LINE, *(head for row in every for head in row)]))
    lists = list(dict.fromkeys(head for row in CHOICES for head in row))
    lines = ["| survey |", _row([f"bind::insp:{head}" if head in OWN else head for head in heads])]
    lines += [_row([row.get(head, "") for head in heads]) for row in every]
    lines += ["| choices |", _row(lists), *(_row([row.get(head, "") for head in lists]) for row in CHOICES)]
    lines += ["| settings |", _row(["form_title", "form_id", "version", "namespaces"])]
    lines += [_row(["表", "own", "1", 'insp="https://example.org/ns"'])]
    path = folder / "form.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _row(cells: list[str]) -> str:
    return "|  | " + " | ".join(cells) + " |"


def read(folder: Path, *rows: dict[str, str]) -> Definition:
    found = examine(written(folder, *rows))
    assert found.definition is not None, [problem.text() for problem in found.problems]
    assert from_bytes(found.definition.to_bytes()) == found.definition
    return found.definition


SINGLE = {
    kind: written_as
    for written_as, kind in types.KINDS.items()
    if written_as not in ("string", "int", "trigger", "location", "gps", "photo")
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "verdict"])
def test_every_kind_is_read_and_can_be_filled_in(tmp_path: Path, kind: str) -> None:
    row = {"type": SINGLE.get(kind, ""), "name": "q", "label": "题"}  # type: ignore[call-overload]
    row |= {"calculation": "1 + 1"} if kind == "calculate" else {}
    row |= {"type": "image", "appearance": "signature"} if kind == "signature" else {}
    choosing = {"choice": "select_one area", "choices": "select_multiple area", "rank": "rank area"}
    row |= {"type": choosing[kind]} if kind in choosing else {}
    row |= {"parameters": "start=0 end=20 step=5"} if kind == "range" else {}
    question = read(tmp_path, row).by_name["q"]
    assert question.kind == kind
    assert Sheet(read(tmp_path, row), at=AT, fresh=True).relevant("q")


def test_a_repeat_with_a_count_defaults_triggers_and_texts_is_read_whole(tmp_path: Path) -> None:
    definition = read(
        tmp_path,
        {"type": "integer", "name": "n", "label": "几处", "default": "2", "read_only": "no"},
        {"type": "begin repeat", "name": "place", "label": "第 ${n} 处中的一处", "repeat_count": "${n}"},
        {"type": "decimal", "name": "ohms", "label": "阻值", "guidance_hint": "测三次", "required": "yes",
         "required_message": "请测"},
        {"type": "end repeat"},
        {"type": "date", "name": "day", "label": "日期", "default": "today()"},
        {"type": "calculate", "name": "seen", "calculation": "now()", "trigger": "${day}"},
    )  # fmt: skip
    group = definition.groups_by_name["place"]
    assert (group.repeated, group.count) == (True, "${n}")
    ohms = definition.by_name["ohms"]
    assert (ohms.group, ohms.guidance, ohms.required, ohms.required_message) == ("place", "测三次", "true()", "请测")
    assert (definition.by_name["day"].dynamic, definition.by_name["n"].dynamic) == (True, False)
    assert definition.by_name["seen"].trigger == ("day",)
    page = Sheet(definition, at=AT, fresh=True)
    assert page.instances("place") == ("place@1", "place@2")
    assert page.text("place") == "第 2 处中的一处"


def test_other_languages_are_kept_beside_the_chinese_one(tmp_path: Path) -> None:
    question = {"type": "text", "name": "q", "label": "说明", "label::English": "Remarks", "hint::English": "short"}
    definition = read(tmp_path, question)
    assert definition.languages == ("English",)
    assert definition.by_name["q"].words == (Words("English", "Remarks", "short"),)
    assert definition.choices["area"][0].words == (("English", "Henan"),)


def test_or_other_adds_a_choice_and_a_line_to_write_on(tmp_path: Path) -> None:
    definition = read(tmp_path, {"type": "select_one area or_other", "name": "q", "label": "省"})
    page = Sheet(definition, at=AT)
    assert [one.name for one in page.choices("q")] == ["henan", "hebei", "other"]
    assert "q_other" in page.answer("q", "other")
    assert (page.relevant("q_other"), page.text("q_other")) == (True, "其他（请写明）")


def test_a_filtered_choice_offers_what_its_filter_says(tmp_path: Path) -> None:
    definition = read(
        tmp_path,
        {"type": "select_one area", "name": "area", "label": "省"},
        {"type": "select_one city", "name": "city", "label": "市", "choice_filter": "area = ${area}"},
    )
    page = Sheet(definition, at=AT)
    page.answer("area", "hebei")
    assert [one.label for one in page.choices("city")] == ["邢台"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_from_a_file_is_read_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "firms.csv").write_text('code,firm,town\nA1,永安加油站,城关\nA2,"甲,乙",道口\n', encoding=encoding)
    path = written(
        tmp_path,
        {"type": "select_one_from_file firms.csv", "name": "q", "label": "企业", "parameters": "value=code label=firm"},
        {"type": "calculate", "name": "town", "calculation": "pulldata('firms', 'town', 'code', ${q})"},
    )
    found = examine(path)
    assert found.definition is not None, [problem.text() for problem in found.problems]
    assert found.definition.tables == {"firms.csv": found.tables["firms.csv"].digest}
    page = Sheet(found.definition, at=AT, tables=found.tables)
    page.answer("q", "A2")
    assert (page.value("town"), page.valid("q"), [one.label for one in page.choices("q")]) == (
        "道口", True, ["永安加油站", "甲,乙"],
    )  # fmt: skip


BROKEN: list[tuple[str, dict[str, str], str]] = [
    ("form-file-missing", {"type": "select_one_from_file gone.csv", "label": "企业"}, "gone.csv"),
    ("form-file-kind", {"type": "select_one_from_file gone.xml", "label": "企业"}, "gone.xml"),
    ("form-type", {"type": "background-audio", "label": "录音"}, "background-audio"),
    ("form-type", {"type": "start-geopoint", "label": "位置"}, "start-geopoint"),
    ("form-media", {"type": "text", "label": "题", "media::image": "a.png"}, "a.png"),
    ("form-appearance-away", {"type": "text", "label": "题", "appearance": "ex:org.app.scan"}, "ex:org.app.scan"),
    ("form-parameter", {"type": "select_one area", "label": "题", "parameters": "randomize=true"}, "randomize"),
    ("form-parameters", {"type": "range", "label": "题", "parameters": "start"}, "start"),
    ("form-trigger", {"type": "calculate", "calculation": "1", "trigger": "line"}, "line"),
    ("form-trigger", {"type": "calculate", "calculation": "1", "trigger": "${gone}"}, "gone"),
    ("form-parameter-value", {"type": "range", "label": "题", "parameters": "start=a end=5"}, "start"),
    ("form-parameter-value", {"type": "range", "label": "题", "parameters": "step=0"}, "step"),
    ("form-parameter-value", {"type": "range", "label": "题", "parameters": "start=1 end=5 step=9"}, "step"),
    ("form-parameter-value", {"type": "text", "label": "题", "parameters": "rows=many"}, "rows"),
    ("form-parameter-value", {"type": "image", "label": "题", "parameters": "max-pixels=x"}, "max-pixels"),
    ("form-parameter-value", {"type": "audio", "label": "题", "parameters": "quality=loud"}, "quality"),
    (
        "form-appearance-search",
        {"type": "select_one area", "label": "题", "appearance": "minimal search('firms')"},
        "search('firms')",
    ),
    ("form-column-refused", {"type": "text", "label": "题", "bind::jr:preload": "uid"}, "uid"),
    ("form-column-refused", {"type": "text", "label": "题", "instance::unit": "m"}, "m"),
    ("form-column-refused", {"type": "text", "label": "题", "intent": "app"}, "app"),
    (
        "form-other-filter",
        {"type": "select_one city or_other", "label": "市", "choice_filter": "area = 'henan'"},
        "area = 'henan'",
    ),
    ("form-name-reserved", {"type": "text", "name": "meta", "label": "题"}, "meta"),
    ("form-default-kind", {"type": "integer", "label": "题", "default": "abc"}, "abc"),
    ("form-default-kind", {"type": "date", "label": "题", "default": "昨天"}, "昨天"),
    ("form-default-kind", {"type": "range", "label": "题", "default": "12"}, "12"),
    ("form-default-choice", {"type": "select_one area", "label": "题", "default": "zz"}, "zz"),
    ("form-default-choice", {"type": "select_multiple area", "label": "题", "default": "henan zz"}, "zz"),
    ("form-expression", {"type": "note", "label": "共 ${gone} 处"}, "${gone}"),
    ("form-expression", {"type": "select_one city", "label": "市", "choice_filter": "zone = 1"}, "zone = 1"),
    ("form-expression", {"type": "text", "label": "题", "default": "${gone}"}, "${gone}"),
    ("form-expression", {"type": "note", "label": "共", "label::English": "of ${gone}"}, "${gone}"),
    ("form-verdict-locked", {**LINE, "name": "q", "read_only": "yes"}, "yes"),
]


@pytest.mark.parametrize(("code", "row", "value"), BROKEN)
def test_what_is_not_supported_is_refused_by_name_at_its_row(
    tmp_path: Path, code: str, row: dict[str, str], value: str
) -> None:
    found = examine(written(tmp_path, {"name": "q", **row}))
    assert [(one.code, one.row, one.value) for one in found.problems] == [(code, 3, value)]
    assert found.definition is None
    sentence = found.problems[0].text()
    assert f"第3行“{found.problems[0].column}”栏" in sentence
    assert sentence.count("。") == 2 or "请" in sentence
    assert "[row" not in sentence


def test_a_check_line_in_a_repeat_is_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"type": "begin_repeat", "name": "r", "label": "处"},
        {**LINE, "name": "inside"},
        {"type": "end_repeat"},
    )
    assert [(one.code, one.row) for one in examine(path).problems] == [("form-verdict-repeated", 4)]


def test_a_group_ended_as_a_repeat_names_both_rows(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"type": "begin group", "name": "g", "label": "组"},
        {"type": "text", "name": "q", "label": "题"},
        {"type": "end repeat"},
    )
    (problem,) = examine(path).problems
    assert (problem.code, problem.row, problem.column, problem.value) == ("form-group-mixed", 5, "type", "end repeat")
    assert "第3行的“begin group”" in problem.text()


def test_expressions_are_examined_though_something_else_is_wrong(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"type": "audit", "name": "odd", "label": "怪", "relevant": "nothing(1)"},
        {"type": "text", "name": "a", "label": "甲", "relevant": "${odd} = '1'"},
        {"type": "text", "name": "b", "label": "乙", "relevant": "${gone} = '1'"},
        {"type": "select_one none", "name": "c", "label": "丙", "choice_filter": "x = 1"},
        {"type": "text", "name": "d", "label": "丁", "constraint": "nothing(.)"},
        {"type": "text", "name": "e", "label": "戊", "default": "nothing()"},
    )
    told = [(one.code, one.row) for one in examine(path).problems if one.fatal]
    assert told == [
        ("form-type", 3), ("form-expression", 5), ("form-list", 6), ("form-expression", 7), ("form-expression", 8),
    ]  # fmt: skip


def test_a_default_that_is_an_answer_is_taken(tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text("name,label\nA1,永安加油站\n", encoding="utf-8")
    definition = read(
        tmp_path,
        {"type": "integer", "name": "n", "label": "题", "default": "-5"},
        {"type": "date", "name": "d", "label": "题", "default": "2026-11-20"},
        {"type": "select_one area", "name": "one", "label": "题", "default": "hebei"},
        {"type": "select_multiple area", "name": "both", "label": "题", "default": "hebei henan"},
        {"type": "select_one area or_other", "name": "more", "label": "题", "default": "other"},
        {"type": "select_one_from_file firms.csv", "name": "firm", "label": "题", "default": "A1"},
        {"type": "text", "name": "t", "label": "题", "default": "2 + 3"},
    )
    page = Sheet(definition, at=AT, fresh=True, tables=examine(tmp_path / "form.md").tables)
    assert all(page.value(name) and page.valid(name) for name in ("n", "d", "one", "both", "more", "firm", "t"))
    path = written(
        tmp_path, {"type": "select_one_from_file firms.csv", "name": "f", "label": "题", "default": "永安加油站"}
    )
    assert [(one.code, one.value) for one in examine(path).problems] == [("form-default-choice", "永安加油站")]


def test_choice_name_is_known_by_both_its_names(tmp_path: Path) -> None:
    definition = read(
        tmp_path,
        {"type": "select_one area", "name": "q", "label": "省"},
        {"type": "calculate", "name": "one", "calculation": "choice-name(${q}, '${q}')"},
        {"type": "calculate", "name": "two", "calculation": "jr:choice-name(${q}, '${q}')"},
    )
    page = Sheet(definition, at=AT)
    page.answer("q", "henan")
    assert (page.value("one"), page.value("two")) == ("河南", "河南")


def test_what_is_only_shown_otherwise_is_told_and_kept(tmp_path: Path) -> None:
    found = examine(
        written(tmp_path, {"type": "text", "name": "q", "label": "题", "appearance": "hologram", "colour": "red"})
    )
    assert found.definition is not None
    told = {(one.code, one.value or one.column) for one in found.problems}
    assert {("form-appearance", "hologram"), ("form-column-unknown", "colour")} <= told
    assert read_form(written(tmp_path, {"type": "text", "name": "q", "label": "题"})).by_name["q"].label == "题"
