"""The paper of a draw held elsewhere: what was recorded, where it was held, and that nothing was verified here."""

from __future__ import annotations

import json

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.changes_paper import changes_blocks
from inspector_desktop.draw.document import shown_moment
from inspector_desktop.draw.store import DrawView
from inspector_desktop.paper.model import (
    Align,
    Block,
    Column,
    Field,
    FieldLine,
    Heading,
    Paper,
    Paragraph,
    SignatureLine,
    SignOff,
    Style,
    Table,
    Together,
)
from inspector_desktop.plan.store import PlanView
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_SHORT = 16


def recorded_paper(view: DrawView, plan: PlanView, profile: Profile) -> Paper:
    """The registration of a draw of the platform (平台抽取) or by lot (现场摇号、抽签), for signatures by hand."""
    names: dict[str, str] = json.loads(view.named)
    people: dict[str, str] = json.loads(view.people) if view.people else {}
    lines = [
        (say("draw-paper-plan"), f"{plan.title}（{plan.number}）"),
        (say("draw-paper-task"), f"{plan.task_title}（{view.task_number or plan.task_number}）"),
        (say("draws-place"), say(f"draws-place-{view.place}")),
        (say("draws-held-at"), shown_moment(view.held_at)),
        *((say(f"draw-paper-{who}"), people[who]) for who in ("host", "operator", "overseer", "witness") if people),
        (say("draws-evidence"), f"SHA-256 {view.evidence[:_SHORT]}…"),
    ]
    subjects = tuple(
        (str(at), names[one.subject], plan.stratum(one.stratum).title, str(one.group))
        for at, one in enumerate(view.drawn, 1)
    )
    groups = tuple(
        (str(at), "、".join(names[one] for one in team), str(sum(one.group == at for one in view.drawn)))
        for at, team in enumerate(view.groups)
        if at
    )
    differs = "；".join(view.differs.splitlines())
    blocks: tuple[Block, ...] = (
        *(FieldLine((Field(label, text, label_width=4),)) for label, text in lines),
        Heading(say("draw-paper-drawn")),
        Table(
            (
                Column(say("draw-paper-order"), share=1, align=Align.CENTRE),
                Column(say("term-subject"), share=6),
                Column(say("draw-paper-class"), share=4),
                Column(say("draw-paper-group"), share=1, align=Align.CENTRE),
            ),
            subjects,
        ),
        Heading(say("draw-paper-groups")),
        Table(
            (
                Column(say("draw-paper-group"), share=1, align=Align.CENTRE),
                Column(say("draw-paper-officers"), share=5),
                Column(say("draw-paper-load"), share=2, align=Align.RIGHT),
            ),
            groups,
        ),
        *([Paragraph(say("draw-paper-differs", differences=differs, reason=view.differs_reason))] if differs else []),
        *changes_blocks(view, lambda one: names.get(one, one)),
        Paragraph(say("draws-place-unverified")),
        *([Paragraph(say("draw-paper-void", reason=view.void_reason, approver=view.void_approver))]
          if view.state == "void" else []),
        Together(tuple(SignatureLine(say(f"draw-paper-{who}"), (None,)) for who in ("operator", "overseer"))),
        SignOff(profile.bureau.name, say("date-long", date=civil_date(view.held_at))),
    )  # fmt: skip
    return Paper(
        kind="draw-recorded", style=Style.ENFORCEMENT, title=say("draw-paper-recorded-title"), blocks=blocks,
        top_line=profile.documents.heading, agency=profile.bureau.name,
    )  # fmt: skip
