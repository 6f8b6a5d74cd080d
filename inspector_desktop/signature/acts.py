"""What people do at the end of a visit: read back, state, sign or refuse, witness, finalise, sign again.

What is shown is what is hashed: a signature carries the digest of all the words and the hash of the very PDF whose
pages were on the screen. Putting back what was signed is in `restoring`, serving papers in `serving`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.acts import reserve_number, void_paper
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.inspection.issuing import House, Original, issue_paper
from inspector_desktop.inspection.store import find_paper
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.paper.inkpicture import ink_png
from inspector_desktop.paper.model import Strokes
from inspector_desktop.signature.document import (
    EDITION,
    fits,
    reading_digest,
    record_fields,
    record_paper,
    refusal_fields,
    refusal_paper,
    shown_digest,
    signing_paper,
)
from inspector_desktop.signature.facts import ReadBack, ReadLine, RecordFinalised, Signed, SigningReopened, UnitStated
from inspector_desktop.signature.rules import (
    IDENTITIES,
    OFFICER,
    READ_SCREEN,
    READINGS,
    UNIT,
    Service,
    ink_wanting,
    may_sign,
    nobody_spoke,
    wanting_of_record,
    wanting_of_words,
)
from inspector_desktop.signature.serving import serve_paper
from inspector_desktop.signature.store import (
    KIND,
    RecordContent,
    find_final,
    find_statement,
    record_content,
    signatures_of,
)
from inspector_desktop.signature.told import record_title
from inspector_desktop.storage.evidence import put_evidence, read_evidence
from inspector_desktop.storage.proofs import PinProof, require_pin
from inspector_desktop.wording import say

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"


@dataclass(frozen=True)
class Identity:
    """How an officer who did not sign in at this laptop was known: his own PIN, or his certificate photographed.

    For the PIN `proof` is what `storage.proofs.prove_pin` gave when it opened his envelope.
    """

    way: str = ""
    photo: bytes = b""
    proof: PinProof | None = None


@dataclass(frozen=True)
class Standing:
    """Where signing stands: the digest of what is shown now, and the roles whose signature no longer fits it."""

    digest: str
    signed: tuple[str, ...]
    void: tuple[str, ...]
    final: bool
    read: bool = False
    signers: tuple[tuple[str, str, str], ...] = ()  # the officers who sign: id, name, certificate


def read_back(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    how: str,
    reader: str,
    read: Mapping[str, str] | None = None,
    read_at: datetime | None = None,
) -> None:
    """核对: the record was read back to the unit's person. `read` maps findings to when each was read on the screen.

    Raises `Refused` before the check ended, for a way that is none, without the reader's name, and for findings that
    were not shown yet.
    """
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = open_content(session, desk, dossier)
    if how not in READINGS:
        raise Refused("refused-not-read")
    if not reader.strip():
        raise Refused("refused-no-reader")
    times = read or {}
    unread = [str(one.number) for one in content.findings if one.line not in times]
    if how == READ_SCREEN and unread:
        raise Refused("refused-lines-unread", lines="、".join(unread))
    lines = tuple(
        ReadLine(line=one.line, digest=one.digest, read_at=times[one.line])
        for one in content.findings
        if one.line in times
    )
    fact = ReadBack(how=how, reader=reader.strip(), digest=reading_digest(content), lines=lines)
    enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=read_at)


def state_unit(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    stated: UnitStated,
    read_how: str = "",
    stated_at: datetime | None = None,
) -> None:
    """Take the unit's words and the branch down, after the record was read back.

    With `read_how` the officer says that it was read aloud or given to read, where the reading has no fact of its own
    yet. Raises `Refused` before the check ended, before it was read back, and for what is wanting.
    """
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = open_content(session, desk, dossier)
    if not (stated.branch == "branch-unavailable" and not stated.opinion) and not is_read(content):
        if not read_how:
            raise Refused("refused-read-again" if content.read else "refused-not-read")
        reader = stated.signer_name or content.visit.met
        read_back(session, desk=desk, clock=clock, dossier=dossier, how=read_how, reader=reader, read_at=stated_at)
    reserve_number(session, desk=desk, clock=clock, profile=house.profile, kind=KIND, inspection=dossier)
    enter(session, stated, desk=desk, clock=clock, dossier=dossier, occurred_at=stated_at)
    statement = find_statement(session, desk.bureau, dossier)
    wanting = wanting_of_words(statement.words) if statement else "refused-no-opinion"
    if wanting:
        raise Refused(wanting, **({"branch": say(stated.branch)} if wanting == "refused-no-reason" else {}))
    unknown = [one for one in stated.objected.split(",") if one and int(one) and int(one) not in content.numbers]
    if unknown:
        raise Refused("refused-objection-line", line=unknown[0])


def is_read(content: RecordContent) -> bool:
    """Whether what stands above the unit's words is what was read back."""
    return content.read is not None and content.read.digest == reading_digest(content)


