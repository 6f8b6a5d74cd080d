"""Reading XLSForm: what is read, and that each refusal names sheet, row, column and value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inspector_desktop.assets import form
from inspector_desktop.checklist import reading
from inspector_desktop.checklist.bases import repealed_bases
from inspector_desktop.checklist.commands import check_form
from inspector_desktop.checklist.definition import Basis
from inspector_desktop.checklist.problems import Problem
from inspector_desktop.checklist.reading import examine, read_form
from inspector_desktop.errors import Refused
from inspector_desktop.wording import keys

COLUMNS = ["type", "name", "label", "hint", "relevant", "constraint", "calculation", "required", "default"]
OWN = ["law", "edition", "article", "effective", "checked_on", "source", "violation", "severity", "verified"]
LINE = {
    "type": "select_one verdict",
    "name": "q1",
    "label": "装置完好",
    "hint": "看现场",
    "law": "安全生产法",
    "edition": "2021年6月10日第三次修正",
    "article": "第三十六条第二款",
    "effective": "2021-09-01",
    "checked_on": "2026-11-20",
    "source": "存本",
    "violation": "损坏未修",
    "severity": "一般",
    "verified": "是",
}
VERDICTS = [("verdict", name, name) for name in ("conforms", "violates", "not_applicable", "not_checked")]


def written(
    folder: Path,
    *rows: dict[str, str],
    choices: list[tuple[str, str, str]] | None = None,
    columns: list[str] | None = None,
    title: str = "表",
) -> Path:
    """A form as a Markdown file: row 2 of `survey` is the first of `rows`."""
    heads = columns or COLUMNS + OWN
    lines = ["| survey |", _row([f"bind::insp:{head}" if head in OWN else head for head in heads])]
    lines += [_row([row.get(head, "") for head in heads]) for row in rows]
    lines += ["| choices |", _row(["list_name", "name", "label"])]
    lines += [_row(list(choice)) for choice in (VERDICTS if choices is None else choices)]
    lines += ["| settings |", _row(["form_title", "form_id", "version", "namespaces"])]
    lines += [_row([title, "own", "1", 'insp="https://example.org/ns"'])]
    path = folder / "form.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _row(cells: list[str]) -> str:
    return "|  | " + " | ".join(cells) + " |"


def only_problem(path: Path) -> Problem:
    problems = examine(path).problems
    assert [problem.code for problem in problems] == [problems[0].code], [p.text() for p in problems]
    return problems[0]


@pytest.mark.obligation("F124")
def test_a_bureaus_own_table_is_read_with_its_lines_and_bases(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        {"type": "begin_group", "name": "g", "label": "一、装置"},
        LINE,
        {"type": "end_group"},
        {"type": "text", "name": "note", "label": "备注", "required": "yes"},
    )
    definition = read_form(path)
    line = definition.lines[0]
    assert (definition.form, definition.title, definition.version) == ("own", "表", "1")
    assert (line.number, line.group, line.label, line.severity) == (1, "g", "装置完好", "general")
    assert line.basis == Basis(
        "安全生产法", "2021年6月10日第三次修正", "第三十六条第二款", "2021-09-01", "2026-11-20", "存本", verified=True
    )
    assert definition.by_name["note"].required == "true()"
    assert definition.path("q1") == ("data", "g", "q1")


BROKEN = [
    ("form-type", {**LINE, "type": "audit"}, "type", "audit"),
    ("form-type", {**LINE, "type": "select_one_external x"}, "type", "select_one_external x"),
    ("form-group-open", {"type": "begin_repeat", "name": "g", "label": "组"}, "type", "g"),
    ("form-name", {**LINE, "name": "第一项"}, "name", "第一项"),
    ("form-label", {**LINE, "label": ""}, "label", "q1"),
    ("form-default", {**LINE, "default": "conforms"}, "default", "conforms"),
    ("form-list", {**LINE, "type": "select_one scale"}, "type", "select_one scale"),
    ("form-group-end", {"type": "end_group"}, "type", "end_group"),
    ("form-group-open", {"type": "begin_group", "name": "g", "label": "组"}, "type", "g"),
    ("form-calculation", {"type": "calculate", "name": "c"}, "calculation", "c"),
    ("form-severity", {**LINE, "severity": "重大"}, "bind::insp:severity", "重大"),
    ("form-violation", {**LINE, "violation": ""}, "bind::insp:violation", ""),
    ("form-verified", {**LINE, "verified": "否"}, "bind::insp:verified", "否"),
    ("form-basis", {**LINE, "source": ""}, "bind::insp:source", ""),
    ("form-basis", {**LINE, "article": "", "verified": "待核", "checked_on": ""}, "bind::insp:article", ""),
    ("form-date", {**LINE, "effective": "2021.9.1"}, "bind::insp:effective", "2021.9.1"),
    ("form-unverified-date", {**LINE, "verified": "待核"}, "bind::insp:checked_on", "2026-11-20"),
    ("form-not-in-force", {**LINE, "effective": "2027-01-01"}, "bind::insp:effective", "2027-01-01"),
    (
        "form-basis-repealed",
        {**LINE, "law": "防雷减灾管理办法", "edition": "2013年修订（中国气象局令第24号）"},
        "bind::insp:edition",
        "2013年修订（中国气象局令第24号）",
    ),
    ("form-expression", {**LINE, "relevant": "${gone} = 1"}, "relevant", "${gone} = 1"),
    ("form-expression", {**LINE, "constraint": "regex(., '[') and ("}, "constraint", "regex(., '[') and ("),
    ("form-expression", {**LINE, "relevant": "pulldata(1)"}, "relevant", "pulldata(1)"),
]


@pytest.mark.parametrize(("code", "row", "column", "value"), BROKEN)
def test_a_refusal_names_sheet_row_column_and_value(
    tmp_path: Path, code: str, row: dict[str, str], column: str, value: str
) -> None:
    good = {**LINE, "name": "q0"}
    problem = only_problem(written(tmp_path, good, row))
    assert (problem.code, problem.sheet, problem.row, problem.column, problem.value) == (
        code,
        "survey",
        3,
        column,
        value,
    )
    sentence = problem.text()
    assert sentence.startswith("survey 工作表第3行")
    assert column in sentence
    assert sentence.count("。") >= 2, "it must also say how to repair"


def test_what_only_pyxform_objects_to_is_passed_on_with_its_words(tmp_path: Path) -> None:
    path = written(tmp_path, LINE, columns=[*COLUMNS, "relevance", *OWN])
    problem = only_problem(path)
    assert problem.code == "form-pyxform"
    assert problem.value
    assert problem.value in problem.text()


def test_every_code_the_room_uses_has_its_sentence() -> None:
    room = Path(reading.__file__).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    codes = set(re.findall(r'"((?:form|expression|refused)-[a-z-]+)"', sources))
    assert len(codes) > 30
    assert codes - keys() == set()


def test_a_name_that_stands_twice_names_both_rows(tmp_path: Path) -> None:
    problem = only_problem(written(tmp_path, LINE, LINE))
    assert (problem.code, problem.row, dict(problem.facts)) == ("form-name-twice", 3, {"first": 2})


def test_a_circle_between_lines_is_refused_at_its_row(tmp_path: Path) -> None:
    path = written(tmp_path, {**LINE, "relevant": "${q2} = ''"}, {**LINE, "name": "q2", "relevant": "${q1} = ''"})
    problem = only_problem(path)
    assert (problem.code, problem.row, problem.value) == ("form-cycle", 2, "q1、q2")


def test_the_verdicts_must_be_the_four(tmp_path: Path) -> None:
    problem = only_problem(written(tmp_path, LINE, choices=[*VERDICTS, ("verdict", "ok", "行")]))
    assert (problem.code, problem.sheet) == ("form-verdicts", "choices")
    twice = only_problem(written(tmp_path, LINE, choices=[*VERDICTS, VERDICTS[0]]))
    assert (twice.code, twice.sheet, twice.row) == ("form-choice-twice", "choices", 6)
    blank = only_problem(written(tmp_path, LINE, choices=[*VERDICTS, ("verdict", "not sure", "不清")]))
    assert (blank.code, blank.row) == ("form-choice-name", 6)


def test_a_missing_column_setting_or_line_is_named(tmp_path: Path) -> None:
    columns = [head for head in COLUMNS if head != "label"] + OWN
    codes = {(p.code, p.column) for p in examine(written(tmp_path, LINE, columns=columns)).problems}
    assert ("form-column-missing", "label") in codes
    assert only_problem(written(tmp_path, LINE, title="")).code == "form-setting-missing"
    text = {"type": "text", "name": "t", "label": "备注"}
    assert only_problem(written(tmp_path, text)).code == "form-no-lines"


def test_all_findings_are_reported_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, {**LINE, "label": ""}, {**LINE, "name": "q2", "severity": "?"})
    assert [(p.code, p.row) for p in examine(path).problems] == [("form-label", 2), ("form-severity", 3)]
    with pytest.raises(Refused) as refusal:
        read_form(path)
    assert (refusal.value.code, refusal.value.facts["row"]) == ("form-label", 2)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\x00", b"PK\x03\x04 not a workbook", "你好".encode(), b"| survey |"]
)
@pytest.mark.parametrize("name", ["form.md", "form.xlsx", "form.xls", "form.csv", "form.txt"])
def test_a_file_that_is_no_form_is_refused_and_not_crashed_on(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report = check_form(path)
    assert not report.usable
    assert all(problem.text() for problem in report.problems)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert only_problem(tmp_path / "gone.xlsx").code == "form-unreadable"


def test_a_form_saved_as_a_spreadsheet_is_the_same_form(tmp_path: Path) -> None:
    import xlsxwriter

    source = written(tmp_path, LINE, {**LINE, "name": "q2", "relevant": "${q1} = 'violates'"})
    sheets: dict[str, list[list[str]]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 1:
            sheets[cells[0]] = rows = []
        else:
            rows.append(cells[1:])
    path = tmp_path / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, content in sheets.items():
            page = book.add_worksheet(name)
            for number, cells in enumerate(content):
                page.write_row(number, 0, cells)
    assert read_form(path) == read_form(source)


def test_the_shipped_table_has_no_problems_and_most_of_its_bases_verified() -> None:
    report = check_form(form("lightning-safety.md"))
    assert [problem.text() for problem in report.problems] == []
    assert report.lines >= 32
    assert report.verified >= 25
    assert report.lines == report.verified + len(report.unverified)
    assert report.as_dict()["questions"] == report.questions > report.lines


@pytest.mark.obligation("F088")
def test_every_line_of_the_shipped_table_says_how_to_check_and_what_it_rests_on() -> None:
    definition = read_form(form("lightning-safety.md"))
    for line in definition.lines:
        assert line.hint[0] in "看查测问", line.name
        assert all((line.basis.law, line.basis.article, line.violation)), line.name
        if not line.basis.verified:
            assert "待核" in line.basis.article, line.name
    assert len({line.label for line in definition.lines}) == len(definition.lines)
    assert [line.number for line in definition.lines] == list(range(1, len(definition.lines) + 1))


def test_the_shipped_table_cites_nothing_known_to_be_repealed() -> None:
    gone = repealed_bases()
    assert len(gone) >= 2
    assert not {(line.basis.law, line.basis.edition) for line in read_form(form("lightning-safety.md")).lines} & set(
        gone
    )
