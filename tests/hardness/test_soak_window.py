"""Random events on the real window: no bug, no abort, nothing left when it is closed. Large numbers by `bench soak`."""

import pytest

from hardness.soaking import soak


@pytest.mark.timeout(600)
def test_six_hundred_random_events_find_no_bug_and_closed_windows_leave_nothing_behind():
    found = soak(600, seed=20261120, day=300)
    assert found.problems == []
    assert found.events == 600
    assert len(found.pages) >= 8
    assert [one.widgets for one in found.samples] == [0, 0]
    assert found.samples[-1].handles <= found.samples[0].handles + 4
    assert found.samples[-1].threads <= found.samples[0].threads + 4
    assert found.entries > 50
