"""文书案卷: every issued paper, found by what people remember of it, seen as it was issued, exported byte for byte."""

from __future__ import annotations

import pytest
from factories.bureau import released_inspections
from factories.finished import house_of, officers_of, signed_visit, submitted_report
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.gui.pages.papers import NUMBERS
from inspector_desktop.gui.pages.reporting.ordering import Asked, issue_fix, load_fixing
from inspector_desktop.inspection.acts import void_paper
from inspector_desktop.inspection.store import find_paper, find_reserved
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.wording import say

CHIEF = "16011"


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def dossier(bench):
    """A dossier with a record, a list of problems, an order and a report."""
    bureau = bench.bureau
    made = signed_visit(bureau, released_inspections(bureau)[0])
    desk = bureau.desk(officers_of(bureau, made)[0].id)
    with bureau.writing() as session:
        fixing = load_fixing(session, bureau=str(desk.bureau), profile=bureau.profile, dossier=made, clock=bureau.clock)
        asked = [Asked(one.line, "整改到位", fixing.due, one.basis, serious=False) for one in fixing.problems]
        issue_fix(
            session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=made, kind="order", asked=asked
        )
    submitted_report(bureau, made)
    return made


@pytest.fixture
def page_of(bench, qtbot):
    opened = []

    def make(person: str = CHIEF, **where: str):
        window = bench.window()
        opened.append(window)
        sign_in(qtbot, window, person)
        window.navigate("papers", **where)
        calm(qtbot, window)
        return window, window.pages["papers"]

    yield make
    for window in opened:
        window.stop()


def calm(qtbot, window) -> None:
    """Wait until the list and the paper beside it are there."""
    for _ in range(3):
        settle(qtbot, window)


def kinds(page) -> set[str]:
    return {one.kind for one in page.table.rows_model.rows()}


def test_all_issued_papers_are_listed_and_the_first_is_seen(dossier, page_of, qtbot):
    _, page = page_of()
    assert {"check-record", "hazard-list", "order", "check-report"} <= kinds(page)
    qtbot.waitUntil(lambda: page.paper.page_count() > 0, timeout=60_000)


def test_papers_are_found_by_number_officer_and_kind(dossier, page_of, qtbot):
    window, page = page_of()
    order = next(one for one in page.rows if one.kind == "order")
    page.search.setText(order.number)
    page._filter()
    assert kinds(page) == {"order"}
    page.search.setText(order.officers[0])
    page._filter()
    assert "check-report" in kinds(page)
    page.search.clear()
    page._choose_kind("check-report")
    assert kinds(page) == {"check-report"}
    calm(qtbot, window)


def test_the_chief_exports_the_order_as_it_was_issued(bench, dossier, page_of, qtbot, tmp_path):
    window, page = page_of()
    order = next(one for one in page.rows if one.kind == "order")
    page.table.choose(order.key)
    folder = tmp_path / "导出"
    folder.mkdir()
    page.export_to(folder)
    calm(qtbot, window)
    (written,) = folder.glob("*.pdf")
    with bench.bureau.reading() as session:
        assert written.read_bytes() == read_evidence(session, order.blob)
    assert page.banner.tone() == "green" and str(written) in page.banner.text()


def test_a_void_paper_stays_in_the_list_with_its_state(bench, page_of, qtbot):
    bureau = bench.bureau
    made = signed_visit(bureau, released_inspections(bureau)[0])
    submitted_report(bureau, made, by_hand=True)
    with bureau.reading() as session:
        report = find_paper(session, bureau.desk().bureau, made, "check-report")
    assert report is not None
    with bureau.writing() as session:
        void_paper(session, desk=bureau.desk(), clock=bureau.clock, dossier=made, paper=report.id, reason="打印作废")
    window, page = page_of()
    page._choose_state("paper-void")
    calm(qtbot, window)
    (row,) = page.table.rows_model.rows()
    assert (row.key, row.note) == (report.id, "打印作废")
    assert page.table.rows_model.cell(0, 3).spoken() == say("paper-void")


def test_opening_a_dossiers_papers_marks_one_of_them_and_leads_back(bench, dossier, page_of, qtbot):
    window, page = page_of(dossier=dossier)
    row = page.table.current_row()
    assert row is not None and row.dossier == dossier
    page._go(row)
    calm(qtbot, window)
    assert window.current == "inspection"


def test_numbers_left_are_shown_one_is_closed_and_one_told_by_telephone_is_used(bench, dossier, page_of, qtbot):
    window, page = page_of("16005")
    page.paper.tabs().set_value(NUMBERS)
    panel = page.numbers
    before = {one.kind: one for one in panel.seen.lines}
    assert before["notice"].following == "（滑）气检告〔2026〕1号"
    panel.kind.set_value("notice")
    panel.number.setText("1")
    panel.close_button.click()
    calm(qtbot, window)
    assert page.banner.text() == say("refused-number-reason", number="（滑）气检告〔2026〕1号")
    panel.reason.setText("打印作废")
    panel.close_button.click()
    calm(qtbot, window)
    after = {one.kind: one for one in panel.seen.lines}
    assert after["notice"].following == "（滑）气检告〔2026〕2号"
    assert after["notice"].left == before["notice"].left - 1
    other = panel.seen.inspections[0][0]
    panel.dossier.set_value(other)
    panel.told_kind.set_value("notice")
    panel.told_number.setText("118号")
    panel.told_by.setText("周敏")
    panel.tell_button.click()
    calm(qtbot, window)
    assert page.banner.text() == say("numbers-taken", number="（滑）气检告〔2026〕118号")
    with bench.bureau.reading() as session:
        assert find_reserved(session, bench.bureau.desk().bureau, other, "notice") == "（滑）气检告〔2026〕118号"
