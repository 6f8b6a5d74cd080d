"""办理记录: who did each step and when, and what was entered long after it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import officers_of, signed_visit
from factories.stage import stage
from factories.visits import come
from PySide6.QtWidgets import QLabel

from inspector_desktop.gui.kit.section import Entry
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.history import SHOWN, kind_words
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.journal.facts import _KINDS
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


def test_a_signature_names_its_role_and_who_gave_it(bureau, texts_of):
    dossier, *_ = released_inspections(bureau)
    signed_visit(bureau, dossier)
    first, second = (one.name for one in officers_of(bureau, dossier))
    texts = texts_of(dossier)
    assert [one for one in texts if one.startswith("签名")] == [
        f"签名：执法人员 {second}", f"签名：执法人员 {first}", "签名：被检查单位 赵永安",
    ]  # fmt: skip


def test_a_long_history_is_shown_a_bounded_part_at_a_time(bureau, tmp_path, qtbot):
    dossier, *_ = released_inspections(bureau)
    with stage(bureau, tmp_path) as made:
        page = InspectionPage(made.context)
        qtbot.addWidget(page)
        made.pages.append(page)
        page.open(dossier=dossier)
        page.show()
        qtbot.waitUntil(lambda: page.case is not None and not made.tasks.is_busy, timeout=60_000)
        one = page.case.history[0]
        lines = tuple(replace(one, entry=str(number)) for number in range(2 * SHOWN + 7))
        panel = page.history
        panel.show_case(replace(page.case, history=lines))

        def shown() -> int:
            qtbot.wait(1)  # what was taken out is gone
            return len(panel.findChildren(Entry))

        assert shown() == SHOWN and panel.later.isHidden()
        assert panel.earlier.text() == say("history-earlier", count=SHOWN + 7)
        panel.earlier.click()
        assert shown() == SHOWN and not panel.later.isHidden()
        panel.earlier.click()
        assert shown() == 7 and panel.earlier.isHidden()
        panel.later.click()
        panel.later.click()
        assert shown() == SHOWN and panel.later.isHidden()


def test_every_kind_of_entry_of_an_inspection_has_a_name():
    rooms = ("approval", "check", "inspection", "lead", "notice", "rectification", "report", "signature")
    kinds = [kind for kind in _KINDS if kind.split(".")[0] in rooms]
    assert len(kinds) > 60
    assert [kind for kind in kinds if kind_words(kind) == say("entry-other")] == []
