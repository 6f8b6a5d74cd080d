"""内设机构 in the window: the tree, who is where, and the forms of the supervising section."""

from __future__ import annotations

import pytest
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.wording import say


@pytest.fixture
def page_of(tmp_path, clock, monkeypatch, qtbot):
    bench = make_bench(tmp_path, clock, monkeypatch)
    opened = []

    def make(person: str = "16005"):
        window = bench.window()
        opened.append(window)
        sign_in(qtbot, window, person)
        window.navigate("settings")
        settle(qtbot, window)
        window.navigate("units")
        settled(qtbot, window)
        return window, window.pages["units"]

    yield make
    for window in opened:
        window.stop()


def settled(qtbot, window):
    for _ in range(3):
        settle(qtbot, window)


def titles(page):
    return [one.title for one in page.table.rows_model.rows()]


def filled(page, **given):
    for key, value in given.items():
        page.form.form.field(key).editor.set_value(value)
    page.form.go.click()


@pytest.mark.obligation("F119")
def test_the_tree_is_read_and_a_section_is_set_up_takes_somebody_in_is_renamed_and_closed(page_of, qtbot):
    window, page = page_of()
    assert titles(page) == ["执法监督股", "防雷减灾股"]
    assert [one.name for one in page.seen.tree.strays] == ["马红"]
    page.ask_add()
    filled(page, title="人影办", parent="lightning")
    settled(qtbot, window)
    assert page.banner.text() and titles(page) == ["执法监督股", "防雷减灾股"]  # a reason is wanted
    filled(page, reason="机构编制方案")
    settled(qtbot, window)
    assert titles(page) == ["执法监督股", "防雷减灾股", "人影办"]
    made = page.seen.tree.units[2]
    assert made.depth == 1
    page.table.choose(made.key)
    page.ask_take_in(made)
    filled(page, person="16004", reason="岗位调整")
    settled(qtbot, window)
    made = page.seen.tree.unit(made.id)
    assert [one.name for one in made.members] == ["马红"] and not page.seen.tree.strays
    page.ask_close(made)
    filled(page, reason="撤销")
    settled(qtbot, window)
    assert page.banner.text() == say("refused-unit-members", unit="人影办", count=1)
    page.ask_head(made)
    filled(page, title="孙志远", reason="任职文件")
    settled(qtbot, window)
    assert page.table.rows_model.cell(2, 1).spoken() == "孙志远"
    page.ask_rename(made)
    filled(page, title="人工影响天气办公室", reason="机构改革")
    settled(qtbot, window)
    made = page.seen.tree.unit(made.id)
    assert (made.title, made.former, made.members[0].unit) == ("人工影响天气办公室", ("人影办",), "人工影响天气办公室")


def test_others_read_the_tree_and_change_nothing(page_of):
    _, page = page_of("16001")
    assert titles(page) == ["执法监督股", "防雷减灾股"]
    assert not page._may() and page.form is None
