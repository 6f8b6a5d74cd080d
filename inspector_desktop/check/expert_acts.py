"""An expert's opinion in a check: asked on a question, given in words or as a signed page; he is never an officer."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.sampling_document import OPINION, opinion_fields, opinion_paper
from inspector_desktop.check.sampling_facts import OpinionGiven
from inspector_desktop.clock import Clock, civil_date, stamp
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import reserve_number
from inspector_desktop.inspection.bare_papers import issue_bare
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.registry.kept_store import KeptView, find_kept, kept
from inspector_desktop.storage.evidence import put_evidence
from inspector_desktop.wording import say


def experts_on(session: Session, bureau: str, day: str) -> tuple[KeptView, ...]:
    """The experts of the register whose agreement holds on a civil day."""
    return tuple(
        one
        for one in kept(session, bureau, "experts")
        if one.holds_on(day) and (not one.get("valid_until") or day <= one.get("valid_until"))
    )


def give_opinion(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    expert: str = "",
    name: str = "",
    unit: str = "",
    field: str = "",
    question: str,
    opinion: str = "",
    line: str = "",
    scan: bytes = b"",
    media_type: str = "image/jpeg",
    given_at: datetime | None = None,
    number: str = "",
) -> IssuedPaper:
    """Enter the opinion of an expert of the register, or of one named here with his unit, and file it as a paper.

    The paper is the page he signed (`scan`) where there is one, else the page printed for him to sign. `number` is
    his unit's own, or empty; a bureau whose rules have a series for opinions numbers those that bear none.

    Raises `Refused` without a name, without a question, with neither words nor the signed page, for a time to come,
    for one whose agreement does not hold on that day, and for an officer of the team, who may not advise himself.
    """
    from inspector_desktop.paper.originals import original_pdf  # noqa: PLC0415  (reportlab, only when needed)

    day = civil_date(given_at or clock.now()).isoformat()
    row = find_kept(session, desk.bureau, "experts", expert) if expert else None
    if row is not None:
        name, unit, field = row.get("name"), row.get("unit"), row.get("field")
        if row.key not in {one.key for one in experts_on(session, desk.bureau, day)}:
            raise Refused("refused-expert-ended", name=name)
    if not name.strip() or not question.strip():
        raise Refused("refused-expert-question")
    if not opinion.strip() and not scan:
        raise Refused("refused-expert-opinion")
    if given_at is not None and given_at > clock.now():
        raise Refused("refused-sampling-time")
    view = get_inspection(session, desk.bureau, dossier)
    if name.strip() in {one.name for one in view.officers}:
        raise Refused("refused-companion-officer", name=name.strip())
    digest = put_evidence(session, scan, media_type=media_type, added_at=stamp(clock.now())) if scan else ""
    if not number.strip() and house.profile.document(OPINION).numbered:
        number = reserve_number(
            session, desk=desk, clock=clock, profile=house.profile, kind=OPINION, inspection=dossier
        )
    at = stamp(given_at or clock.now())
    paper = opinion_paper(
        view, house.profile, name=name.strip(), unit=unit.strip(), field=field.strip(), question=question.strip(),
        opinion=opinion.strip(), day=at, number=number.strip(),
    )  # fmt: skip
    original = original_pdf([scan], title=paper.title, author=name.strip()) if scan else b""
    issued = issue_bare(
        session, desk=desk, clock=clock, house=house, name=view.subject_name, paper=paper, original=original,
        title=say("expert-paper", title=paper.title, name=name.strip()),
        fields=opinion_fields(dossier, name.strip(), unit.strip(), question.strip(), opinion.strip(), at),
    )  # fmt: skip
    fact = OpinionGiven(
        expert=expert, name=name.strip(), unit=unit.strip(), field=field.strip(), question=question.strip(),
        opinion=opinion.strip(), line=line, scan=digest, number=number.strip(), papers=(issued,),
    )  # fmt: skip
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=given_at)
    return issued
