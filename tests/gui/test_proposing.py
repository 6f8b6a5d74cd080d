"""Corrections of a register: proposed by officers beside the list and in a dossier, taken up, adopted or declined."""

from __future__ import annotations

import pytest
from factories.bureau import enter_some_subjects, open_bureau, released_inspections
from factories.stage import stage
from factories.visits import jpeg
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.pages.inspection import InspectionPage
from inspector_desktop.gui.pages.registering.shelving import read_shelves
from inspector_desktop.gui.pages.workbench import WorkbenchPage
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.history import changes_of
from inspector_desktop.registry.proposal_acts import propose_correction, propose_missing, take_proposals
from inspector_desktop.registry.proposal_store import proposals
from inspector_desktop.registry.store import get_subject, subjects

REASON = "11月20日到场检查，已搬到新址"


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    made = make_bench(tmp_path, clock, monkeypatch)
    enter_some_subjects(made.bureau)
    return made


def enter_as(qtbot, bench, number):
    window = bench.window()
    sign_in(qtbot, window, number)
    window.resize(1366, 768)
    window.navigate("registers")
    settle(qtbot, window)
    return window, window.pages["registers"]


def proposed(bench, number="16001", subject="S0002", **values):
    with bench.bureau.writing() as session:
        return propose_correction(
            session, desk=bench.bureau.desk(number), clock=bench.clock, subject=subject, reason=REASON,
            values=values or {"address": "建设路88号", "survival": "moved"},
        ).dossier  # fmt: skip


def taken(bench):
    bench.bureau.receipt_everything()
    with bench.bureau.writing() as session:
        take_proposals(session, desk=bench.bureau.desk(), clock=bench.clock)
    bench.bureau.receipt_everything()


def tab_of(qtbot, window, page, dossier):
    page.open(kind="proposals")
    settle(qtbot, window)
    tab = page.tab("proposals")
    tab.table.choose(dossier)
    settle(qtbot, window)
    return tab


def all_words(widget):
    shown = [one for one in widget.findChildren(QWidget) if isinstance(one, QLabel | Chip) and one.isVisibleTo(widget)]
    return " ".join(one.text() for one in shown)


def test_an_officer_who_may_not_change_a_subject_proposes_the_change_beside_it(bench, qtbot):
    window, page = enter_as(qtbot, bench, "16001")
    page.subjects.table.choose("S0002")
    settle(qtbot, window)
    side = page.subjects.side
    side.correct.click()
    form = side.currentWidget().widget()
    form.form.field("phone").editor.set_value("13900001111")
    form.run()
    assert form.form.field("reason").refusal() != ""
    form.form.field("reason").editor.set_value("企业当场告知已换号")
    form.run()
    settle(qtbot, window)
    assert side.currentIndex() == 1, page.banner.accessibleName()
    with bench.bureau.reading() as session:
        assert get_subject(session, bench.bureau.desk().bureau, "S0002").phone == "13803720000"
        [made] = proposals(session, bench.bureau.desk())
        assert [(one.column, one.after) for one in made.changes] == [("phone", "13900001111")]
    window.stop()


def test_the_supervising_section_takes_compares_and_adopts(bench, qtbot):
    dossier = proposed(bench)
    bench.bureau.receipt_everything()
    window, page = enter_as(qtbot, bench, "16005")
    tab = tab_of(qtbot, window, page, dossier)
    assert "待接办" in all_words(tab.detail)
    tab.detail.go.click()
    settle(qtbot, window)
    bench.bureau.receipt_everything()
    window.tasks.tell("registers")
    settle(qtbot, window)
    words = all_words(tab.detail)
    assert all(one in words for one in ("城关街道人民路2号", "建设路88号", "存续", "迁出", REASON))
    tab.detail.go.click()
    settle(qtbot, window)
    assert "已采纳" in all_words(tab.detail)
    with bench.bureau.reading() as session:
        subject = get_subject(session, bench.bureau.desk().bureau, "S0002")
        assert (subject.address, subject.survival) == ("建设路88号", "moved")
        assert changes_of(session, subject.bureau, "S0002")[0].proposer == "李建国"
    page.open(kind="subjects")
    page.subjects._on_survival("*")
    settle(qtbot, window)
    page.subjects.table.choose("S0002")
    settle(qtbot, window)
    changes = " ".join(one.text() for one in page.subjects.side.findChildren(QLabel))  # in a tab that is behind
    assert "采纳李建国的更正建议" in changes
    window.stop()


