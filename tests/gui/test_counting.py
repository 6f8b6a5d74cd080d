"""The numbers of the rail are counted once after a long act, not once for every minute it took."""

from __future__ import annotations

from threading import Event

from factories.windows import make_bench, settle, sign_in

from inspector_desktop.gui import counts
from inspector_desktop.gui.page import DRAWS


def test_numbers_asked_for_while_the_ledger_is_at_work_do_not_pile_up_before_what_a_page_asks(
    tmp_path, clock, monkeypatch, qtbot
):
    window = make_bench(tmp_path, clock, monkeypatch).window()
    sign_in(qtbot, window)
    counted, over, told = [], Event(), []
    usual = counts.badges
    monkeypatch.setattr(counts, "badges", lambda session, **more: counted.append(1) or usual(session, **more))
    window.tasks.ledger.run(lambda _session: over.wait(60), owner=window)
    for _ in range(5):  # the ticks of five minutes
        window._count()
    window.tasks.ledger.run(lambda _session: len(counted), done=told.append, owner=window)
    over.set()
    settle(qtbot, window)
    assert told == [1]
    qtbot.waitUntil(
        lambda: len(counted) == 2 and not window.tasks.is_busy, timeout=60_000
    )  # once more, for what changed
    window.tasks.changed.emit(frozenset({DRAWS}))
    qtbot.waitUntil(lambda: len(counted) == 3, timeout=60_000)
    window.stop()
