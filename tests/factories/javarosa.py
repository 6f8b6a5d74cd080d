"""What JavaRosa, the engine of ODK Collect, makes of expressions: a form, its answers, and what it answered.

`forms` says which expressions are asked where. The answers stand in `tests/checklist/javarosa.json` so that the tests
need no Java; `.venv/bin/python tests/factories/javarosa.py` asks JavaRosa again (it comes with pyxform, inside ODK
Validate; a JDK must be there: `apt-get install default-jdk-headless`) and writes them anew.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

RECORDED = Path(__file__).parents[1] / "checklist" / "javarosa.json"
SOURCE = Path(__file__).with_name("JavaRosa.java")
HEADS = ("type", "name", "label", "calculation", *(f"bind::insp:{one}" for one in (
    "law", "article", "violation", "severity", "verified",
)))  # fmt: skip
SURVEY: list[tuple[str, ...]] = [
    ("select_one verdict", "line", "装置完好", "", "法", "第一条", "损坏", "一般", "待核"),
    ("date", "d", "日"),
    ("datetime", "dt", "时刻"),
    ("time", "t", "时间"),
    ("integer", "n", "未答"),
    ("integer", "i", "数"),
    ("decimal", "f", "小数"),
    ("select_multiple c", "m", "多选"),
    ("select_one c", "o", "单选"),
    ("text", "w", "文字"),
    ("geoshape", "gs", "地块"),
    ("begin group", "g", "组"),
    ("text", "a", "组内"),
    ("end group", ""),
    ("begin repeat", "r", "罐"),
    ("integer", "v", "容积"),
    ("text", "k", "种类"),
    ("begin repeat", "s", "阀"),
    ("integer", "x", "压力"),
    ("end repeat", ""),
    ("end repeat", ""),
    ("begin repeat", "q", "枪"),
    ("integer", "y", "流量"),
    ("text", "h", "种类"),
    ("end repeat", ""),
]
INSIDE = {"": len(SURVEY), "r": 20, "s": 19, "q": 24}
"""Before which row the asking question stands, by the repeat it stands in."""
CHOICES = [
    *(("verdict", one, one, "") for one in ("conforms", "violates", "not_applicable", "not_checked")),
    ("c", "a", "甲", "1"),
    ("c", "b", "乙", "2"),
    ("c", "e", "丙", "2"),
]
SETTINGS = {"form_title": "表", "form_id": "data", "version": "1", "name": "data", "namespaces": 'insp="urn:insp"'}
ANSWERS: dict[str, Any] = {
    "d": "2026-03-02",
    "dt": "2026-11-20T10:20:30.000+08:00",
    "t": "10:20:00.000+08:00",
    "i": "7",
    "f": "2.5",
    "m": "a b",
    "o": "b",
    "w": "第12号",
    "gs": "30 120 0 0;30 120.001 0 0;30.001 120.001 0 0;30 120 0 0",
    "a": "x",
    "r": [
        {"v": "3", "k": "a", "s": [{"x": "1"}, {"x": "2"}]},
        {"v": "7", "k": "b", "s": [{"x": "5"}]},
        {"v": "9", "k": "a", "s": [{"x": "10"}, {"x": "20"}, {"x": ""}]},
    ],
    "q": [{"y": "4", "h": "a"}, {"y": "", "h": "b"}],
}


def survey(place: str = "", expression: str = "") -> list[dict[str, str]]:
    """The rows of the form, with a calculation `z` in a repeat or at the end."""
    rows = [dict(zip(HEADS, row, strict=False)) for row in SURVEY]
    if expression:
        rows.insert(INSIDE[place], {"type": "calculate", "name": "z", "calculation": expression})
    return rows


def written(folder: Path) -> Path:
    """The form as a file, without a calculation."""
    lines = ["| survey |", _line(HEADS), *(_line([row.get(head, "") for head in HEADS]) for row in survey())]
    lines += ["| choices |", _line(("list_name", "name", "label", "extra")), *map(_line, CHOICES)]
    lines += ["| settings |", _line(SETTINGS), _line(SETTINGS.values())]
    path = folder / "javarosa.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _line(cells: Any) -> str:
    return "| | " + " | ".join(cells) + " |"


def asked() -> list[dict[str, Any]]:
    """The expressions, each with the repeat it stands in and what JavaRosa answered, one text for each instance."""
    found: list[dict[str, Any]] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def record() -> None:
    """Ask JavaRosa all expressions again."""
    from pyxform.validators.odk_validate import ODK_VALIDATE_PATH
    from pyxform.xls2xform import convert

    cases = asked()
    choices = [dict(zip(("list_name", "name", "label", "extra"), row, strict=True)) for row in CHOICES]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, case in enumerate(cases):
            sheets = {"survey": survey(case["in"], case["asked"]), "choices": choices, "settings": [SETTINGS]}
            form = convert(sheets, warnings=[], validate=False, form_name="data").xform
            Path(folder, f"{number:04}").write_bytes(_answered(form))
        java = ["java", "-Duser.timezone=Asia/Shanghai", "-Duser.language=zh", "-Dfile.encoding=UTF-8"]
        told = subprocess.run(
            [*java, "-cp", ODK_VALIDATE_PATH, str(SOURCE), folder], capture_output=True, check=True
        ).stdout.decode()
    answers = dict(one.strip("\n").split("\3") for one in told.split("\2")[1:])
    for number, case in enumerate(cases):
        case["javarosa"] = answers[f"{number:04}"].split("\4")
    lines = (json.dumps(case, ensure_ascii=False) for case in cases)
    RECORDED.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def _answered(form: str) -> bytes:
    """The form with the answers in its instance."""
    root = ET.fromstring(form)
    instance = next(one for one in root.iter() if one.tag.endswith("}instance") and one.find("*[@id]") is not None)
    _fill(instance[0], ANSWERS)
    return ET.tostring(root, encoding="unicode").encode()


def _fill(parent: ET.Element, answers: dict[str, Any]) -> None:
    for place, child in reversed(list(enumerate(parent))):
        name = child.tag.partition("}")[2]
        if any(attribute.endswith("}template") for attribute in child.attrib):
            continue
        found = answers.get(name, "")
        if isinstance(found, list):
            parent.remove(child)
            for number, one in enumerate(found):
                copy = ET.fromstring(ET.tostring(child))
                _fill(copy, one)
                parent.insert(place + number, copy)
        elif len(child):
            _fill(child, answers)
        elif found:
            child.text = found


if __name__ == "__main__":
    record()
    sys.stdout.write(f"{len(asked())} answers of JavaRosa are in {RECORDED.name}\n")
