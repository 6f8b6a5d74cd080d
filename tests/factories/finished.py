"""Visits that are over: checked and signed, or nobody there; ready for their reports."""

from __future__ import annotations

import json
from dataclasses import replace

from factories.bureau import Bureau
from factories.proving import typed_pin
from factories.visits import SITE, come, jpeg, judge_everything
from inspector_desktop.approval.acts import register_signed_approval
from inspector_desktop.check.acts import add_photo, finish_check, record_unable
from inspector_desktop.disclosure.acts import choose_results, propose_results, publish, review
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.report.acts import submit_report
from inspector_desktop.signature.acts import finalise_record, sign, state_unit
from inspector_desktop.signature.facts import UnitStated

INK = json.dumps({"width": 100, "height": 40, "lines": [[[5, 5], [50, 30], [90, 8]], [[20, 35], [80, 35]]]})
AGREED = UnitStated(opinion="opinion-agrees", branch="branch-principal", signer_name="赵永安", signer_post="站长")


def house_of(bureau: Bureau) -> House:
    return House(bureau.profile, SITE)


def officers_of(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier).officers


def free_officer(bureau: Bureau, dossier: str) -> str:
    """An officer who is not of the team."""
    team = {one.id for one in officers_of(bureau, dossier)}
    return next(one for one in ("16001", "16002", "16003", "16004") if one not in team)


def checked_visit(bureau: Bureau, dossier: str, *, violates: int = 2) -> str:
    """Approved, arrived, judged and ended, not yet signed."""
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")
    come(bureau, dossier)
    judge_everything(bureau, dossier, violates=violates)
    bureau.clock.advance(hours=1, minutes=25)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    return dossier


def signed_visit(bureau: Bureau, dossier: str, *, violates: int = 2, stated: UnitStated = AGREED) -> str:
    """A visit whose record is signed by the principal and both officers."""
    checked_visit(bureau, dossier, violates=violates)
    with bureau.writing() as session:
        state_unit(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            house=house_of(bureau),
            dossier=dossier,
            stated=stated,
            read_how="read-aloud",
        )
    signers = [("unit", stated.signer_name)]
    signers += [(f"officer:{one.id}", one.name) for one in officers_of(bureau, dossier)]
    for role, name in signers:
        bureau.clock.advance(minutes=1)
        with bureau.writing() as session:
            sign(
                session,
                desk=bureau.desk(),
                clock=bureau.clock,
                dossier=dossier,
                role=role,
                name=name,
                strokes=INK,
                identity=typed_pin(role, dossier, bureau.clock),
            )
    with bureau.writing() as session:
        finalise_record(session, desk=bureau.desk(), clock=bureau.clock, house=house_of(bureau), dossier=dossier)
    return dossier


def unable_visit(bureau: Bureau, dossier: str, *, branch: str = "unable-no-contact") -> str:
    """A visit that found nobody, twice."""
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="孙志远")
    come(bureau, dossier)
    with bureau.writing() as session:
        add_photo(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, content=jpeg((300, 200)), name="门.jpg"
        )
        now = bureau.clock.now()
        record_unable(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, branch=branch, words="大门上锁，招牌已拆。",
            asked="西关社区居委会 刘桂兰", visits=[now, now],
        )  # fmt: skip
    return dossier


def submitted_report(bureau: Bureau, dossier: str, *, by_hand: bool = False):
    with bureau.writing() as session:
        return submit_report(
            session, desk=bureau.desk(), clock=bureau.clock, house=house_of(bureau), dossier=dossier, by_hand=by_hand
        )


def approved_result(bureau: Bureau, dossier: str) -> str:
    """The report submitted and approved by hand by both levels; the dossier stays on this desk."""
    submitted_report(bureau, dossier, by_hand=True)
    for approver in ("孙志远", "赵志强"):
        with bureau.writing() as session:
            register_signed_approval(
                session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier,
                approver=approver, decided_at=bureau.clock.now(), scan=b"scan",
            )  # fmt: skip
    return dossier


def chosen_results(bureau: Bureau, dossier: str, *, result: str = "pending", followup: str = "order") -> str:
    """Results chosen for every item: what is proposed, or this where nothing is."""
    with bureau.writing() as session:
        proposed = propose_results(session, desk=bureau.desk(), profile=bureau.profile, dossier=dossier)
        choices = [replace(one, result=one.result or result, followup=one.followup or followup) for one in proposed]
        choose_results(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier, choices=choices
        )
    return dossier


def published(bureau: Bureau, dossier: str) -> str:
    """Reviewed by the chief and published; returns the public id."""
    with bureau.writing() as session:
        review(session, desk=bureau.desk("16011"), clock=bureau.clock, house=house_of(bureau), dossier=dossier)
        content = publish(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, dossier=dossier)
    return content.public_id
