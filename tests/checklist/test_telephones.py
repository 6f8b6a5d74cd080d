"""What a form says to a telephone's program is named, never passed over; what would lose an answer is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories.forms import USUAL, write_form

from inspector_desktop.assets import form
from inspector_desktop.check.photos_decode import LONGEST_SIDE
from inspector_desktop.checklist.problems import Problem
from inspector_desktop.checklist.reading import examine
from inspector_desktop.checklist.telephones import KEPT_SIDE


def with_column(path: Path, sheet: str, column: str, value: str) -> Path:
    """The form with another column, filled in the first row below the heading that is no check line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith(f"| {sheet} |")) + 1
    lines[head] += f" {column} |"
    lines[head + 1] += f" {value} |"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def only(path: Path) -> Problem:
    (problem,) = [one for one in examine(path).problems if one.code != "form-pyxform-warning"]
    return problem


SETTINGS = [
    ("instance_name", "concat('a', 'b')", "form-setting-unused"),
    ("style", "pages", "form-setting-unused"),
    ("auto_send", "true", "form-setting-unused"),
    ("submission_url", "https://example.org", "form-setting-unused"),
    ("omit_instanceID", "yes", "form-setting-unused"),
    ("foo", "bar", "form-column-unknown"),
    ("public_key", "MIIBIj", "form-setting-refused"),
]


@pytest.mark.parametrize(("column", "value", "code"), SETTINGS)
def test_a_setting_that_is_not_used_is_named(tmp_path: Path, column: str, value: str, code: str) -> None:
    problem = only(with_column(write_form(tmp_path), "settings", column, value))
    assert (problem.code, problem.sheet, problem.row, problem.column) == (code, "settings", 2, column.lower())
    assert problem.fatal == (column == "public_key")
    assert column.lower() in problem.text()


@pytest.mark.parametrize("column", ["default_language", "allow_choice_duplicates", "title"])
def test_a_setting_that_is_used_is_not_named(tmp_path: Path, column: str) -> None:
    path = with_column(write_form(tmp_path), "settings", column, "yes")
    assert [one.text() for one in examine(path).problems if one.sheet == "settings"] == []


COLUMNS = [
    ("bind::jr:preload", "form-column-refused", True),
    ("bind::jr:preloadParams", "form-column-refused", True),
    ("instance::unit", "form-column-refused", True),
    ("bind::type", "form-column-refused", True),
    ("save_to", "form-column-refused", True),
    ("body::accuracyThreshold", "form-column-unused", False),
    ("autoplay", "form-column-unused", False),
    ("bind::foo", "form-column-unknown", False),
]


@pytest.mark.parametrize(("column", "code", "fatal"), COLUMNS)
def test_a_column_that_is_not_used_is_named(tmp_path: Path, column: str, code: str, fatal: bool) -> None:  # noqa: FBT001
    problem = only(with_column(write_form(tmp_path), "survey", column, "x"))
    assert (problem.code, problem.column, problem.fatal) == (code, column, fatal)
    assert problem.row == (2 if fatal else 1)


LOOKS = [
    ("text", "field-list", "form-appearance-field-list"),
    ("select_one_from_file stations.csv", "likert", "form-appearance"),
    ("image", "annotate", "form-appearance"),
    ("image", "draw", "form-appearance"),
    ("image", "new", "form-appearance"),
    ("select_one_from_file stations.csv", "no-buttons", "form-appearance"),
    ("date", "no-calendar", "form-appearance"),
    ("text", "month-year", "form-appearance"),
    ("integer", "w4", "form-appearance"),
]


@pytest.mark.parametrize(("kind", "look", "code"), LOOKS)
def test_a_look_that_is_not_carried_out_is_named(tmp_path: Path, kind: str, look: str, code: str) -> None:
    row = {"type": kind, "name": "q", "label": "题"}
    problem = only(with_column(write_form(tmp_path, (row, *USUAL)), "survey", "appearance", look))
    assert (problem.code, problem.value, problem.row, problem.fatal) == (code, look, 2, False)


@pytest.mark.parametrize(
    ("kind", "look"),
    [
        ("text", "multiline"), ("text", "numbers"), ("date", "month-year"), ("range", "rating"), ("image", "signature"),
        ("select_one_from_file stations.csv", "minimal"), ("select_one_from_file stations.csv", "columns-3 quick"),
        ("decimal", "thousands-sep"),
    ],
)  # fmt: skip
def test_a_look_that_is_carried_out_is_not_named(tmp_path: Path, kind: str, look: str) -> None:
    row = {"type": kind, "name": "q", "label": "题"}
    path = with_column(write_form(tmp_path, (row, *USUAL)), "survey", "appearance", look)
    assert [one.text() for one in examine(path).problems if one.code != "form-pyxform-warning"] == []


PARAMETERS = [
    ("image", "max-pixels=640", "max-pixels"),
    ("audio", "quality=voice-only", "quality"),
    ("geopoint", "capture-accuracy=5", "capture-accuracy"),
    ("geopoint", "warning-accuracy=50", "warning-accuracy"),
    ("geopoint", "allow-mock-accuracy=true", "allow-mock-accuracy"),
]


@pytest.mark.parametrize(("kind", "written", "name"), PARAMETERS)
def test_a_parameter_that_is_not_carried_out_is_named(tmp_path: Path, kind: str, written: str, name: str) -> None:
    row = {"type": kind, "name": "q", "label": "题"}
    problem = only(with_column(write_form(tmp_path, (row, *USUAL)), "survey", "parameters", written))
    assert (problem.code, problem.value, problem.fatal) == ("form-parameter-unused", name, False)


def test_photographs_are_kept_no_larger_than_a_form_allows_that_is_not_named_for_it() -> None:
    assert KEPT_SIDE == LONGEST_SIDE
    assert "max-pixels=4000" in form("balloon-unit.md").read_text(encoding="utf-8")
    assert examine(form("balloon-unit.md")).problems == ()
