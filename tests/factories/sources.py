"""The project's own text files and syntax trees, for the tests of the house."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ROOT / "inspector_desktop"
FOLDERS = ("inspector_desktop", "packaging", "tests", "resources", "forms", ".ci")
READABLE = {".py", ".toml", ".md", ".ftl", ".txt", ".qss", ".json", ".html", ".css", ".js", ".svg", ".csv", ""}
MADE = {"__pycache__", "fonts", "node_modules", ".hypothesis"}


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file of ours: no pictures, no fonts and their licences, nothing that is made."""
    found = [path for path in ROOT.iterdir() if path.is_file() and path.suffix in {".md", ".toml"}]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in READABLE]
    return tuple(path for path in sorted(found) if not MADE & set(path.relative_to(ROOT).parts))


def modules(*folders: Path) -> Iterator[Path]:
    """Python files below the folders (the program's when none is given)."""
    for folder in folders or (CODE,):
        yield from (path for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """Syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """Path as people write it."""
    return path.relative_to(ROOT).as_posix()
