"""Several departments and several items in one visit: one arrival, one sheet, own records, numbers and results."""

from __future__ import annotations

import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from factories.bureau import enter_some_subjects, open_bureau
from factories.finished import house_of
from factories.joint import FIRE, FIRE_ITEM, GUESTS, OURS, OWN_ITEM, act, assigned, divided, ended, officer
from factories.paper_photos import clean_page, compressed
from factories.paper_trip import bring_back, print_trip
from factories.visits import come, jpeg
from pypdf import PdfReader

from inspector_desktop.check.certificates import Renewed
from inspector_desktop.check.department_acts import note_disclosed, register_elsewhere, report_department
from inspector_desktop.check.joint_acts import (
    fix_single,
    note_came,
    note_first_visit,
    note_left,
    record_department,
    register_signed,
    visits_known,
)
from inspector_desktop.check.joint_store import (
    department_disclosures,
    department_reports,
    departments_of,
    find_first_visit,
    parts_of,
    presence_of,
    returned_record,
)
from inspector_desktop.check.records import VisitOfficer
from inspector_desktop.check.store import find_definition, find_visit
from inspector_desktop.checklist.program import Program
from inspector_desktop.clock import civil_date, stamp
from inspector_desktop.draw.roll import visits_of
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.deadlines import dues
from inspector_desktop.inspection.facts import AssignedItem
from inspector_desktop.inspection.joining import join_inspections, joinable
from inspector_desktop.inspection.joint_forms import Part, combined
from inspector_desktop.inspection.store import find_paper, get_inspection, inspections
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.trip import prepare_trip, trip_pdf
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.form_store import shipped_definition
from inspector_desktop.storage.evidence import read_evidence


@pytest.fixture
def bureau(tmp_path, clock):
    made = open_bureau(tmp_path, clock)
    enter_some_subjects(made)
    return made


def refused(code, *args, **inputs):
    with pytest.raises(Refused) as caught:
        act(*args, **inputs)
    assert caught.value.code == code


def test_two_tables_become_one_whose_lines_are_numbered_through_and_whose_names_do_not_collide(bureau):
    dossier = ended(bureau, divided(bureau, assigned(bureau)))
    with bureau.reading() as session:
        whole = find_definition(session, bureau.desk().bureau, dossier)
        parts = parts_of(session, bureau.desk().bureau, dossier)
    assert whole is not None
    one, two = shipped_definition("lightning-safety"), shipped_definition("industry-general")
    assert [line.number for line in whole.lines] == list(range(1, len(one.lines) + len(two.lines) + 1))
    assert len({q.name for q in whole.questions}) == len(whole.questions) == len(one.questions) + len(two.questions)
    assert [part.department for part in parts] == ["", FIRE]
    assert [part.open for part in parts] == [0, 0]
    assert {line.number for line in parts[1].lines} <= set(range(len(one.lines) + 1, len(whole.lines) + 1))


def test_a_table_put_beside_itself_keeps_its_conditions_to_its_own_answers():
    own = shipped_definition("lightning-safety")
    whole = combined([Part("甲", own), Part("乙", own)])
    Program(whole, {})
    firsts = {one.name for one in own.questions} | {one.name for one in own.groups}
    for question in whole.questions[len(own.questions) :]:
        for name in firsts:
            assert f"${{{name}}}" not in question.relevant
    assert combined([Part("甲", own)]) is own


@pytest.mark.obligation("F060")
def test_each_department_has_its_own_record_number_lines_and_result_and_its_officers_sign_without_an_account(bureau):
    dossier = divided(bureau, assigned(bureau))
    refused("refused-joint-early", bureau, record_department, house=house_of(bureau), dossier=dossier,
            department=FIRE, number="滑消检字〔2026〕7号", result="发现问题已责令改正")  # fmt: skip
    ended(bureau, dossier)
    refused("refused-joint-number", bureau, record_department, house=house_of(bureau), dossier=dossier,
            department=FIRE, number="", result="发现问题已责令改正")  # fmt: skip
    refused("refused-joint-department", bureau, record_department, house=house_of(bureau), dossier=dossier,
            department="县公安局", number="1", result="未发现问题")  # fmt: skip
    paper = act(
        bureau, record_department, house=house_of(bureau), dossier=dossier, department=FIRE,
        number="滑消检字〔2026〕7号", result="未发现问题",
    )  # fmt: skip
    act(bureau, register_signed, dossier=dossier, department=FIRE, scan=jpeg((600, 400)))
    with bureau.reading() as session:
        (row,) = departments_of(session, bureau.desk().bureau, dossier)
        kept = find_paper(session, bureau.desk().bureau, dossier, "department-record")
        pdf = read_evidence(session, paper.blob)
    assert (row.number, row.result, row.officers) == ("滑消检字〔2026〕7号", "未发现问题", "何军、许静")
    assert row.signed_at
    assert kept is not None
    assert kept.number == "滑消检字〔2026〕7号"
    assert pdf[:4] == b"%PDF"


