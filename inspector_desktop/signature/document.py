"""What stands on 现场检查记录 (DOMAIN 2.2), on 未能检查情况记录, and on 拒签情况报告."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from inspector_desktop.check.evidence_store import RecorderView
from inspector_desktop.check.words import AnswerLine
from inspector_desktop.clock import civil_date
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.paper.model import (
    Block,
    DateLine,
    Field,
    FieldLine,
    Fill,
    Heading,
    Ink,
    Items,
    Paper,
    Paragraph,
    Picture,
    SealPlace,
    SignatureLine,
    Spacer,
    Span,
    Strokes,
    Style,
    Together,
    filled,
)
from inspector_desktop.profile.model import Profile
from inspector_desktop.signature.rules import OFFICER, SIGNING_BRANCHES, UNIT, WHOLE_RECORD, WITNESS
from inspector_desktop.signature.store import KIND, RecordContent, SignatureView, StatementView, Unchecked
from inspector_desktop.signature.told import (
    is_off_site,
    minute,
    off_site_words,
    opinion_words,
    others_words,
    presence_words,
    read_words,
    record_title,
)
from inspector_desktop.wording import say

LABEL = 6
HAS_OR_NOT, WHETHER = "有无", "是否"
"""By these words a question that has a yes and a no is known."""


EDITION = 3
"""What `record_fields` covers: 1 lacked what else is printed; 2 counted the lines of all departments and knew neither
who came and left, nor experts, nor how one checked without a visit. Records signed under them still count by them."""
_FIRST_STATEMENT = (
    "opinion", "objection", "branch", "signer_name", "signer_post", "reason", "proof", "witness_name", "witness_unit",
    "witness_phone", "recorder", "proof_photo", "no_proof_reason",
)  # fmt: skip


def record_fields(content: RecordContent, *, edition: int = EDITION) -> dict[str, Any]:
    """The canonical fields of the record: all that is shown, and therefore what is signed (without the signatures)."""
    if edition < EDITION:
        content = _before(content)
    fields = _first_fields(content)
    if edition == 1:
        return fields
    statement, read = content.statement, content.read
    return {
        **_above_words(content, edition=edition),
        "number": content.number,
        "statement": {name: value for name, value in vars(statement).items() if name not in {"stated_at", "place"}}
        if statement
        else {},
        "read": [read.how, read.reader, read.digest, read.read_at] if read else [],
    }


def reading_digest(content: RecordContent) -> str:
    """The digest of what is read back: all that stands above the unit's words."""
    return sha256_hex(canonical(_above_words(content)))


def _before(content: RecordContent) -> RecordContent:
    """The content with the lines of all departments, as editions before the third told of it."""
    whole = content.whole
    if whole is None:
        return content
    return replace(
        content, form_title=whole.form_title, counts=whole.counts, findings=whole.findings, unchecked=whole.unchecked,
        answers=whole.answers, measured=whole.measured,
    )  # fmt: skip


def _above_words(content: RecordContent, *, edition: int = EDITION) -> dict[str, Any]:
    """What stands above the unit's words. The number is given to the paper and no part of what is agreed to."""
    fields = {name: value for name, value in _first_fields(content).items() if name not in {"statement", "number"}}
    return {
        **fields,
        "edition": edition,
        "mode": content.view.mode,
        "departments": [one.department for one in content.view.officers],
        "principal": content.view.principal,
        "phone": content.view.phone,
        "form_title": content.form_title,
        "counts": {name: int(value) for name, value in content.counts.items()},
        "findings": [one.digest for one in content.findings],
        "unchecked": [[str(one.number), one.reason, one.words] for one in content.unchecked],
        "visits": list(content.unable.visits) if content.unable else [],
        **({"recorders": [_recorder(one) for one in content.recorders]} if content.recorders else {}),
        **(_besides(content) if edition >= EDITION else {}),
    }


def _besides(content: RecordContent) -> dict[str, Any]:
    """What the third edition added, as it is told in words."""
    told = {
        "others": others_words(content), "presence": presence_words(content), "opinions": opinion_words(content),
        "off_site": off_site_words(content),
    }  # fmt: skip
    return {name: list(words) for name, words in told.items() if words}


def _recorder(one: RecorderView) -> str:
    """A recorder's file as the record names it."""
    return say(
        "record-recorder", device=one.device, file=one.file, begins=minute(one.from_at), ends=minute(one.until_at),
        keeper=one.keeper,
    )  # fmt: skip


