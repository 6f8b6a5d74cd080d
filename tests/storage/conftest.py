"""A store with tables, open with a key, and the parts of a device."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories.clock import FakeClock
from factories.opening import STORE_KEY, DeviceKit, device_kit
from sqlalchemy import Engine

from inspector_desktop.kinds import projection
from inspector_desktop.opening import stored_tables
from inspector_desktop.places import Places
from inspector_desktop.storage.engine import open_store
from inspector_desktop.storage.upgrades import prepare


@pytest.fixture
def kit(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> DeviceKit:
    return device_kit(tmp_path, clock, monkeypatch)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def store(places: Places, clock: FakeClock) -> Iterator[Engine]:
    stored_tables()
    engine = open_store(places.store, STORE_KEY)
    prepare(engine, places, STORE_KEY, projection=projection(), clock=clock)
    yield engine
    engine.dispose()