def test_a_departments_record_that_came_back_on_paper_is_known_by_its_code(bureau):
    dossier = divided(bureau, assigned(bureau))
    trip = print_trip(bureau, dossier, ("department-record",))
    title = trip.paper("department-record").title
    ended(bureau, dossier)

    def back(*, printed_after: bool) -> list[bytes]:
        with bureau.reading() as session:
            return list(
                returned_record(
                    session, bureau.desk().bureau, dossier, kind="department-record", title=title,
                    printed_after=printed_after,
                )
            )  # fmt: skip

    first, *_ = trip.pages["department-record"]
    assert [one.state for one in bring_back(bureau, dossier, compressed(first))] == ["page-known"]
    assert len(back(printed_after=False)) == 1 and back(printed_after=True) == []
    paper = act(
        bureau, record_department, house=house_of(bureau), dossier=dossier, department=FIRE,
        number="滑消检字〔2026〕7号", result="未发现问题",
    )  # fmt: skip
    assert paper.title == title
    with bureau.reading() as session:
        page = clean_page(read_evidence(session, paper.blob), 0)
    assert [one.state for one in bring_back(bureau, dossier, compressed(page), "签字.jpg")] == ["page-known"]
    (signed,) = back(printed_after=True)
    act(bureau, register_signed, dossier=dossier, department=FIRE, scan=signed)


def test_a_department_with_items_needs_two_of_its_officers_at_the_door(bureau):
    dossier = divided(bureau, assigned(bureau))
    with pytest.raises(Refused) as caught:
        come(bureau, dossier, present=[*OURS, "guest-1"])
    assert caught.value.code == "refused-joint-officers"
    come(bureau, dossier)
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
    assert visit is not None
    assert [one for one, _, _ in visit.officers] == [*OURS, *GUESTS]


@pytest.mark.obligation("F101", "F235")
def test_checks_due_at_one_subject_become_one_visit_that_counts_once(bureau):
    first = assigned(bureau, "first", items=(AssignedItem(
        item=OWN_ITEM, title="雷电防护装置检查", version=1, basis="b", form="lightning-safety"),), officers=(
        officer("16001", "李建国"), officer("16002", "周敏")))  # fmt: skip
    second = assigned(bureau, "second", items=(AssignedItem(
        item="OWN-2", title="检测单位检查", version=1, basis="b"),), officers=(
        officer("16003", "陈刚"), officer("16004", "马红")), form="industry-general")  # fmt: skip
    with bureau.reading() as session:
        assert [one.dossier for one in joinable(session, bureau.desk().bureau, first)] == [second]
    act(bureau, join_inspections, dossier=first, other=second)
    with bureau.reading() as session:
        view = get_inspection(session, bureau.desk().bureau, first)
        given = get_inspection(session, bureau.desk().bureau, second)
        counted = visits_of(
            inspections(session, bureau.desk().bureau), bureau.profile.frequency, civil_date(bureau.clock.now())
        )
        assert joinable(session, bureau.desk().bureau, first) == ()
    assert [one.id for one in view.items] == [OWN_ITEM, "OWN-2"]
    assert [one.name for one in view.officers] == ["李建国", "周敏", "陈刚", "马红"]
    assert given.merged_into == first
    assert counted == {"S0010": bureau.profile.frequency.joint_counts}
    ended(bureau, first)
    with bureau.reading() as session:
        assert len(parts_of(session, bureau.desk().bureau, first)) == 2
    refused("refused-join-begun", bureau, join_inspections, dossier=first, other=second)


@pytest.mark.obligation("F242")
def test_the_report_of_a_combined_check_is_due_from_the_last_single_result(bureau):
    rules = load("zhanhe-emergency")
    dossier = ended(bureau, assigned(bureau))

    def report_due(today):
        with bureau.reading() as session:
            view = get_inspection(session, bureau.desk().bureau, dossier)
        return {
            one.deadline: one.day.isoformat() for one in dues([view], rules, today) if one.deadline in {"D17", "D18"}
        }

    assert report_due(date(2026, 11, 20)) == {"D17": "2026-11-27"}
    act(bureau, fix_single, dossier=dossier, item=OWN_ITEM, result="未发现问题")
    assert report_due(date(2026, 11, 20)) == {}  # one result is still open
    bureau.clock.advance(days=5)
    refused("refused-single-day", bureau, fix_single, dossier=dossier, item=FIRE_ITEM, result="合格",
            fixed_on=date(2026, 11, 1))  # fmt: skip
    act(bureau, fix_single, dossier=dossier, item=FIRE_ITEM, result="发现问题已责令改正")
    assert report_due(date(2026, 11, 25)) == {"D17": "2026-12-02"}


