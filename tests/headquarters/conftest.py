"""A headquarters on each of the two databases, and laptops enrolled in it."""

import pytest
from factories.exchange import House, Laptop, laptop, open_house


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request, tmp_path, clock):
    where = request.getfixturevalue("postgres_url") if request.param == "postgresql" else tmp_path / "hq" / "hq.db"
    opened: House = open_house(where, tmp_path / "hq", clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def laptops(house, tmp_path):
    made: list[Laptop] = []

    def make(person: str = "16001", **options) -> Laptop:
        made.append(laptop(house, tmp_path / f"laptop-{len(made)}" / "store.db", person=person, **options))
        return made[-1]

    yield make
    for one in made:
        one.wire.close()
        one.engine.dispose()