def sign(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    role: str,
    name: str,
    post: str = "",
    strokes: str = "",
    scan: bytes = b"",
    signed_at: datetime | None = None,
    house: House | None = None,
    shown: str = "",
    identity: Identity | None = None,
) -> None:
    """Put a signature made by hand under what is shown now: strokes of the pad, or a photograph of the paper.

    `role` is `unit`, `witness` or `officer:<id>`. With `house` the PDF put before the signer is kept with the
    signature; `shown` is the hash of the one on the screen and must be the same. Raises `Refused` out of order, without
    ink or with too little, for an officer who was not there or is not known to be himself, where the bureau takes no
    pad, and when the screen showed something else; `NotSignedIn` for a PIN that nobody proved.
    """
    if not strokes and not scan:
        raise Refused("refused-no-ink")
    if not scan:
        wanting = ink_wanting(strokes)
        if wanting:
            raise Refused(wanting)
        if house is not None and not house.profile.signature.pad:
            raise Refused("refused-pad")
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = open_content(session, desk, dossier)
    known = identity or Identity()
    proof = None if scan else _require_identity(desk, clock, dossier, role, name, known)
    paper = _shown(session, desk, house, content) if house is not None else b""
    if shown and paper and sha256_hex(paper) != shown:
        raise Refused("refused-shown-differs")
    now = stamp(clock.now())
    photo = picture = scanned = ""
    if scan:
        scanned = put_evidence(session, prepare_photo(scan, name).jpeg, media_type=JPEG, added_at=now)
    else:
        picture = put_evidence(session, ink_png(_strokes(strokes)), media_type=PNG, added_at=now)
    if known.photo:
        photo = put_evidence(session, prepare_photo(known.photo, name).jpeg, media_type=JPEG, added_at=now)
    kept = put_evidence(session, paper, media_type=PDF, added_at=now) if paper else ""
    fact = Signed(
        role=role, name=name, post=post, way="paper" if scan else "pad", strokes=strokes, scan=scanned,
        digest=shown_digest(content), edition=EDITION, shown=kept, picture=picture, identity=known.way,
        identity_photo=photo, identity_at=proof.at if proof else "", identity_attempts=proof.attempts if proof else 0,
    )  # fmt: skip
    enter_signature(session, desk, clock, content, fact, signed_at)


def sign_on_paper(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    dossier: str,
    scans: Sequence[bytes],
    signers: Sequence[tuple[str, str, str]],
    signed_at: datetime,
) -> None:
    """补录: a record signed by hand, photographed; all who signed it, in order, as role, name and post.

    Raises `Refused` without a picture, for a time before the check ended or still to come, and as `sign`.
    """
    if not scans:
        raise Refused("refused-no-ink")
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = open_content(session, desk, dossier)
    if signed_at > clock.now():
        raise Refused("refused-signed-later")
    if signed_at < moment(content.visit.ended_at):
        raise Refused("refused-signed-before-check")
    now = stamp(clock.now())
    first, *pages = [
        put_evidence(session, prepare_photo(one, content.number).jpeg, media_type=JPEG, added_at=now) for one in scans
    ]
    for role, name, post in signers:
        fact = Signed(
            role=role, name=name, post=post, way="paper", scan=first, pages=tuple(pages), whole=True,
            digest=shown_digest(content), edition=EDITION,
        )  # fmt: skip
        enter_signature(session, desk, clock, content, fact, signed_at)


def shown_now(session: Session, *, desk: Desk, house: House, dossier: str) -> bytes:
    """The PDF that is put before whoever signs next."""
    return _shown(session, desk, house, record_content(session, desk.bureau, dossier))


def _shown(session: Session, desk: Desk, house: House, content: RecordContent) -> bytes:
    from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when a paper is first made)

    signatures = signatures_of(session, desk.bureau, content.view.dossier)
    return render(signing_paper(content, signatures, house.profile, lambda scan: read_evidence(session, scan)))


def open_content(session: Session, desk: Desk, dossier: str) -> RecordContent:
    """What the record says, once the check ended and while it is not final. Raises `Refused` otherwise."""
    content = record_content(session, desk.bureau, dossier)
    if not content.visit.ended_at:
        raise Refused("refused-check-open")
    if find_final(session, desk.bureau, dossier) is not None:
        raise Refused("refused-final-already")
    return content


def enter_signature(
    session: Session, desk: Desk, clock: Clock, content: RecordContent, fact: Signed, signed_at: datetime | None
) -> None:
    """Enter a signature in its turn. Raises `Refused` out of order and for an officer who was not there."""
    if content.statement is None:
        raise Refused("refused-no-opinion")
    if not nobody_spoke(content.statement.words) and not is_read(content):
        raise Refused("refused-read-again" if content.read else "refused-not-read")
    present = {one[0] for one in content.visit.officers}
    if fact.role.startswith(OFFICER) and fact.role.removeprefix(OFFICER) not in present:
        raise Refused("refused-officer-absent", officer=fact.name)
    given = signatures_of(session, desk.bureau, content.view.dossier)
    signed = {one.role: fact.digest if fits(one, content) else one.digest for one in given}
    refusal = may_sign(fact.role, content.statement.words, signed, fact.digest)
    if refusal:
        raise Refused(refusal)
    enter(session, fact, desk=desk, clock=clock, dossier=content.view.dossier, occurred_at=signed_at)


