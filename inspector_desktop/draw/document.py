"""What stands on the papers of a draw: the notice of what was sealed, and the record of the draw."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.draw import kept
from inspector_desktop.draw.ceremony import NO_CEREMONY, ROLES, Ceremony
from inspector_desktop.draw.changes_paper import changes_blocks
from inspector_desktop.draw.columns import short_parts
from inspector_desktop.draw.frozen import Frozen, Grouping, Source
from inspector_desktop.draw.power import chances, groupings, outcomes, possible
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
from inspector_desktop.plan.conditions import OFFICER, SUBJECT, told
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_GROUP = 4
_SHORT = 12
_THOUSAND = 1000
_FIGURES = ("register", "ratio", "due", "taken", "at")
FEW_GROUPINGS = 20  # so few that people in the room may take the grouping for arranged


@dataclass(frozen=True)
class Names:
    """Names of those who took part, by id, as the transcript opens them."""

    by_id: Mapping[str, str]

    def of(self, one: str) -> str:
        """A name, or the id itself where it was not opened."""
        return self.by_id.get(one, one)


def frozen_of(view: DrawView) -> Frozen:
    """The frozen input of a draw, typed; of a large one, once `store.with_list` has read its lists."""
    return kept.frozen_of(view)


def names_of(view: DrawView, frozen: Frozen) -> Names:
    """Open the concealed names of a draw."""
    return Names(kept.names_by_id(view, frozen))


def object_numbers(frozen: Frozen) -> dict[str, str]:
    """The number of each object that takes part, `001` and so on in the order of the frozen list, by id."""
    width = max(3, len(str(len(frozen.objects))))
    return {name: f"{at:0{width}}" for at, name in enumerate(frozen.columns.ids, 1)}


def grouped(text: str, size: int = _GROUP) -> str:
    """A code in groups, as it is read aloud: `9f3c 61aa …`."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


def shown_digits(source: Source, digits: str) -> str:
    """Digits as people read them off the event: each number of a lottery apart, single digits in groups of four."""
    shown, at = [], 0
    for part in source.parts:
        end = at + part.count * part.width
        shown.append(grouped(digits[at:end], part.width if part.width > 1 else _GROUP))
        at = end
    return "　".join(one for one in (*shown, digits[at:]) if one)


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


def commitment_paper(view: DrawView, plan: PlanView, profile: Profile, *, key: str = "") -> Paper:
    """The notice of what was sealed, to be read out and given to the witnesses before the event.

    `key` is the fingerprint of the key that will sign what the site shows.
    """
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
        quota_table(frozen, plan, drawn=False),
        Paragraph(say("draw-paper-sealed-note")),
        *([Paragraph(say("draw-paper-key", fingerprint=key))] if key else []),
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


def groupings_words(frozen: Frozen) -> str:
    """In how many ways the officers could fall into groups, said plainly where they are few."""
    return groupings_told(len(frozen.officers), frozen.groups)


def groupings_told(officers: int, groups: Grouping) -> str:
    """The same for a number of officers; an empty text when they do not make one group.

    A group of one is a team made beforehand: nothing about who goes with whom is left to the draw.
    """
    if groups.size == 1 and groups.count:
        return say("draw-groupings-teams", count=officers)
    ways = groupings(officers, groups)
    if not ways:
        return ""
    count = str(ways) if ways < _THOUSAND * _THOUSAND else say("draw-about", count=_round(ways))
    told = say("draw-groupings", officers=officers, groups=groups.count, size=groups.size, count=count)
    if ways == 1:
        return told + say("draw-groupings-one")
    return told + (say("draw-groupings-few") if ways <= FEW_GROUPINGS else "")