def _first_fields(content: RecordContent) -> dict[str, Any]:
    statement = content.statement
    return {
        "number": content.number, "inspection": content.view.dossier, "subject": content.view.subject_name,
        "code": content.view.subject_code, "address": content.view.address, "place": content.visit.place,
        "arrived_at": content.visit.arrived_at, "ended_at": content.visit.ended_at, "met": content.visit.met,
        "met_post": content.visit.met_post, "officers": [" ".join(one) for one in content.visit.officers],
        "form": content.form_digest, "answers": content.answers, "outcome": content.visit.outcome,
        "unable": [content.unable.branch, content.unable.words, content.unable.asked] if content.unable else [],
        "statement": {name: getattr(statement, name) for name in _FIRST_STATEMENT} if statement else {},
    }  # fmt: skip


def shown_digest(content: RecordContent, *, edition: int = EDITION) -> str:
    """The digest each signature is given over."""
    return sha256_hex(canonical(record_fields(content, edition=edition)))


def fits(signature: SignatureView, content: RecordContent) -> bool:
    """Whether a signature still stands under exactly the words that are shown now."""
    return signature.digest == shown_digest(content, edition=signature.edition)


def signing_paper(
    content: RecordContent,
    signatures: Iterable[SignatureView],
    profile: Profile,
    read_scan: Callable[[str], bytes],
) -> Paper:
    """The record as it is put before whoever signs next: with the ink that still fits, a draft until words are taken.

    Screen and act both render this, so that the bytes shown are the bytes kept with the signature.
    """
    fitting = [one for one in signatures if fits(one, content)]
    return record_paper(content, fitting, profile, read_scan=read_scan, draft=content.statement is None)


def record_paper(
    content: RecordContent,
    signatures: Iterable[SignatureView],
    profile: Profile,
    *,
    code: str = "",
    read_scan: Callable[[str], bytes] | None = None,
    draft: bool = True,
) -> Paper:
    """The record as it will print; a draft until it has its code, unless it is printed for signing by hand."""
    given = tuple(signatures)
    ink = {one.role: _ink(one, read_scan) for one in given if not one.whole}
    by_hand = {one.role for one in given if one.whole}
    told = (*presence_words(content), *opinion_words(content))
    blocks: list[Block] = [
        *_head(content), *_opening(content, profile), *_findings(content), *map(Paragraph, told),
        *_recorders(content),
    ]  # fmt: skip
    day = content.visit.ended_at or content.visit.arrived_at
    closing = (
        *_read_back(content),
        *_statement(content, ink, by_hand),
        *_officers(content, ink, by_hand),
        DateLine(say("date-long", date=civil_date(day))),
    )
    blocks += [Spacer(4), Together(closing)]
    return Paper(
        kind=KIND, style=Style.ENFORCEMENT, title=record_title(content, profile), blocks=tuple(blocks),
        number=content.number, top_line=profile.documents.heading, copies=say("record-copies"), code=code,
        draft=draft and not code, agency=profile.bureau.name, dense=True,
    )  # fmt: skip


def refusal_fields(content: RecordContent) -> dict[str, Any]:
    """The canonical fields of the report on a refusal."""
    statement = content.statement
    return {
        "record": content.number, "subject": content.view.subject_name,
        "reason": statement.reason if statement else "", "branch": statement.branch if statement else "",
    }  # fmt: skip


def refusal_paper(content: RecordContent, profile: Profile, *, reported_at: str, number: str, code: str) -> Paper:
    """拒签情况报告 to the department (安全生产法 68)."""
    statement = content.statement
    note = note_of(statement) if statement else ""
    blocks: tuple[Block, ...] = (
        Paragraph(
            (
                Span(say("refusal-report-when", at=minute(content.visit.arrived_at))),
                filled(content.view.subject_name),
                Span(say("refusal-report-what", record=content.number, how=_how_read(content))),
            )
        ),
        Paragraph((filled(note),)),
        Paragraph(say("refusal-report-proof", proof=proof_of(statement) if statement else "")),
        Paragraph(say("refusal-report-law")),
        SignatureLine(say("record-officers"), marks=(None, None)),
        Fill(),
        SealPlace(profile.bureau.name, say("date-long", date=civil_date(reported_at))),
    )
    return Paper(
        kind="refusal-report", style=Style.ENFORCEMENT, title=profile.document("refusal-report").title, blocks=blocks,
        number=number, top_line=profile.documents.heading, code=code, copies=say("refusal-report-copies"),
        agency=profile.bureau.name,
    )  # fmt: skip


def _how_read(content: RecordContent) -> str:
    return read_words(content)


