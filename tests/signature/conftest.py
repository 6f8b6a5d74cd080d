"""Fixtures of the tests of signing: a bureau's device, and a visit that ended on it."""

import pytest
from factories.bureau import open_bureau
from factories.signing import ended_visit


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau) -> str:
    return ended_visit(bureau)