def record_paper(
    view: DrawView, plan: PlanView, profile: Profile, ceremony: Ceremony = NO_CEREMONY, *, code: str = "",
    site: str = "", key: str = "",
) -> Paper:  # fmt: skip
    """The record of a draw that was held, with what its verification proves and what it can't.

    `key` is the fingerprint of the key that signs what `site` shows.
    """
    frozen = frozen_of(view)
    names = names_of(view, frozen)
    seed = short_parts(view.transcript)["seed"]
    blocks: tuple[Block, ...] = (
        FieldLine((Field(say("draw-paper-plan"), f"{plan.title}（{plan.number}）", label_width=4),)),
        FieldLine(
            (
                Field(say("draw-paper-task"), f"{plan.task_title}（{plan.task_number}）", label_width=4),
                Field(say("draw-paper-number"), str(view.number), label_width=4),
            )
        ),
        *type_lines(plan, profile),
        _figures_table(view, frozen, plan),
        Heading(say("draw-paper-classes")),
        quota_table(frozen, plan, drawn=True),
        _item_table(view, plan),
        *_how_blocks(view, frozen, ceremony, seed),
        Heading(say("draw-paper-drawn")),
        _drawn_table(view, frozen, plan, names),
        Heading(say("draw-paper-groups")),
        Paragraph(groupings_words(frozen)),
        _group_table(view, names),
        *changes_blocks(view, names.of),
        *_excluded_blocks(frozen, plan, names),
        Heading(say("term-verify")),
        *([Paragraph(say("draw-paper-verifier", site=f"{site.rstrip('/')}/draws.html"))] if site else []),
        *([Paragraph(say("draw-paper-key", fingerprint=key))] if key else []),
        *(
            Paragraph(say(key))
            for key in ("draw-proven-result", "draw-unproven-list", "draw-unproven-event", "draw-unproven-order")
        ),
        *_void_blocks(view),
        Together((Paragraph(say("draw-paper-sign-note")), *_signatures(ceremony))),
        SignOff(profile.bureau.name, say("date-long", date=civil_date(view.held_at or view.frozen_at))),
    )
    return Paper(
        kind="draw-record", style=Style.ENFORCEMENT, title=profile.document("draw-record").title, blocks=blocks,
        number=say("draw-paper-nth", number=view.number), top_line=profile.documents.heading,
        agency=profile.bureau.name, code=code, dense=True,
        copies=say("draw-list-foot", commitment=grouped(view.commitment[:16])),
    )  # fmt: skip


def type_lines(plan: PlanView, profile: Profile) -> tuple[Block, ...]:
    """定向 or 不定向, and the conditions of both sides (004 第十二条)."""
    found = [Field(say("draw-paper-type"), say(f"draw-type-{plan.draw_type}"), label_width=4)]
    rows: list[Block] = [FieldLine(tuple(found))]
    for side in (SUBJECT, OFFICER):
        text = told(plan.conditions, side, profile)
        if text:
            rows.append(FieldLine((Field(say(f"draw-paper-condition-{side}"), text, label_width=4),)))
    return tuple(rows)


def five_figures(view: DrawView, frozen: Frozen, plan: PlanView) -> tuple[tuple[str, str], ...]:
    """抽取库总户数, 抽取比例, 应抽取数, 实抽取数, 抽取时间, each with its name, as the platform has them."""
    counted = quotas(frozen)
    ratios = {plan.stratum(one.stratum).ratio_ppm for one in counted}
    ratio = percent(ratios.pop()) if len(ratios) == 1 else say("draw-figure-by-class")
    values = (
        str(sum(one.register for one in counted)), ratio, str(sum(one.due for one in counted)),
        str(sum(one.taken for one in counted)) if view.held_at else "—",
        shown_moment(view.held_at) if view.held_at else "—",
    )  # fmt: skip
    return tuple(zip((say(f"draw-figure-{key}") for key in _FIGURES), values, strict=True))


def _figures_table(view: DrawView, frozen: Frozen, plan: PlanView) -> Table:
    figures = five_figures(view, frozen, plan)
    shares = (3, 3, 3, 3, 5)
    columns = tuple(
        Column(name, share=share, align=Align.CENTRE) for (name, _), share in zip(figures, shares, strict=True)
    )
    return Table(columns, (tuple(value for _, value in figures),))


def _item_table(view: DrawView, plan: PlanView) -> Table:
    """On how many of the drawn subjects each item is checked."""
    counted: Counter[str] = Counter()
    for one in view.drawn:
        counted.update(one.items or tuple(item.item for item in plan.items_of(one.stratum)))
    columns = (
        Column(say("draw-paper-item"), share=12),
        Column(say("draw-paper-item-count"), share=3, align=Align.RIGHT),
    )
    return Table(columns, tuple((one.title, str(counted[one.item])) for one in plan.items if counted[one.item]))


