"""Finding subjects: whatever way it is looked up, what is found is what contains the text."""

from __future__ import annotations

import random

import pytest
from factories.bureau import open_bureau

from inspector_desktop.ordering import natural
from inspector_desktop.registry import searching
from inspector_desktop.registry.acts import change_subjects, enter_subjects, pinyin_key
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.registry.kept_acts import enter_special
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.registry.store import all_subjects, count_found, find_subjects, found_ids

TERMS = (
    "滑", "永", "加油", "加油站", "永安加", "油站（", "（东", "A3", "a", "y", "ya", "yaj", "yajyz", "zhan", "9", "91", "914", "91410",
    "MA0000", "00", "07", "q", "没有这个", "站滑", "道口", "x1", "Z", "%", "_", "·", "'", '"', "“", "滑县 加油",
)  # fmt: skip


def row(number: int, pick: random.Random) -> SubjectRow:
    town, trade = (
        pick.choice(("道口", "留固", "白道口", "牛屯")),
        pick.choice(("加油站", "粮油（东）店", "A3化工·厂", "气站")),
    )
    name = f"滑县{town}{''.join(pick.choices('永安诚信兴达', k=2))}{trade}"
    code = f"91410526MA{number:08}" if number % 7 else ""
    return SubjectRow(
        id=code or f"N-{number:04}", name=name, code=code, code_kind="uscc" if code else "internal", pinyin=pinyin_key(name),
        category=pick.choice(("testing", "balloon", "")), credit=pick.choice(("high", "")),
        tags=pick.choice(("", "危化", "危化、重点", "重点 企业")), jurisdiction=pick.choice(("城关所", "道口所")),
        kind=pick.choice(("", "shelter")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def bureau(tmp_path_factory):
    from factories.clock import FakeClock

    opened = open_bureau(tmp_path_factory.mktemp("search"), FakeClock())
    pick = random.Random(7)
    with opened.writing() as session:
        enter_subjects(
            session, desk=opened.desk(), clock=opened.clock, rows=[row(number, pick) for number in range(1, 301)]
        )
    yield opened
    opened.engine.dispose()


def fits(one, term: str) -> bool:
    """What a search means, told once more in Python."""
    code = term.upper() in one.code if len(term) >= 3 else one.code.startswith(term.upper())
    return term.casefold() in one.name.casefold() or code or (term.isascii() and term.lower() in one.pinyin)


@pytest.mark.parametrize("many", [1_500, 5])
@pytest.mark.parametrize("term", TERMS)
def test_a_text_finds_what_contains_it_whether_rare_or_frequent(bureau, monkeypatch, term, many):
    monkeypatch.setattr(searching, "MANY", many)
    monkeypatch.setattr(searching, "WALKED", 20 if many == 5 else 20_000)
    with bureau.reading() as session:
        here = bureau.desk().bureau
        expected = {one.id for one in all_subjects(session, here) if fits(one, term)}
        found = find_subjects(session, here, Wanted(search=term), limit=500)
        assert {one.id for one in found} == expected
        assert [one.id for one in found] == [
            one.id for one in sorted(found, key=lambda one: (natural(one.pinyin), one.id))
        ]
        assert count_found(session, here, Wanted(search=term)) == len(expected)
        assert set(found_ids(session, here, Wanted(search=term))) == expected
        few = find_subjects(session, here, Wanted(search=term), limit=10)
        assert len(few) == min(10, len(expected))
        assert {one.id for one in few} <= expected


@pytest.mark.obligation("F016")
@pytest.mark.parametrize("many", [1_500, 5])
@pytest.mark.parametrize(
    "wanted",
    [
        {"category": ""}, {"category": "testing", "search": "滑"}, {"credit": "high"}, {"kind": "shelter"}, {"tag": "重点"},
        {"tag": "危化", "search": "yz"}, {"tag": "重点 企业"}, {"jurisdiction": "城关所", "search": "油"}, {"survival": "closed"},
    ],
)  # fmt: skip
def test_filters_leave_exactly_what_has_them(bureau, monkeypatch, wanted, many):
    monkeypatch.setattr(searching, "MANY", many)
    with bureau.reading() as session:
        here = bureau.desk().bureau

        def right(one) -> bool:
            for name, value in wanted.items():
                if name == "search":
                    good = fits(one, value)
                elif name == "tag":
                    good = value in one.tags.split("、")
                else:
                    good = getattr(one, name) == value
                if not good:
                    return False
            return True

        expected = {one.id for one in all_subjects(session, here) if right(one)}
        assert {one.id for one in find_subjects(session, here, Wanted(**wanted), limit=500)} == expected
        assert count_found(session, here, Wanted(**wanted)) == len(expected)


def test_initials_find_in_the_middle_of_a_name(bureau):
    with bureau.reading() as session:
        found = find_subjects(session, bureau.desk().bureau, Wanted(search="yajyz"))
        assert found
        assert all("永安加油站" in one.name for one in found)
        assert all(one.pinyin.startswith("hx") for one in found)


def test_what_is_changed_is_found_as_it_is_now_and_a_special_library_narrows(bureau):
    with bureau.writing() as session:
        desk, here = bureau.desk(), bureau.desk().bureau
        change_subjects(
            session, desk=desk, clock=bureau.clock, ids=("N-0007",), reason="更名",
            changes={"name": "安阳鑫源厂", "pinyin": "ayxyc", "survival": "closed", "tags": "新标签"},
        )  # fmt: skip
        assert [one.id for one in find_subjects(session, here, Wanted(search="xyc"))] == ["N-0007"]
        assert [one.id for one in find_subjects(session, here, Wanted(search="鑫"))] == ["N-0007"]
        assert [one.id for one in find_subjects(session, here, Wanted(tag="新标签"))] == ["N-0007"]
        assert [one.id for one in find_subjects(session, here, Wanted(survival="closed"))] == ["N-0007"]
        assert find_subjects(session, here, Wanted(search="鑫", survival="active")) == ()
        enter_special(
            session, desk=desk, clock=bureau.clock, rows=[{"library": "危化库", "name": "安阳鑫源厂", "licence": "证"}]
        )
        assert [one.id for one in find_subjects(session, here, Wanted(library="危化库"))] == ["N-0007"]
        assert find_subjects(session, here, Wanted(search="滑", library="危化库")) == ()
        session.rollback()
