"""Coverage and caps while planning: what the window's visits leave of each category."""

from __future__ import annotations

from datetime import date

import pytest
from factories.bureau import open_bureau, released_inspections

from inspector_desktop.draw.forecast import Reach, forecast
from inspector_desktop.profile.selection import Cap


@pytest.mark.obligation("F055")
def test_visits_of_the_window_and_those_at_their_cap_are_counted_by_category(tmp_path, clock):
    bureau = open_bureau(tmp_path, clock)
    released_inspections(bureau)
    once = bureau.profile.frequency.model_copy(
        update={
            "caps": (
                Cap(category="testing", times=1, clause="默认：试验"),
                Cap(category="*", times=2, clause="默认：试验"),
            )
        }
    )
    profile = bureau.profile.model_copy(update={"frequency": once})
    with bureau.reading() as session:
        found = forecast(session, bureau=bureau.desk().bureau, profile=profile, today=date(2026, 11, 20))
    assert found.reaches == {"testing": Reach(4, 2, 2), "balloon": Reach(3, 1, 0), "key-unit": Reach(40, 2, 0)}
    assert found.counts == {"testing": 4, "balloon": 3, "key-unit": 40, "": 0}
    bureau.engine.dispose()
