"""The five kinds of information on the site: what is published stands there with its days, and nothing else leaks."""

from __future__ import annotations

import csv
import io
import json

import pytest
from factories.bureau import approved_plan, open_bureau, released_inspections
from factories.finished import approved_result, chosen_results, published, signed_visit, unable_visit

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import withdraw
from inspector_desktop.disclosure.ledger import ledger
from inspector_desktop.disclosure.open_acts import Elsewhere, note_end, note_publicity
from inspector_desktop.draw.acts import publish_draw
from inspector_desktop.draw.store import draws
from inspector_desktop.headquarters.service import PUBLIC
from inspector_desktop.headquarters.site import write_site
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.lead.acts import Told, Wanted, register_lead, start_check
from inspector_desktop.lead.rules import Target, items_open
from inspector_desktop.plan.acts import publish_plan
from inspector_desktop.plan.facts import PlanPublished
from inspector_desktop.plan.more_facts import PlanMergedIn
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.facts import RulesChanged
from inspector_desktop.publicity.facts import ITEMS, PLAN, MadePublic, TakenOff
from inspector_desktop.registry.acts import enter_items
from inspector_desktop.registry.facts import ItemRow, ItemsPublished
from inspector_desktop.registry.kept_acts import end_item
from inspector_desktop.registry.kept_facts import ItemEnded
from inspector_desktop.registry.store import items, officers


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def acted(bureau, function, **inputs):
    with bureau.writing() as session:
        return function(session, desk=bureau.desk(), clock=bureau.clock, **inputs)


def read(bureau, query, *more):
    with bureau.reading() as session:
        return query(session, bureau.desk().bureau, *more)


def today(bureau):
    return civil_date(bureau.clock.now()).isoformat()


def site_of(bureau, folder):
    with bureau.reading() as session:
        write_site(session, folder, bureau.clock)
    own = [path for path in folder.glob("*.*") if not path.name.startswith(("verify", "ticket"))]  # others' people
    return {path.name: path.read_text(encoding="utf-8-sig") for path in own}


def noted(bureau, what, about, **given):
    given = {"place": "政府信息公开平台", "day": today(bureau), **given}
    acted(bureau, note_publicity, profile=bureau.profile, what=what, about=about, given=Elsewhere(**given))


def publish_the_plan(bureau, plan):
    acted(bureau, publish_plan, plan=plan, where="县政府门户网站", on=today(bureau))


def lead_check(bureau):
    """A check on a complaint, released to the same two officers."""
    told = Told("lead-complaint", "群众反映加油站防雷装置锈断。", reporter="周先生", contact="13800000000")
    lead = acted(bureau, register_lead, profile=bureau.profile, told=told, target=Target("滑县第10加油站", "S0010"))
    listed = items_open(read(bureau, items), "key-unit", today(bureau))
    wanted = Wanted((listed[0].id,), ("16001", "16002"), "投诉举报")
    return acted(bureau, start_check, profile=bureau.profile, lead=lead, wanted=wanted)


@pytest.mark.obligation("F213")
@pytest.mark.obligation("F199")
def test_the_item_list_stands_there_with_basis_day_and_validity_and_no_draft_is_among_it(bureau, tmp_path):
    listed = read(bureau, items)
    row = ItemRow(**{name: getattr(listed[0], name) for name in ItemRow.model_fields})
    draft = row.model_copy(update={"id": "N-9", "title": "尚未公布的新事项", "basis": "《新条例》第九条"})
    acted(bureau, enter_items, rows=[draft])
    acted(bureau, end_item, item=listed[1].id, on=today(bureau), reason="依据废止")
    noted(bureau, ITEMS, listed[0].dossier, address="https://example.gov.cn/list.html")
    bureau.clock.advance(days=1)
    made = site_of(bureau, tmp_path / "site")
    page = made["items.html"]
    for one in listed:
        assert one.title in page and one.published_on in page
        assert one.basis.replace("&", "&amp;") in page
    assert "依据废止" in page and "已失效" in page
    assert "政府信息公开平台" in page and "https://example.gov.cn/list.html" in page
    rows = list(csv.reader(io.StringIO(made["items.csv"])))
    assert len(rows) == len(listed) + 1
    for text in made.values():
        assert "尚未公布的新事项" not in text and "新条例" not in text and "N-9" not in text
    bureau.clock.advance(days=-400)
    page = site_of(bureau, tmp_path / "site")["items.html"]
    assert not any(one.title in page for one in listed)  # what is published for a day to come waits for it


