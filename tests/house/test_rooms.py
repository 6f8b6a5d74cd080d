"""Who may import what, who may have threads, and where a failure may be caught whole."""

import ast
from pathlib import Path

import pytest
from factories.sources import CODE, ROOT, modules, short, tree
from importlinter import cli

ONLY_USERS = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "reportlab": {"paper"},
    "qrcode": {"paper"},
}
STARTS_THREADS = {
    "Thread",
    "ThreadPoolExecutor",
    "QThread",
    "QThreadPool",
    "QRunnable",
    "start_new_thread",
    "to_thread",
    "run_in_executor",
}
MAY_START_THREADS = {
    "gui/tasks.py": "the one place of the windows",
    "headquarters/": "the service answers many devices, and the demonstration runs it beside the windows",
}
MAY_CATCH_ALL = {
    "gui/tasks.py": "hands a failure of background work to the window that asked",
    "cli.py": "a command never ends in a traceback",
    "headquarters/cli.py": "a command never ends in a traceback",
}
EVERYTHING = {"Exception", "BaseException"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def room(path: Path) -> str:
    return path.relative_to(CODE).parts[0]


def catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    wide = handler.type is None or any(isinstance(kind, ast.Name) and kind.id in EVERYTHING for kind in caught)
    cleans_up = isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None
    return wide and not (cleans_up and isinstance(handler.type, ast.Name) and handler.type.id == "BaseException")


def test_rooms_import_only_rooms_below_them(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    status = cli.lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("library", ONLY_USERS)
def test_a_library_kept_to_one_room_is_imported_nowhere_else(library):
    users = {short(path) for path in modules() if library in imported(path) and room(path) not in ONLY_USERS[library]}
    assert users == set()


def test_threads_are_started_only_where_it_is_said_why():
    starters = set()
    for path in modules():
        names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        if names & STARTS_THREADS and not path.relative_to(CODE).as_posix().startswith(tuple(MAY_START_THREADS)):
            starters.add(short(path))
    assert starters == set()


def test_processes_are_spawned_and_never_forked():
    forking = {
        f"{short(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr in {"fork", "forkpty"})
        or (isinstance(node, ast.Constant) and node.value in {"fork", "forkserver"})
    }
    assert forking == set()


def test_everything_is_caught_in_three_places_only():
    found: dict[str, int] = {}
    for path in modules():
        handlers = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler)]
        if wide := [handler for handler in handlers if catches_everything(handler)]:
            found[path.relative_to(CODE).as_posix()] = len(wide)
    assert {name: count for name, count in found.items() if name not in MAY_CATCH_ALL or count > 1} == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("except Exception: pass", True),
        ("except: pass", True),
        ("except (ValueError, Exception) as e: pass", True),
        ("except BaseException: raise", False),
        ("except Exception: raise", True),
        ("except ValueError: pass", False),
    ],
)
def test_the_check_for_wide_handlers_sees_what_it_should(source, expected):
    body = ast.parse(f"try:\n    x = 1\n{source}").body[0]
    assert isinstance(body, ast.Try)
    assert catches_everything(body.handlers[0]) is expected


def test_only_the_clock_asks_what_time_it_is():
    askers = set()
    for path in modules():
        if path.relative_to(CODE).as_posix() in {"clock.py", "ids.py"}:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                asks = node.func.attr in {"now", "utcnow", "today", "time"} and owner in {
                    "datetime",
                    "datetime.datetime",
                    "date",
                    "datetime.date",
                    "time",
                }
                if asks:
                    askers.add(f"{short(path)}:{node.lineno}")
        if "random" in imported(path):
            askers.add(f"{short(path)} imports random")
    assert askers == set()
