"""检查表 in the window: read from a spreadsheet, looked at, tried, compared, brought in, its period changed, withdrawn."""

from __future__ import annotations

import pytest
from factories.forms import REPEALED, USUAL, check_line, write_form
from factories.sheets import saved_as
from factories.windows import make_bench, settle, sign_in
from PySide6.QtGui import QGuiApplication

from inspector_desktop.gui.kit.answering.asked import Asked
from inspector_desktop.gui.pages.registering import forms
from inspector_desktop.gui.pages.registering.forms_bringing import ItemsForm
from inspector_desktop.gui.pages.registering.forms_face import BRING, COMPARE, FINDINGS, TRIAL
from inspector_desktop.gui.pages.registering.sided import FieldForm
from inspector_desktop.registry.form_store import editions, source_of


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    made.resize(1366, 768)
    made.navigate("registers", kind="forms")
    settle(qtbot, made)
    yield made
    made.stop()


@pytest.fixture
def page(window):
    return window.pages["registers"]


@pytest.fixture
def tab(page):
    return page.tab("forms")


def read(bench, query, *inputs, **named):
    with bench.bureau.reading() as session:
        return query(session, bench.bureau.desk().bureau, *inputs, **named)


def bring(tab, window, qtbot, path, **values):
    tab.page.take_file(path)
    settle(qtbot, window)
    form = tab.face.bringing
    for key, value in ({"reason": "按现场情况制表"} | values).items():
        form.set_value(key, value)
    form.run()
    settle(qtbot, window)


def fill(tab, **values):
    form = tab.list.side.findChildren(FieldForm)[-1]
    for column, value in values.items():
        form.set_value(column, value)
    form.run()


@pytest.mark.obligation("F124")
def test_a_spreadsheet_is_read_shown_with_its_findings_and_brought_in(bench, window, page, tab, qtbot, tmp_path):
    rows = (*USUAL, check_line("old", "按旧办法检测", **REPEALED))
    tab.take_file(write_form(tmp_path / "forms", rows))
    settle(qtbot, window)
    face = tab.face
    assert tab.stack.currentWidget() is face
    assert face.title.text() == "接地装置检查表"
    assert face.measure.text() == "earthing · 2026.1版 · 检查项 4 项 · 其他栏目 3 个 · 名单 1 个 · 待核 1 项"
    found = face.findings.table.rows_model.rows()
    assert {one.grade for one in found} == {"wrong", "unverified"}
    (repealed,) = [one for one in found if one.value == REPEALED["edition"]]
    assert repealed.where == "survey 第 8 行 edition 栏"
    face.findings.table.opened.emit(repealed)
    assert QGuiApplication.clipboard().text() == repealed.text
    assert "2025-06-01废止" in repealed.text
    form = face.bringing
    assert form.stop.text().startswith("有1项的依据已废止或尚未施行。")
    form.run()
    assert (
        form.form.field("reason").refusal()
        == "检查表：没有写明理由。请写明依据或原因，例如“标准修订”“按检查情况增删”。"
    )
    form.items.pick(("QX01",))
    form.set_value("reason", "补充接地装置检查")
    form.run()
    settle(qtbot, window)
    assert page.banner.text() == "“接地装置检查表”2026.1版已生效，2026年11月20日起使用；各设备同步后即可用。"
    (edition,) = read(bench, editions)
    assert (edition.items, edition.reason, edition.valid_until) == (("QX01",), "补充接地装置检查", "")
    assert tab.stack.currentWidget() is tab.list
    assert tab.list.current().key == edition.id


@pytest.mark.obligation("F124", "F170")
def test_a_form_is_tried_on_the_sheet_itself_and_nothing_is_kept(bench, window, tab, qtbot, tmp_path):
    tab.take_file(write_form(tmp_path / "forms"))
    settle(qtbot, window)
    face, trial = tab.face, tab.face.trial
    face._show_part(TRIAL)
    keys = [row.key for row in trial.list.rows()]
    assert keys == ["station", "depth", "earth", "label"]
    assert [one.label for one in trial._options("station")] == ["第1台站", "第2台站", "第3台站"]
    trial.answer("depth", "80")
    assert [row.key for row in trial.list.rows()] == ["station", "depth", "earth", "deep", "label"]
    assert trial.sheet.value("metres") == "0.8"
    trial.answer("depth", "900")
    row = trial.list.row_of("depth")
    assert isinstance(row, Asked)
    assert row.refusal == "埋深不超过500厘米。"
    assert trial.wrong.text() == "埋深不超过500厘米。"
    trial.list.answered.emit("earth", "conforms")
    assert trial.sheet.counts()["conforms"] == 1
    face.evaluating.box.set_value("${depth} * 2")
    face.evaluating.run()
    (tried,) = face.evaluating.table.rows_model.rows()
    assert (tried.type, tried.value) == ("数", "1800")
    face.evaluating.box.set_value("${nothing}")
    face.evaluating.run()
    assert "nothing" in face.evaluating.refusal.text()
    trial.begin_anew()
    assert trial.sheet.value("depth") == ""
    face.leave()
    assert read(bench, editions) == ()


