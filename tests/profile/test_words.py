"""Sentences speak of the bureau's own sections and platform once its device is open."""

import pytest
from factories.opening import OFFICER, PIN
from factories.opening import device_kit as kit_in

from inspector_desktop import opening, profile, wording
from inspector_desktop.settings import Settings


@pytest.fixture(autouse=True)
def _usual_words_afterwards():
    yield
    wording.speak({})


def test_an_open_device_speaks_in_the_words_of_its_bureau(tmp_path, clock, monkeypatch):
    assert "只有执法监督股" in wording.say("refused-role-plans")
    kit = kit_in(tmp_path, clock, monkeypatch)
    opened = opening.create_device(
        kit.places, settings=Settings("zhanhe-emergency"), person=OFFICER, pin=PIN,
        recovery_public=kit.recovery.public, clock=clock, keychain=kit.keychain,
    )  # fmt: skip
    try:
        assert "只有政策法规科" in wording.say("refused-role-plans")
        assert "只有科室负责人" in wording.say("refused-approval-role")
        assert "录入公示系统" in wording.say("late-entry-platform", subject="甲", due="11月27日", days=1)
    finally:
        opened.close()


def test_facts_keep_their_own_words_and_the_usual_ones_come_back():
    wording.speak(profile.load("wugang-civil-defence").words)
    assert "执法监督股" in wording.say("late-entry-platform", subject="执法监督股食堂", due="11月27日", days=1)
    wording.speak({})
    assert "录入省平台" in wording.say("late-entry-platform", subject="甲", due="11月27日", days=1)


def test_the_bureau_the_files_are_written_for_changes_nothing():
    before = wording.say("refused-role-plans")
    wording.speak(profile.load("huaxian-meteorology").words)
    assert wording.say("refused-role-plans") == before