def test_a_newcomer_is_added_after_arrival_and_who_left_stands_with_his_time(bureau):
    dossier = assigned(
        bureau, officers=(officer("16001", "李建国"), officer("16002", "周敏"), officer("16003", "陈刚"))
    )
    come(bureau, dossier, present=list(OURS))
    bureau.clock.advance(minutes=30)
    refused(
        "refused-left-two", bureau, note_left, house=house_of(bureau), dossier=dossier, officer="16002", reason="急诊"
    )
    act(bureau, note_came, dossier=dossier, officer="16003")
    refused("refused-came", bureau, note_came, dossier=dossier, officer="16003")
    bureau.clock.advance(minutes=10)
    act(bureau, note_left, house=house_of(bureau), dossier=dossier, officer="16002", reason="急诊")
    with bureau.reading() as session:
        visit = find_visit(session, bureau.desk().bureau, dossier)
        presence = {one.officer: one for one in presence_of(session, bureau.desk().bureau, dossier)}
    assert visit is not None
    assert [one for one, _, _ in visit.officers] == ["16001", "16002", "16003"]
    assert presence["16003"].came_at == "2026-11-20T06:45:00Z"
    assert (presence["16002"].left_at, presence["16002"].note) == ("2026-11-20T06:55:00Z", "急诊")


def test_a_first_visit_that_met_nobody_is_kept_and_the_second_planned_at_another_time(bureau):
    dossier = assigned(bureau)
    later = bureau.clock.now() + timedelta(days=3)
    given = {"branch": "unable-no-contact", "words": "大门紧锁，敲门无人应答。", "asked": "东侧便利店店主"}
    refused("refused-second-visit", bureau, note_first_visit, dossier=dossier, planned_at=bureau.clock.now(), **given)
    refused("refused-first-visit", bureau, note_first_visit, dossier=dossier, planned_at=later,
            **{**given, "branch": "unable-closed"})  # fmt: skip
    act(bureau, note_first_visit, dossier=dossier, planned_at=later, **given)
    with bureau.reading() as session:
        first = find_first_visit(session, bureau.desk().bureau, dossier)
        known = visits_known(session, desk=bureau.desk(), dossier=dossier)
        view = get_inspection(session, bureau.desk().bureau, dossier)
    assert first is not None
    assert first.planned_at == "2026-11-23T06:15:00Z"
    assert known == (bureau.clock.now(),)
    assert "check" not in view.done


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


def recorded(bureau, dossier, result="发现问题已责令改正"):
    return act(
        bureau, record_department, house=house_of(bureau), dossier=dossier, department=FIRE,
        number="滑消检字〔2026〕7号", result=result,
    )  # fmt: skip


def keep(bureau, paper, name):
    with bureau.reading() as session:
        pdf = read_evidence(session, paper.blob)
    if folder := os.environ.get("PICTURES"):
        (Path(folder) / f"{name}.pdf").write_bytes(pdf)
    return words(pdf)


@pytest.mark.obligation("F060")
def test_a_department_has_its_own_report_on_its_own_items_and_discloses_its_own_result(bureau):
    dossier = ended(bureau, divided(bureau, assigned(bureau)), violates=60)
    told = {"house": house_of(bureau), "dossier": dossier, "department": FIRE}
    words_of = {"evaluation": "消防设施基本完好，安全出口被占用。", "proposal": "责令当场改正，十五日内复查。"}
    refused("refused-department-record", bureau, report_department, number="滑消报〔2026〕7号", **words_of, **told)
    recorded(bureau, dossier)
    refused("refused-department-number", bureau, report_department, number=" ", **words_of, **told)
    refused("refused-department-words", bureau, report_department, number="1", evaluation="", proposal="x", **told)
    gone = {"dossier": dossier, "department": FIRE, "place": "县消防救援大队网站"}
    refused("refused-department-report", bureau, note_disclosed, reference="", disclosed_on=date(2026, 11, 20), **gone)
    paper = act(bureau, report_department, number="滑消报〔2026〕7号", **words_of, **told)
    text = keep(bureau, paper, "department-report")
    assert (paper.kind, paper.title, paper.number) == (
        "department-report", "联合检查部门报告（县消防救援大队）", "滑消报〔2026〕7号",
    )  # fmt: skip
    assert "消防安全检查" in text
    assert "雷电防护装置检查" not in text
    assert "安全出口被占用" in text
    refused("refused-department-place", bureau, note_disclosed, reference="", disclosed_on=None, **gone)
    refused("refused-department-day", bureau, note_disclosed, reference="", disclosed_on=date(2026, 11, 30), **gone)
    act(bureau, note_disclosed, reference="2026年第3期", disclosed_on=date(2026, 11, 20), **gone)
    with bureau.reading() as session:
        (report,) = department_reports(session, bureau.desk().bureau, dossier)
        (shown,) = department_disclosures(session, bureau.desk().bureau, dossier)
        filed = find_paper(session, bureau.desk().bureau, dossier, "department-report")
        assert rebuild(session).equal
    assert (report.result, report.elsewhere, report.paper) == ("发现问题已责令改正", False, paper.blob)
    assert (shown.place, shown.disclosed_on, shown.reference, shown.result) == (
        "县消防救援大队网站", "2026-11-20", "2026年第3期", "发现问题已责令改正",
    )  # fmt: skip
    assert filed is not None
    assert filed.code


