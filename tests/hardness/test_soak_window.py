"""Random events on the real window: no bug, no abort, next to nothing left when it is closed. Large numbers by `bench soak`."""

import pytest

from hardness.soaking import soak


@pytest.mark.timeout(600)
def test_four_hundred_random_events_find_no_bug_and_closed_windows_leave_next_to_nothing():
    found = soak(400, seed=20261120, day=200)
    assert found.problems == []
    assert found.events == 400
    assert len(found.pages) >= 8
    assert max(one.widgets for one in found.samples) < 60  # of the thousands that a day's windows have
    assert found.samples[-1].handles <= found.samples[0].handles + 4
    assert found.samples[-1].threads <= found.samples[0].threads + 4
    assert found.entries > 50
