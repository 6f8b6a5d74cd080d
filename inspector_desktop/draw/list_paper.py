"""What stands on the sealed list (封存清单): printed before the digits exist, put into an envelope, signed across it.

What is published before the draw is the commitment alone (`document.commitment_paper`); this list stays in its
envelope. Plain it carries names; concealed it carries the number of each object and the concealed name as it was
frozen, so that an opened name can be checked against it. Numbers are those the meeting sees on the projector.
"""

from __future__ import annotations

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.ceremony import HOST, OPERATOR, OVERSEER, WITNESS, Ceremony, sealed_digits
from inspector_desktop.draw.document import (
    Names,
    frozen_of,
    grouped,
    groupings_words,
    names_of,
    object_numbers,
    quota_table,
    shown_moment,
    type_lines,
)
from inspector_desktop.draw.frozen import Frozen
from inspector_desktop.draw.store import DrawView
from inspector_desktop.paper.model import (
    Align,
    Block,
    Column,
    Field,
    FieldLine,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    SignatureLine,
    SignOff,
    Span,
    Style,
    Table,
    Together,
)
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_CODE = 16
_WIDE = 4


def list_paper(
    view: DrawView, plan: PlanView, profile: Profile, ceremony: Ceremony, *, plain: bool = True, code: str = "",
    key: str = "",
) -> Paper:  # fmt: skip
    """The sealed list of a draw, with the places for signatures over the seal of its envelope.

    `key` is the fingerprint of headquarters' key, known on paper before anything is published.
    """
    frozen = frozen_of(view)
    names = names_of(view, frozen)
    blocks: tuple[Block, ...] = (
        FieldLine((Field(say("draw-paper-plan"), f"{plan.title}（{plan.number}）", label_width=_WIDE),)),
        FieldLine(
            (
                Field(say("draw-paper-task"), f"{plan.task_title}（{plan.task_number}）", label_width=_WIDE),
                Field(say("draw-paper-number"), str(view.number), label_width=_WIDE),
            )
        ),
        *type_lines(plan, profile),
        FieldLine((Field(say("draw-paper-frozen"), shown_moment(view.frozen_at), label_width=_WIDE),)),
        FieldLine((Field(say("draw-paper-source"), view.event_name, label_width=_WIDE),)),
        FieldLine((Field(say("draw-paper-at"), shown_moment(view.event_at), label_width=_WIDE),)),
        *commitment_lines(view),
        Heading(say("draw-paper-classes")),
        quota_table(frozen, plan, drawn=False),
        Paragraph(groupings_words(frozen)),
        *_sealed_order(frozen, ceremony),
        Heading(say("draw-list-objects", count=len(frozen.objects))),
        *_objects(frozen, plan, names, plain=plain),
        *_excluded(frozen, plan, names, plain=plain),
        *_officers(frozen, names, plain=plain),
        Paragraph(say("draw-list-note")),
        *([Paragraph(say("draw-paper-key", fingerprint=key))] if key else []),
        PageBreak(),
        *_envelope(view, ceremony),
        SignOff(profile.bureau.name, say("date-long", date=civil_date(view.frozen_at))),
    )
    return Paper(
        kind="draw-list", style=Style.ENFORCEMENT, title=say("draw-list-title"), blocks=blocks,
        number=say("draw-paper-nth", number=view.number), top_line=profile.documents.heading,
        agency=profile.bureau.name, code=code, dense=True,
        copies=say("draw-list-foot", commitment=grouped(view.commitment[:_CODE])),
    )  # fmt: skip


def commitment_lines(view: DrawView) -> tuple[Block, ...]:
    """The commitment in two lines, in groups as it is read aloud."""
    return (
        Heading(say("term-commitment")),
        *(
            Paragraph((Span(line, bold=True),), indent=False, align=Align.CENTRE)
            for line in (grouped(view.commitment[:32]), grouped(view.commitment[32:]))
        ),
    )


