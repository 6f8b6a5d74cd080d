"""本局规则: every rule with its source, changed with a reason by the supervising section, in force at once."""

from __future__ import annotations

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel, QPushButton

from inspector_desktop import opening as devices
from inspector_desktop.draw.document import frozen_of
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.ticket import quotas
from inspector_desktop.gui.page import RULES
from inspector_desktop.inspection.deadlines import begun_with
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.profile.acts import change_rules
from inspector_desktop.profile.facts import Changed, RulesChanged
from inspector_desktop.profile.loading import load
from inspector_desktop.profile.parts import GROUPS
from inspector_desktop.wording import say

HUAXIAN = "huaxian-meteorology"
CATEGORY, RATIO = "categories/key-unit", "categories/key-unit/ratio_ppm"
DEADLINE = "deadlines/D01"


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    yield made
    made.close()


def rules_page(window, qtbot, rule=""):
    window.navigate("rules", **({"rule": rule} if rule else {}))
    settle(qtbot, window)
    page = window.pages["rules"]
    if rule:
        page._go(rule)
    return page


def words_of(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def buttons_of(page):
    return {one.text() for one in page.findChildren(QPushButton) if one.isVisible()}


def fill(page, qtbot, window, **values):
    """Write into the form, save, and wait until the rules are followed."""
    for path, text in values.items():
        page.editor.form.field(f"{page.rules.current_row().key}/{path}").editor.set_value(text)
    page.editor.reason.set_value("局务会2026年第3号纪要")
    page.editor.run()
    settle(qtbot, window)
    qtbot.wait(300)  # the window counts, and looks for changed rules, after a short quiet
    settle(qtbot, window)


@pytest.mark.obligation("F068")
def test_settings_lead_to_every_rule_in_words_with_its_source(window, qtbot):
    window.navigate("settings")
    settle(qtbot, window)
    (link,) = [one for one in window.pages["settings"].findChildren(QPushButton) if one.text() == say("settings-rules")]
    link.click()
    settle(qtbot, window)
    page = window.pages["rules"]
    assert window.current == "rules"
    seen = 0
    for group in GROUPS:
        page.groups.choose(group)
        lines = page.rules.rows_model.rows()
        seen += len(lines)
        assert all(line.rule.clause and line.text for line in lines)
    assert seen == len(page.seen.lines) > 250
    page._go(DEADLINE)
    shown = words_of(page)
    assert "结果录入省平台" in shown
    assert "检查结束" in shown
    assert "一(六)2(3)" in shown
    assert "滑县气象局2023年度" in shown


def test_a_search_looks_through_all_groups(window, qtbot):
    page = rules_page(window, qtbot)
    page.search.setText("列")
    page.search._send()
    assert {line.rule.group for line in page.rules.rows_model.rows()} >= {"registers", "disclosure"}
    names = [line.name for line in page.rules.rows_model.rows()]
    assert names
    page.search.setText("没有这样的规则")
    page.search._send()
    assert page.rules.rows_model.rows() == ()
    assert page.rules.accessibleDescription().startswith(say("rules-none"))  # the list says it, and once only


@pytest.mark.obligation("F090")
def test_a_changed_ratio_is_in_force_at_once_and_the_next_draw_takes_it(window, bench, qtbot):
    enter_some_subjects(bench.bureau, testing=1, balloon=1, key=40)
    window.navigate("registers")
    settle(qtbot, window)
    page = rules_page(window, qtbot, CATEGORY)
    page.change()
    assert page.editor.effect.text() == say("rules-effect-ratio", of=100, count=5)
    fill(page, qtbot, window, ratio_ppm="7.5")
    assert window.opening.profile.category("key-unit").ratio_ppm == 75_000
    assert page.context.profile == window.opening.profile == window.context.house.profile
    assert set(window.pages) == {"rules"}
    shown = words_of(page)
    assert "7.5%" in shown
    assert say("rules-former", value="5%") in shown
    assert "局务会2026年第3号纪要" in shown
    assert "王秀英" in shown
    bench.bureau.profile = window.opening.profile
    draw = frozen_draw(bench.bureau, approved_plan(bench.bureau))
    with bench.bureau.reading() as session:
        found = {one.stratum: one.taken for one in quotas(frozen_of(get_draw(session, HUAXIAN, draw)))}
    assert found["key-unit"] == 3
    again = devices.follow_rules(window.opening)
    assert again is window.opening


def test_a_changed_deadline_shows_an_example_and_holds_for_the_next_clock(window, bench, qtbot):
    page = rules_page(window, qtbot, DEADLINE)
    page.change()
    page.editor.form.field(f"{DEADLINE}/length").editor.set_value("7")
    page.editor.preview()
    assert "9月28日" in page.editor.effect.text()
    page.editor.form.field(f"{DEADLINE}/unit").editor.set_value("date")
    page.editor.preview()
    assert page.editor.form.field(f"{DEADLINE}/length").isHidden()
    assert not page.editor.form.field(f"{DEADLINE}/closes").isHidden()
    page.editor.form.field(f"{DEADLINE}/unit").editor.set_value("working-days")
    page.editor.preview()
    fill(page, qtbot, window, length="7")
    profile = window.opening.profile
    clock = profile.deadline("D01")
    today = bench.clock.now().date()
    assert begun_with(profile, clock, today).length == 7
    assert begun_with(profile, clock, today.replace(day=19)).length == 5


@pytest.mark.parametrize(
    ("rule", "field", "text", "words"),
    [
        (CATEGORY, "ratio_ppm", "一半", "只能写数字"),
        (CATEGORY, "ratio_ppm", "7.55555", "百分比"),
        (CATEGORY, "ratio_ppm", "130", "0% 到 100%"),
        (CATEGORY, "ratio_ppm", "", "每个类别都要写比例"),
        (DEADLINE, "length", "", "期限"),
        (DEADLINE, "length", "0", "应在 1 到"),
        ("plan/periods/checks", "closes", "十三月", "11月30日"),
    ],
)
def test_nonsense_is_refused_in_the_form_and_changes_nothing(window, qtbot, rule, field, text, words):
    page = rules_page(window, qtbot, rule)
    page.change()
    fill(page, qtbot, window, **{field: text})
    assert page.editor is not None
    assert words in words_of(page.editor)
    assert window.opening.profile == load(HUAXIAN)


def test_without_a_reason_or_a_change_nothing_is_saved(window, qtbot):
    page = rules_page(window, qtbot, CATEGORY)
    page.change()
    page.editor.run()
    assert "没有改动" in words_of(page.editor)
    page.editor.form.field(RATIO).editor.set_value("6")
    page.editor.run()
    assert "没有写明理由" in words_of(page.editor)


def test_a_change_goes_back_to_its_source_and_stays_in_the_list_of_changes(window, qtbot):
    page = rules_page(window, qtbot, CATEGORY)
    page.change()
    fill(page, qtbot, window, ratio_ppm="7")
    page.restore()
    reason, go = page.asking
    reason.set_value("试行期满")
    go.click()
    settle(qtbot, window)
    qtbot.wait(300)
    settle(qtbot, window)
    assert window.opening.profile == load(HUAXIAN)
    page.groups.choose("changes")
    assert [line.state for line in page.changes.rows_model.rows()] == ["restored", "over"]


def test_the_order_of_levels_is_picked_and_a_step_is_switched_off(window, qtbot):
    page = rules_page(window, qtbot, "approval/flows/plan")
    page.change()
    levels = page.editor.form.field("approval/flows/plan/levels").editor
    assert levels.value() == "deputy-head\nhead"
    levels.boxes["section-chief"].click()
    levels.raise_one("section-chief")
    fill(page, qtbot, window)
    assert window.opening.profile.flow("plan").levels == ("deputy-head", "section-chief", "head")
    page._go("steps/report")
    page.take_out()
    reason, go = page.asking
    reason.set_value("方案没有要求检查报告")
    go.click()
    settle(qtbot, window)
    qtbot.wait(300)
    settle(qtbot, window)
    assert not window.opening.profile.has_step("report")
    line = next(one for one in page.seen.lines if one.key == "steps/report")
    assert line.off


def test_what_the_source_leaves_open_is_listed_with_the_choice_and_its_rules(window, qtbot):
    page = rules_page(window, qtbot)
    page.groups.choose("points")
    assert len(page.points.rows_model.rows()) == 6
    page.points.choose("2")
    shown = words_of(page)
    assert "从检查结束起算" in shown
    assert "结果在门户网站公示" in shown


def test_a_change_the_rules_have_no_place_for_is_shown_as_no_longer_applying(window, bench, qtbot):
    fact = RulesChanged(
        changes=(Changed(path="categories/gone/ratio_ppm", value="70000", former="50000"),), reason="旧规则",
        since="2026-11-20", by="王秀英",
    )  # fmt: skip
    with bench.bureau.writing() as session:
        open_dossier(session, fact, kind="rules", desk=bench.bureau.desk(), clock=bench.clock, dossier="rules")
    page = rules_page(window, qtbot)
    page.groups.choose("changes")
    (line,) = page.changes.rows_model.rows()
    assert line.state == "gone"
    assert say("rules-state-gone") in words_of(page)
    assert window.opening.profile == load(HUAXIAN)


def test_rules_that_come_from_another_device_are_followed_without_losing_the_page(window, bench, qtbot):
    window.navigate("registers")
    settle(qtbot, window)
    front = window.pages["registers"]
    with bench.bureau.writing() as session:
        change_rules(
            session, desk=bench.bureau.desk(), clock=bench.clock, file=load(HUAXIAN), values=((RATIO, 80_000),),
            reason="局务会纪要",
        )  # fmt: skip
    with qtbot.waitSignal(window.rules_changed, timeout=60_000):
        window.tasks.tell(RULES)
    assert window.pages["registers"] is front
    assert front.context.profile.category("key-unit").ratio_ppm == 80_000
    window.navigate("workbench")
    settle(qtbot, window)
    assert "registers" not in window.pages


def test_a_device_opens_with_the_changed_rules(bench):
    with bench.bureau.writing() as session:
        change_rules(
            session, desk=bench.bureau.desk(), clock=bench.clock, file=load(HUAXIAN), values=((RATIO, 80_000),),
            reason="局务会纪要",
        )  # fmt: skip
    bench.opening.close()
    again = devices.open_device(
        bench.places, person_id="16005", pin="202611", clock=bench.clock, keychain=bench.keychain
    )
    assert again.profile.category("key-unit").ratio_ppm == 80_000
    again.close()


def test_nobody_but_the_supervising_section_is_offered_a_change(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made, "16001")
    page = rules_page(made, qtbot, CATEGORY)
    settle(qtbot, made)
    assert say("rules-change") not in buttons_of(page)
    assert say("rules-only-supervising") in words_of(page)
    made.close()


def test_where_another_desk_keeps_the_rules_the_page_says_so_and_offers_to_take_them(window, bench, qtbot):
    page = rules_page(window, qtbot, CATEGORY)
    page.change()
    fill(page, qtbot, window, ratio_ppm="7")
    page._go(CATEGORY)
    page.release()
    settle(qtbot, window)
    assert say("rules-in-tray") in words_of(page)
    assert say("rules-change") not in buttons_of(page)
    page.take()
    settle(qtbot, window)
    assert say("rules-here") in words_of(page)


def test_a_row_is_added_to_a_table_with_its_source_followed_at_once_and_taken_out_again(window, bench, qtbot):
    page = rules_page(window, qtbot, DEADLINE)
    assert list(page._tables) == ["deadlines", "reports"]
    page.add("deadlines")
    form = page.editor.form
    for name, text in {"title": "回访企业", "trigger": "inspection-ended", "length": "15", "unit": "working-days",
                       "rest_day": "later", "use": "clock", "checks": "all", "step": "disclosure", "warn_days": "3",
                       "consequence": "内部通报"}.items():  # fmt: skip
        form.field(f"deadlines/new/{name}").editor.set_value(text)
    page.editor.run()
    assert "来源" in form.field("source").refusal()
    form.field("source").editor.set_value("局务会")
    form.field("reason").editor.set_value("加强服务")
    page.editor.run()
    settle(qtbot, window)
    assert "没有写明来源" in form.field("source").refusal()
    form.field("source").editor.set_value("默认：2026年11月20日局务会")
    page.editor.run()
    settle(qtbot, window)
    assert page.banner.text() == say("rules-added")
    profile = window.context.profile
    made = profile.deadline("X01")
    assert (made.title, made.length, made.clause) == ("回访企业", 15, "默认：2026年11月20日局务会")
    assert "X01" in profile.step("disclosure").deadlines  # a deadline runs where its step names it
    assert page.rules.current_row().name == "回访企业"
    assert {"修改", "删除"} <= buttons_of(page)
    assert "恢复来源规定" not in buttons_of(page)
    page.drop()
    reason, go = page.asking
    reason.set_value("不再回访")
    go.click()
    settle(qtbot, window)
    assert page.banner.text() == say("rules-dropped")
    after = window.context.profile
    assert "X01" not in {one.id for one in after.deadlines}
    assert "X01" not in after.step("disclosure").deadlines
    assert {line.state for line in page.seen.changes} <= {"over", "restored"}
