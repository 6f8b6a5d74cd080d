"""Widgets in cycles are taken apart on the UI thread, whoever makes the object at which Python would collect."""

import gc
import threading
import weakref
from contextlib import nullcontext

import pytest
from PySide6.QtWidgets import QWidget

from inspector_desktop.gui import collecting
from inspector_desktop.gui.collecting import Collector
from inspector_desktop.gui.tasks import Tasks


@pytest.fixture(autouse=True)
def usual(monkeypatch):
    """As in the program: no window is open yet, and Python collects by itself."""
    monkeypatch.setattr(collecting, "_open", 0)
    gc.enable()
    yield
    gc.disable()


class Ring(QWidget):
    """A widget that only the collector can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def many_objects(_ticket: object) -> int:
    return len([[number] for number in range(200_000)])  # lists are counted; each 700th would collect


def test_a_worker_that_makes_many_objects_leaves_widgets_to_the_ui_thread(qtbot):
    gc.collect()
    tasks = Tasks(nullcontext)
    ended: list[int] = []
    for _ in range(20):
        weakref.finalize(Ring(), lambda: ended.append(threading.get_ident()))
    done: list[int] = []
    tasks.pool.run(many_objects, done=done.append)
    qtbot.waitUntil(lambda: bool(done))
    gc.collect()  # as the timer does when it is due
    assert len(ended) == 20
    assert set(ended) == {threading.get_ident()}
    assert not gc.isenabled()
    tasks.close()
    assert gc.isenabled()


def test_the_last_window_to_close_gives_collecting_back(qapp):
    first, second = Collector(qapp), Collector(qapp)
    first.close()
    first.close()
    assert not gc.isenabled()
    second.close()
    assert gc.isenabled()


def test_what_a_piece_of_work_knows_is_let_go_where_its_result_is_heard(qtbot):
    tasks = Tasks(nullcontext)
    ended: list[int] = []
    done: list[int] = []

    def ask() -> None:
        widget = QWidget()
        weakref.finalize(widget, lambda: ended.append(threading.get_ident()))
        tasks.pool.run(lambda _ticket: len(type(widget).__name__), done=done.append)

    for _ in range(50):
        ask()
    qtbot.waitUntil(lambda: len(done) == 50 and len(ended) == 50)
    assert set(ended) == {threading.get_ident()}
    tasks.close()