def test_declining_asks_for_a_reason_and_the_proposer_reads_it(bench, qtbot):
    dossier = proposed(bench)
    taken(bench)
    window, page = enter_as(qtbot, bench, "16005")
    tab = tab_of(qtbot, window, page, dossier)
    tab.detail.no.click()
    assert tab.detail.form.field("reason").refusal() != ""
    tab.detail.reason.set_value("市监局登记仍在原址")
    tab.detail.no.click()
    settle(qtbot, window)
    window.stop()
    window, page = enter_as(qtbot, bench, "16001")
    tab = tab_of(qtbot, window, page, dossier)
    words = all_words(tab.detail)
    assert "未采纳" in words
    assert "市监局登记仍在原址" in words
    window.stop()


def test_what_changed_meanwhile_is_marked_and_asked_once_more(bench, qtbot):
    dossier = proposed(bench, phone="13900001111")
    taken(bench)
    with bench.bureau.writing() as session:
        change_subjects(
            session, desk=bench.bureau.desk(), clock=bench.clock, ids=["S0002"], changes={"phone": "13711112222"},
            reason="企业来电",
        )  # fmt: skip
    window, page = enter_as(qtbot, bench, "16005")
    tab = tab_of(qtbot, window, page, dossier)
    assert "提出时是13803720000" in all_words(tab.detail)
    tab.detail.go.click()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        assert get_subject(session, bench.bureau.desk().bureau, "S0002").phone == "13711112222"
    page.banner._act()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        assert get_subject(session, bench.bureau.desk().bureau, "S0002").phone == "13900001111"
    window.stop()


def test_a_missing_firm_is_proposed_in_the_tab_and_adopted_into_the_register(bench, qtbot):
    window, page = enter_as(qtbot, bench, "16005")
    page.open(kind="proposals")
    settle(qtbot, window)
    tab = page.tab("proposals")
    tab.missing.click()
    form = tab.side.currentWidget().widget()
    form.form.field("name").editor.set_value("滑县新开气球庆典部")
    form.form.field("reason").editor.set_value("巡查时看到施放气球")
    form.run()
    settle(qtbot, window)
    bench.bureau.receipt_everything()
    with bench.bureau.reading() as session:
        [made] = proposals(session, bench.bureau.desk())
    taken(bench)
    window.tasks.tell("registers")
    settle(qtbot, window)
    tab.table.choose(made.dossier)
    settle(qtbot, window)
    tab.detail.go.click()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        [found] = subjects(session, bench.bureau.desk().bureau, search="新开气球")
        assert found.survival == "active"
    window.stop()


def test_the_workbench_of_the_supervising_section_leads_to_what_is_proposed(tmp_path, clock, qtbot):
    bureau = open_bureau(tmp_path, clock)
    enter_some_subjects(bureau)
    with bureau.writing() as session:
        propose_missing(
            session, desk=bureau.desk("16001"), clock=clock, values={"name": "滑县新开气球庆典部"}, reason=REASON
        )  # fmt: skip
    with stage(bureau, tmp_path) as staged:
        page = WorkbenchPage(staged.context)
        staged.pages.append(page)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: bool(page.errands.rows_model.rows()), timeout=60_000)
        [errand] = [one for one in page.errands.rows_model.rows() if one.key == "proposals"]
        assert errand.title == "名录更正建议 1 条"
        page._run_errand(errand)
        assert staged.went[-1] == ("registers", {"kind": "proposals"})
    bureau.engine.dispose()


