"""Papers of the trip that stand beside the bureau's own: the signature page, what is read aloud, a witness, recordings.

They take no number of their own: the signature page carries that of the record it continues, the others none.
"""

from __future__ import annotations

from collections.abc import Callable

from inspector_desktop.errors import Missing
from inspector_desktop.notice.blanks import Blank, opinion_line
from inspector_desktop.notice.document import complaint, discipline
from inspector_desktop.paper.model import (
    Area,
    Column,
    DateLine,
    Field,
    FieldLine,
    Heading,
    Items,
    Paper,
    Paragraph,
    RuledSpace,
    SignatureLine,
    Spacer,
    Style,
    Table,
    ticked,
)
from inspector_desktop.wording import say

CONTINUES = {"signature-page": "check-record"}
"""Which paper's number a page carries."""
BRANCHES = ("branch-principal", "branch-seal", "branch-on-site", "branch-refused", "branch-unavailable")
PROOFS = ("proof-witness", "proof-photo", "proof-recorder", "proof-none")
_RECORDINGS, _PHOTOS, _READ = 5, 6, 5
SHOWS = ("enter", "certificates", "purpose", "report", "check", "papers")
"""The moments that must be recorded, in the order in which their numbers are written (`check.moments`)."""


def signature_page(blank_: Blank) -> Paper:
    """签字页: opinion, branch, reason and proof as boxes and lines; then the signatures, officers last."""
    blocks = (
        *_unit(blank_),
        FieldLine((Field(say("trip-page-of"), blank_.number or say("trip-page-number"), label_width=6),)),
        Heading(say("trip-opinion")),
        opinion_line(),
        Area("objection", (RuledSpace(2),)),
        Heading(say("trip-branch")),
        Paragraph(ticked("branch", BRANCHES, say("trip-branch-boxes")), indent=False),
        Area("reason", (Paragraph(say("trip-reason"), indent=False), RuledSpace(2))),
        Heading(say("trip-proof")),
        Paragraph(ticked("proof", PROOFS, say("trip-proof-boxes")), indent=False),
        Area("proof", (RuledSpace(1),)),
        Spacer(2),
        Area("unit", (SignatureLine(say("blank-unit-signs"), beside=(Field(say("blank-post")),)),)),
        Area("witness", (SignatureLine(say("blank-witness"), beside=(Field(say("blank-witness-unit")),)),)),
        Area("officers", (SignatureLine(say("blank-officers-sign"), marks=(None, None)),)),
        Area("times", (DateLine(say("blank-date-minute")),)),
    )
    return _paper("signature-page", blocks, blank_)


def reading_sheet(blank_: Blank) -> Paper:
    """告知宣读单: what is said before the first line, and that it was heard."""
    names = "、".join(f"{one.name}（{one.certificate}）" for one in blank_.view.officers)
    blocks = (
        *_unit(blank_),
        Items(tuple(say(f"trip-read-{place}", bureau=blank_.profile.bureau.name, officers=names)
                    for place in range(1, _READ + 1))),
        Paragraph(discipline()),
        FieldLine((complaint(blank_.profile),)),
        Paragraph(ticked("heard", ("yes", "asks-recusal"), say("trip-read-boxes")), indent=False),
        Area("reason", (Paragraph(say("trip-read-recusal"), indent=False), RuledSpace(2))),
        Area("unit", (SignatureLine(say("trip-read-signs"), beside=(Field(say("blank-post")),)),)),
        Area("officers", (SignatureLine(say("blank-officers-sign"), marks=(None, None)),)),
        Area("times", (DateLine(say("blank-date-minute")),)),
    )  # fmt: skip
    return _paper("reading-sheet", blocks, blank_)


def witness_statement(blank_: Blank) -> Paper:
    """见证人证明: who saw what, signed by the witness."""
    blocks = (
        *_unit(blank_),
        Area(
            "witness",
            (
                FieldLine((Field(say("trip-witness-name"), share=2), Field(say("blank-witness-unit"), share=3))),
                FieldLine((Field(say("blank-phone"), share=2), Field(say("trip-witness-card"), share=3))),
            ),
        ),
        Area("times", (Paragraph(say("trip-witness-opening"), indent=False),)),
        Paragraph(ticked("seen", ("refused-signing", "refused-receiving", "unavailable", "other"),
                         say("trip-witness-boxes")), indent=False),
        Area("situation", (RuledSpace(5),)),
        Paragraph(say("trip-witness-told")),
        SignatureLine(say("blank-witness")),
        SignatureLine(say("blank-officers-sign"), marks=(None, None)),
        DateLine(say("blank-date-minute")),
    )  # fmt: skip
    return _paper("witness-statement", blocks, blank_)


def recorder_register(blank_: Blank) -> Paper:
    """音像记录登记: recordings by device, file, from and to, what they show and who keeps them; photographs by name."""
    columns = (
        Column(say("trip-video-device"), 4), Column(say("trip-video-file"), 5), Column(say("trip-video-from"), 4),
        Column(say("trip-video-to"), 4), Column(say("trip-video-shows"), 3), Column(say("trip-video-keeper"), 3),
    )  # fmt: skip
    rows = tuple(("\n", "", "", "", "", "") for _ in range(_RECORDINGS))
    pictures = (
        Column(say("trip-photo-file"), 5), Column(say("trip-photo-at"), 4), Column(say("trip-photo-line"), 3),
        Column(say("trip-photo-shows"), 8),
    )  # fmt: skip
    blanks = tuple(("\n", "", "", "") for _ in range(_PHOTOS))
    shows = "　".join(f"{at} {say(f'moment-{one}')}" for at, one in enumerate(SHOWS, 1))
    blocks = (
        *_unit(blank_),
        Spacer(2),
        Area("recordings", (Table(columns, rows),)),
        Paragraph(say("trip-video-shows-which", which=shows), indent=False),
        Spacer(2),
        Area("photographs", (Table(pictures, blanks),)),
        Paragraph(say("trip-video-note"), indent=False),
        SignatureLine(say("blank-officers-sign"), marks=(None, None)),
        DateLine(say("blank-date")),
    )
    return _paper("recorder-register", blocks, blank_)


ASIDE: dict[str, Callable[[Blank], Paper]] = {
    "signature-page": signature_page,
    "reading-sheet": reading_sheet,
    "witness-statement": witness_statement,
    "recorder-register": recorder_register,
}


def title_of(kind: str) -> str:
    """What a paper beside the bureau's own is called. Raises `Missing` for another kind."""
    if kind not in ASIDE:
        raise Missing("error-document-missing", kind=kind)
    return say(f"trip-title-{kind}")


def _unit(blank_: Blank) -> tuple[FieldLine, ...]:
    return (
        FieldLine((Field(say("blank-unit"), blank_.view.subject_name, label_width=6),)),
        FieldLine((Field(say("blank-address"), blank_.view.address, label_width=6),)),
    )


def _paper(kind: str, blocks: tuple[object, ...], blank_: Blank) -> Paper:
    profile = blank_.profile
    return Paper(
        kind=kind, style=Style.ENFORCEMENT, title=title_of(kind), blocks=blocks,  # type: ignore[arg-type]
        number=blank_.number, top_line=profile.documents.heading, agency=profile.bureau.name, dense=True,
        codes=blank_.codes, marks=True,
    )  # fmt: skip
