"""The database's own guard over entries: no statement changes or removes a signed row, whoever sends it.

What may change of an entry is headquarters' verdict with its code and position, its body to nothing (erasure), and the
sign of its number in the life (an entry that a restored store made beside headquarters' own steps aside). The seals
would tell any other change; here it does not happen in the first place. An upgrade that rewrites the table makes the
guard anew. Somebody with the key and the will can drop it; that is what seals, receipts and the comparison are for.
"""

from __future__ import annotations

from sqlalchemy import Connection, event

from inspector_desktop.journal.records import Entry

_SIGNED = (
    "id", "bureau", "dossier", "dossier_kind", "number", "kind", "version", "occurred_at", "entered_at", "person",
    "life", "hash", "head", "signature",
)  # fmt: skip
_CHANGED = " or ".join(f"new.{name} <> old.{name}" for name in _SIGNED)
_NUMBER = "new.life_number <> old.life_number and new.life_number <> -abs(old.life_number)"
_BODY = "new.body <> old.body and length(new.body) > 0"
_WHEN = f"{_CHANGED} or ({_NUMBER}) or ({_BODY})"

SQLITE = (
    f"""create trigger if not exists entry_stays before update of {", ".join(_SIGNED)}, life_number, body on entry
    when {_WHEN} begin select raise(abort, 'a signed entry never changes'); end""",
    """create trigger if not exists entry_remains before delete on entry
    begin select raise(abort, 'an entry is never removed'); end""",
)
POSTGRESQL = (
    """create or replace function entry_is_kept() returns trigger language plpgsql as
    $$ begin raise exception 'a signed entry is never changed or removed'; end $$""",
    f"create trigger entry_stays before update on entry for each row when ({_WHEN}) execute function entry_is_kept()",
    "create trigger entry_remains before delete on entry for each row execute function entry_is_kept()",
)


def protect(connection: Connection) -> None:
    """Put the guard over the entries of this database, unless it stands."""
    if connection.dialect.name == "postgresql":
        known = "select 1 from pg_trigger where tgname = 'entry_stays' and tgrelid = 'entry'::regclass"
        if connection.exec_driver_sql(known).first() is not None:
            return
    for statement in POSTGRESQL if connection.dialect.name == "postgresql" else SQLITE:
        connection.exec_driver_sql(statement)


@event.listens_for(Entry.__table__, "after_create")  # type: ignore[attr-defined]
def _protect_new(_table: object, connection: Connection, **_options: object) -> None:
    protect(connection)
