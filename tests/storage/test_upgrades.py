"""Stores created, upgraded, refused and rebuilt, and what is left when the program is killed in between."""

import shutil
from dataclasses import replace

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from factories.opening import OFFICER, STORE_KEY
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool
from sqlmodel import select

from inspector_desktop.errors import Cancelled, Damaged, Refused
from inspector_desktop.ids import BureauId, LifeId
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.dossiers import DossierHandedOver
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.journal.records import Dossier, Entry
from inspector_desktop.kinds import projection
from inspector_desktop.opening import stored_tables
from inspector_desktop.storage import upgrades
from inspector_desktop.storage.backup import inspect_copy
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.storage.evidence import put_evidence, read_evidence
from inspector_desktop.storage.upgrades import APPLICATION, SCHEMA, migrate, prepare
from inspector_desktop.wording import say

PHOTO = bytes(range(256)) * 3000
NEXT_REVISION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade():
    with op.batch_alter_table("evidence", recreate="always") as table:
        table.add_column(sa.Column("place", sa.String(), nullable=False, server_default=""))
    after_first_step()
    op.create_table("added", sa.Column("name", sa.String(), primary_key=True))
    after_last_step()


def after_first_step():
    pass


def after_last_step():
    pass
"""


@pytest.fixture
def next_program(tmp_path, monkeypatch):
    """A program one revision further on; its revision may be made to stop at a step."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrades.MIGRATIONS, folder)
    path = folder / "versions" / "0002.py"
    path.write_text(NEXT_REVISION, encoding="utf-8")
    monkeypatch.setattr(upgrades, "MIGRATIONS", folder)

    def stop_at(step):
        stopping = "" if step is None else f"\n\ndef {step}():\n    raise KeyboardInterrupt\n"
        path.write_text(NEXT_REVISION + stopping, encoding="utf-8")

    return stop_at


def open_again(places):
    return open_store(places.store, STORE_KEY)


def upgrade(engine, places, clock, schema=2):
    return prepare(engine, places, STORE_KEY, projection=projection(), clock=clock, schema=schema)


def fill(store, clock, dossiers=3):
    desk = Desk(BureauId("410526-QX"), LifeId("life"), OFFICER, Ed25519PrivateKey.generate())
    with writing(store) as session:
        for _ in range(dossiers):
            open_dossier(session, DossierHandedOver(to_role="officer"), kind="inspection", desk=desk, clock=clock)
        return put_evidence(session, PHOTO, media_type="image/jpeg", added_at="2026-11-20T06:15:00Z")


def header(places):
    engine = open_again(places)
    found = upgrades._header(engine)
    tables = set(inspect(engine).get_table_names())
    engine.dispose()
    return found, tables


def test_a_new_store_has_the_tables_and_says_whose_it_is(store, places):
    (application, version), tables = header(places)
    assert (application, version) == (APPLICATION, SCHEMA)
    assert {"entry", "evidence", "answer", "device_life", "dossier", "inspection"} <= tables