def test_an_officer_on_site_proposes_with_a_photograph_from_the_dossier_of_the_visit(tmp_path, clock, qtbot, qapp):
    if not qapp.styleSheet():
        look.install_look(qapp)
    bureau = open_bureau(tmp_path, clock)
    dossier, *_ = released_inspections(bureau)
    with stage(bureau, tmp_path, "16001") as staged:
        page = InspectionPage(staged.context)
        staged.pages.append(page)
        qtbot.addWidget(page)
        page.resize(1182, 700)
        page.open(dossier=dossier)
        page.show()
        panel = page.correcting
        qtbot.waitUntil(lambda: panel._view is not None, timeout=60_000)
        page.paper.tabs().set_value("correcting")
        panel.correct.click()
        form = panel.form
        form.take((jpeg((900, 600)),))
        qtbot.waitUntil(lambda: bool(form._photos), timeout=60_000)
        form.form.field("address").editor.set_value("建设路88号")
        form.form.field("reason").editor.set_value(REASON)
        form.run()
        qtbot.waitUntil(lambda: bool(panel.found), timeout=60_000)
        [made] = panel.found
        assert (made.found_in, len(made.evidence), made.place) == (dossier, 1, "away")
        assert made.changes[0].after == "建设路88号"
        assert "本次检查提出的" in all_words(panel)
    bureau.engine.dispose()


def test_an_officer_proposes_his_renewed_certificate(bench, qtbot):
    window, page = enter_as(qtbot, bench, "16001")
    page.open(kind="officers")
    settle(qtbot, window)
    tab = page.tab("officers")
    tab.table.choose("16001")
    settle(qtbot, window)
    tab._correct(tab.current())
    form = tab.side.currentWidget().widget()
    form.form.field("valid_until").editor.set_value("2032-06-30")
    form.form.field("reason").editor.set_value("已换发新证")
    form.run()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        [made] = proposals(session, bench.bureau.desk())
        assert [(one.column, one.before, one.after) for one in made.changes] == [
            ("valid_until", "2028-06-30", "2032-06-30")
        ]
    window.stop()


def test_a_section_is_given_a_shelf_takes_it_and_its_officer_edits_its_rows_and_proposes_for_others(bench, qtbot):
    window, page = enter_as(qtbot, bench, "16005")
    page.open(kind="proposals")
    settle(qtbot, window)
    tab = page.tab("proposals")
    tab.shelves.click()
    settle(qtbot, window)
    panel = tab.side.currentWidget().widget()
    panel.section.set_value("lightning")
    panel._show_people()
    panel.person.set_value("16001")
    panel.run()
    settle(qtbot, window)
    window.stop()
    bench.bureau.receipt_everything()
    window, page = enter_as(qtbot, bench, "16001")
    page.open(kind="proposals")
    settle(qtbot, window)
    page.tab("proposals").shelves.click()
    settle(qtbot, window)
    panel = page.tab("proposals").side.currentWidget().widget()
    with bench.bureau.reading() as session:
        [mine] = [one for one in read_shelves(session, bench.bureau.desk("16001"))[0] if one.in_tray]
    assert (mine.shelf.kind, mine.shelf.unit) == ("subjects", "防雷减灾股")
    panel.take_up(mine)
    settle(qtbot, window)
    bench.bureau.receipt_everything()
    window.tasks.tell("registers")
    page.open(kind="subjects")
    settle(qtbot, window)
    assert page.adding.isVisible()
    page.adding.click()
    form = page.subjects.side.form
    form.form.field("name").editor.set_value("滑县新开气球庆典部")
    form.run()
    settle(qtbot, window)
    with bench.bureau.reading() as session:
        [made] = subjects(session, bench.bureau.desk().bureau, search="新开气球")
        assert made.dossier == mine.shelf.dossier
    side = page.subjects.side
    for key, title in ((made.id, "修改（留痕）"), ("S0002", "建议更正…")):
        page.subjects.table.choose(key)
        settle(qtbot, window)
        assert title in [one.text() for one in side.findChildren(QPushButton) if one.isVisibleTo(side)]
    window.stop()