def test_what_a_department_wrote_in_its_own_system_is_registered_with_number_day_and_copy(bureau):
    dossier = ended(bureau, divided(bureau, assigned(bureau)))
    given = {
        "house": house_of(bureau), "dossier": dossier, "department": FIRE, "number": "滑消检字〔2026〕9号",
        "result": "未发现问题", "made_on": date(2026, 11, 20), "copy": [jpeg((600, 800)), jpeg((600, 800))],
    }  # fmt: skip
    refused("refused-department-copy", bureau, register_elsewhere, kind="department-record", **{**given, "copy": []})
    refused("refused-department-number", bureau, register_elsewhere, kind="department-record",
            **{**given, "made_on": None})  # fmt: skip
    refused("refused-department-record", bureau, register_elsewhere, kind="department-report", **given)
    act(bureau, register_elsewhere, kind="department-record", **given)
    paper = act(bureau, register_elsewhere, kind="department-report", **{**given, "number": "滑消报〔2026〕9号"})
    with bureau.reading() as session:
        (record,) = departments_of(session, bureau.desk().bureau, dossier)
        (report,) = department_reports(session, bureau.desk().bureau, dossier)
        pages = PdfReader(io.BytesIO(read_evidence(session, paper.blob))).pages
    assert (record.number, record.made_on, record.elsewhere, bool(record.signed_at)) == (
        "滑消检字〔2026〕9号", "2026-11-20", True, True,
    )  # fmt: skip
    assert (report.number, report.elsewhere, len(pages)) == ("滑消报〔2026〕9号", True, 2)


def test_the_trip_has_a_form_for_each_departments_own_record_with_its_items_and_officers(bureau):
    dossier = divided(bureau, assigned(bureau))
    with bureau.writing() as session:
        bureau.allot_numbers(session)
    trip = act(bureau, prepare_trip, house=house_of(bureau), dossier=dossier,
               kinds=("check-sheet", "department-record", "sampling-voucher", "expert-opinion"))  # fmt: skip
    sheet, record, *others = trip.papers
    assert record.title == "联合检查部门记录（县消防救援大队）"
    assert [one.kind for one in others] == ["sampling-voucher", "expert-opinion"]
    text = words(trip_pdf(trip))
    assert "何军（豫E-guest-1）、许静（豫E-guest-2）" in text
    assert "文号（由本部门编）" in text
    own, theirs = shipped_definition("lightning-safety"), shipped_definition("industry-general")
    assert own.lines[0].label[:10] in text
    assert theirs.lines[0].label[:10] in text
    assert sheet.layout.pages > 1


@pytest.mark.obligation("F180")
def test_one_printed_table_holds_every_line_of_every_item_of_the_visit(bureau):
    dossier = divided(bureau, assigned(bureau))
    trip = act(bureau, prepare_trip, house=house_of(bureau), dossier=dossier, kinds=("check-sheet",))
    assert len(trip.papers) == 1
    text = words(trip_pdf(trip))
    lines = [*shipped_definition("lightning-safety").lines, *shipped_definition("industry-general").lines]
    assert text.count("不涉及") == len(lines)  # boxes for each
    assert [one.label for one in lines if one.label.split("${")[0][:6] not in text] == []


def test_a_newcomer_with_a_renewed_certificate_is_no_stop_once_it_is_photographed(bureau):
    late = officer("16003", "陈刚").model_copy(update={"valid_until": "2026-01-01"})
    dossier = assigned(bureau, officers=(officer("16001", "李建国"), officer("16002", "周敏"), late))
    come(bureau, dossier, present=list(OURS))
    refused("warned-certificate", bureau, note_came, dossier=dossier, officer="16003")
    now = bureau.clock.now()
    act(
        bureau, note_came, dossier=dossier, officer="16003", renewed=Renewed("2032-01-01", jpeg((400, 300))),
        shown_at=now,
    )  # fmt: skip
    with bureau.reading() as session:
        row = session.get(VisitOfficer, (bureau.desk().bureau, dossier, "16003"))
        assert row is not None
        assert (row.valid_until, row.shown_at) == ("2032-01-01", stamp(now))
        assert read_evidence(session, row.renewed_photo)
