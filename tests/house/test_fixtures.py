"""The shared fixtures hold what they promise."""

import keyring
import pytest
import sqlalchemy as sa
from keyring.errors import PasswordDeleteError

from inspector_desktop import clock as clock_room

seen: list[str] = []


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_has_a_postgres_database_of_its_own(postgres_url, turn):
    engine = sa.create_engine(postgres_url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE only_here (name text)")
        connection.exec_driver_sql("INSERT INTO only_here VALUES ('滑县')")
        assert connection.exec_driver_sql("SELECT name FROM only_here").scalars().all() == ["滑县"]
    assert postgres_url not in seen
    seen.append(postgres_url)


def test_the_postgres_server_is_new_enough(postgres_url):
    with sa.create_engine(postgres_url, poolclass=sa.NullPool).connect() as connection:
        assert int(connection.exec_driver_sql("SHOW server_version_num").scalar_one()) >= 150000


def test_the_clock_stands_still_until_moved(clock):
    assert clock_room.stamp(clock.now()) == "2026-11-20T06:15:00Z"
    clock.advance(hours=18)
    assert clock_room.civil_date(clock.now()).isoformat() == "2026-11-21"


def test_the_memory_keyring_stands_in_for_the_real_one(memory_keyring):
    keyring.set_password("service", "person", "secret")
    assert keyring.get_password("service", "person") == "secret"
    assert memory_keyring.entries == {("service", "person"): "secret"}
    keyring.delete_password("service", "person")
    with pytest.raises(PasswordDeleteError):
        keyring.delete_password("service", "person")