def _sealed_order(frozen: Frozen, ceremony: Ceremony) -> tuple[Paragraph, ...]:
    """With sealed digits: in what order the witnesses' digits are put together, written down beforehand."""
    if not sealed_digits(frozen.source):
        return ()
    people = ceremony.of(WITNESS)
    told = [
        say("draw-list-part", at=at, count=part.count, name=people[at - 1].told if at <= len(people) else "　　　　")
        for at, part in enumerate(frozen.source.parts, 1)
    ]
    return (Paragraph(say("draw-list-order", parts="；".join(told))),)


def _objects(frozen: Frozen, plan: PlanView, names: Names, *, plain: bool) -> tuple[Block, ...]:
    """Everybody who takes part, class by class, two on a line."""
    numbers = object_numbers(frozen)
    pair = (
        Column(say("draw-list-number"), share=2, align=Align.CENTRE),
        Column(say("term-subject") if plain else say("draw-list-label"), share=8),
    )
    blocks: list[Block] = []
    columns = frozen.columns
    for stratum in frozen.strata:
        own = [
            (numbers[name], names.of(name) if plain else grouped(label[:_CODE]) or "—")
            for name, label, of in zip(columns.ids, columns.labels, columns.strata, strict=True)
            if of == stratum.id
        ]
        if own:
            half = (len(own) + 1) // 2
            right = [*own[half:], *([("", "")] * (2 * half - len(own)))]
            blocks.append(Paragraph(say("draw-list-class", title=plan.stratum(stratum.id).title, count=len(own))))
            blocks.append(Table(pair * 2, tuple(left + other for left, other in zip(own[:half], right, strict=True))))
    return tuple(blocks)


def _excluded(frozen: Frozen, plan: PlanView, names: Names, *, plain: bool) -> tuple[Block, ...]:
    if not frozen.excluded:
        return ()
    columns = (
        Column(say("term-subject") if plain else say("draw-list-label"), share=9),
        Column(say("draw-paper-class"), share=5),
        Column(say("draw-paper-rule"), share=6),
    )
    rows = tuple(
        (
            names.of(one.id) if plain else grouped(one.label[:_CODE]) or "—",
            plan.stratum(one.stratum).title,
            say(f"draw-rule-{one.rule}"),
        )
        for one in frozen.excluded
    )
    return (Heading(say("term-excluded", count=len(rows))), Table(columns, rows))


def _officers(frozen: Frozen, names: Names, *, plain: bool) -> tuple[Block, ...]:
    told = "、".join(names.of(one.id) if plain else one.id for one in frozen.officers)
    return (Heading(say("draw-list-officers", count=len(frozen.officers))), Paragraph(told))


def _envelope(view: DrawView, ceremony: Ceremony) -> tuple[Block, ...]:
    """The slip that goes on the envelope: what lies in it, who signs across its seal, and who opens it again."""
    watching = max(2, len(ceremony.of(WITNESS)))
    return (
        Heading(say("draw-list-envelope")),
        Paragraph(say("draw-list-envelope-told", number=view.number, time=shown_moment(view.frozen_at))),
        Paragraph(say("draw-list-envelope-seal")),
        Together(
            (
                *(_line(role, ceremony, 1) for role in (HOST, OPERATOR, OVERSEER)),
                _line(WITNESS, ceremony, watching),
            )
        ),
        Heading(say("draw-list-opened")),
        Paragraph(say("draw-list-opened-told")),
        Together((_line(OVERSEER, ceremony, 1), _line(WITNESS, ceremony, watching))),
    )


def _line(role: str, ceremony: Ceremony, marks: int) -> SignatureLine:
    """A place to sign; the unit of who was named beforehand stands beside it, a name never."""
    units = list(dict.fromkeys(one.unit for one in ceremony.of(role) if one.unit))
    beside = (Field(say("draw-paper-unit"), "、".join(units)),) if marks == 1 else ()
    return SignatureLine(say(f"draw-paper-{role}"), (None,) * marks, beside)
