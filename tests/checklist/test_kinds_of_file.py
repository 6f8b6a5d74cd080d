"""Forms as .xls, .xlsx, .csv and Markdown: each is the same form, and a fault in each is named by place and repair."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from factories.forms import USUAL, check_line, write_form
from factories.sheets import saved_as

from inspector_desktop.checklist.commands import check_form
from inspector_desktop.checklist.reading import examine, read_form
from inspector_desktop.cli import main

KINDS = (".md", ".xlsx", ".xls", ".csv")


def shown(row: int, ending: str) -> int:
    """The row as a spreadsheet shows it: in one .csv the name of the sheet stands above its heading."""
    return row + 1 if ending == ".csv" else row


def written(folder: Path, ending: str, *rows: dict[str, str], encoding: str = "utf-8") -> Path:
    made = write_form(folder, rows or USUAL)
    return made if ending == ".md" else saved_as(made, ending, encoding=encoding)


@pytest.mark.parametrize("ending", KINDS)
def test_a_form_is_the_same_form_in_every_kind_of_file(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path, ending)
    assert read_form(path) == read_form(tmp_path / "earthing.md")
    report = check_form(path)
    assert report.usable and (report.form, report.lines, report.tables) == ("earthing", 3, ("stations.csv",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_as_chinese_spreadsheets_save_it_is_read(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, ".csv", encoding=encoding)
    assert read_form(path) == read_form(tmp_path / "earthing.md")


@pytest.mark.parametrize("ending", KINDS)
def test_a_fault_is_named_by_sheet_row_column_value_and_repair(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path, ending, *USUAL, {"type": "odd", "name": "odd", "label": "怪"})
    (problem,) = examine(path).problems
    assert (problem.code, problem.sheet, problem.row, problem.column, problem.value) == (
        "form-type", "survey", shown(8, ending), "type", "odd",
    )  # fmt: skip
    assert "请改用本程序能办的题型" in problem.text()


@pytest.mark.parametrize("ending", [".xls", ".csv"])
def test_check_form_answers_for_it_on_the_command_line(tmp_path: Path, ending: str, capsys) -> None:
    assert main(["check-form", str(written(tmp_path, ending)), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["form"], told["questions"], told["lines"]) == ("earthing", 6, 3)
    bad = written(tmp_path / "bad", ending, check_line("a", ""))
    assert main(["check-form", str(bad)]) != 0
    said = capsys.readouterr()
    assert f"survey 工作表第{shown(2, ending)}行“label”栏" in said.out + said.err


def test_rows_of_a_csv_are_those_a_spreadsheet_shows_also_below_empty_rows(tmp_path: Path) -> None:
    made = written(tmp_path, ".csv", *USUAL, {"type": "odd", "name": "odd", "label": "怪"})
    lines = made.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("choices"))
    lines[start:start] = ["", ",,,"]  # between the sheets
    lines[2:2] = ["", ",,,,"]  # between heading and first row
    made.write_text("\n".join([*lines, ",,,,", ""]), encoding="utf-8")
    (problem,) = examine(made).problems
    assert (problem.code, lines[problem.row - 1].split(",")[1]) == ("form-type", "odd")
    lines = [line for line in lines if "odd" not in line]
    last = next(place for place, line in enumerate(lines) if ",not_checked," in line)
    lines.insert(last, lines[last])
    made.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (problem,) = examine(made).problems
    assert (problem.code, problem.sheet, problem.row) == ("form-choice-twice", "choices", last + 2)


@pytest.mark.parametrize("name", ["2026加油站", "加油站 (1)", "检查表（终稿）"])
@pytest.mark.parametrize("ending", KINDS)
def test_a_form_may_be_called_whatever_its_author_calls_the_file(tmp_path: Path, ending: str, name: str) -> None:
    path = written(tmp_path, ending)
    renamed = path.rename(path.with_stem(name))
    report = check_form(renamed)
    assert report.usable, [problem.text() for problem in report.problems]
    assert report.form == "earthing"


@pytest.mark.parametrize(
    ("ending", "column"),
    [*((one, "media::image") for one in KINDS), (".md", "image"), (".md", "media::audio::中文"), (".md", "big-image")],
)
def test_media_in_labels_are_refused_by_place_and_value_with_the_repair(
    tmp_path: Path, ending: str, column: str
) -> None:
    made = write_form(tmp_path)
    text = made.read_text(encoding="utf-8").splitlines()
    text[1] += f" {column} |"  # one column more: the earthing line alone has a picture
    text[5] += " plate.jpg |"
    made.write_text("\n".join(text) + "\n", encoding="utf-8")
    path = made if ending == ".md" else saved_as(made, ending)
    problem = next(one for one in examine(path).problems if one.code == "form-media")
    row = shown(5, ending)
    assert (problem.sheet, problem.row, problem.value) == ("survey", row, "plate.jpg")
    assert column.split("::")[1 if "::" in column else 0] in problem.column
    said = problem.text()
    assert said.startswith(f"survey 工作表第{row}行") and "plate.jpg" in said
    assert said.endswith("请把要点写进提示，或清空这一格。")


@pytest.mark.parametrize("ending", KINDS)
def test_a_check_line_in_a_repeat_is_refused_by_place_and_value_with_the_repair(tmp_path: Path, ending: str) -> None:
    rows = (
        check_line("first", "接地电阻符合要求"),
        {"type": "begin_repeat", "name": "tank", "label": "每个储罐"},
        check_line("inside", "罐体接地完好"),
        {"type": "end_repeat"},
    )
    problem = next(one for one in examine(written(tmp_path, ending, *rows)).problems if one.fatal)
    assert (problem.code, problem.sheet, problem.row, problem.column) == (
        "form-verdict-repeated", "survey", shown(4, ending), "type",
    )  # fmt: skip
    said = problem.text()
    assert problem.value and problem.value in said
    assert said.startswith(f"survey 工作表第{shown(4, ending)}行") and "请把检查项移到重复组外" in said