def _require_identity(desk: Desk, clock: Clock, dossier: str, role: str, name: str, known: Identity) -> PinProof | None:
    """How a second officer is known, or nothing for whoever needs no proof; a proof of a PIN is used up by this."""
    if not role.startswith(OFFICER) or role.removeprefix(OFFICER) == desk.person.id:
        return None
    if known.way not in IDENTITIES or (known.way == "identity-certificate" and not known.photo):
        raise Refused("refused-second-officer", officer=name)
    if known.way == "identity-certificate":
        return None
    return require_pin(known.proof, role.removeprefix(OFFICER), dossier=dossier, clock=clock)


def _strokes(text: str) -> Strokes:
    drawn = json.loads(text)
    return Strokes(drawn["width"], drawn["height"], tuple(tuple(tuple(p) for p in line) for line in drawn["lines"]))


def finalise_record(
    session: Session,
    *,
    desk: Desk,
    clock: Clock,
    house: House,
    dossier: str,
    copy_way: str = "service-direct",
    copy_receiver: str = "",
    service: Service | None = None,
    service_photo: bytes = b"",
    original: Original | None = None,
    finalised_at: datetime | None = None,
) -> tuple[IssuedPaper, ...]:
    """确认定稿: issue the signed record, with the refusal report where the unit refused; return the papers.

    With an `original` the record signed by hand is the paper, as of when it was finished (`finalised_at`, 补录). With
    `service` the copy left with the unit has its own record at once. Raises `Refused` while a signature is
    wanting or no longer fits what is shown, and for what the service needs.
    """
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    content = record_content(session, desk.bureau, dossier)
    if content.statement is None:
        raise Refused("refused-no-opinion")
    signatures = signatures_of(session, desk.bureau, dossier)
    digest = shown_digest(content)
    officers = [one[0] for one in content.signers]
    signed = {one.role: digest if fits(one, content) else one.digest for one in signatures}
    wanting = wanting_of_record(content.statement.words, officers, signed, digest)
    if wanting:
        raise Refused(wanting)
    profile = house.profile
    record = issue_paper(
        session, desk=desk, clock=clock, house=house, inspection=dossier, kind=KIND, name=content.view.subject_name,
        fields=record_fields(content),
        build=lambda _, code: record_paper(
            content, signatures, profile, code=code, read_scan=lambda scan: read_evidence(session, scan)
        ),
        original=original, title=record_title(content, profile),
    )  # fmt: skip
    reports: tuple[IssuedPaper, ...] = ()
    if content.statement.branch == "branch-refused" and profile.signature.refusal_report:
        now = stamp(clock.now())
        reports = (
            issue_paper(
                session, desk=desk, clock=clock, house=house, inspection=dossier, kind="refusal-report",
                name=content.view.subject_name, fields=refusal_fields(content),
                build=lambda number, code: refusal_paper(content, profile, reported_at=now, number=number, code=code),
            ),
        )  # fmt: skip
    fact = RecordFinalised(
        paper=record, refusal_report=reports, digest=digest, copy_way=service.way if service else copy_way,
        copy_receiver=service.receiver if service else copy_receiver,
    )  # fmt: skip
    head = enter(session, fact, desk=desk, clock=clock, dossier=dossier, occurred_at=finalised_at)
    if service is not None:
        serve_paper(
            session, desk=desk, clock=clock, dossier=dossier, paper=f"{head.id}-{KIND}", service=service,
            photo=service_photo, served_at=finalised_at,
        )  # fmt: skip
    return (record, *reports)


def standing_of(session: Session, *, desk: Desk, dossier: str) -> Standing:
    """Where signing stands, from facts: a change after signing shows here as void signatures."""
    content = record_content(session, desk.bureau, dossier)
    digest = shown_digest(content)
    signatures = signatures_of(session, desk.bureau, dossier)
    return Standing(
        digest=digest,
        signed=tuple(one.role for one in signatures if fits(one, content)),
        void=tuple(one.role for one in signatures if not fits(one, content)),
        final=find_final(session, desk.bureau, dossier) is not None,
        read=is_read(content),
        signers=content.signers,
    )


def sign_again(session: Session, *, desk: Desk, clock: Clock, dossier: str, reason: str) -> None:
    """重新签字: declare the issued record void, keep it, and begin signing anew. Raises `Refused` without a reason."""
    if not reason.strip():
        raise Refused("refused-sign-again-reason")
    paper = find_paper(session, desk.bureau, dossier, KIND)
    if paper is not None:
        void_paper(session, desk=desk, clock=clock, dossier=dossier, paper=paper.id, reason=reason)
    enter(session, SigningReopened(reason=reason), desk=desk, clock=clock, dossier=dossier)


def unit_has_signed(session: Session, *, desk: Desk, dossier: str) -> bool:
    """Whether the unit's own signature stands under what is shown now."""
    return UNIT in standing_of(session, desk=desk, dossier=dossier).signed
