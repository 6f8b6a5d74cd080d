"""No SQL alters or removes a signed entry: neither on a device, nor at headquarters on either database."""

import pytest
import sqlalchemy as sa
from factories.clock import FakeClock
from factories.exchange import BUREAU, laptop, open_house
from factories.tampering import take_guard_away
from sqlmodel import select

from inspector_desktop.errors import Damaged
from inspector_desktop.journal.heads import Sealed, check_seal
from inspector_desktop.journal.records import Entry
from inspector_desktop.kinds import projection
from inspector_desktop.opening import stored_tables
from inspector_desktop.places import Places
from inspector_desktop.storage.engine import open_store, reading
from inspector_desktop.storage.upgrades import prepare

KEPT = ("id", "bureau", "dossier", "dossier_kind", "kind", "occurred_at", "entered_at", "person", "life", "hash")
NUMBERS = ("number", "version", "life_number")
BYTES = ("head", "signature", "body")
ALLOWED = (
    "update entry set verdict = 'accepted', verdict_code = 'x', position = 9",
    "update entry set life_number = -abs(life_number)",
    "update entry set body = '' where 1 = 0",
)


@pytest.fixture(params=["device", "headquarters-sqlite", "headquarters-postgresql"])
def database(request, tmp_path):
    clock = FakeClock()
    where = (
        request.getfixturevalue("postgres_url") if request.param == "headquarters-postgresql" else tmp_path / "hq.db"
    )
    house = open_house(where, tmp_path, clock)
    one = laptop(house, tmp_path / "laptop" / "store.db")
    one.open("一")
    one.sync()
    yield one.engine if request.param == "device" else house.engine
    one.wire.close()
    one.engine.dispose()
    house.engine.dispose()


def refused(engine, statement):
    with pytest.raises(sa.exc.DBAPIError, match="never"), engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_no_column_that_is_signed_can_be_changed(database):
    changes = [f"{name} = 'x'" for name in KEPT] + [f"{name} = {name} + 1" for name in NUMBERS]
    empty = "''" if database.dialect.name == "postgresql" else "x'00'"
    other = "'\\x00'::bytea" if database.dialect.name == "postgresql" else empty
    changes += [f"{name} = {other}" for name in BYTES]
    for change in changes:
        refused(database, f"update entry set {change}")
    with reading(database) as session:
        row = session.exec(select(Entry)).one()
        assert (row.bureau, row.number, row.life_number) == (BUREAU, 1, 1)


def test_no_entry_can_be_removed_or_replaced(database):
    refused(database, "delete from entry")
    columns = ", ".join(column.name for column in Entry.__table__.columns)
    with pytest.raises(sa.exc.DBAPIError), database.begin() as connection:
        connection.exec_driver_sql(f"insert into entry ({columns}) select {columns} from entry")
    if database.dialect.name == "sqlite":
        refused(database, f"insert or replace into entry ({columns}) select {columns} from entry")
        refused(database, "update or replace entry set bureau = 'x'")
    with reading(database) as session:
        assert len(session.exec(select(Entry)).all()) == 1


def test_verdict_number_sign_and_erasure_stay_possible(database):
    for statement in ALLOWED:
        with database.begin() as connection:
            connection.exec_driver_sql(statement)
    with database.begin() as connection:
        connection.execute(sa.text("update entry set body = :nothing"), {"nothing": b""})
    with reading(database) as session:
        row = session.exec(select(Entry)).one()
        assert (row.verdict, row.position, row.life_number, row.body) == ("accepted", 9, -1, b"")
    refused(database, f"update entry set body = {_bytes(database)}")


def test_a_store_that_the_revisions_made_is_guarded_too(tmp_path, clock):
    stored_tables()
    engine = open_store(tmp_path / "data" / "store.db", bytes(32))
    prepare(engine, Places(tmp_path / "data"), bytes(32), projection=projection(), clock=clock)
    with engine.connect() as connection:
        made = set(connection.exec_driver_sql("select name from sqlite_master where type = 'trigger'").scalars())
    engine.dispose()
    assert {"entry_stays", "entry_remains"} <= made


def test_where_the_guard_was_taken_away_the_seal_still_tells(tmp_path, clock):
    house = open_house(tmp_path / "hq.db", tmp_path, clock)
    one = laptop(house, tmp_path / "laptop" / "store.db")
    one.open("一")
    with one.engine.begin() as connection:
        take_guard_away(connection)
        connection.exec_driver_sql("update entry set body = x'00'")
    with reading(one.engine) as session:
        row = session.exec(select(Entry)).one()
        with pytest.raises(Damaged):
            check_seal(Sealed(row.head, row.signature, row.body), one.desk().signer.public_key())
    one.wire.close()
    one.engine.dispose()
    house.engine.dispose()


def _bytes(engine) -> str:
    return "'\\x00'::bytea" if engine.dialect.name == "postgresql" else "x'00'"
