"""Several rows of a register changed at once, in one transaction, with a reason that each of them keeps."""

from __future__ import annotations

import pytest
from factories.windows import make_bench, settle, sign_in
from PySide6.QtWidgets import QLabel

from inspector_desktop.demo.bureau import ITEMS
from inspector_desktop.gui.pages.registering.sided import FieldForm
from inspector_desktop.registry.acts import enter_items, set_up_shelf
from inspector_desktop.registry.kept_acts import keep_rows
from inspector_desktop.registry.kept_store import kept
from inspector_desktop.registry.row_history import past_of_row
from inspector_desktop.registry.store import items, items_on, officers
from inspector_desktop.registry.team_acts import keep_team


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def window(bench, qtbot):
    made = bench.window()
    sign_in(qtbot, made)
    made.navigate("registers")
    settle(qtbot, made)
    yield made
    made.stop()


@pytest.fixture
def page(window):
    return window.pages["registers"]


def several(page, window, qtbot, kind, button, *keys, **values):
    page._choose_kind(kind)
    settle(qtbot, window)
    tab = page.tab(kind)
    tab.reload()
    settle(qtbot, window)
    tab.table.pick(keys)
    next(go for part, go in zip(tab.several, tab.bulk(), strict=True) if part.text() == button)[1]()
    settle(qtbot, window)
    form = tab.side.findChildren(FieldForm)[-1]
    for column, value in values.items():
        form.set_value(column, value)
    form.run()
    settle(qtbot, window)
    return tab


def read(bench, query, *inputs, **named):
    with bench.bureau.reading() as session:
        return query(session, bench.bureau.desk().bureau, *inputs, **named)


def did(bench, act, **inputs):
    with bench.bureau.writing() as session:
        return act(session, desk=bench.bureau.desk(), clock=bench.clock, **inputs)


def last_change(bench, kind, row):
    return read(bench, past_of_row, kind, row).changes[0]


def test_items_are_changed_together_drafts_at_once_and_published_ones_by_a_new_edition(bench, window, page, qtbot):
    did(bench, enter_items, rows=(ITEMS[0].model_copy(update={"id": "QX77", "title": "补充检查"}),))
    section = bench.bureau.profile.open_sections[0].title
    several(
        page, window, qtbot, "items", "批量修改…", "QX01", "QX02", "QX77", ratio="40%", section=section,
        published_on="2026-12-01", reason="按2026年清单调整",
    )  # fmt: skip
    assert page.banner.text() == "已修改 3 项，原内容留在“变更”里。"
    now, then = ({one.id: one for one in read(bench, items_on, day)} for day in ("2026-11-20", "2026-12-01"))
    assert [now[one].ratio for one in ("QX01", "QX02")] == [ITEMS[0].ratio, ITEMS[1].ratio]
    assert [then[one].ratio for one in ("QX01", "QX02", "QX77")] == ["40%"] * 3
    assert then["QX01"].section == section and then["QX01"].version > now["QX01"].version
    assert not then["QX77"].published_on
    for one in ("QX01", "QX02", "QX77"):
        change = last_change(bench, "items", one)
        assert change.reason == "按2026年清单调整"
        assert ("ratio", ITEMS[0].ratio, "40%") in change.set
        assert change.at == last_change(bench, "items", "QX01").at


def test_items_end_together_and_those_not_fit_for_random_checks_say_why(bench, window, page, qtbot):
    several(
        page, window, qtbot, "items", "批量修改…", "QX01", "QX02", last_day="2026-12-31", random="no",
        random_reason="只作专项检查", published_on="2026-11-20", reason="职权划转",
    )  # fmt: skip
    for one in read(bench, items):
        changed = one.id in {"QX01", "QX02"}
        assert (one.valid_until == "2026-12-31") is changed
        assert (one.random, one.random_reason) == (("no", "只作专项检查") if changed else ("", ""))
        assert (one.ended_reason == "职权划转") is changed


def test_nothing_is_changed_where_one_of_several_items_may_not_be(bench, window, page, qtbot):
    did(bench, enter_items, rows=(ITEMS[0].model_copy(update={"id": "QX77", "title": "补充检查"}),))
    before = read(bench, items)
    several(
        page, window, qtbot, "items", "批量修改…", "QX01", "QX77", last_day="2026-12-31", ratio="40%", reason="职权划转"
    )
    assert page.banner.text() == "事项清单：“补充检查”还没有公布，不用失效。请直接修改，或不公布。"
    assert read(bench, items) == before


@pytest.mark.obligation("F014")
def test_the_fields_of_several_officers_are_marked_at_once_in_words(bench, window, page, qtbot):
    two = [one.id for one in read(bench, officers)][:2]
    several(page, window, qtbot, "officers", "专业领域…", *two, fields="防雷，应急救援", reason="按岗位资格证标注")
    assert [one.fields for one in read(bench, officers) if one.id in two] == ["lightning、应急救援"] * 2
    assert {last_change(bench, "officers", one).reason for one in two} == {"按岗位资格证标注"}


def test_experts_partners_and_teams_are_changed_and_ended_together(bench, window, page, qtbot):
    experts = did(
        bench, keep_rows, kind="experts",
        rows=({"name": "王专家", "field": "防雷"}, {"name": "赵专家", "field": "防雷", "unit": "旧单位"}),
    )  # fmt: skip
    partners = did(bench, keep_rows, kind="partners", rows=({"name": "县住建局"}, {"name": "县教育局"}))
    names = [one.name for one in read(bench, officers)]
    team = did(bench, keep_team, team="", name="一组", people=names[:2])
    several(page, window, qtbot, "experts", "批量修改…", *experts, unit="省气象局", reason="改聘")
    assert {(one.get("unit"), one.get("field")) for one in read(bench, kept, "experts")} == {("省气象局", "防雷")}
    assert {last_change(bench, "experts", one).reason for one in experts} == {"改聘"}
    several(page, window, qtbot, "partners", "终止", *partners, ended_on="2026-11-30", reason="机构改革")
    assert {one.get("ended_on") for one in read(bench, kept, "partners")} == {"2026-11-30"}
    several(page, window, qtbot, "teams", "批量修改…", team, since="2026-11-01", reason="补登")
    assert read(bench, kept, "teams")[0].get("since") == "2026-11-01"


@pytest.mark.obligation("F216")
def test_before_publication_the_window_names_the_double_on_another_section_s_list(bench, window, page, qtbot):
    shelf = did(bench, set_up_shelf, kind="items", section="lightning", unit="防雷减灾股")
    did(bench, enter_items, rows=(ITEMS[0].model_copy(update={"id": "FL01"}),), shelf=shelf)
    tab = several(page, window, qtbot, "items", "公示…", "FL01", published_on="")
    shown = [one.text() for one in tab.side.findChildren(QLabel)]
    told = f"“{ITEMS[0].title}”（FL01）与另一股室清单中的QX01同名，请核对是否重复，只公布一项。"
    assert told in shown
