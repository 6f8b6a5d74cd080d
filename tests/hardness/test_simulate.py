"""Weeks of bad luck from fixed seeds; the large numbers are run by `bench simulate`."""

import pytest

from hardness.simulating import DAYS, DEVICES, simulate


@pytest.mark.timeout(600)
def test_two_hundred_device_days_of_bad_luck_end_with_empty_outboxes_and_the_same_everywhere():
    seen = simulate(192, seed=1)
    assert seen.problems == []
    assert seen.device_days >= 192
    assert sum(seen.rounds_to_drain.values()) == seen.device_days // DAYS
    assert DEVICES == 4
    assert min(seen.faults[fault] for fault in ("request", "answer", "twice", "cut", "500", "502", "portal")) > 0
    assert min(seen.entries, seen.photos, seen.restored, seen.aside) > 0
