"""Keeping 常用语, and reading those of a form as one officer is offered them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from inspector_desktop.check.phrase_facts import PhraseRow, PhraseSet
from inspector_desktop.check.phrase_rules import KEPT, PINNED, STATES, Phrase, merged, refusal_of
from inspector_desktop.check.store import phrases_of
from inspector_desktop.clock import Clock
from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter, open_dossier
from inspector_desktop.journal.records import Dossier

KIND = "phrases"
KEEPERS = ("supervising",)
"""Who keeps the bureau's phrases."""
_LEARNED = 8


@dataclass(frozen=True)
class Line:
    """A check line by its form and name."""

    form: str
    name: str


def phrases_for(session: Session, desk: Desk, form: str) -> dict[str, tuple[Phrase, ...]]:
    """The phrases of every line of a form as this person has them, hidden ones last."""
    learned = phrases_of(session, str(desk.bureau), form, most=_LEARNED)
    said = _said(session, desk, form)
    lines = dict.fromkeys((*learned, *(line for _, line in said)))
    none: Mapping[str, str] = {}
    return {
        line: merged(
            learned.get(line, ()), said.get(("", line), none), said.get((str(desk.person.id), line), none)
        )
        for line in lines
    }  # fmt: skip


def set_phrase(
    session: Session, *, desk: Desk, clock: Clock, line: Line, text: str, state: str, for_bureau: bool = False
) -> None:
    """Say of a phrase that it is kept, stands first, is hidden, or take that back (`gone`).

    Raises `Refused` for the bureau's phrases unless one is of the supervising section, and for an empty text.
    """
    if not text.strip() or state not in STATES:
        raise Refused("refused-phrase-empty")
    _enter(session, desk, clock, line, text.strip(), state, for_bureau=for_bureau)


def write_phrase(
    session: Session, *, desk: Desk, clock: Clock, line: Line, text: str, instead: str = "", for_bureau: bool = False
) -> None:
    """Add a phrase to a line, or write one anew (`instead` is how it read).

    Raises `Refused` for an empty text, one that is too long or is there already, and for the bureau's phrases unless
    one is of the supervising section.
    """
    words = " ".join(text.split())
    known = phrases_for(session, desk, line.form).get(line.name, ())
    refusal = refusal_of(words, instead=instead, known=known)
    if refusal:
        raise Refused(refusal)
    pinned = any(one.text == instead and one.pinned for one in known)
    _enter(
        session, desk, clock, line, words, PINNED if pinned else KEPT, instead=instead, for_bureau=for_bureau
    )  # fmt: skip


def may_keep_for_bureau(desk: Desk) -> bool:
    """Whether this person keeps the bureau's phrases."""
    return desk.has_role(*KEEPERS)


def _enter(
    session: Session, desk: Desk, clock: Clock, line: Line, text: str, state: str, *, instead: str = "",
    for_bureau: bool = False,
) -> None:  # fmt: skip
    if for_bureau and not may_keep_for_bureau(desk):
        raise Refused("refused-phrase-bureau")
    owner = "" if for_bureau else str(desk.person.id)
    fact = PhraseSet(form=line.form, line=line.name, text=text, state=state, owner=owner, instead=instead)
    dossier = session.exec(
        select(Dossier.dossier)
        .where(Dossier.bureau == desk.bureau, Dossier.kind == KIND, Dossier.holder == desk.life)
        .order_by(col(Dossier.dossier))
    ).first()
    if dossier is None:
        open_dossier(session, fact, kind=KIND, desk=desk, clock=clock)
    else:
        enter(session, fact, desk=desk, clock=clock, dossier=dossier)


def _said(session: Session, desk: Desk, form: str) -> dict[tuple[str, str], dict[str, str]]:
    """States by text, by owner and line; of what several desks said of a phrase the last counts."""
    rows = session.exec(
        select(PhraseRow)
        .where(
            PhraseRow.bureau == desk.bureau, PhraseRow.form == form,
            col(PhraseRow.owner).in_(("", str(desk.person.id))),
        )
        .order_by(col(PhraseRow.set_at), col(PhraseRow.dossier), col(PhraseRow.text))
    ).all()  # fmt: skip
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        found.setdefault((row.owner, row.line), {})[row.text] = row.state
    return found