def why_words(line: Unchecked) -> str:
    """Why a line was not checked: the reason chosen, and what was added to it in words."""
    chosen = say(f"why-{line.reason}") if line.reason and line.reason != "other" else ""
    return "，".join(part for part in (chosen, line.words) if part) or say("record-why-open")


def objected_words(statement: StatementView) -> str:
    """Which lines are objected to, such as 第19、21项; the record as a whole where that was chosen; else nothing."""
    chosen = [one for one in statement.objected.split(",") if one]
    if not chosen:
        return ""
    return say("record-objected-all") if WHOLE_RECORD in chosen else say("record-objected", lines="、".join(chosen))


def opinion_of(statement: StatementView) -> str:
    """The unit's opinion in words; that none could be had, where nobody was there to give one."""
    if statement.opinion == "opinion-objects":
        return say("record-objection", words=objected_words(statement) + statement.objection)
    return say("opinion-agrees") if statement.opinion == "opinion-agrees" else say("record-no-opinion")


def note_of(statement: StatementView) -> str:
    """注明: the sentence of a refusal, or of why nobody could sign."""
    facts = {"post": statement.signer_post, "name": statement.signer_name, "reason": statement.reason.rstrip("。")}
    return say("note-refused" if statement.branch == "branch-refused" else "note-unavailable", **facts)


def proof_of(statement: StatementView) -> str:
    """What bears out the note, in words."""
    if statement.proof == "proof-witness":
        return say("proof-words-witness", name=statement.witness_name, unit=statement.witness_unit)
    if statement.proof == "proof-recorder":
        return say("proof-words-recorder", recorder=statement.recorder)
    if statement.proof == "proof-photo":
        return say("proof-words-photo")
    return say("proof-words-none", reason=statement.no_proof_reason)


def _head(content: RecordContent) -> list[Block]:
    view, visit = content.view, content.visit
    until = minute(visit.ended_at) if visit.ended_at else say("record-until-open")
    return [
        FieldLine((Field(say("record-unit"), view.subject_name, label_width=LABEL),)),
        FieldLine((Field(say("record-address"), view.address, label_width=LABEL),)),
        FieldLine(
            (
                Field(say("record-principal"), view.principal, share=3),
                Field(say("record-phone"), view.phone, share=2),
            )
        ),
        FieldLine(
            (Field(say("record-way" if is_off_site(content) else "record-place"), visit.place, label_width=LABEL),)
        ),
        FieldLine(
            (Field(say("record-time"), f"{minute(visit.arrived_at)}{say('record-to')}{until}", label_width=LABEL),)
        ),
    ]


def _opening(content: RecordContent, profile: Profile) -> list[Block]:
    departments = {one.id: one.department for one in content.view.officers}
    spans = [Span(say("record-opening", bureau=profile.bureau.name))]
    for place, (officer, name, _) in enumerate(content.visit.officers):
        spans += [Span("、")] if place else []
        spans += [Span(departments[officer])] if departments.get(officer) else []
        spans.append(filled(name))
    spans.append(Span(say("record-certificates")))
    for place, (_, _, certificate) in enumerate(content.visit.officers):
        spans += [Span("、")] if place else []
        spans.append(filled(certificate))
    nobody = content.unable is not None and not content.visit.met
    if is_off_site(content):
        spans.append(Span("。"))
    else:
        spans.append(Span(say("record-came" if nobody else "record-shown")))
    told = (*off_site_words(content), *others_words(content))
    return [Spacer(2), Paragraph(tuple(spans)), *map(Paragraph, told)]


def _measured(content: RecordContent) -> list[str]:
    """What was answered besides the check lines, one paragraph for each heading, such as 储罐 1：容积 20 ㎥."""
    headings = dict.fromkeys(one.heading for one in content.measured)
    told = []
    for heading in headings:
        lines = "；".join(_answered(one) for one in content.measured if one.heading == heading)
        told.append(say("record-measured", heading=heading, lines=lines) if heading else f"{lines}。")
    return told


def _answered(one: AnswerLine) -> str:
    """A question and its answer as a person writes it: 无员工宿舍 for 有无员工宿舍, 是否构成重大危险源：否."""
    if one.words in tuple(HAS_OR_NOT) and one.label.count(HAS_OR_NOT) == 1:
        return one.label.replace(HAS_OR_NOT, one.words)
    return say("record-whether" if WHETHER in one.label else "record-answer", label=one.label, words=one.words)


def _recorders(content: RecordContent) -> list[Block]:
    return [Paragraph(_recorder(one)) for one in content.recorders]