@pytest.mark.obligation("F124")
def test_a_new_version_is_compared_and_closes_the_former(bench, window, page, tab, qtbot, tmp_path):
    bring(tab, window, qtbot, write_form(tmp_path / "one"))
    rows = (*USUAL[:4], check_line("label", "设有警示标识", article="第三十条"), check_line("new", "新增一项"))
    tab.take_file(write_form(tmp_path / "two", rows, version="2027.1"))
    settle(qtbot, window)
    face = tab.face
    assert set(face.tabs.keys()) >= {COMPARE, BRING}
    assert face.compare.title.text() == "与2026.1版相比：新增 1，删去 1，修改 1。"
    face.bringing.set_value("valid_from", "2027-01-01")
    face.bringing._show_effect()
    assert "2026.1版用到2026年12月31日为止" in face.bringing.effect.text()
    face.bringing.set_value("reason", "标准修订")
    face.bringing.run()
    settle(qtbot, window)
    states = {line.edition.version: line.state for line in tab.list.lines if line.edition.form == "earthing"}
    assert states == {"2026.1": "holds", "2027.1": "coming"}


def test_a_form_with_faults_shows_them_and_cannot_be_brought_in(bench, window, tab, qtbot, tmp_path):
    rows = (*USUAL, {"type": "integr", "name": "x", "label": "误写"})
    tab.take_file(write_form(tmp_path / "forms", rows))
    settle(qtbot, window)
    face = tab.face
    assert face.tabs.keys() == (FINDINGS, BRING)
    assert not face.bringing.primary.isEnabled()
    first = face.findings.table.rows_model.rows()[0]
    assert (first.grade, first.where, first.value) == ("must", "survey 第 8 行 type 栏", "integr")


def test_the_period_is_changed_with_a_reason_and_an_edition_withdrawn(bench, window, page, tab, qtbot, tmp_path):
    bring(tab, window, qtbot, write_form(tmp_path / "one"))
    line = tab.list.current()
    tab.list.ask_period(line)
    fill(tab, valid_until="2026-12-31", reason="试行到年底")
    settle(qtbot, window)
    assert read(bench, editions)[0].valid_until == "2026-12-31"
    tab.list.ask_items(tab.list.current())
    settle(qtbot, window)
    (asked,) = tab.list.side.findChildren(ItemsForm)
    asked.items.pick(("QX02",))
    asked.run()
    assert asked.form.field("reason").refusal().startswith("检查表：没有写明理由。")
    asked.form.field("reason").editor.set_value("新增事项")
    asked.run()
    settle(qtbot, window)
    assert read(bench, editions)[0].items == ("QX02",)
    assert [one.id for one in tab.list.current().used_by] == ["QX02"]
    tab.list.ask_withdrawal(tab.list.current())
    fill(tab, reason="条款有误")
    settle(qtbot, window)
    assert page.banner.text() == "已停用“接地装置检查表”2026.1版。"
    assert read(bench, editions)[0].withdrawn_reason == "条款有误"


def test_the_blank_is_printed_and_the_source_written_beside_its_list(bench, window, tab, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(forms, "open_file", opened.append)
    path = write_form(tmp_path / "one")
    bring(tab, window, qtbot, path)
    line = tab.list.current()
    tab.list.print_blank(line)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
    assert opened[0].read_bytes().startswith(b"%PDF")
    (tmp_path / "out").mkdir()
    tab.list.write_source(line, tmp_path / "out")
    settle(qtbot, window)
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"earthing.md", "stations.csv"}
    assert (tmp_path / "out" / "earthing.md").read_bytes() == path.read_bytes()


@pytest.mark.obligation("F088")
def test_the_shipped_form_opens_for_everybody_and_changes_for_nobody(bench, qtbot):
    window = bench.window()
    sign_in(qtbot, window, "16001")
    window.navigate("registers", kind="forms")
    settle(qtbot, window)
    page = window.pages["registers"]
    tab = page.tab("forms")
    assert not page.adding.isVisible()
    assert {line.state for line in tab.list.lines} == {"shipped"}
    line = next(line for line in tab.list.lines if line.edition.form == "lightning-safety")
    tab.list.open_line(line)
    settle(qtbot, window)
    assert tab.face.trial.sheet is not None
    assert len(tab.face.trial.sheet.definition.lines) == line.edition.lines
    severities = {one.name: one.severity for one in tab.face.trial.sheet.definition.lines}
    assert all(one.severity == severities[one.key] for one in tab.face.trial.list.lines())
    first = tab.face.trial.list.lines()[0]
    assert first.basis.startswith("《安全生产法》第五条")
    assert first.hint.startswith("没有书面责任分工")
    window.stop()


def test_a_form_of_every_kind_of_file_is_shown_tried_and_brought_in(bench, window, tab, qtbot, tmp_path):
    source = write_form(tmp_path / "forms")
    face = tab.face
    for ending in (".csv", ".xls"):
        path = saved_as(source, ending, encoding="gb18030")
        tab.take_file(path)
        settle(qtbot, window)
        assert face.title.text() == "接地装置检查表"
        assert face.measure.text().startswith("earthing · 2026.1版 · 检查项 3 项 · 其他栏目 3 个 · 名单 1 个")
        face._show_part(TRIAL)
        assert [row.key for row in face.trial.list.rows()] == ["station", "depth", "earth", "label"]
    face.bringing.set_value("reason", "补充接地装置检查")
    face.bringing.run()
    settle(qtbot, window)
    (edition,) = read(bench, editions)
    with bench.bureau.reading() as session:
        kept = dict(source_of(session, edition))
    assert kept["earthing.xls"] == path.read_bytes()  # as it was brought