def _how_blocks(view: DrawView, frozen: Frozen, ceremony: Ceremony, seed: dict[str, Any]) -> tuple[Block, ...]:
    """The seal, the event, its digits, who typed and who was present, and how strong the draw was."""
    typists = "、".join(one["by"] for one in seed["entered"])
    present = [
        FieldLine((Field(say(f"draw-paper-{role}"), "、".join(one.told for one in seats), label_width=4),))
        for role in ROLES
        if (seats := ceremony.of(role))
    ]
    watched = "、".join(seed["witnesses"]) or view.anchor
    return (
        Heading(say("draw-paper-how")),
        FieldLine((Field(say("draw-paper-frozen"), shown_moment(view.frozen_at), label_width=4),)),
        FieldLine((Field(say("draw-paper-source"), view.event_name, label_width=4),)),
        FieldLine((Field(say("draw-paper-at"), shown_moment(view.event_at), label_width=4),)),
        FieldLine((Field(say("term-seed"), shown_digits(frozen.source, seed["digits"]), label_width=4),)),
        FieldLine((Field(say("draw-paper-typed"), typists, label_width=4),)),
        *(present or [FieldLine((Field(say("draw-paper-witness"), watched, label_width=4),))]),
        *([FieldLine((Field(say("draw-paper-anchor"), view.anchor, label_width=4),))] if view.anchor else []),
        *unproven_blocks(view),
        Paragraph(
            (Span(say("draw-paper-commitment")), filled(grouped(view.commitment))), indent=False, align=Align.LEFT
        ),
        Paragraph(
            (Span(say("draw-paper-random")), filled(grouped(short_parts(view.transcript)["result"]["seed"]))),
            indent=False, align=Align.LEFT,
        ),
        Paragraph(say("draw-paper-possible", possible=possible_words(frozen)), indent=False),
    )  # fmt: skip


def unproven_blocks(view: DrawView) -> tuple[Block, ...]:
    """What the draw lacked that shows its list was known before the event, with the reason; nothing else."""
    if not view.unproven:
        return ()
    told = "；".join(say(f"unproven-{one}") for one in view.unproven.split(","))
    return (Paragraph(say("draw-paper-unproven", lacking=told, reason=view.unproven_reason), indent=False),)


def _signatures(ceremony: Ceremony) -> tuple[SignatureLine, ...]:
    """Places to sign by hand, one for each seat; no name is ever set in type on them."""
    lines = []
    for role in ROLES:
        marks = (None,) * max(1, len(ceremony.of(role)))
        beside = (Field(say("draw-paper-sign-date"), ""),) if len(marks) == 1 else ()
        lines.append(SignatureLine(say(f"draw-paper-{role}"), marks, beside))
    return (*lines, SignatureLine(say("draw-paper-typed"), (None, None)))


def quota_table(frozen: Frozen, plan: PlanView, *, drawn: bool) -> Table:
    """The quotas by class, before the draw or with what was taken."""
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
        Column(say("draw-paper-order"), share=4, align=Align.CENTRE),
        Column(say("draw-list-number"), share=6, align=Align.CENTRE),
        Column(say("term-subject"), share=20),
        Column(say("draw-paper-class"), share=16),
        Column(say("term-ticket"), share=18),
        Column(say("term-chance"), share=11, align=Align.RIGHT),
        Column(say("draw-paper-group"), share=4, align=Align.CENTRE),
    )
    chance = {one.stratum: one.percent for one in chances(frozen)}
    order = {one.stratum: at for at, one in enumerate(plan.strata)}
    numbers = object_numbers(frozen)
    drawn = sorted(view.drawn, key=lambda one: (order[one.stratum], one.position))
    rows = tuple(
        (
            str(at), numbers.get(one.subject, "—"), names.of(one.subject), plan.stratum(one.stratum).title,
            grouped(one.ticket[:_SHORT]), f"{chance[one.stratum]}%", str(one.group or "—"),
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


def _excluded_blocks(frozen: Frozen, plan: PlanView, names: Names) -> tuple[Heading | Paragraph | Table, ...]:
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
    by_rule = Counter(one.rule for one in frozen.excluded)
    told = "；".join(say("draw-paper-by-rule", rule=say(f"draw-rule-{rule}"), count=by_rule[rule]) for rule in by_rule)
    return (Heading(say("term-excluded", count=len(rows))), Paragraph(told + "。"), Table(columns, rows))


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
    # A number of thousands of digits is not written out: its logarithm is enough.
    power = str(math.floor(math.log10(count) + 1e-9)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{power}"
