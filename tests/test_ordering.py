"""Lists people read: numbers inside names count as numbers."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as some

from inspector_desktop.ordering import natural


def test_second_stands_before_tenth_whatever_stands_around_the_number():
    names = [
        "滑县第10加油站",
        "滑县第1加油站",
        "滑县第2加油站2号",
        "滑县第2加油站10号",
        "滑县第2加油站",
        "滑县第０９加油站",
    ]
    assert sorted(names, key=natural) == [
        "滑县第1加油站", "滑县第2加油站", "滑县第2加油站2号", "滑县第2加油站10号", "滑县第０９加油站", "滑县第10加油站",
    ]  # fmt: skip


def test_texts_without_numbers_stay_in_their_order():
    names = ["", "b", "a", "甲", "（乙）", "a-b"]
    assert sorted(names, key=natural) == sorted(names)


@given(some.lists(some.integers(min_value=0, max_value=10**30), min_size=2, max_size=20))
def test_texts_that_differ_in_one_number_stand_in_the_order_of_that_number(numbers):
    texts = [f"第{one}号" for one in numbers]
    random.Random(1).shuffle(texts)
    assert sorted(texts, key=natural) == [f"第{one}号" for one in sorted(numbers)]
