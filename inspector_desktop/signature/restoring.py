"""Putting back what was signed: the answers and the unit's words as they stood when the signature was given.

The journal holds them; nothing is taken away: the answers put back are entered once more, after the change.
"""

from __future__ import annotations

from sqlmodel import Session, col, select

from inspector_desktop.check.acts import save_sheet
from inspector_desktop.check.facts import SavedLine, SheetSaved
from inspector_desktop.check.store import LineView, saved_lines
from inspector_desktop.clock import Clock, moment
from inspector_desktop.errors import Refused
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.entering import enter
from inspector_desktop.journal.heads import read_body
from inspector_desktop.journal.records import SET_ASIDE, Entry
from inspector_desktop.signature.document import fits
from inspector_desktop.signature.facts import ReadBack, Signed, SigningReopened, UnitStated
from inspector_desktop.signature.rules import changed_lines
from inspector_desktop.signature.store import StatementView, find_final, record_content, signatures_of

_KINDS = (SheetSaved.KIND, UnitStated.KIND, ReadBack.KIND, Signed.KIND, SigningReopened.KIND)


def changed_since_signing(session: Session, *, bureau: str, dossier: str) -> tuple[int, ...]:
    """Numbers of the check lines that differ from what was signed; empty where only something else changed."""
    then, _, _ = _as_signed(session, dossier)
    now = {name: _plain(one) for name, one in saved_lines(session, bureau, dossier).items()}
    changed = changed_lines({name: _saved(one) for name, one in then.items()}, now)
    numbers = {name: one.number for name, one in then.items()}
    numbers |= {one.line: one.number for one in saved_lines(session, bureau, dossier).values()}
    return tuple(sorted({numbers[one] for one in changed} - {0}))


def restore_signed(session: Session, *, desk: Desk, clock: Clock, dossier: str) -> int:
    """恢复到签字时的内容; the signatures count again. Returns how many lines were put back.

    Raises `Refused` when nothing was signed, the record is final, or something else changed that cannot be put back.
    """
    save_sheet(session, desk=desk, clock=clock, dossier=dossier)
    if find_final(session, desk.bureau, dossier) is not None:
        raise Refused("refused-final-already")
    then, stated, read = _as_signed(session, dossier)
    now = saved_lines(session, desk.bureau, dossier)
    changed = changed_lines(
        {name: _saved(one) for name, one in then.items()}, {name: _plain(one) for name, one in now.items()}
    )
    if changed:
        lines = tuple(then.get(name) or _empty(now[name]) for name in changed)
        enter(session, SheetSaved(lines=lines), desk=desk, clock=clock, dossier=dossier)
    content = record_content(session, desk.bureau, dossier)
    if stated is not None and (content.statement is None or not _same(stated, content.statement)):
        enter(session, stated, desk=desk, clock=clock, dossier=dossier)
    if read is not None and content.read is not None and content.read.read_at != read[1]:
        enter(session, read[0], desk=desk, clock=clock, dossier=dossier, occurred_at=moment(read[1]))
    content = record_content(session, desk.bureau, dossier)
    if not any(fits(one, content) for one in signatures_of(session, desk.bureau, dossier)):
        raise Refused("refused-restore")
    return len(changed)


def _as_signed(
    session: Session, dossier: str
) -> tuple[dict[str, SavedLine], UnitStated | None, tuple[ReadBack, str] | None]:
    """Lines, words and reading as they stood at the latest signature. Raises `Refused` when nothing was signed."""
    rows = session.exec(
        select(Entry.kind, Entry.body, Entry.occurred_at)
        .where(Entry.dossier == dossier, col(Entry.kind).in_(_KINDS), Entry.verdict != SET_ASIDE)
        .order_by(col(Entry.number))
    ).all()
    last = max((at for at, row in enumerate(rows) if row[0] == Signed.KIND), default=-1)
    if last < 0 or any(row[0] == SigningReopened.KIND for row in rows[last:]):
        raise Refused("refused-restore")
    lines: dict[str, SavedLine] = {}
    stated: UnitStated | None = None
    read: tuple[ReadBack, str] | None = None
    for kind, body, occurred_at in rows[:last]:
        if kind == SheetSaved.KIND:
            lines |= {one.line: one for one in SheetSaved.model_validate(read_body(body)).lines}
        elif kind == UnitStated.KIND:
            stated = UnitStated.model_validate(read_body(body))
        elif kind == ReadBack.KIND:
            read = (ReadBack.model_validate(read_body(body)), occurred_at)
    return lines, stated, read


def _saved(line: SavedLine) -> str:
    return f"{line.value}\n{line.fact}\n{line.reason}\n{line.words}\n{line.measure}"


def _plain(line: LineView) -> str:
    return f"{line.value}\n{line.fact}\n{line.reason}\n{line.words}\n{line.measure}"


def _empty(line: LineView) -> SavedLine:
    """A line that was not answered then."""
    return SavedLine(line=line.line, number=line.number, value="", given_at=line.given_at, person=line.person)


def _same(stated: UnitStated, kept: StatementView) -> bool:
    return all(getattr(kept, name) == value for name, value in stated.model_dump().items())
