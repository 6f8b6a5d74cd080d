"""The visit as officers make it: arrival, lines, photographs, the end, or nobody there."""

from __future__ import annotations

import io
import json

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.visits import come, jpeg, judge_everything
from PIL import Image
from sqlmodel import select

from inspector_desktop.check.acts import (
    add_photo,
    answer_line,
    file_visit_code,
    finish_check,
    record_unable,
    save_all_sheets,
    save_sheet,
)
from inspector_desktop.check.certificates import Renewed
from inspector_desktop.check.records import VisitOfficer
from inspector_desktop.check.store import find_visit, lines_of, photos_of, phrases_of, saved_lines
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.store import get_inspection, inspections
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import Dossier
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.profile.clocks import Deadline
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    return first


@pytest.mark.obligation("F036")
@pytest.mark.obligation("F037")
def test_a_visit_from_arrival_to_the_end_is_in_facts(bureau, dossier):
    come(bureau, dossier)
    lines = judge_everything(bureau, dossier)
    assert lines >= 25
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        assert visit is not None and visit.outcome == "checked" and len(visit.officers) == 2
        saved = saved_lines(session, bureau.desk().bureau, dossier)
        assert sum(one.value == "violates" for one in saved.values()) == 2
        assert rebuild(session).equal


@pytest.mark.obligation("F035")
def test_one_officer_alone_an_expired_certificate_and_untold_rights_stop_the_arrival(bureau, dossier):
    with bureau.reading() as session:
        team = get_inspection(session, bureau.desk().bureau, dossier).officers
    with pytest.raises(Refused, match="refused-two-officers"):
        come(bureau, dossier, present=[team[0].id])
    with pytest.raises(Refused, match="refused-rights"):
        come(bureau, dossier, rights_told=False)
    bureau.clock.advance(days=1000)
    with pytest.raises(Refused, match="warned-certificate"):
        come(bureau, dossier)
    renewed = {one.id: Renewed("2032-01-01", jpeg((400, 300))) for one in team}
    come(bureau, dossier, renewed=renewed)


def test_an_answer_is_kept_at_once_and_reaches_the_journal_when_the_sheet_is_saved(bureau, dossier):
    come(bureau, dossier)
    with bureau.writing() as session:
        answer_line(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            dossier=dossier,
            line="first_person",
            number=1,
            value="conforms",
        )
    with bureau.reading() as session:
        assert lines_of(session, bureau.desk().bureau, dossier)["first_person"].value == "conforms"
        assert saved_lines(session, bureau.desk().bureau, dossier) == {}
    with bureau.writing() as session:
        assert save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier) == 1
        assert save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier) == 0
    with bureau.reading() as session:
        assert saved_lines(session, bureau.desk().bureau, dossier)["first_person"].value == "conforms"


def test_all_sheets_of_the_desk_are_saved_and_one_that_lies_elsewhere_keeps_its_answers(bureau, dossier):
    come(bureau, dossier)
    with bureau.reading() as session:
        other = next(one.dossier for one in inspections(session, bureau.desk().bureau) if one.dossier != dossier)
    with bureau.writing() as session:
        for one in (dossier, other):
            answer_line(
                session, desk=bureau.desk(), clock=bureau.clock, dossier=one, line="first_person", number=1,
                value="conforms",
            )  # fmt: skip
        row = session.get_one(Dossier, (bureau.desk().bureau, other))
        row.holder = "another life"  # as after the supervising section took it over
        session.add(row)
    with bureau.writing() as session:
        assert save_all_sheets(session, desk=bureau.desk(), clock=bureau.clock) == 1
        assert save_all_sheets(session, desk=bureau.desk(), clock=bureau.clock) == 0
    with bureau.reading() as session:
        assert saved_lines(session, bureau.desk().bureau, dossier)["first_person"].value == "conforms"
        assert saved_lines(session, bureau.desk().bureau, other) == {}
        assert lines_of(session, bureau.desk().bureau, other)["first_person"].value == "conforms"


def test_a_fresh_sheet_cannot_be_finished_and_the_refusal_counts_the_open_lines(bureau, dossier):
    come(bureau, dossier)
    with bureau.writing() as session, pytest.raises(Refused) as refusal:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    assert refusal.value.code == "refused-lines-open"
    assert int(refusal.value.facts["count"]) >= 25


