"""What is shown is what is hashed: every change of a single field voids, and what was signed can be put back."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass, replace

import pytest
from factories.signing import REFUSED, act, content_of, put, put_officers, state

from inspector_desktop.check.acts import answer_line, save_sheet
from inspector_desktop.check.store import saved_lines
from inspector_desktop.errors import Refused
from inspector_desktop.signature.acts import sign_again, standing_of
from inspector_desktop.signature.document import fits, record_paper
from inspector_desktop.signature.restoring import changed_since_signing, restore_signed
from inspector_desktop.signature.store import RecordContent, signatures_of

CHANGES = 1000
PRINTED = ("subject_name", "subject_code", "address", "principal", "phone")
HIDDEN = {"stated_at", "place"}  # when it was taken down, and as which entry: on no paper, agreed to by nobody


def places_of(content: RecordContent) -> list[tuple[str, ...]]:
    """Every single field that is shown or decides what is shown, by its path."""
    paths: list[tuple[str, ...]] = [("view", name) for name in PRINTED]
    paths += [("visit", name) for name in ("arrived_at", "ended_at", "place", "met", "met_post", "outcome")]
    paths += [("visit", "officers", str(at), str(part)) for at in range(len(content.visit.officers)) for part in (1, 2)]
    paths += [("counts", name) for name in content.counts]
    paths += [("answers", name) for name in content.answers]
    for at in range(len(content.findings)):
        paths += [
            ("findings", str(at), name) for name in ("number", "line", "label", "fact", "measure", "basis", "law")
        ]
    paths += [("statement", one.name) for one in fields(content.statement) if one.name not in HIDDEN]
    paths += [("read", name) for name in ("how", "reader", "digest", "read_at")]
    return [*paths, ("number",), ("form_title",), ("form_digest",)]


def changed(value, luck: random.Random):
    """Another value of the same kind, often a near one."""
    if isinstance(value, int):
        return value + luck.choice((1, -1, 7))
    if value and luck.random() < 0.5:
        at = luck.randrange(len(value))
        other = luck.choice([one for one in "甲乙7 。x" if one != value[at]])
        return value[:at] + other + value[at + 1 :]
    return value + luck.choice((" ", "。", "未", "0"))


def put_at(holder, path: tuple[str, ...], luck: random.Random):
    """The same with one field changed."""
    name, *rest = path
    if is_dataclass(holder):
        inner = getattr(holder, name)
        return replace(holder, **{name: put_at(inner, tuple(rest), luck) if rest else changed(inner, luck)})
    if isinstance(holder, dict):
        return {**holder, name: put_at(holder[name], tuple(rest), luck) if rest else changed(holder[name], luck)}
    at = int(name)
    inner = put_at(holder[at], tuple(rest), luck) if rest else changed(holder[at], luck)
    return (*holder[:at], inner, *holder[at + 1 :])


def test_each_of_a_thousand_single_changes_voids_the_signature(bureau, dossier):
    state(bureau, dossier, REFUSED)
    put(bureau, dossier, "witness", "刘桂兰")
    content = content_of(bureau, dossier)
    with bureau.reading() as session:
        (signature,) = signatures_of(session, bureau.desk().bureau, dossier)
    assert fits(signature, content)
    luck = random.Random(20261120)
    paths = places_of(content)
    stood = []
    for at in range(CHANGES):
        path = paths[at % len(paths)] if at < len(paths) else luck.choice(paths)
        if fits(signature, put_at(content, path, luck)):
            stood.append(path)
    assert stood == []


def test_nothing_that_changes_the_paper_leaves_the_signature_standing(bureau, dossier):
    state(bureau, dossier, REFUSED)
    put(bureau, dossier, "witness", "刘桂兰")
    content = content_of(bureau, dossier)
    with bureau.reading() as session:
        (signature,) = signatures_of(session, bureau.desk().bureau, dossier)
    paper = record_paper(content, (), bureau.profile)
    luck = random.Random(7)
    tried = printed = 0
    for part in ("view", "visit", "statement", "read"):
        holder = getattr(content, part)
        for one in fields(holder):
            if not isinstance(getattr(holder, one.name), str) or one.name in {"arrived_at", "ended_at", "read_at"}:
                continue
            if one.name in {"how", "branch", "proof", "opinion", "outcome"}:
                continue
            other = put_at(content, (part, one.name), luck)
            tried += 1
            if record_paper(other, (), bureau.profile) != paper:
                printed += 1
                assert not fits(signature, other), (part, one.name)
    assert tried > 40
    assert printed > 10


def void_by(bureau, dossier, line, **values):
    with bureau.writing() as session:
        answer_line(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, line=line, **values)
        save_sheet(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)


def standing(bureau, dossier):
    with bureau.reading() as session:
        return standing_of(session, desk=bureau.desk(), dossier=dossier)


def test_what_was_signed_can_be_put_back_and_the_signatures_count_again(bureau, dossier):
    state(bureau, dossier, REFUSED)
    put(bureau, dossier, "witness", "刘桂兰")
    with bureau.reading() as session:
        lines = {one.line: one for one in saved_lines(session, bureau.desk().bureau, dossier).values() if one.number}
    luck = random.Random(3)
    for name in luck.sample(sorted(lines), 6):
        line = lines[name]
        fact = "接闪带断开一处。" if line.value == "conforms" else line.fact + "另有一处。"
        void_by(bureau, dossier, name, number=line.number, value="violates", fact=fact, measure="measure-deadline")
        assert standing(bureau, dossier).void == ("witness",)
        with bureau.reading() as session:
            assert changed_since_signing(session, bureau=bureau.desk().bureau, dossier=dossier) == (line.number,)
        assert act(bureau, restore_signed, dossier=dossier) == 1
        assert standing(bureau, dossier).void == ()
        assert standing(bureau, dossier).read
    put_officers(bureau, dossier)


def test_other_words_void_too_and_are_put_back(bureau, dossier):
    state(bureau, dossier, REFUSED)
    put(bureau, dossier, "witness", "刘桂兰")
    state(bureau, dossier, REFUSED.model_copy(update={"reason": "要等法定代表人回来"}), read_how="")
    assert standing(bureau, dossier).void == ("witness",)
    assert act(bureau, restore_signed, dossier=dossier) == 0
    assert standing(bureau, dossier).signed == ("witness",)


def test_nothing_signed_is_nothing_to_put_back(bureau, dossier):
    with pytest.raises(Refused, match="refused-restore"):
        act(bureau, restore_signed, dossier=dossier)
    state(bureau, dossier, REFUSED)
    put(bureau, dossier, "witness", "刘桂兰")
    act(bureau, sign_again, dossier=dossier, reason="见证人单位写错")
    with pytest.raises(Refused, match="refused-restore"):
        act(bureau, restore_signed, dossier=dossier)
