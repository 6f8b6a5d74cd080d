"""The ledger's worker and the pool, with a real SQLite file."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import Session

from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui.tasks import Tasks, Ticket

Sessions = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = sa.create_engine(f"sqlite:///{tmp_path / 'ledger.db'}", connect_args={"check_same_thread": False})
    with made.begin() as connection:
        connection.execute(sa.text("CREATE TABLE note (at INTEGER PRIMARY KEY, text TEXT)"))
    yield made
    made.dispose()


@pytest.fixture
def sessions(engine: sa.Engine) -> Sessions:
    @contextmanager
    def opened() -> Iterator[Session]:
        with Session(engine) as session:
            yield session

    return opened


@pytest.fixture
def crashes() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(sessions: Sessions, crashes: list[BaseException]) -> Iterator[Tasks]:
    made = Tasks(sessions, crashed=crashes.append)
    yield made
    made.close()


def write(text: str) -> Callable[[Session], str]:
    def work(session: Session) -> str:
        session.execute(sa.text("INSERT INTO note (text) VALUES (:text)"), {"text": text})
        return text

    return work


def notes(engine: sa.Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(sa.text("SELECT text FROM note ORDER BY at")).scalars())


def test_the_ledger_works_in_the_order_asked_and_commits(qtbot: QtBot, tasks: Tasks, engine: sa.Engine) -> None:
    heard: list[str] = []
    wanted = [str(at) for at in range(20)]
    for text in wanted:
        tasks.ledger.run(write(text), done=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == wanted
    assert notes(engine) == wanted


def test_results_arrive_on_the_ui_thread_and_work_is_done_elsewhere(qtbot: QtBot, tasks: Tasks) -> None:
    where: list[int] = []
    tasks.ledger.run(lambda _: threading.get_ident(), done=lambda work: where.extend([work, threading.get_ident()]))
    qtbot.waitUntil(lambda: len(where) == 2)
    assert where[1] == threading.get_ident()
    assert where[0] != threading.get_ident()


def test_a_refusal_rolls_back_and_is_told_to_who_asked(qtbot: QtBot, tasks: Tasks, engine: sa.Engine) -> None:
    told: list[tuple[Known, int]] = []

    def refuse(session: Session) -> None:
        write("lost")(session)
        raise Refused("refused-two-officers", count=1)

    tasks.ledger.run(refuse, failed=lambda error: told.append((error, threading.get_ident())), changes=["notes"])
    with qtbot.assertNotEmitted(tasks.changed):
        qtbot.waitUntil(lambda: bool(told))
    assert told[0][0].code == "refused-two-officers"
    assert told[0][1] == threading.get_ident()
    assert notes(engine) == []


def test_a_refusal_nobody_takes_reaches_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    def refuse(_: Session) -> None:
        raise Refused("refused-two-officers", count=1)

    with qtbot.waitSignal(tasks.refused) as heard:
        tasks.ledger.run(refuse)
    assert heard.args[0].facts == {"count": 1}


def test_a_bug_rolls_back_and_goes_to_the_crash_hook(
    qtbot: QtBot, tasks: Tasks, engine: sa.Engine, crashes: list[BaseException]
) -> None:
    def stumble(session: Session) -> None:
        write("lost")(session)
        raise ZeroDivisionError

    told: list[Known] = []
    tasks.ledger.run(stumble, failed=told.append)
    qtbot.waitUntil(lambda: bool(crashes))
    assert isinstance(crashes[0], ZeroDivisionError)
    assert told == []
    assert notes(engine) == []


def test_what_changed_is_told_after_the_commit(qtbot: QtBot, tasks: Tasks, engine: sa.Engine) -> None:
    seen: list[list[str]] = []
    tasks.changed.connect(lambda _: seen.append(notes(engine)))
    with qtbot.waitSignal(tasks.changed) as heard:
        tasks.ledger.run(write("one"), changes=["notes", "desk"])
    assert heard.args[0] == frozenset({"notes", "desk"})
    assert seen == [["one"]]


def test_busy_is_told_at_the_start_and_at_the_end(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[bool] = []
    tasks.busy.connect(told.append)
    for text in "ab":
        tasks.ledger.run(write(text))
    assert tasks.is_busy
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert told == [True, False]


def test_a_window_that_is_gone_hears_nothing(qtbot: QtBot, tasks: Tasks, engine: sa.Engine) -> None:
    heard: list[str] = []
    owner = QObject()
    go_on = threading.Event()
    tasks.ledger.run(
        lambda session: (go_on.wait(5), write("kept")(session)), done=lambda _: heard.append("x"), owner=owner
    )
    owner.deleteLater()
    qtbot.waitUntil(lambda: _gone(owner))
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert heard == []
    assert notes(engine) == ["kept"]


def _gone(owner: QObject) -> bool:
    import shiboken6

    return not shiboken6.isValid(owner)


def test_closing_writes_everything_the_ledger_was_given(sessions: Sessions, engine: sa.Engine, qtbot: QtBot) -> None:
    made = Tasks(sessions)
    go_on = threading.Event()
    made.ledger.run(lambda _: go_on.wait(5))
    for text in "abc":
        made.ledger.run(write(text))
    go_on.set()
    made.close()
    assert notes(engine) == ["a", "b", "c"]


def test_cancelled_work_is_not_delivered_and_progress_is(qtbot: QtBot, tasks: Tasks) -> None:
    steps: list[tuple[int, int]] = []
    heard: list[str] = []
    go_on = threading.Event()

    def work(ticket: Ticket) -> str:
        ticket.report(1, 3)
        go_on.wait(5)
        ticket.check()
        return "never"

    ticket = tasks.pool.run(work, done=heard.append, progressed=lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: bool(steps))
    ticket.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert steps == [(1, 3)]
    assert heard == []


def test_importing_the_tasks_does_not_load_the_database(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "import sys, inspector_desktop.gui.tasks as t; sys.exit('sqlmodel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_after_closing_a_question_is_dropped_and_a_change_is_never_silently(tasks: Tasks, engine: sa.Engine) -> None:
    tasks.close()
    asked: list[str] = []
    ticket = tasks.ledger.run(lambda _: "seen", done=asked.append)
    assert ticket._stop.is_set()
    with pytest.raises(RuntimeError):
        tasks.ledger.run(write("lost"), changes=("notes",))
    assert (asked, notes(engine)) == ([], [])


def test_what_was_asked_before_closing_is_shown_to_nobody_afterwards(
    qtbot: QtBot, tasks: Tasks, engine: sa.Engine
) -> None:
    shown: list[object] = []
    told: list[object] = []
    tasks.changed.connect(told.append)
    tasks.ledger.run(lambda _: "read", done=shown.append)
    tasks.ledger.run(write("kept"), done=shown.append, changes=("papers",))
    tasks.close()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert (shown, told, notes(engine)) == ([], [frozenset({"papers"})], ["kept"])


def test_a_page_that_is_put_away_is_shown_nothing_more_and_its_change_is_still_made(
    qtbot: QtBot, tasks: Tasks, engine: sa.Engine
) -> None:
    page, other = QWidget(), QWidget()
    part = QWidget(page)
    for one in (page, other):
        qtbot.addWidget(one)
    go_on = threading.Event()
    shown: list[object] = []
    refused: list[Known] = []
    tasks.refused.connect(refused.append)

    def refuse(_: Session) -> str:
        raise Refused("kit-cancelled")

    tasks.ledger.run(lambda _: go_on.wait(60), done=shown.append, owner=page)
    tasks.ledger.run(lambda _: "part", done=shown.append, owner=part)
    tasks.ledger.run(write("kept"), done=shown.append, owner=part, changes=("papers",))
    tasks.ledger.run(refuse, failed=shown.append, owner=page, changes=("papers",))
    tasks.ledger.run(lambda _: "other", done=shown.append, owner=other)
    tasks.let_go(page)
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert (shown, notes(engine)) == (["other"], ["kept"])
    assert [one.code for one in refused] == ["kit-cancelled"]
