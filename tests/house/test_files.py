"""Sizes, opening words, and what no file of ours may contain."""

import ast
import re

import pytest
from factories.sources import CODE, ROOT, modules, short, text_files, tree

LONGEST = 500
MAY_BE_LONG = re.compile(  # made by a program, or the data of one thing that has no parts to be split into
    r"^packaging/requirements(-dev)?\.txt$|^resources/profiles/|/vendor/|\.(json|csv|svg)$"
)

FORBIDDEN = {
    "a place on one machine": r"(?<![\w.~/:-])/(?:work|tmp|root|home)/(?!item\b)\w|[A-Za-z]:\\\\?Users",
    "a package index": r"py"
    r"pi\.org|python"
    r"hosted|npm"
    r"js\.org|deb\."
    r"debian\.org|--(?:extra-)?index-url\b.*//|devpi",
    "something left over": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b",
    "a test that does not run": r"pytest\.mark\.(?:sk" + r"ip|xf" + r"ail)|pytest\.sk" + r"ip\(|importor" + r"skip",
}


def test_no_file_is_longer_than_five_hundred_lines():
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in text_files()}
    long = {name: lines for name, lines in lengths.items() if lines > LONGEST and not MAY_BE_LONG.search(name)}
    assert long == {}


def test_every_module_opens_by_saying_what_it_is_for():
    silent = [
        short(path) for path in modules(CODE, ROOT / "packaging", ROOT / "tests") if not ast.get_docstring(tree(path))
    ]
    assert silent == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_contains(what):
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{short(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        if path.name != "test_files.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a place on one machine", 'open("/tm' + 'p/x")'),
        ("a place on one machine", "see /wo" + "rk/main"),
        ("a package index", "https://pypi" + ".org/simple"),
        ("something left over", "# TO" + "DO later"),
        ("a test that does not run", "@pytest.mark.xf" + "ail"),
    ],
)
def test_the_forbidden_patterns_find_what_they_should(what, line):
    assert re.search(FORBIDDEN[what], line)


def test_no_chinese_stands_in_code_outside_the_rooms_that_handle_it():
    """People read wording; Chinese in code is left to words of files and formats, which are data and not sentences."""
    sentence = re.compile(r"[\u4e00-\u9fff]{4,}[^\n]*[。！？；]")
    found = [
        f"{short(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and sentence.search(node.value)
        and path.name != "document.py"
        and not is_docstring(path, node)
    ]
    assert found == []


def is_docstring(path, node):
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return any(
        isinstance(owner, owners) and owner.body and isinstance(owner.body[0], ast.Expr) and owner.body[0].value is node
        for owner in ast.walk(tree(path))
    )
