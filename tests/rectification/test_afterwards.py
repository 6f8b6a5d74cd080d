"""从纸质文书补录: what is entered afterwards equals what is entered on site, but for its marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from factories.bureau import Bureau, open_bureau, released_inspections
from factories.paper_photos import Shot, photograph
from factories.paper_trip import PaperTrip, bring_back, print_trip
from factories.visits import SITE, come, jpeg, judge_everything

from inspector_desktop.check.acts import add_photo, finish_check, record_unable
from inspector_desktop.check.certificates import Renewed
from inspector_desktop.check.records import VisitOfficer
from inspector_desktop.check.store import find_visit, saved_lines
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.clock import civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.returning import pages_to_read, read_returned
from inspector_desktop.inspection.store import find_paper, get_inspection, history_of
from inspector_desktop.inspection.team import requests_of
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import issue_notice, register_paper_approval
from inspector_desktop.notice.store import find_notice
from inspector_desktop.rectification.acts import list_problems, propose_demands, reinspect
from inspector_desktop.rectification.afterwards import (
    Afterwards,
    Came,
    Judged,
    OrderByHand,
    RecusalOnPaper,
    Served,
    SignedPaper,
    enter_afterwards,
    warnings_of,
)
from inspector_desktop.rectification.document import Officer
from inspector_desktop.rectification.facts import Rechecked
from inspector_desktop.rectification.store import problems_of
from inspector_desktop.signature.facts import UnitStated
from inspector_desktop.signature.store import find_final, signatures_of
from inspector_desktop.storage.evidence import read_evidence
from inspector_desktop.workdays import deadline

SHOT = Shot(turn=-5, tilt=0.05, light=0.75, shade=0.2, noise=20, blur=0.4)
STATED = UnitStated(opinion="opinion-agrees", branch="branch-principal", signer_name="赵永安", signer_post="站长")


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def pair(bureau: Bureau) -> tuple[str, str]:
    """Two inspections with the same form, approved, their notices issued."""
    first, second, *_ = released_inspections(bureau)
    for dossier in (first, second):
        with bureau.writing() as session:
            register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")
        with bureau.writing() as session:
            issue_notice(
                session, desk=bureau.desk(), clock=bureau.clock, house=house(bureau), dossier=dossier,
                contact="李建国", telephone="0372-8112345", materials=("检测报告",),
            )  # fmt: skip
    return first, second


def house(bureau: Bureau) -> House:
    return House(bureau.profile, SITE)


def team(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier).officers


def on_paper(bureau: Bureau, dossier: str, kinds: tuple[str, ...]) -> PaperTrip:
    trip = print_trip(bureau, dossier, kinds)
    for kind in kinds:
        bring_back(bureau, dossier, photograph(trip.pages[kind][0], SHOT, Random(5)))
    return trip


def enter_it(bureau: Bureau, dossier: str, entry: Afterwards, person: str = "16005") -> tuple[str, ...]:
    with bureau.writing() as session:
        return enter_afterwards(
            session, desk=bureau.desk(person), clock=bureau.clock, house=house(bureau), dossier=dossier, entry=entry
        )


def visit_on_paper(bureau: Bureau, dossier: str, like: str, began: datetime) -> Afterwards:
    """The answers of another visit, as they would stand on paper, and the times an hour or two ago."""
    with bureau.reading() as session:
        lines = saved_lines(session, bureau.desk().bureau, like)
    officers = team(bureau, dossier)
    return Afterwards(
        served=Served(began, "service-direct", "赵永安", "站长"),
        came=Came(began, tuple(one.id for one in officers), "加油区、油罐区、站房", "赵永安", "站长", rights_told=True),
        judged=Judged(
            {name: Answer(one.value, one.fact, one.reason, one.words) for name, one in lines.items()},
            {name: one.measure for name, one in lines.items()}, began + timedelta(hours=1),
        ),
        signed=SignedPaper(
            STATED, began + timedelta(minutes=80),
            (("unit", "赵永安", "站长"), *((f"officer:{one.id}", one.name, "") for one in officers)),
        ),
    )  # fmt: skip


def test_a_visit_entered_from_paper_equals_one_entered_on_site_but_for_its_marks(bureau, pair):
    site, paper = pair
    began = bureau.clock.now()
    come(bureau, site)
    judge_everything(bureau, site)
    bureau.clock.advance(hours=1)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=site)
    on_paper(bureau, paper, ("check-record", "signature-page"))
    bureau.clock.advance(days=2)
    done = enter_it(bureau, paper, visit_on_paper(bureau, paper, site, began))
    assert done == ("after-notice", "after-arrival", "after-lines", "after-ended", "after-signed")
    with bureau.reading() as session:
        here = str(bureau.desk().bureau)
        one, other = find_visit(session, here, site), find_visit(session, here, paper)
        assert (one.arrived_at, one.ended_at, one.place, one.outcome) == (
            other.arrived_at, other.ended_at, other.place, other.outcome,
        )  # fmt: skip
        told = [
            {name: (line.value, line.fact, line.measure) for name, line in saved_lines(session, here, dossier).items()}
            for dossier in pair
        ]
        assert told[0] == told[1]
        given = {line.given_at for line in saved_lines(session, here, paper).values()}
        assert given <= {other.arrived_at, other.ended_at}  # not of the day on which they were entered
        assert find_notice(session, here, paper).served_at == stamp(began)
        assert find_final(session, here, paper).finalised_at == stamp(began + timedelta(minutes=80))
        signatures = signatures_of(session, here, paper)
        assert {(sig.way, sig.whole) for sig in signatures} == {("paper", True)}
        issued = find_paper(session, here, paper, "check-record")
        assert issued.number == "（滑）气检记〔2026〕1号"
        assert issued.code.startswith(SITE)
        assert read_evidence(session, issued.blob).startswith(b"%PDF")
        marked = [line for line in history_of(session, paper) if line.occurred_at != line.entered_at]
        kinds = {
            "notice.served", "check.arrived", "check.sheet-opened", "check.sheet-saved", "check.finished",
            "signature.read-back", "signature.unit-stated", "signature.signed", "signature.record-finalised",
        }  # fmt: skip
        assert kinds <= {line.kind for line in marked}
        assert rebuild(session).equal


def test_a_refusal_on_paper_with_its_witness_is_entered_and_makes_the_report(bureau, pair):
    site, paper = pair
    began = bureau.clock.now()
    come(bureau, site)
    judge_everything(bureau, site)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=site)
    on_paper(bureau, paper, ("check-record", "signature-page"))
    bureau.clock.advance(days=1)
    whole = visit_on_paper(bureau, paper, site, began)
    refused = UnitStated(
        opinion="opinion-objects", objection="第3项：报告已做。", objected="3", branch="branch-refused",
        signer_name="赵永安", signer_post="站长", reason="要等总公司的人来", proof="proof-witness", witness_name="刘桂兰",
        witness_unit="西关社区居委会",
    )  # fmt: skip
    signers = (("witness", "刘桂兰", ""), *whole.signed.signers[1:])
    enter_it(bureau, paper, replace(whole, signed=SignedPaper(refused, whole.signed.at, signers)))
    with bureau.reading() as session:
        here = str(bureau.desk().bureau)
        assert {one.role for one in signatures_of(session, here, paper)} == {one[0] for one in signers}
        assert find_paper(session, here, paper, "refusal-report") is not None
        assert find_paper(session, here, paper, "check-record").issued_at == stamp(whole.signed.at)


def test_parts_are_filled_in_later_and_what_was_entered_stays(bureau, pair):
    paper = pair[1]
    began = bureau.clock.now()
    bureau.clock.advance(days=1)
    came = Came(began, tuple(one.id for one in team(bureau, paper)), "站房", "赵永安", rights_told=True, told_at=began)
    with pytest.raises(Refused, match="refused-rights"):  # never presumed
        enter_it(bureau, paper, Afterwards(came=replace(came, rights_told=False)))
    with pytest.raises(Refused, match="refused-after-arrival"):  # never dropped in silence
        enter_it(bureau, paper, Afterwards(judged=Judged({}, {}, None)))
    assert enter_it(bureau, paper, Afterwards(came=came)) == ("after-arrival",)
    with pytest.raises(Refused, match="refused-after-nothing"):
        enter_it(bureau, paper, Afterwards(came=came))
    later = Afterwards(judged=Judged({}, {}, None))
    assert enter_it(bureau, paper, later) == ("after-lines",)
    with pytest.raises(Refused, match="refused-happened-later"):
        enter_it(bureau, paper, Afterwards(judged=Judged({}, {}, bureau.clock.now() + timedelta(hours=1))))


def test_a_renewed_certificate_is_no_stop_when_the_arrival_is_entered_from_paper(bureau, pair):
    bureau.clock.advance(days=1000)
    began, officers = bureau.clock.now() - timedelta(hours=2), tuple(one.id for one in team(bureau, pair[0]))
    came = Came(began, officers, "站房", "赵永安", rights_told=True, shown_at=dict.fromkeys(officers, began))
    with pytest.raises(Refused, match="warned-certificate"):
        enter_it(bureau, pair[0], Afterwards(came=came))
    renewed = {one: Renewed("2032-01-01", jpeg((400, 300))) for one in officers}
    enter_it(bureau, pair[0], Afterwards(came=replace(came, renewed=renewed)))
    with bureau.reading() as session:
        row = session.get(VisitOfficer, (bureau.desk().bureau, pair[0], officers[0]))
        assert (row.valid_until, row.shown_at) == ("2032-01-01", stamp(began))
        assert read_evidence(session, row.renewed_photo)


def test_a_recusal_asked_on_paper_is_entered_as_of_then_even_after_the_check_and_once(bureau, pair):
    paper = pair[0]
    began = bureau.clock.now()
    officer = come(bureau, paper, told_at=began)[0]
    judge_everything(bureau, paper)
    bureau.clock.advance(hours=1)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=paper)
    asked = RecusalOnPaper(began + timedelta(minutes=5), (officer.id,), "interest", "赵永安", "是亲属")
    assert enter_it(bureau, paper, Afterwards(recusal=asked)) == ("after-recusal",)
    with pytest.raises(Refused, match="refused-after-nothing"):
        enter_it(bureau, paper, Afterwards(recusal=asked))
    with pytest.raises(Refused, match="refused-swap-done"):
        enter_it(bureau, paper, Afterwards(recusal=replace(asked, at=began + timedelta(minutes=60))))
    with pytest.raises(Refused, match="refused-swap-not-member"):
        enter_it(bureau, paper, Afterwards(recusal=replace(asked, officers=())))
    with bureau.reading() as session:
        (one,) = requests_of(session, bureau.desk().bureau, paper)
    assert (one.officer, one.asked_at, one.state) == (officer.id, stamp(asked.at), "asked")


def test_a_record_without_its_paper_is_not_entered_as_signed(bureau, pair):
    site, paper = pair
    began = bureau.clock.now()
    come(bureau, site)
    judge_everything(bureau, site)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=site)
    bureau.clock.advance(days=1)
    with pytest.raises(Refused, match="refused-after-original"):
        enter_it(bureau, paper, visit_on_paper(bureau, paper, site, began))
    with bureau.reading() as session:
        assert find_visit(session, str(bureau.desk().bureau), paper) is None  # all of it stands, or none


def test_moments_against_the_order_of_the_work_get_a_sentence_and_are_not_stopped(bureau, pair):
    paper = pair[1]
    began = bureau.clock.now()
    bureau.clock.advance(days=1)
    served = Served(began + timedelta(hours=2), "service-direct", "赵永安")
    there = tuple(one.id for one in team(bureau, paper))
    entry = Afterwards(served=served, came=Came(began, there, "站房", "赵永安", rights_told=True))
    (sentence,) = warnings_of(entry)
    assert sentence.startswith("“到场登记”的时间早于“告知送达”")
    assert enter_it(bureau, paper, entry) == ("after-notice", "after-arrival")


def test_an_order_by_hand_is_the_original_and_its_days_count_from_when_it_was_given(bureau, pair):
    site = pair[0]
    began = bureau.clock.now()
    come(bureau, site)
    judge_everything(bureau, site)
    on_paper(bureau, site, ("order",))
    bureau.clock.advance(days=3)
    with bureau.writing() as session:
        list_problems(
            session, desk=bureau.desk(), clock=bureau.clock, house=house(bureau), dossier=site, listed_at=began
        )
        demands = propose_demands(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=site, at=began
        )
    kind = bureau.profile.rectification.order
    with_basis = tuple(
        type(one)(number=one.number, demand=one.demand, due_on=one.due_on, basis=one.basis or "《气象法》第三十一条")
        for one in demands
    )
    order = Afterwards(order=OrderByHand(kind, began, with_basis))
    assert enter_it(bureau, site, order, team(bureau, site)[0].id) == ("after-order",)
    with bureau.reading() as session:
        order = find_paper(session, str(bureau.desk().bureau), site, kind)
        assert (order.number, order.issued_at) == ("（滑）气责改〔2026〕1号", stamp(began))
        last = deadline(civil_date(began), bureau.profile.rectification.usual_days, "calendar-days").day
        problems = problems_of(session, str(bureau.desk().bureau), site)
        assert {one.due_on for one in problems} == {last.isoformat()}
    with pytest.raises(Refused, match="refused-happened-later"), bureau.writing() as session:
        reinspect(
            session, desk=bureau.desk(), clock=bureau.clock, house=house(bureau), dossier=site,
            results=[Rechecked(number=1, result="fix-done", words="")],
            officers=[Officer("李建国", "1"), Officer("周敏", "2")], checked_at=bureau.clock.now() + timedelta(days=1),
        )  # fmt: skip


def test_ticks_of_a_returned_page_are_proposed_with_a_crop_to_look_at(bureau, pair):
    trip = print_trip(bureau, pair[0], ("check-sheet",))
    layout = trip.paper("check-sheet").layout
    questions = sorted({tick.question for tick in layout.ticks if tick.page == 1 and tick.value == "violates"})
    values = dict.fromkeys(questions, "conforms") | {questions[1]: "violates"}
    page = trip.filled("check-sheet", 0, values, Random(7))
    bring_back(bureau, pair[0], photograph(page, SHOT, Random(8)))
    with bureau.reading() as session:
        proposals, _ = read_returned(pages_to_read(session, str(bureau.desk().bureau), pair[0]))
    ticked = {one.marked.question: one.marked for one in proposals if one.marked.state != "empty"}
    assert {question: marked.value for question, marked in ticked.items()} == values
    assert all(marked.certain > 60 for marked in ticked.values())
    assert all(one.crop.startswith(b"\xff\xd8") for one in proposals)
    with bureau.reading() as session:  # a proposal enters nothing
        assert saved_lines(session, str(bureau.desk().bureau), pair[0]) == {}


def test_unable_to_check_is_entered_as_of_when_it_was_found(bureau, pair):
    site = pair[0]
    began = bureau.clock.now()
    come(bureau, site, nobody_there=True, rights_told=False)

    with bureau.writing() as session:
        add_photo(session, desk=bureau.desk(), clock=bureau.clock, dossier=site, content=jpeg((800, 600)), name="a.jpg")
    bureau.clock.advance(days=1)
    with bureau.writing() as session:
        record_unable(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=site, branch="unable-closed", words="大门上锁",
            asked="门卫王某", visits=(began,), recorded_at=began,
        )  # fmt: skip
    with bureau.reading() as session:
        assert find_visit(session, str(bureau.desk().bureau), site).ended_at == stamp(began)