@pytest.mark.obligation("F213")
def test_a_plan_stands_there_once_it_is_public_and_leaves_when_it_is_taken_off(bureau, tmp_path):
    plan = approved_plan(bureau)
    view = read(bureau, get_plan, plan)
    for text in site_of(bureau, tmp_path / "site").values():
        assert view.title not in text
    publish_the_plan(bureau, plan)
    page = site_of(bureau, tmp_path / "site")["plans.html"]
    for said in (view.title, view.number, today(bureau), "县政府门户网站", view.window_from, view.items[0].title):
        assert said in page
    assert view.approved_by not in page
    (line,) = [one for one in read(bureau, ledger, bureau.profile, civil_date(bureau.clock.now())) if one.what == PLAN]
    acted(
        bureau, note_end, profile=bureau.profile, what=PLAN, about=plan, made=line.made[0], day=today(bureau),
        reason="计划调整，重新报批。",
    )  # fmt: skip
    page = site_of(bureau, tmp_path / "site")["plans.html"]
    assert view.title not in page and "计划调整，重新报批。" in page
    noted(bureau, PLAN, plan, address="https://example.gov.cn/plan.html")
    page = site_of(bureau, tmp_path / "site")["plans.html"]
    assert view.title in page and "https://example.gov.cn/plan.html" in page


@pytest.mark.obligation("F213")
@pytest.mark.obligation("F249")
def test_the_course_of_a_published_check_is_days_and_nothing_else(bureau, tmp_path):
    first, second, *_ = released_inspections(bureau)
    approved_result(bureau, unable_visit(bureau, second))
    bureau.clock.advance(days=2)
    published(bureau, chosen_results(bureau, approved_result(bureau, signed_visit(bureau, first))))
    bureau.clock.advance(days=1)
    made = site_of(bureau, tmp_path / "site")
    view = read(bureau, get_inspection, first)
    page = made["course.html"]
    for step in ("check", "signature", "report", "approval"):
        title = next(one.title for one in bureau.profile.steps if one.id == step)
        assert title in page and civil_date(view.done[step]).isoformat() in page
    (entry,) = json.loads(made["results.json"])["results"]
    assert [one["step"] for one in entry["course"]][-1] == "公示日期"
    assert entry["course"][-1]["day"] == entry["published_on"]
    other = read(bureau, get_inspection, second)
    assert other.subject_name not in page
    for text in made.values():
        assert not any(one.name in text for one in view.officers)
        assert view.principal not in text
    acted(bureau, withdraw, dossier=first, reason="决定变更")
    assert view.subject_name not in site_of(bureau, tmp_path / "site")["course.html"]


@pytest.mark.obligation("F213")
def test_who_was_drawn_stands_under_a_published_draw_and_not_before(bureau, tmp_path):
    dossiers = released_inspections(bureau)
    names = [read(bureau, get_inspection, one).subject_name for one in dossiers]
    page = site_of(bureau, tmp_path / "site")["draws.html"]
    assert not any(name in page for name in names)
    for one in dossiers:
        unable_visit(bureau, one)
    acted(bureau, publish_draw, profile=bureau.profile, draw=read(bureau, draws)[0].dossier)
    page = site_of(bureau, tmp_path / "site")["draws.html"]
    assert all(name in page for name in names) and f"{len(names)} 家" in page
    assert not any(one.name in page for one in read(bureau, officers))


@pytest.mark.obligation("F219")
@pytest.mark.obligation("F044")
def test_a_check_that_nothing_drew_is_disclosed_apart_and_never_counts_as_random(bureau, tmp_path):
    first, *_ = released_inspections(bureau)
    published(bureau, chosen_results(bureau, approved_result(bureau, unable_visit(bureau, first)), followup="daily"))
    lead = lead_check(bureau)
    with bureau.reading() as session:
        name = get_inspection(session, bureau.desk().bureau, lead).subject_name
    bureau.clock.advance(hours=1)
    published(bureau, chosen_results(bureau, approved_result(bureau, unable_visit(bureau, lead)), followup="daily"))
    bureau.clock.advance(days=1)
    made = site_of(bureau, tmp_path / "site")
    entries = {one["type"]: one for one in json.loads(made["results.json"])["results"]}
    assert {kind: one["drawn"] for kind, one in entries.items()} == {"双随机抽查（定向）": True, "线索核查": False}
    page = made["index.html"]
    drawn, _, other = page.partition("不计入“双随机”抽查")
    assert "双随机抽查（定向）" in drawn and "线索核查" not in drawn
    assert "线索核查" in other and entries["线索核查"]["id"] in other
    assert "<b>1</b>双随机抽查结果" in page and "<b>1</b>其他检查结果" in page
    assert name in other and entries["线索核查"]["id"] not in made["tasks.html"]
    rows = list(csv.reader(io.StringIO(made["results.csv"])))
    at = rows[0].index("检查类型")
    assert {row[at] for row in rows[1:]} == {"双随机抽查（定向）", "线索核查"}
    for text in made.values():
        assert "周先生" not in text and "13800000000" not in text and "锈断" not in text


def test_headquarters_writes_the_site_anew_after_whatever_changes_a_section_of_it():
    changing = (ItemsPublished, ItemEnded, PlanPublished, PlanMergedIn, MadePublic, TakenOff, RulesChanged)
    assert all(one.KIND.startswith(PUBLIC) for one in changing)
