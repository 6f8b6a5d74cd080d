"""What stands on the papers of a draw: the notice of what was sealed, and the record of the draw."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.draw.frozen import Frozen, read
from inspector_desktop.draw.power import chances, outcomes, possible
from inspector_desktop.draw.store import DrawView
from inspector_desktop.draw.ticket import quotas
from inspector_desktop.paper.model import (
    Align,
    Block,
    Column,
    Field,
    FieldLine,
    Fill,
    Heading,
    Paper,
    Paragraph,
    SignatureLine,
    SignOff,
    Span,
    Style,
    Table,
    Together,
    filled,
)
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_GROUP = 4
_SHORT = 12
_THOUSAND = 1000


@dataclass(frozen=True)
class Names:
    """Names of those who took part, by id, as the transcript opens them."""

    by_id: Mapping[str, str]

    def of(self, one: str) -> str:
        """A name, or the id itself where it was not opened."""
        return self.by_id.get(one, one)


def frozen_of(view: DrawView) -> Frozen:
    """The frozen input of a draw, typed."""
    return read(json.loads(view.frozen))


def names_of(view: DrawView, frozen: Frozen) -> Names:
    """Open the concealed names of a draw."""
    opened: dict[str, list[str]] = json.loads(view.opened)
    labels = {one.id: one.label for one in frozen.objects}
    labels |= {one.id: one.label for one in frozen.excluded}
    labels |= {one.id: one.label for one in frozen.officers}
    return Names({one: opened[label][1] for one, label in labels.items() if label in opened})


def grouped(text: str, size: int = _GROUP) -> str:
    """A code in groups, as it is read aloud: `9f3c 61aa …`."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


def shown_moment(stamped: str) -> str:
    """A moment as people say it, in China's civil time."""
    when = civil(moment(stamped))
    return say("draw-moment", date=when.date(), time=f"{when:%H:%M}")


def possible_words(frozen: Frozen) -> str:
    """How many results were possible, in words."""
    count = possible(frozen)
    if count < 10 * _THOUSAND:
        return say("draw-possible", count=count)
    power = str(len(str(count)) - 1).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return say("draw-possible-power", power=power)


def commitment_paper(view: DrawView, plan: PlanView, profile: Profile) -> Paper:
    """The notice of what was sealed, to be read out and given to the witnesses before the event."""
    frozen = frozen_of(view)
    listed = len(frozen.objects) + len(frozen.excluded)
    blocks: tuple[Block, ...] = (
        Paragraph(
            say(
                "draw-paper-sealed", plan=plan.title, number=plan.number, draw=view.number,
                time=shown_moment(view.frozen_at), register=listed, excluded=len(frozen.excluded),
                officers=len(frozen.officers), groups=frozen.groups.count,
            )
        ),
        Heading(say("term-commitment")),
        *(
            Paragraph((Span(line, bold=True),), indent=False, align=Align.CENTRE)
            for line in (grouped(view.commitment[:32]), grouped(view.commitment[32:]))
        ),
        Paragraph(
            say(
                "draw-paper-event", event=view.event_name, time=shown_moment(view.event_at),
                outcomes=_round(outcomes(frozen.source)),
            )
        ),
        _quota_table(frozen, plan, drawn=False),
        Paragraph(say("draw-paper-sealed-note")),
        Together(
            (
                SignatureLine(say("draw-paper-operator"), (None,)),
                SignatureLine(say("draw-paper-witness"), (None, None)),
            )
        ),
        Fill(),
        SignOff(profile.bureau.name, say("date-long", date=civil_date(view.frozen_at))),
    )  # fmt: skip
    return Paper(
        kind="draw-commitment", style=Style.ENFORCEMENT, title=say("draw-paper-sealed-title"), blocks=blocks,
        top_line=profile.documents.heading, agency=profile.bureau.name,
    )  # fmt: skip


def record_paper(view: DrawView, plan: PlanView, profile: Profile) -> Paper:
    """The record of a draw that was held, with what its verification proves and what it can't."""
    frozen = frozen_of(view)
    names = names_of(view, frozen)
    file = json.loads(view.transcript)
    seed = file["seed"]
    typists = "、".join(one["by"] for one in seed["entered"])
    blocks: tuple[Block, ...] = (
        FieldLine((Field(say("draw-paper-plan"), f"{plan.title}（{plan.number}）", label_width=4),)),
        FieldLine(
            (
                Field(say("draw-paper-task"), f"{plan.task_title}（{plan.task_number}）", label_width=4),
                Field(say("draw-paper-number"), str(view.number), label_width=4),
            )
        ),
        FieldLine((Field(say("draw-paper-frozen"), shown_moment(view.frozen_at), label_width=4),)),
        FieldLine((Field(say("draw-paper-source"), view.event_name, label_width=4),)),
        FieldLine((Field(say("draw-paper-at"), shown_moment(view.event_at), label_width=4),)),
        FieldLine((Field(say("term-seed"), grouped(seed["digits"]), label_width=4),)),
        FieldLine(
            (
                Field(say("draw-paper-typed"), typists, label_width=4),
                Field(say("draw-paper-witness"), "、".join(seed["witnesses"]) or view.anchor, label_width=4),
            )
        ),
        Paragraph(
            (Span(say("draw-paper-commitment")), filled(grouped(view.commitment))), indent=False, align=Align.LEFT
        ),
        Paragraph(say("draw-paper-possible", possible=possible_words(frozen)), indent=False),
        Heading(say("draw-paper-classes")),
        _quota_table(frozen, plan, drawn=True),
        Heading(say("draw-paper-drawn")),
        _drawn_table(view, frozen, plan, names),
        Heading(say("draw-paper-groups")),
        _group_table(view, names),
        *_excluded_blocks(frozen, plan, names),
        Heading(say("term-verify")),
        *(
            Paragraph(say(key))
            for key in ("draw-proven-result", "draw-unproven-list", "draw-unproven-event", "draw-unproven-order")
        ),
        *_void_blocks(view),
        Together(
            tuple(
                SignatureLine(say(f"draw-paper-{who}"), (None,)) for who in ("host", "operator", "overseer", "witness")
            )
        ),
        SignOff(profile.bureau.name, say("date-long", date=civil_date(view.held_at or view.frozen_at))),
    )
    return Paper(
        kind="draw-record", style=Style.ENFORCEMENT, title=profile.document("draw-record").title, blocks=blocks,
        top_line=profile.documents.heading, agency=profile.bureau.name,
    )  # fmt: skip