def test_the_revisions_make_exactly_the_stored_tables_of_the_code():
    """If this fails after a table was added: `python packaging/revision.py`, which says more."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        migrate(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, stored_tables()) == []


def test_the_number_in_the_code_is_that_of_the_last_revision():
    revisions = sorted(path.stem for path in (upgrades.MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert revisions == [f"{number:04d}" for number in range(1, SCHEMA + 1)]


def test_revisions_import_no_code_of_the_project():
    for path in (upgrades.MIGRATIONS / "versions").glob("[0-9]*.py"):
        assert "inspector_desktop" not in path.read_text(encoding="utf-8")


def test_a_store_that_fits_is_left_alone(store, places, clock):
    assert upgrade(store, places, clock, schema=SCHEMA) == upgrades.Prepared()
    assert not places.copies.exists()


def test_an_upgrade_keeps_everything_and_leaves_a_copy_of_before(store, places, clock, next_program):
    photo = fill(store, clock)
    done = upgrade(store, places, clock)
    assert (done.created, done.upgraded_from) == (False, 1)
    with reading(store) as session:
        assert len(session.exec(select(Entry)).all()) == 3
        assert read_evidence(session, photo) == PHOTO
    assert header(places)[0] == (APPLICATION, 2)
    assert done.copy is not None
    assert inspect_copy(done.copy, STORE_KEY).schema == 1
    assert inspect_copy(done.copy, STORE_KEY).entries == 3


@pytest.mark.parametrize("step", ["after_first_step", "after_last_step"])
def test_an_upgrade_killed_between_its_steps_changed_nothing_and_begins_again(store, places, clock, next_program, step):
    photo = fill(store, clock)
    next_program(step)
    with pytest.raises(KeyboardInterrupt):
        upgrade(store, places, clock)
    store.dispose()
    found, tables = header(places)
    assert found == (APPLICATION, 1)
    assert not {"added", "_alembic_tmp_evidence"} & tables

    next_program(None)
    clock.advance(minutes=1)
    engine = open_again(places)
    assert upgrade(engine, places, clock).upgraded_from == 1
    with reading(engine) as session:
        assert read_evidence(session, photo) == PHOTO
    engine.dispose()


def test_a_creation_killed_in_the_middle_begins_again(places, clock, next_program):
    engine = open_again(places)
    next_program("after_last_step")
    with pytest.raises(KeyboardInterrupt):
        upgrade(engine, places, clock)
    assert upgrades._header(engine) == (0, 0)
    assert inspect(engine).get_table_names() == []
    next_program(None)
    assert upgrade(engine, places, clock).created
    assert not places.copies.exists()
    engine.dispose()


def test_a_creation_killed_before_its_records_were_made_makes_them_at_the_next_opening(places, clock):
    engine = open_again(places)
    upgrades._migrate(engine, SCHEMA)
    assert upgrade(engine, places, clock, schema=SCHEMA).rebuilt
    assert "dossier" in inspect(engine).get_table_names()
    engine.dispose()


def test_foreign_keys_are_on_again_after_an_upgrade(store, places, clock, next_program):
    upgrade(store, places, clock)
    with store.connect() as connection:
        assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1


def test_no_room_on_the_disk_for_the_copy_stops_the_upgrade_before_it_begins(
    store, places, clock, next_program, monkeypatch
):
    fill(store, clock)
    full = shutil.disk_usage(places.folder)._replace(free=40 * 1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(Refused) as refused:
        upgrade(store, places, clock)
    assert refused.value.code == "refused-upgrade-space"
    assert "40 MB" in say(refused.value.code, **refused.value.facts)
    assert header(places)[0] == (APPLICATION, 1)
    assert not places.copies.exists()


def test_only_the_latest_copies_are_kept(store, places, clock, next_program):
    for _ in range(5):
        upgrades.copy_before_upgrade(store, places, STORE_KEY, found=1, clock=clock)
        clock.advance(days=1)
    names = sorted(path.name for path in places.copies.iterdir())
    assert len(names) == upgrades.COPIES_KEPT
    assert names[-1] == "store-0001-20261124T061500Z.db"


def test_a_store_of_a_newer_program_is_refused_politely_and_untouched(store, places, clock):
    with store.connect() as connection:
        connection.exec_driver_sql(f"pragma user_version = {SCHEMA + 4}")
        connection.commit()
    store.dispose()
    before = places.store.read_bytes()
    engine = open_again(places)
    with pytest.raises(Refused) as refused:
        upgrade(engine, places, clock, schema=SCHEMA)
    engine.dispose()
    assert refused.value.code == "refused-store-newer"
    assert "安装新版程序" in say(refused.value.code, **refused.value.facts)
    assert places.store.read_bytes() == before


def test_a_database_of_another_program_is_not_touched(places, clock):
    places.folder.mkdir()
    other = sqlcipher.connect(str(places.store))
    other.execute(f"pragma key = \"x'{STORE_KEY.hex()}'\"")
    other.execute("create table notes (text)")
    other.commit()
    other.close()
    engine = open_again(places)
    with pytest.raises(Damaged, match="error-store-foreign"):
        upgrade(engine, places, clock, schema=SCHEMA)
    assert inspect(engine).get_table_names() == ["notes"]
    engine.dispose()


def test_a_plain_file_is_no_store(places):
    places.folder.mkdir()
    places.store.write_bytes(b"SQLite format 3\0" + bytes(4096))
    with pytest.raises(Damaged, match="error-store-unreadable"):
        open_again(places)


def test_the_wrong_key_is_told_from_a_full_disk(store, places):
    store.dispose()
    with pytest.raises(Damaged, match="error-store-unreadable"):
        open_store(places.store, bytes(32))


def test_another_projection_drops_the_records_and_replays_the_journal(store, places, clock):
    fill(store, clock)
    with writing(store) as session:
        row = session.exec(select(Dossier)).first()
        session.delete(row)
    with reading(store) as session:
        assert not rebuild(session).equal
    changed = replace(projection(), version="another")
    assert upgrades.refresh_records(store, changed)
    with reading(store) as session:
        assert rebuild(session).equal
        assert len(session.exec(select(Dossier)).all()) == 3
    assert not upgrades.refresh_records(store, changed)


def test_tables_of_a_former_projection_go_with_it(store):
    with store.begin() as connection:
        connection.exec_driver_sql("create table former (bureau text, dossier text)")
        connection.exec_driver_sql("update store_mark set value = value || ' former' where name = 'projection-tables'")
    upgrades.refresh_records(store, replace(projection(), version="another"))
    assert "former" not in inspect(store).get_table_names()
    assert "entry" in inspect(store).get_table_names()


def test_a_rebuild_killed_in_the_middle_leaves_the_former_records_serving(store, clock):
    fill(store, clock)
    told = projection()

    def killed(session):
        told.replay(session)
        raise Cancelled("cancelled")

    with pytest.raises(Cancelled):
        upgrades.refresh_records(store, replace(told, version="another", replay=killed))
    with reading(store) as session:
        assert len(session.exec(select(Dossier)).all()) == 3
        assert rebuild(session).equal
    assert not upgrades.refresh_records(store, told)


def test_the_projection_changes_with_a_new_table(monkeypatch):
    from sqlalchemy import Column, MetaData, String, Table

    from inspector_desktop import kinds

    before = projection().version
    assert projection().version == before
    other = MetaData()
    Table("one", other, Column("name", String))
    monkeypatch.setattr(kinds.Record, "metadata", other)
    assert projection().version != before


def test_alembic_is_not_loaded_to_open_a_store_that_fits(store, places, tmp_path):
    import subprocess
    import sys

    store.dispose()
    script = (
        "import sys; from pathlib import Path; from inspector_desktop.places import Places;"
        "from inspector_desktop.clock import SystemClock; from inspector_desktop.kinds import projection;"
        "from inspector_desktop.storage.engine import open_store;"
        "from inspector_desktop.storage.upgrades import prepare;"
        f"places = Places(Path({str(places.folder)!r})); key = bytes(range(32));"
        "done = prepare(open_store(places.store, key), places, key, projection=projection(), clock=SystemClock());"
        "print(done.created, done.upgraded_from, done.rebuilt, 'alembic' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split()[:2] == ["False", "0"]
    assert ran.stdout.split()[3] == "False"
