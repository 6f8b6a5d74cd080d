"""verify-draw, verify-document, verify-journal, rebuild: whether what is shown is what was entered."""

from __future__ import annotations

import argparse
from typing import Any

from inspector_desktop.commands.answer import Answer
from inspector_desktop.commands.device import CLOCK, opened
from inspector_desktop.wording import has, say


def verify_draw(asked: argparse.Namespace) -> Answer:
    """Check transcripts and the signatures beside them: each one, and together that none is missing."""
    from inspector_desktop.draw.signing import ENDING, read_pin
    from inspector_desktop.upkeep.transcripts import Given, check_transcripts

    paths = tuple(path for path in asked.files if not path.name.endswith(ENDING)) or tuple(asked.files)
    pin = read_pin(asked.key) if asked.key else ""
    found = check_transcripts(Given(paths, asked.signature, asked.keys), pin)
    chain = found.chain
    if chain is None:
        (one,) = found.each
        return Answer(one.accepted, _draw_fields(one.answer, one.signed), _draw_lines(one.answer, one.signed))
    lines: list[str] = []
    for one in found.each:
        lines.append(say("cli-draw-of", file=one.name))
        lines.extend(_draw_lines(one.answer, one.signed))
    if chain.verified:
        lines.append(say("draw-verify-chain", count=len(paths)))
    elif chain.step == "chain":
        lines.append(_draw_failed(chain))
    bad = next((one.signed for one in found.each if one.signed.refused), None)
    fields = {
        "verified": found.accepted,
        "why": _why(chain, bad),
        "step": chain.step or ("signature" if bad else ""),
        "missing": list(chain.missing),
        "draws": [_draw_fields(one.answer, one.signed) for one in found.each],
    }
    return Answer(found.accepted, fields, tuple(lines))


def _why(one: Any, signed: Any) -> str:
    """What the calculation refused, else what the signature did."""
    found = one if one.why else signed
    return say(found.why, **found.facts) if found is not None and found.why else ""


def _draw_fields(one: Any, signed: Any) -> dict[str, Any]:
    return {
        "verified": one.verified and not signed.refused,
        "why": _why(one, signed),
        "step": one.step or ("signature" if signed.refused else ""),
        "bureau": one.bureau,
        "number": one.number,
        "commitment": one.commitment,
        "void": one.void_event,
        "self_stated": one.self_stated,
        "proven": list(one.proven),
        "not_proven": list(one.not_proven),
        "signature": {
            "state": signed.state,
            "key": signed.standing,
            "why": say(signed.why, **signed.facts) if signed.why else "",
            "fingerprint": signed.key,
            "signed_at": signed.signed_at,
            "list_fingerprint": signed.list_key,
            "list_until": signed.list_until,
        },
    }


def _draw_failed(one: Any) -> str:
    return say("draw-verify-failed", step=say(f"draw-step-{one.step}"), why=say(one.why, **one.facts))


def _draw_lines(one: Any, signed: Any) -> tuple[str, ...]:
    if not one.verified:
        lines = [_draw_failed(one)]
    elif signed.refused:
        why = say(signed.why, **signed.facts)
        return (say("draw-verify-failed", step=say("draw-step-signature"), why=why),)
    else:
        lines = [say("draw-verify-good" if one.proven else "draw-verified-unheld", number=one.number)]
    lines += [say(notice) for notice in one.notices]
    lines += [say(key) for key in (*one.proven, *one.not_proven) if has(key)]
    return (*lines, *_signature_lines(signed))


def _signature_lines(signed: Any) -> list[str]:
    from inspector_desktop.upkeep.transcripts import civil_text

    if signed.refused:
        return [say("draw-verify-failed", step=say("draw-step-signature"), why=say(signed.why, **signed.facts))]
    if signed.state == "none":
        return [say("signed-none")]
    lines = [
        say("signed-matches", time=civil_text(signed.signed_at)),
        say("signed-key", fingerprint=signed.key),
        say(f"signed-{signed.standing}", day=signed.list_until),
    ]
    if signed.list_key:
        lines.append(say("signed-list-pinned" if signed.pinned else "signed-list", fingerprint=signed.list_key))
    if signed.lost and not signed.pinned:
        lines.append(say("signed-lost", fingerprint=signed.lost))
    return lines


def verify_document(asked: argparse.Namespace) -> Answer:
    """Check the code on a paper against a file of keys or the store's."""
    from inspector_desktop.upkeep.papers import check_document, keys_of_file, keys_of_store

    if asked.keys is not None:
        keys = keys_of_file(asked.keys)
        found = check_document(asked.file, keys)
    else:
        with opened(asked) as opening:
            with opening.reading() as session:
                keys = keys_of_store(session, CLOCK)
            found = check_document(asked.file, keys)
    why = say(found.why, day=found.known_until)
    fields: dict[str, Any] = {
        "verified": found.verified,
        "state": str(found.state),
        "why": why,
        "known_until": found.known_until.isoformat(),
        "same": found.same,
    }
    lines = [why]
    content = found.content
    if content is not None:
        fields |= {"number": content.number, "kind": content.kind, "date": content.day.isoformat()}
        fields["name"] = content.name
        lines.append(say("document-says", title="", number=content.number, day=content.day, name=content.name))
    if found.same is not None:
        lines.append(say("document-same" if found.same else "document-differs"))
    return Answer(found.verified, fields, tuple(lines))


def verify_journal(asked: argparse.Namespace) -> Answer:
    """Check the whole journal of a data folder."""
    from inspector_desktop.upkeep.journal import check_journal

    with opened(asked) as opening, opening.reading() as session:
        found = check_journal(session)
    if found.verified:
        lines = [say("journal-verified", entries=found.entries, dossiers=found.dossiers, evidence=found.evidence)]
    else:
        lines = [say("journal-broken", entries=found.entries, count=len(found.problems))]
        lines += [say("journal-problem", why=say(one.why), place=one.place) for one in found.problems]
    if found.erased:
        lines.append(say("journal-erased", count=found.erased))
    fields = {
        "verified": found.verified,
        "why": [{"code": one.why, "place": one.place, "text": say(one.why)} for one in found.problems],
        "entries": found.entries,
        "dossiers": found.dossiers,
        "lives": found.lives,
        "evidence": found.evidence,
        "erased": found.erased,
    }
    return Answer(found.verified, fields, tuple(lines))


def rebuild(asked: argparse.Namespace) -> Answer:
    """Replay the journal into fresh tables and compare; with `--repair` put the replayed rows in place."""
    from inspector_desktop.journal.applying import rebuild as replay_and_compare
    from inspector_desktop.upkeep.journal import replay_in_place

    with opened(asked) as opening:
        with opening.reading() as session:
            found = replay_and_compare(session)
        repaired = False
        if found.different and asked.repair:
            with opening.writing() as session:
                replay_in_place(session)
            with opening.reading() as session:
                found = replay_and_compare(session)
            repaired = found.equal
    fields = {
        "equal": found.equal,
        "dossiers": found.dossiers,
        "entries": found.entries,
        "rows": found.rows,
        "different": list(found.different),
        "repaired": repaired,
    }
    if repaired:
        line = say("rebuilt-repaired", rows=found.rows)
    elif found.equal:
        line = say("rebuilt-equal", entries=found.entries, rows=found.rows)
    else:
        line = say("rebuilt-different", entries=found.entries, tables="、".join(found.different))
    return Answer(found.equal, fields, (line,))
