"""The window: what each role finds in the rail, pages made when needed, counts, and the way it closes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from factories.bureau import released_inspections
from factories.opening import PIN
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.check.acts import answer_line
from inspector_desktop.check.store import saved_lines
from inspector_desktop.errors import Refused
from inspector_desktop.gui import ways
from inspector_desktop.gui.page import REGISTERS, SyncState


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    yield made
    made.stop()


def test_officers_find_no_plans_and_no_approvals_and_everybody_reads_the_registers():
    officer = sum(ways.places(("officer",)), ())
    chief = sum(ways.places(("section-chief",)), ())
    supervising = sum(ways.places(("officer", "supervising")), ())
    assert not {"plans-draws", "approvals", "statistics"} & set(officer)
    assert {"registers", "workbench"} <= set(officer)
    assert "plans-draws" in chief
    assert {"plans-draws", "registers"} <= set(supervising)
    assert "registers" in ways.places(("officer", "supervising"))[0]
    assert "registers" in ways.places(("officer",))[1]


def test_every_place_that_exists_has_its_page():
    for name in ways.PAGES:
        if ways.exists(name):
            assert ways.page_class(name).__name__ == ways.PAGES[name][1]


def test_pages_are_made_when_somebody_goes_there_and_alt_with_a_digit_leads_to_them(window, qtbot):
    assert set(window.pages) == {"workbench"}
    places = window.pages_in_rail()
    window.frame.rail._shortcuts[places.index("registers")].activated.emit()
    settle(qtbot, window)
    assert window.current == "registers"
    assert set(window.pages) == {"workbench", "registers"}
    assert window.frame.rail.current() == "registers"


def test_the_status_bar_counts_what_waits_and_says_that_it_is_offline(window, qtbot):
    window._count()
    settle(qtbot, window)
    state, counts, *_ = window.frame.status.texts_shown()
    assert state.startswith("离线")
    assert counts.startswith("待上传 5 条")


def test_the_status_bar_says_what_the_sync_side_tells(bench, qtbot):
    window = bench.window(status=lambda _session: SyncState(True, "14:06", 3, 7, 1))
    sign_in(qtbot, window)
    window._count()
    settle(qtbot, window)
    shown = window.frame.status.texts_shown()
    assert shown[:3] == ("在线 • 14:06 已同步", "待上传 3 条、照片 7 张", "1 条另存待核")
    window.stop()


def test_badges_count_the_work_of_the_person_and_turn_red_when_something_is_late(bench, window, qtbot):
    released_inspections(bench.bureau)
    bench.clock.advance(days=40)
    window._count()
    settle(qtbot, window)
    badge = window.frame.rail._items["workbench"]
    assert badge._badge
    assert badge._late


def test_a_failure_nobody_took_stands_in_the_page_in_front(window, qtbot):
    window.tasks.refused.emit(Refused("refused-none-chosen"))
    assert window.pages["workbench"].banner.text().startswith("检查对象：还没有选中")


def test_what_changed_reloads_the_page_in_front_at_once_and_others_when_they_are_shown(window, qtbot, bench):
    window.navigate("registers")
    settle(qtbot, window)
    registers, workbench = window.pages["registers"], window.pages["workbench"]
    reloads = []
    registers.reload = lambda: reloads.append("registers")
    workbench.reload = lambda: reloads.append("workbench")
    window.tasks.tell(REGISTERS)
    assert reloads == ["registers"]
    window.navigate("workbench")
    assert "workbench" in reloads


def test_pages_go_when_another_person_signs_in(window, qtbot):
    window.navigate("registers")
    settle(qtbot, window)
    window.switch_person()
    window.signin.person.set_value("16001")
    window.signin.pin.setText(PIN)
    with qtbot.waitSignal(window.signed_in, timeout=60_000):
        window.signin.go.click()
    settle(qtbot, window)
    assert set(window.pages) == {"workbench"}
    assert "plans-draws" not in window.pages_in_rail()


def test_closing_writes_what_is_waiting_and_lets_go_of_the_store(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window)
    done = []
    window.tasks.ledger.run(lambda _session: done.append(1))
    window.close()
    assert done == [1]
    assert window.opening is None


@pytest.mark.parametrize("leaves", ["switches", "closes"])
def test_answers_in_progress_are_in_facts_before_somebody_else_signs_in_or_the_window_closes(bench, qtbot, leaves):
    dossier = released_inspections(bench.bureau)[0]
    window = bench.window()
    sign_in(qtbot, window)
    with bench.bureau.writing() as session:
        answer_line(
            session, desk=bench.bureau.desk(), clock=bench.clock, dossier=dossier, line="first_person", number=1,
            value="conforms",
        )  # fmt: skip
    if leaves == "switches":
        window.switch_person()
        settle(qtbot, window)
    else:
        window.stop()
    with bench.bureau.reading() as session:
        assert saved_lines(session, bench.bureau.desk().bureau, dossier)["first_person"].value == "conforms"
    window.stop()


def test_the_window_starts_without_tables_or_papers():
    code = (
        "import sys, inspector_desktop.gui.window;"
        "print(*sorted({'sqlmodel', 'sqlalchemy', 'pydantic', 'reportlab', 'pypinyin'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
