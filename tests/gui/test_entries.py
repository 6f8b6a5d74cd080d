"""录入公示: the list by clocks, results, the entry sheet copied field by field, entry, review and publication."""

from __future__ import annotations

import pytest
from factories.bureau import released_inspections
from factories.finished import officers_of, signed_visit, submitted_report
from factories.visits import jpeg
from factories.windows import make_bench, sign_in
from factories.windows import settle as settle_once
from PySide6.QtGui import QGuiApplication

from inspector_desktop.approval.acts import register_signed_approval
from inspector_desktop.disclosure.store import find_publication, places_of, results_of
from inspector_desktop.gui.pages.entering.publishing import Ask
from inspector_desktop.wording import say

DEPUTY = "16012"


def settle(qtbot, window) -> None:
    """Wait for an act, and for what is read after it."""
    for _ in range(3):
        settle_once(qtbot, window)


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def approved(bench):
    bureau = bench.bureau
    dossier = signed_visit(bureau, released_inspections(bureau)[0])
    submitted_report(bureau, dossier, by_hand=True)
    for name in ("孙志远", "赵志强"):
        with bureau.writing() as session:
            register_signed_approval(
                session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier,
                approver=name, decided_at=bureau.clock.now(), scan=b"\xff\xd8scan",
            )  # fmt: skip
    return dossier


@pytest.fixture
def page_of(bench, qtbot):
    opened = []

    def make(dossier: str = "", person: str = ""):
        window = bench.window()
        opened.append(window)
        sign_in(qtbot, window, person or officers_of(bench.bureau, dossier)[0].id)
        window.navigate("disclosure", **({"dossier": dossier} if dossier else {}))
        settle(qtbot, window)
        return window, window.pages["disclosure"]

    yield make
    for window in opened:
        window.stop()


def read(bench, query, dossier):
    with bench.bureau.reading() as session:
        return query(session, bench.bureau.desk().bureau, dossier)


def kept(qtbot, window, page):
    """Keep what is proposed; the measure after an unordered problem is the officer's choice."""
    for form in page.results.forms.values():
        form.field("followup").editor.set_value("daily")
    page.results.save.click()
    settle(qtbot, window)


@pytest.mark.obligation("F117")
@pytest.mark.obligation("F041")
def test_the_list_shows_both_clocks_of_each_result_and_what_is_late(bench, approved, page_of):
    bench.clock.advance(days=10)
    _, page = page_of(person=DEPUTY)
    (row,) = page.rows
    assert {name: one.deadline for name, one in row.running.items()} == {"platform": "D01", "portal": "D02"}
    assert row.running["platform"].late == 1
    assert page.table.rows_model.cell(0, 2).spoken() == say("term-overdue", days=1)


def test_before_approval_nothing_can_be_entered_and_the_page_says_why(bench, page_of, qtbot):
    dossier = signed_visit(bench.bureau, released_inspections(bench.bureau)[0])
    _, page = page_of(dossier)
    assert page.copies == {} and not page.after.go.isEnabled()
    assert not page.results.forms


def test_results_are_proposed_kept_and_then_copied_field_by_field(bench, approved, page_of, qtbot):
    window, page = page_of(approved)
    kept(qtbot, window, page)
    results = read(bench, results_of, approved)
    assert [(one.result, one.followup) for one in results] == [("pending", "daily")]
    (rows,) = page.copies.values()
    keys = list(rows._rows)
    assert [key.split("/")[1] for key in keys] == [one.key for one in bench.bureau.profile.entry_sheet.fields]
    rows.row_button(keys[2]).click()
    assert QGuiApplication.clipboard().text() == page.case.view.subject_name
    assert rows.done() == (keys[2],)


def test_an_entry_in_time_is_registered_with_number_and_screenshot(bench, approved, page_of, qtbot):
    window, page = page_of(approved)
    kept(qtbot, window, page)
    assert not page.after.is_late()
    page.after.go.click()
    settle(qtbot, window)
    assert page.banner.text() == say("refused-entered-proof")
    page.after.number.setText("2026003-001-17")
    page.after.shot.take((jpeg((300, 200)),))
    settle(qtbot, window)
    page.after.go.click()
    settle(qtbot, window)
    place = read(bench, places_of, approved)["platform"]
    assert (place.state, place.number, bool(place.evidence)) == ("entry-done", "2026003-001-17", True)


def test_a_late_entry_asks_for_its_reason_and_keeps_it(bench, approved, page_of, qtbot):
    bench.clock.advance(days=10)
    window, page = page_of(approved)
    kept(qtbot, window, page)
    page.after.number.setText("17")
    assert page.after.is_late()
    page.after.go.click()
    settle(qtbot, window)
    assert page.banner.tone() == "amber" and read(bench, places_of, approved) == {}
    page.after.why.setPlainText("平台维护三日。")
    page.after.go.click()
    settle(qtbot, window)
    place = read(bench, places_of, approved)["platform"]
    assert (place.late_days, place.late_reason) == (1, "平台维护三日。")


def test_what_the_platform_returned_is_entered_again(bench, approved, page_of, qtbot):
    window, page = page_of(approved)
    kept(qtbot, window, page)
    page.after.number.setText("17")
    page.after.go.click()
    settle(qtbot, window)
    page.after.back.click()
    page.after.reason.setPlainText("检查情况说明太短。")
    page.after.returned.emit(page.after.reason.value())
    settle(qtbot, window)
    assert read(bench, places_of, approved)["platform"].state == "entry-returned"
    assert page.after.go.isEnabled()


def test_who_took_part_cannot_review_and_is_shown_the_form_for_a_signed_review(bench, approved, page_of, qtbot):
    window, page = page_of(approved)
    kept(qtbot, window, page)
    page.publishing.review.click()
    assert page.publishing.scan is not None
    page.publishing.reviewer.setText("赵志强")
    page.publishing.scan.take((jpeg((200, 300)),))
    settle(qtbot, window)
    page.publishing._register_review()
    settle(qtbot, window)
    found = read(bench, find_publication, approved)
    assert found is not None and (found.state, found.reviewed_by) == ("pub-ready", "赵志强")


def test_a_measure_nobody_chose_is_asked_for(bench, approved, page_of, qtbot):
    window, page = page_of(approved)
    page.results.save.click()
    settle(qtbot, window)
    item = page.case.view.items[0].title
    assert page.banner.text() == say("refused-followup-code", item=item)
    assert read(bench, results_of, approved) == ()


@pytest.mark.obligation("F153")
def test_content_is_reviewed_before_it_is_published_and_can_be_taken_down_with_a_reason(
    bench, approved, page_of, qtbot
):
    window, page = page_of(approved)
    kept(qtbot, window, page)
    window, page = page_of(approved, DEPUTY)
    assert not page.publishing.publish.isVisible()
    page.publishing.review.click()
    settle(qtbot, window)
    page.publishing.publish.click()
    settle(qtbot, window)
    found = read(bench, find_publication, approved)
    assert found is not None and found.state == "pub-shown" and found.content is not None
    assert found.shown_state == "pub-unsent"  # nothing counts as shown before headquarters has it
    bench.bureau.receipt_everything()
    found = read(bench, find_publication, approved)
    assert found is not None and found.shown_state == "pub-shown"
    page.publishing._ask_reason("withdraw")
    page.publishing.asked.emit(Ask("withdraw", "当事人异议成立。"))
    settle(qtbot, window)
    found = read(bench, find_publication, approved)
    assert found is not None and (found.state, found.content, found.reason) == (
        "pub-withdrawn",
        None,
        "当事人异议成立。",
    )
