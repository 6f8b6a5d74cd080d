"""Random events on the real window: no bug, no abort, nothing left when it is closed. Large numbers by `bench soak`."""

import pytest

from hardness.soaking import Sample, growth, soak


@pytest.mark.timeout(600)
def test_four_hundred_random_events_find_no_bug_and_closed_windows_leave_nothing():
    found = soak(400, seed=20261120, day=200, rest=100)
    assert found.problems == []
    assert found.events == 400
    assert len(found.pages) >= 8
    assert [(one.widgets, one.kept) for one in found.samples] == [(0, 0), (0, 0)]  # of the thousands a day makes
    assert [one.events for one in found.opens] == [100, 200, 300, 400]
    assert max(one.dead for one in found.opens) < 300  # of sheets put away seconds ago, which wait for their pictures
    assert found.samples[-1].handles <= found.samples[0].handles + 4
    assert found.samples[-1].threads <= found.samples[0].threads + 4
    assert found.entries > 50


def test_growth_is_told_of_the_second_half_alone_and_not_of_too_few_samples():
    def of(*memory: int) -> list[Sample]:
        return [Sample(1000 * at, one, 0, 0, 1, 1, 0, 0, 0, 0) for at, one in enumerate(memory)]

    assert growth(of(0, 900, 1000, 1010, 1020), "memory") == pytest.approx(10)
    assert growth(of(0, 500, 500, 500, 500), "memory") == 0
    assert growth(of(500, 510, 520), "memory") is None
