"""Records made anew when the program at headquarters knows them differently: new kinds, new columns, new meanings.

The journal is never touched. Tables and rows are replaced in one transaction, so that a start that was cut off begins
again. `kinds` says which projection this program has.
"""

from __future__ import annotations

from sqlalchemy import Engine, inspect
from sqlmodel import Field, Session

from inspector_desktop.headquarters.tables import Own, make_tables, tables_for
from inspector_desktop.kinds import projection
from inspector_desktop.storage.engine import writing

_RECORDS = "projection"


class HouseMark(Own, table=True):
    """What headquarters' database says about itself."""

    __tablename__ = "house_mark"

    name: str = Field(primary_key=True)
    value: str


def refresh_records(engine: Engine) -> bool:
    """Replay the journal into fresh records unless they are this program's already; whether it was needed."""
    make_tables(engine)
    present = projection()
    with writing(engine) as session:
        mark = session.get(HouseMark, _RECORDS)
        if mark is not None and mark.value == present.version:
            return False
        _replace(session, engine, {table.name for table in present.tables.sorted_tables})
        present.replay(session)
        session.merge(HouseMark(name=_RECORDS, value=present.version))
    return True


def _replace(session: Session, engine: Engine, names: set[str]) -> None:
    connection = session.connection()
    tables = [table for table in tables_for(engine).sorted_tables if table.name in names]
    existing = set(inspect(connection).get_table_names())
    for table in reversed(tables):
        if table.name in existing:
            table.drop(connection)
    for table in tables:
        table.create(connection)
