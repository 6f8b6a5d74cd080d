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
        "form-type", "survey", 8, "type", "odd",
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
    assert "survey 工作表第2行“label”栏" in said.out + said.err


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
    assert (problem.sheet, problem.row, problem.value) == ("survey", 5, "plate.jpg")
    assert column.split("::")[1 if "::" in column else 0] in problem.column
    said = problem.text()
    assert said.startswith("survey 工作表第5行") and "plate.jpg" in said
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
        "form-verdict-repeated", "survey", 4, "type",
    )  # fmt: skip
    said = problem.text()
    assert problem.value and problem.value in said
    assert said.startswith("survey 工作表第4行") and "请把检查项移到重复组外" in said
