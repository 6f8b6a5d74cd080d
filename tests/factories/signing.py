"""A visit that ended, and the people who sign its record; shared by the tests of signing."""

from __future__ import annotations

import io
import json

from pypdf import PdfReader

from factories.bureau import Bureau, released_inspections
from factories.proving import typed_pin
from factories.visits import SITE, come, judge_everything
from inspector_desktop.check.acts import finish_check
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.signature.acts import finalise_record, sign, state_unit
from inspector_desktop.signature.facts import UnitStated
from inspector_desktop.signature.store import record_content
from inspector_desktop.storage.evidence import read_evidence

INK = json.dumps(
    {"width": 4000, "height": 1200, "device": "pen",
     "lines": [[[400, 300, 300, 0], [900, 800, 700, 90], [1500, 260, 500, 180]], [[1800, 700, 800, 300], [2900, 700, 400, 420]]]}
)  # fmt: skip
AGREED = UnitStated(opinion="opinion-agrees", branch="branch-principal", signer_name="赵永安", signer_post="站长")
REFUSED = UnitStated(
    opinion="opinion-objects", objection="新报告已做，尚未取回。", objected="1", branch="branch-refused",
    signer_name="赵永安", signer_post="站长", reason="要等总公司的人来", proof="proof-witness", witness_name="刘桂兰",
    witness_unit="城关街道西关社区居委会", witness_phone="13803720000",
)  # fmt: skip


def house(bureau: Bureau) -> House:
    return House(bureau.profile, SITE)


def act(bureau: Bureau, function, *, desk=None, **inputs):
    """Run an act on the bureau's device in a transaction of its own."""
    with bureau.writing() as session:
        return function(session, desk=desk or bureau.desk(), clock=bureau.clock, **inputs)


def ended_visit(bureau: Bureau) -> str:
    """An approved, judged and ended visit."""
    dossier, *_ = released_inspections(bureau)
    act(bureau, register_paper_approval, dossier=dossier, approver="孙志远")
    come(bureau, dossier)
    judge_everything(bureau, dossier)
    bureau.clock.advance(hours=1)
    act(bureau, finish_check, dossier=dossier)
    return dossier


def state(bureau: Bureau, dossier: str, stated: UnitStated, read_how: str = "read-aloud") -> None:
    act(bureau, state_unit, house=house(bureau), dossier=dossier, stated=stated, read_how=read_how)


def put(bureau: Bureau, dossier: str, role: str, name: str, ink: str = INK, **more) -> None:
    bureau.clock.advance(minutes=1)
    values = {"strokes": ink, "identity": typed_pin(role, dossier, bureau.clock), "house": house(bureau), **more}
    act(bureau, sign, dossier=dossier, role=role, name=name, **values)


def officers(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier).officers


def put_officers(bureau: Bureau, dossier: str, **more) -> None:
    for one in officers(bureau, dossier):
        put(bureau, dossier, f"officer:{one.id}", one.name, **more)


def finalise(bureau: Bureau, dossier: str, **more):
    return act(bureau, finalise_record, house=house(bureau), dossier=dossier, **more)


def content_of(bureau: Bureau, dossier: str):
    with bureau.reading() as session:
        return record_content(session, bureau.desk().bureau, dossier)


def words_of(bureau: Bureau, blob: str) -> str:
    with bureau.reading() as session:
        pages = PdfReader(io.BytesIO(read_evidence(session, blob))).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
