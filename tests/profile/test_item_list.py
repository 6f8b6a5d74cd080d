"""One list has one name in a bureau: the one its regulation gives, else the usual one."""

from __future__ import annotations

import pytest

from inspector_desktop.profile.loading import available, load
from inspector_desktop.profile.words import item_list

NAMES = {
    "huaxian-meteorology": "抽查事项清单",  # 000 一(一)
    "wugang-civil-defence": "随机抽查事项清单",  # 001 二(二)
    "ningjin-emergency": "抽查事项清单",  # 002 names none: the usual name
    "xushui-meteorology": "随机抽查事项清单",  # 003 二(一)
    "zhanhe-emergency": "随机抽查事项清单",  # 004 第七条
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_bureau_calls_its_item_list_as_its_regulation_does_wherever_it_is_named(name):
    profile = load(name)
    assert item_list(profile) == NAMES[name]
    (kind,) = [one for one in profile.disclosure.kinds if one.id == "items"]
    assert kind.title == NAMES[name]
    assert profile.deadline(kind.deadline or "").title == f"{NAMES[name]}公开"


def test_the_names_are_those_of_all_shipped_bureaus():
    assert set(NAMES) == set(available())