def _quota_table(frozen: Frozen, plan: PlanView, *, drawn: bool) -> Table:
    columns = (
        Column(say("draw-paper-class"), share=4),
        Column(say("draw-paper-register"), share=2, align=Align.RIGHT),
        Column(say("draw-paper-out"), share=2, align=Align.RIGHT),
        Column(say("draw-paper-ratio"), share=2, align=Align.RIGHT),
        Column(say("draw-paper-due"), share=2, align=Align.RIGHT),
        *((Column(say("draw-paper-taken"), share=2, align=Align.RIGHT),) if drawn else ()),
    )
    rows = []
    for quota in quotas(frozen):
        stratum = plan.stratum(quota.stratum)
        cells = (
            stratum.title, str(quota.register), str(quota.register - quota.eligible), percent(stratum.ratio_ppm),
            str(quota.due),
        )  # fmt: skip
        rows.append((*cells, str(quota.taken)) if drawn else cells)
    return Table(columns, tuple(rows))


def _drawn_table(view: DrawView, frozen: Frozen, plan: PlanView, names: Names) -> Table:
    columns = (
        Column(say("draw-paper-order"), share=1, align=Align.CENTRE),
        Column(say("term-subject"), share=6),
        Column(say("draw-paper-class"), share=3),
        Column(say("term-ticket"), share=4),
        Column(say("term-chance"), share=2, align=Align.RIGHT),
        Column(say("draw-paper-group"), share=1, align=Align.CENTRE),
    )
    chance = {one.stratum: one.percent for one in chances(frozen)}
    order = {one.stratum: at for at, one in enumerate(plan.strata)}
    drawn = sorted(view.drawn, key=lambda one: (order[one.stratum], one.position))
    rows = tuple(
        (
            str(at), names.of(one.subject), plan.stratum(one.stratum).title, grouped(one.ticket[:_SHORT]),
            f"{chance[one.stratum]}%", str(one.group or "—"),
        )
        for at, one in enumerate(drawn, 1)
    )  # fmt: skip
    return Table(columns, rows)


def _group_table(view: DrawView, names: Names) -> Table:
    columns = (
        Column(say("draw-paper-group"), share=1, align=Align.CENTRE),
        Column(say("draw-paper-officers"), share=5),
        Column(say("draw-paper-load"), share=2, align=Align.RIGHT),
    )
    rows = [
        (str(at), "、".join(names.of(one) for one in team), str(sum(one.group == at for one in view.drawn)))
        for at, team in enumerate(view.groups)
        if at
    ]
    if view.groups and view.groups[0]:
        rows.append((say("draw-paper-reserve"), "、".join(names.of(one) for one in view.groups[0]), "—"))
    return Table(columns, tuple(rows))


def _excluded_blocks(frozen: Frozen, plan: PlanView, names: Names) -> tuple[Heading | Table, ...]:
    if not frozen.excluded:
        return ()
    columns = (
        Column(say("term-subject"), share=5),
        Column(say("draw-paper-class"), share=3),
        Column(say("draw-paper-rule"), share=4),
    )
    rows = tuple(
        (names.of(one.id), plan.stratum(one.stratum).title, say(f"draw-rule-{one.rule}")) for one in frozen.excluded
    )
    return (Heading(say("term-excluded", count=len(rows))), Table(columns, rows))


def _void_blocks(view: DrawView) -> tuple[Heading | Paragraph, ...]:
    if view.state != "void":
        return ()
    text = say("draw-paper-void", reason=view.void_reason, approver=view.void_approver)
    return (Heading(say("draw-paper-void-title")), Paragraph(text))


def percent(ppm: int) -> str:
    """A ratio in millionths as a percentage: `30%`, `0.5%`."""
    whole, rest = divmod(ppm, 10 * _THOUSAND)
    return f"{whole}.{rest:04d}".rstrip("0") + "%" if rest else f"{whole}%"


def _round(count: int) -> str:
    power = str(len(str(count)) - 1).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{power}"