def _findings(content: RecordContent) -> list[Block]:
    if content.unable is not None:
        return [
            Heading(say("record-situation")),
            Paragraph(f"{say(content.unable.branch)}。{content.unable.words}"),
            Paragraph(
                say(
                    "record-unable",
                    asked=content.unable.asked or "—",
                    visits="；".join(minute(one) for one in content.unable.visits) or "—",
                )
            ),
        ]
    counts = content.counts
    if content.others and not counts["total"]:
        return [Heading(say("record-situation")), Paragraph(say("record-own-none"))]
    blocks: list[Block] = [
        Heading(say("record-situation")),
        Paragraph(
            say(
                "record-counts", form=content.form_title, total=counts["total"], conforms=counts["conforms"],
                violates=counts["violates"], na=counts["not_applicable"], unchecked=counts["not_checked"],
            )
        ),
    ]  # fmt: skip
    blocks += [Paragraph(text) for text in _measured(content)]
    if content.findings:
        blocks.append(
            Items(tuple(say("record-finding", fact=one.fact.rstrip("。"), line=one.number) for one in content.findings))
        )
    elif not counts["open"]:
        blocks.append(Paragraph(say("record-nothing-found")))
    if content.unchecked:
        listed = "；".join(
            say("record-unchecked-line", line=one.number, why=why_words(one)) for one in content.unchecked
        )
        blocks.append(Paragraph(say("record-unchecked", lines=listed)))
    return blocks


def _read_back(content: RecordContent) -> list[Block]:
    read = content.read
    if read is None:
        return []
    return [Paragraph(say("record-read", how=read_words(content), reader=read.reader, at=minute(read.read_at)))]


def _statement(content: RecordContent, ink: dict[str, Ink], by_hand: AbstractSet[str]) -> list[Block]:
    statement = content.statement
    blocks: list[Block] = []
    if statement is None:
        return [*blocks, Paragraph(say("record-opinion-empty"), indent=False), SignatureLine(_met(content))]
    text = opinion_of(statement)
    blocks.append(Paragraph((Span(say("record-opinion")), filled(text)), indent=False))
    if statement.own_words:
        blocks.append(Paragraph((Span(say("record-own-words")), filled(statement.own_words)), indent=False))
    label = say("record-principal-signs") if statement.branch == "branch-principal" else _met(content)
    if statement.branch == "branch-seal":
        label = say("record-seal")
    beside: tuple[Field, ...] = ()
    if UNIT in by_hand:
        beside = (Field(say("record-by-hand"), say("record-by-hand-kept")),)
    elif statement.branch in SIGNING_BRANCHES and statement.signer_post:
        beside = (Field(say("record-post"), statement.signer_post),)
    blocks.append(SignatureLine(label, marks=(ink.get(UNIT),), beside=beside))
    if statement.authority and statement.branch == "branch-on-site":
        blocks.append(Paragraph((Span(say("record-authority")), filled(statement.authority)), indent=False))
    if statement.branch not in SIGNING_BRANCHES:
        blocks.append(Paragraph((Span(say("record-note")), filled(note_of(statement))), indent=False))
        if statement.proof == "proof-witness":
            unit = Field(say("record-witness-unit"), statement.witness_unit)
            if WITNESS in by_hand:
                unit = Field(say("record-by-hand"), say("record-by-hand-kept"))
            blocks.append(SignatureLine(say("record-witness"), marks=(ink.get(WITNESS),), beside=(unit,)))
        else:
            blocks.append(Paragraph((Span(say("record-proof")), filled(proof_of(statement))), indent=False))
    return blocks


def _met(content: RecordContent) -> str:
    """What whoever signs for the unit, other than its principal, is called: on site, or who answered."""
    return say("record-answered" if is_off_site(content) else "record-on-site")


def _officers(content: RecordContent, ink: dict[str, Ink], by_hand: AbstractSet[str]) -> list[Block]:
    roles = [OFFICER + officer for officer, _, _ in content.signers]
    kept = (Field(say("record-by-hand"), say("record-by-hand-kept")),) if by_hand & set(roles) else ()
    return [SignatureLine(say("record-officers"), marks=tuple(ink.get(role) for role in roles), beside=kept)]


def _ink(signature: SignatureView, read_scan: Callable[[str], bytes] | None) -> Ink:
    if signature.scan and read_scan is not None:
        return Picture(read_scan(signature.scan))
    drawn = json.loads(signature.strokes or '{"width":1,"height":1,"lines":[]}')
    lines = tuple(tuple(tuple(point) for point in line) for line in drawn["lines"])
    return Strokes(drawn["width"], drawn["height"], lines)
