"""公开台账: five kinds of information, each with its day, place and person, what is late, and what was taken off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from factories.bureau import approved_plan, open_bureau, released_inspections
from factories.finished import approved_result, chosen_results, published, unable_visit

from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import withdraw
from inspector_desktop.disclosure.ledger import DRAFTS, WHATS, ledger
from inspector_desktop.disclosure.open_acts import Elsewhere, ledger_sheet, note_end, note_publicity
from inspector_desktop.draw.acts import publish_draw
from inspector_desktop.draw.store import draws
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.acts import publish_plan
from inspector_desktop.registry.acts import enter_items
from inspector_desktop.registry.exporting import xlsx_bytes
from inspector_desktop.registry.facts import ItemRow
from inspector_desktop.registry.store import items, shelves
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


def lines(bureau):
    with bureau.reading() as session:
        return ledger(session, bureau.desk().bureau, bureau.profile, civil_date(bureau.clock.now()))


def lines_of(bureau, what):
    return [one for one in lines(bureau) if one.what == what]


def day(bureau, *, later: int = 0):
    return (civil_date(bureau.clock.now()) + timedelta(days=later)).isoformat()


def noted(bureau, line, *, number="16005", **given):
    given = {"place": "县政府门户网站", "day": day(bureau), **given}
    with bureau.writing() as session:
        return note_publicity(
            session, desk=bureau.desk(number), clock=bureau.clock, profile=bureau.profile, what=line.what,
            about=line.about, given=Elsewhere(**given),
        )  # fmt: skip


def ended(bureau, line, reason="网站改版。", made=None):
    with bureau.writing() as session:
        note_end(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, what=line.what, about=line.about,
            made=made or line.made[0], day=day(bureau), reason=reason,
        )  # fmt: skip


def publish_the_plan(bureau, plan):
    with bureau.writing() as session:
        publish_plan(session, desk=bureau.desk(), clock=bureau.clock, plan=plan, where="县政府门户网站", on=day(bureau))


@pytest.mark.obligation("F213")
@pytest.mark.obligation("F173")
def test_list_plan_draw_course_and_result_stand_in_one_ledger_with_day_place_and_person_until_taken_down(bureau):
    dossiers = released_inspections(bureau)
    first = approved_result(bureau, unable_visit(bureau, dossiers[0]))
    for other in dossiers[1:]:
        unable_visit(bureau, other)
    publish_the_plan(bureau, lines_of(bureau, "plan")[0].about)
    with bureau.writing() as session:
        draw = draws(session, bureau.desk().bureau)[0].dossier
        publish_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
    published(bureau, chosen_results(bureau, first, followup="daily"))
    found = {one.what: one for one in reversed(lines(bureau)) if one.made}
    assert set(found) == set(WHATS)
    for line in found.values():
        assert line.state == "open-shown"
        assert line.first.day and line.first.place and line.first.by == "王秀英"
    assert found["items"].first.day == "2026-04-15" and found["items"].first.count > 0
    assert found["process"].title == found["result"].title
    others = [one for one in lines(bureau) if one.what == "result" and not one.made]
    assert len(others) == len(dossiers) - 1 and {one.state for one in others} == {"open-early"}
    line = next(one for one in lines_of(bureau, "result") if one.about == first)
    assert "双随机抽查（定向）" in line.under
    with pytest.raises(Refused, match="refused-open-own-result"):
        ended(bureau, line)
    with bureau.writing() as session:
        withdraw(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, reason="当事人异议成立。")
    for what in ("result", "process"):
        line = next(one for one in lines_of(bureau, what) if one.about == first)
        assert line.state == "open-gone" and line.made[0].ended_reason == "当事人异议成立。"
    with bureau.reading() as session:
        assert rebuild(session).equal


@pytest.mark.obligation("F042")
@pytest.mark.obligation("F213")
def test_what_is_late_by_the_profiles_clock_says_by_how_many_working_days(bureau):
    plan = approved_plan(bureau)
    (line,) = lines_of(bureau, "plan")
    assert (line.state, line.since) == ("open-waiting", day(bureau))
    clock = bureau.profile.deadline("O02")
    assert (clock.length, clock.unit, clock.trigger) == (20, "working-days", "plan-approved")
    bureau.clock.advance(days=40)
    (line,) = lines_of(bureau, "plan")
    assert line.state == "open-late" and line.late > 0 and line.due < day(bureau)
    publish_the_plan(bureau, plan)
    late = line.late
    bureau.clock.advance(days=20)
    (line,) = lines_of(bureau, "plan")
    assert line.state == "open-shown" and line.late == late  # what was late stays known


@pytest.mark.obligation("F213")
@pytest.mark.obligation("F080")
def test_a_publication_elsewhere_is_noted_with_address_and_copy_and_its_end_with_the_reason(bureau):
    approved_plan(bureau)
    (line,) = lines_of(bureau, "plan")
    noted(bureau, line, place="信用中国", address="https://example.gov.cn/jh/1.html", by="周敏", proof=b"\x89PNG copy")
    (line,) = lines_of(bureau, "plan")
    (made,) = line.made
    assert (made.place, made.by, made.address) == ("信用中国", "周敏", "https://example.gov.cn/jh/1.html")
    with bureau.reading() as session:
        assert read_evidence(session, made.evidence) == b"\x89PNG copy"
    with pytest.raises(Refused, match="refused-open-nothing"):
        ended(bureau, line, made=replace(made, place="别的网站"))
    with pytest.raises(Refused, match="refused-open-reason"):
        ended(bureau, line, " ")
    ended(bureau, line)
    with pytest.raises(Refused, match="refused-open-nothing"):
        ended(bureau, line)
    (line,) = lines_of(bureau, "plan")
    assert line.state == "open-gone" and line.made[0].ended_reason == "网站改版。"
    noted(bureau, line, place="信用中国", day=day(bureau))
    (line,) = lines_of(bureau, "plan")
    assert line.state == "open-shown" and len(line.made) == 2


def test_nobody_notes_without_the_role_for_days_to_come_or_for_what_may_not_be_public_yet(bureau):
    dossiers = released_inspections(bureau)
    unable_visit(bureau, dossiers[0])
    plan, draw, result = (lines_of(bureau, one)[0] for one in ("plan", "draw", "result"))
    for line in (draw, result):
        assert line.state == "open-early"
        with pytest.raises(Refused, match="refused-open-early"):
            noted(bureau, line)
    approved_result(bureau, result.about)
    noted(bureau, result, place="公告栏")
    assert "未作公开审查" in lines_of(bureau, "result")[0].under
    for given, code in (
        ({"number": "16001"}, "refused-open-role"),
        ({"day": day(bureau, later=1)}, "refused-open-day"),
        ({"day": "明天"}, "refused-open-day"),
        ({"place": " "}, "refused-open-place"),
        ({"address": "javascript:alert(1)"}, "refused-open-address"),
        ({"day": "2020-01-01"}, "refused-open-early"),
    ):
        with pytest.raises(Refused, match=code):
            noted(bureau, plan, **given)
    noted(bureau, plan)
    with pytest.raises(Refused, match="refused-open-twice"):
        noted(bureau, plan)


def test_items_nobody_published_wait_from_the_day_they_were_entered(bureau):
    with bureau.reading() as session:
        (shelf,) = shelves(session, bureau.desk().bureau, "items")
        known = items(session, bureau.desk().bureau)[0]
    row = ItemRow(**{name: getattr(known, name) for name in ItemRow.model_fields})
    with bureau.writing() as session:
        enter_items(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            rows=[row.model_copy(update={"id": "N-9", "title": "新事项"})],
        )
    entered = day(bureau)
    bureau.clock.advance(days=60)
    draft = next(one for one in lines_of(bureau, "items") if one.part == DRAFTS)
    assert (draft.about, draft.since, draft.state) == (shelf.dossier, entered, "open-late")
    public = next(one for one in lines_of(bureau, "items") if not one.part)
    with pytest.raises(Refused, match="refused-open-own-items"):
        ended(bureau, public)


@pytest.mark.obligation("F213")
def test_the_ledger_is_a_sheet_with_a_row_for_every_publication(bureau):
    approved_plan(bureau)
    (line,) = lines_of(bureau, "plan")
    noted(bureau, line, place="甲")
    noted(bureau, line, place="乙", note="=1+1")
    sheet = ledger_sheet(lines(bureau), bureau.profile)
    plans = [row for row in sheet.rows if row[0] == "检查计划"]
    assert [row[8] for row in plans] == ["乙", "甲"] or [row[8] for row in plans] == ["甲", "乙"]
    assert len({len(row) for row in sheet.rows}) == 1 == len({len(sheet.titles), len(sheet.rows[0])})
    assert xlsx_bytes(sheet)[:2] == b"PK"


def test_a_line_of_a_profile_without_clocks_is_never_late(bureau):
    approved_plan(bureau)
    body = bureau.profile.model_copy(update={"disclosure": bureau.profile.disclosure.model_copy(update={"kinds": ()})})
    bureau = replace(bureau, profile=body)
    bureau.clock.advance(days=400)
    (line,) = lines_of(bureau, "plan")
    assert (line.state, line.due) == ("open-waiting", "")
