"""The list of duties is complete, and tests claim only duties that are on it."""

import ast
import json
import re
import tomllib
from collections import Counter

from factories.sources import ROOT, modules, short, tree

DUTIES = tomllib.loads((ROOT / "tests" / "obligations.toml").read_text(encoding="utf-8"))


def claimed() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in modules(ROOT / "tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.obligation"):
                for argument in node.args:
                    found.setdefault(ast.literal_eval(argument), []).append(f"{short(path)}:{node.lineno}")
    return found


def test_all_duties_are_listed_in_order():
    assert list(DUTIES) == [f"F{number:03}" for number in range(1, 254)]


def test_each_duty_names_its_source_clause_and_fit():
    assert all(set(duty) == {"seed", "clause", "fit", "text"} for duty in DUTIES.values())
    assert Counter(duty["fit"] for duty in DUTIES.values()) == {"A": 224, "B": 22, "C": 7}
    assert {duty["seed"] for duty in DUTIES.values()} == {0, 1, 2, 3, 4}
    assert all(duty["clause"].strip() for duty in DUTIES.values())


def test_texts_are_short_and_no_two_are_alike():
    texts = [duty["text"] for duty in DUTIES.values()]
    assert len(set(texts)) == len(texts)
    assert [text for text in texts if not re.fullmatch(r"[A-Z][ -~]{9,88}[^.\s]", text)] == []


def test_tests_claim_only_listed_duties():
    assert {duty: where for duty, where in claimed().items() if duty not in DUTIES} == {}


pytest_plugins = ["pytester"]


def test_the_record_of_duties_keeps_passed_and_failed_apart(pytester):
    pytester.makeini("[pytest]\nmarkers = obligation(id): a duty\ntestpaths = tests\npythonpath = tests\n")
    (pytester.path / "tests").mkdir()
    shared = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    (pytester.path / "tests" / "conftest.py").write_text(shared, encoding="utf-8")
    for name in ("__init__", "clock", "keyring", "luck"):
        target = pytester.path / "tests" / "factories" / f"{name}.py"
        target.parent.mkdir(exist_ok=True)
        target.write_text((ROOT / "tests" / "factories" / f"{name}.py").read_text(encoding="utf-8"), encoding="utf-8")
    (pytester.path / "tests" / "test_it.py").write_text(
        "import pytest\n"
        "@pytest.mark.obligation('F001')\ndef test_holds(): assert 1\n"
        "@pytest.mark.obligation('F002', 'F001')\ndef test_breaks(): assert 0\n",
        encoding="utf-8",
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1, failed=1)

    told = json.loads((pytester.path / "build" / "obligations.json").read_text(encoding="utf-8"))
    assert list(told["passed"]) == ["F001"]
    assert list(told["failed"]) == ["F001", "F002"]
    assert told["passed"]["F001"] == ["tests/test_it.py::test_holds"]


def test_a_narrowed_run_leaves_no_record(pytester):
    test_the_record_of_duties_keeps_passed_and_failed_apart(pytester)
    (pytester.path / "build" / "obligations.json").unlink()
    pytester.runpytest_subprocess("-p", "no:cacheprovider", "-k", "holds").assert_outcomes(passed=1, deselected=1)
    assert not (pytester.path / "build").joinpath("obligations.json").exists()