def test_a_photo_is_shrunk_kept_with_its_originals_hash_and_saves_the_sheet_first(bureau, dossier):
    come(bureau, dossier)
    original = jpeg()
    with bureau.writing() as session:
        answer_line(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            dossier=dossier,
            line="first_person",
            number=1,
            value="conforms",
        )
        digest = add_photo(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            dossier=dossier,
            content=original,
            name="IMG_1.jpg",
            line="first_person",
        )
    with bureau.reading() as session:
        assert len(read_evidence(session, digest)) <= 300 * 1024
        (photo,) = photos_of(session, bureau.desk().bureau, dossier)
        assert photo.original_hash != photo.hash
        assert saved_lines(session, bureau.desk().bureau, dossier)["first_person"].value == "conforms"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"no picture at all", "refused-photo-kind"), (jpeg((64, 64))[:200], "refused-photo-unreadable")],
)
def test_what_is_no_picture_is_refused_and_nothing_is_lost(bureau, dossier, content, code):
    come(bureau, dossier)
    with bureau.writing() as session:
        answer_line(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            dossier=dossier,
            line="first_person",
            number=1,
            value="conforms",
        )
    with bureau.writing() as session, pytest.raises(Refused, match=code):
        add_photo(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, content=content, name="x.jpg")
    with bureau.reading() as session:
        assert lines_of(session, bureau.desk().bureau, dossier)["first_person"].value == "conforms"


def test_a_picture_that_would_unpack_to_something_huge_is_refused(bureau, dossier):
    target = io.BytesIO()
    Image.new("1", (15000, 15000)).save(target, "PNG")
    come(bureau, dossier)
    with bureau.writing() as session, pytest.raises(Refused, match="refused-photo-pixels"):
        add_photo(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, content=target.getvalue(), name="bomb.png"
        )


def test_nobody_there_is_one_act_with_photo_neighbours_and_two_visits(bureau, dossier):
    come(bureau, dossier)
    now = bureau.clock.now()

    def unable(**changes):
        values = {
            "branch": "unable-no-contact",
            "words": "大门上锁",
            "asked": "西关社区居委会",
            "visits": [now, now],
            **changes,
        }
        with bureau.writing() as session:
            record_unable(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, **values)

    with pytest.raises(Refused, match="refused-unable-photos"):
        unable()
    with bureau.writing() as session:
        add_photo(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, content=jpeg((300, 200)), name="门.jpg"
        )
    with pytest.raises(Refused, match="refused-unable-visits"):
        unable(visits=[now])
    with pytest.raises(Refused, match="refused-unable-asked"):
        unable(asked="")
    unable()
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        assert visit is not None and visit.outcome == "unable-no-contact"
        assert (
            json.dumps(get_inspection(session, bureau.desk().bureau, dossier).notes["check"]) == '"unable-no-contact"'
        )


def test_phrases_are_learned_from_what_officers_wrote_of_the_same_line(bureau, dossier):
    with bureau.reading() as session:
        second = next(one.dossier for one in inspections(session, bureau.desk().bureau) if one.dossier != dossier)
    for one in (dossier, second):
        with bureau.writing() as session:
            if one != dossier:
                register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=one, approver="孙志远")
        come(bureau, one)
        judge_everything(bureau, one)
        with bureau.writing() as session:
            save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=one)
    with bureau.reading() as session:
        form = get_inspection(session, bureau.desk().bureau, dossier).form
        found = phrases_of(session, bureau.desk().bureau, form)
        assert phrases_of(session, bureau.desk().bureau, "another") == {}
    assert found["first_person"] == ("检测报告日期为2026年3月2日，已超过半年。",)
    assert len(found) == 2


def test_certificates_rights_and_the_count_of_the_year_are_in_the_fact_of_arrival(bureau, dossier):
    now = bureau.clock.now()
    with bureau.reading() as session:
        team = get_inspection(session, bureau.desk().bureau, dossier).officers
    come(bureau, dossier, shown_at={one.id: now for one in team}, told_at=now)
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        rows = session.exec(select(VisitOfficer).where(VisitOfficer.dossier == dossier)).all()
        assert rebuild(session).equal
    assert visit is not None
    assert visit.told_at and visit.visits == 1
    assert [row.shown_at for row in rows] == [visit.told_at] * 2


def test_a_visit_without_a_code_owes_it_until_it_is_filed(bureau, dossier):
    come(bureau, dossier, no_code_reason="现场断网")
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, dossier)
    clock = Deadline(
        id="X01", title="补登检查码", trigger="code-missing", length=10, unit="calendar-days", rest_day="later",
        use="clock", warn_days=2, consequence="提醒", clause="默认：本局规定",
    )  # fmt: skip
    rules = bureau.profile.model_copy(update={"deadlines": (clock,)})
    today = civil_date(bureau.clock.now())
    assert [one.title for one in dues([view], rules, today)] == ["补登检查码"]
    with bureau.writing() as session, pytest.raises(Refused, match="refused-code-empty"):
        file_visit_code(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, visit_code=" ")
    with bureau.writing() as session:
        file_visit_code(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, visit_code="J20261120-8")
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, dossier)
        visit = find_visit(session, bureau.desk().bureau, dossier)
        assert rebuild(session).equal
    assert dues([view], rules, today) == ()
    assert visit is not None and visit.visit_code == "J20261120-8" and visit.no_code_reason == "现场断网"
    with bureau.writing() as session, pytest.raises(Refused, match="refused-code-filed"):
        file_visit_code(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, visit_code="2")
