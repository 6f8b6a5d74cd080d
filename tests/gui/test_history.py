"""办理记录: who did each step and when, and what was entered long after it happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import officers_of
from factories.stage import stage
from factories.visits import come
from PySide6.QtWidgets import QLabel

from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.history import kind_words
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.notice.acts import approve_check, register_paper_approval
from inspector_desktop.wording import say


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def texts_of(bureau, tmp_path, qtbot):
    """The words of the history of a dossier, as 王秀英 sees them."""

    def read(dossier: str) -> list[str]:
        with stage(bureau, tmp_path) as made:
            page = InspectionPage(made.context)
            qtbot.addWidget(page)
            made.pages.append(page)
            page.open(dossier=dossier)
            page.show()
            qtbot.waitUntil(lambda: page.case is not None and not made.tasks.is_busy, timeout=60_000)
            page.history.show_case(page.case)
            return [label.text() for label in page.history.findChildren(QLabel) if label.text()]

    return read


@pytest.mark.obligation("F172")
def test_every_step_names_who_did_it_and_when(bureau, texts_of):
    dossier, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        approve_check(session, desk=bureau.desk("16011"), clock=bureau.clock, dossier=dossier)
    come(bureau, dossier)
    texts = texts_of(dossier)
    now = moment_words(bureau.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    for kind, name in (
        ("inspection.assigned", "王秀英"), ("notice.check-approved", "孙志远"), ("check.arrived", "王秀英"),
    ):  # fmt: skip
        at = texts.index(kind_words(kind))
        assert texts[at + 1].startswith(f"{now}　{name}")


@pytest.mark.obligation("F152")
def test_what_was_entered_on_a_later_day_is_marked_with_both_days(bureau, texts_of):
    dossier, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")
    visited = bureau.clock.now() + timedelta(hours=1)
    bureau.clock.advance(days=3)
    assert len(officers_of(bureau, dossier)) == 2
    come(bureau, dossier, arrived_at=visited)
    stamps = (visited, bureau.clock.now())
    occurred, entered = (moment_words(one.strftime("%Y-%m-%dT%H:%M:%SZ")) for one in stamps)
    late = say("late-entry", occurred=occurred, entered=entered)
    assert sum(late in one for one in texts_of(dossier)) == 2  # the arrival, and the check table frozen with it
