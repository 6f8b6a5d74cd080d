"""公开台账 in the window: the list by kind and state, and the forms of the supervising section."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories.bureau import approved_plan
from factories.visits import jpeg
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.gui.pages.entries import EntriesPage
from inspector_desktop.profile.loading import available, load
from inspector_desktop.profile.words import item_list
from inspector_desktop.wording import say


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def page_of(bench, qtbot):
    opened = []

    def make(person: str = "16005"):
        window = bench.window()
        opened.append(window)
        sign_in(qtbot, window, person)
        window.navigate("disclosure", face="ledger")
        for _ in range(2):
            settle(qtbot, window)
        return window, window.pages["disclosure"]

    yield make
    for window in opened:
        window.stop()


def settled(qtbot, window):
    for _ in range(3):
        settle(qtbot, window)


def chosen(page, what):
    page.ledger.which.button(what).click()
    (line,) = page.ledger.table.rows_model.rows()
    return line


@pytest.mark.obligation("F213")
def test_a_plan_that_waits_is_noted_with_address_and_picture_and_taken_off_again(bench, page_of, qtbot):
    plan = approved_plan(bench.bureau)
    bench.clock.advance(days=40)
    window, page = page_of()
    line = chosen(page, "plan")
    assert line.about == plan and page.ledger.counts() == (1, 1)
    page.ledger.states.set_value("late")
    page.ledger._filter()
    assert page.ledger.table.rows_model.rowCount() == 1
    page.ledger.states.set_value("all")
    page.ledger.ask_note(line)
    page.ledger.form.field("place").editor.set_value("信用中国")
    page.ledger.form.field("address").editor.set_value("example.gov.cn")
    page.ledger.go.click()
    settled(qtbot, window)
    assert page.banner.text() == say("refused-open-address")
    page.ledger.form.field("address").editor.set_value("https://example.gov.cn/1")
    page.ledger.form.field("proof").editor.take((jpeg((300, 200)),))
    settled(qtbot, window)
    page.ledger.go.click()
    settled(qtbot, window)
    line = chosen(page, "plan")
    assert line.state == "open-shown" and line.late > 0
    (made,) = line.made
    assert (made.place, made.address, made.by, bool(made.evidence)) == (
        "信用中国", "https://example.gov.cn/1", "王秀英", True,
    )  # fmt: skip
    cells = [page.ledger.table.rows_model.cell(0, at) for at in (2, 4)]
    assert [one.text for one in cells] == ["2026年12月18日", "2026年12月30日"]
    page.ledger._show_proof(line, made)
    settled(qtbot, window)
    page.ledger.ask_end(line, made)
    page.ledger.form.field("reason").editor.set_value("网站停用。")
    page.ledger.go.click()
    settled(qtbot, window)
    assert chosen(page, "plan").state == "open-gone"


def test_others_read_the_ledger_take_it_along_and_are_offered_no_form(bench, page_of, qtbot, tmp_path):
    approved_plan(bench.bureau)
    window, page = page_of("16001")
    line = chosen(page, "plan")
    assert page.ledger._buttons(line)[0].text() == say("ledger-go-plan")
    target = tmp_path / "台账.csv"
    page.ledger.taking.write(target)
    settled(qtbot, window)
    qtbot.waitUntil(target.is_file)
    text = target.read_text(encoding="utf-8-sig")
    assert "检查计划" in text and "抽查事项清单" not in text  # the list as it is filtered now
    page.head.tabs().chosen.emit("entries")
    settled(qtbot, window)
    assert page._stack.currentIndex() == 0


def test_the_page_stands_in_every_bureau_whatever_places_it_has(page_of, qtbot):
    _, page = page_of()
    for name in available():
        profile = load(name)
        other = EntriesPage(replace(page.context, opening=replace(page.context.opening, profile=profile)))
        qtbot.addWidget(other)
        assert other.platform in {one.id for one in profile.disclosure.places}
        assert [other.ledger.which.button(one).text() for one in ("items", "process")] == [
            item_list(profile),
            "实施过程",
        ]
