"""Pages that are done with are gone, with whatever they made and never showed."""

import gc
import weakref

import pytest
from factories.windows import make_bench, settle, sign_in
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from inspector_desktop.gui.orphans import orphans_of


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


def gone() -> None:
    """Delete what was put off, and let Python notice."""
    for _ in range(2):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def test_what_a_page_holds_and_never_placed_is_found_through_its_parts_and_no_window_is(qtbot):
    page, part = QWidget(), QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(part)
    part.spare = QPushButton()
    part.spare.row = {"deeper": QWidget()}
    page.several = [QWidget(), part]
    page.shown = QWidget()
    page.shown.show()
    qtbot.addWidget(page.shown)
    assert set(orphans_of(page)) == {part.spare, part.spare.row["deeper"], page.several[0]}


def test_when_another_person_signs_in_no_page_of_the_rail_stays_in_memory(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window)
    for name in (*window.pages_in_rail(), "rules"):
        window.navigate(name)
        settle(qtbot, window)
    left = {name: weakref.ref(page) for name, page in window.pages.items()}
    assert len(left) >= 10
    window.switch_person()
    settle(qtbot, window)
    sign_in(qtbot, window, "16001")

    def nothing_stays() -> None:
        gone()
        assert [name for name, page in left.items() if page() is not None] == []

    qtbot.waitUntil(nothing_stays, timeout=60_000)  # timers that are still set let go when they have fired


def test_a_closed_window_leaves_nothing_of_itself(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window)
    window.navigate("disclosure")
    settle(qtbot, window)
    page, tasks = weakref.ref(window.pages["disclosure"]), weakref.ref(window.tasks)
    window.close()
    window.deleteLater()
    del window
    gone()
    qtbot.wait(1)
    gone()
    assert (page(), tasks()) == (None, None)
