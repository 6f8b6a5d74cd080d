"""What was said to be saved is there after the process was killed, and headquarters has it once."""

import pytest

from hardness.killing import kill_often


@pytest.mark.timeout(600)
def test_two_hundred_kills_of_device_and_headquarters_lose_and_repeat_nothing():
    tally = kill_often(200, seed=20261120)
    assert tally.problems == []
    assert tally.killed >= 200
    assert (
        min(tally.kills[mode] for mode in ("visit", "fill", "photo", "sign_record", "push", "pull", "headquarters")) > 0
    )
    assert tally.acknowledged["entry"] > 100
    assert min(tally.acknowledged[kind] for kind in ("kept", "shot", "recorder", "recording", "sign")) > 0
    assert max(tally.rounds_to_drain) <= 3
