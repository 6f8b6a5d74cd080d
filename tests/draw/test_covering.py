"""执法区域 and 执法类别 decide who goes where, in the draw and when the reserve comes in; 所所交叉 turns it round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from factories.bureau import DIGITS
from factories.bureaus import officers_of, open_any_bureau, plan_for

from inspector_desktop.draw.acts import freeze_draw, hold_draw
from inspector_desktop.draw.kept import frozen_of
from inspector_desktop.draw.releasing import teams_of
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.substituting import successor
from inspector_desktop.errors import Refused
from inspector_desktop.profile.loading import load
from inspector_desktop.registry.acts import enter_officers, enter_subjects
from inspector_desktop.registry.facts import SubjectRow

EAST, WEST = "东城街道", "西城街道"


def opened(tmp_path, clock, areas, *, own_area="allowed", enforcement="", units=(), categories=()):
    """A bureau with firms in two places and officers of these areas, numbered from 17001."""
    profile = load("zhanhe-emergency")
    category = profile.categories[0].model_copy(update={"enforcement": enforcement})
    groups = profile.groups.model_copy(update={"own_area": own_area})
    profile = profile.model_copy(update={"categories": (category, *profile.categories[1:]), "groups": groups})
    bureau = open_any_bureau(tmp_path, clock, profile)
    like = officers_of(profile)[0]
    people = [
        like.model_copy(
            update={
                "id": f"1700{at}", "name": f"人员{at}", "certificate": f"1700{at}", "areas": area,
                "unit": units[at - 1] if units else like.unit,
                "categories": categories[at - 1] if categories else like.categories,
            }
        )
        for at, area in enumerate(areas, 1)
    ]  # fmt: skip
    firms = [
        SubjectRow(
            id=f"F{number:02}", name=f"第{number}号公司", code=f"F{number:02}", code_kind="internal",
            category=category.id, address="", principal="", phone="", pinyin="", jurisdiction=(EAST, WEST)[number % 2],
        )
        for number in range(8)
    ]  # fmt: skip
    with bureau.writing() as session:
        away = [one.model_copy(update={"duty": "leave"}) for one in officers_of(profile)]
        enter_officers(session, desk=bureau.desk(), clock=clock, rows=[*away, *people])
        enter_subjects(session, desk=bureau.desk(), clock=clock, rows=firms)
    return bureau, plan_for(bureau, category.id, ratios={category.id: 1_000_000})


def frozen(bureau, plan):
    with bureau.writing() as session:
        draw = freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan,
            event=bureau.profile.draw.default_event, event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
        )  # fmt: skip
        return frozen_of(get_draw(session, bureau.desk().bureau, draw)), str(draw)


def areas_of(value):
    return [one.areas for one in value.officers]


@pytest.mark.obligation("F017")
def test_an_officer_whose_areas_name_places_goes_only_there_and_the_reserve_does_too(tmp_path, clock):
    bureau, plan = opened(tmp_path, clock, [EAST, EAST, WEST, f"{WEST}、{EAST}", EAST, WEST, "湛河区"])
    value, draw = frozen(bureau, plan)
    assert areas_of(value) == [(EAST,), (EAST,), (WEST,), ("*",), (EAST,), (WEST,), ("*",)]
    assert {one.id: one.area for one in value.objects} == {f"F{at:02}": (EAST, WEST)[at % 2] for at in range(8)}
    may = {one.id: one.areas for one in value.officers}
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        given = {
            "desk": bureau.desk(),
            "clock": bureau.clock,
            "profile": bureau.profile,
            "draw": draw,
            "witnesses": ("孙丽",),
        }
        view = hold_draw(session, **given, reason="名单当场宣读", first=("王秀英", DIGITS), second=("赵志强", DIGITS))
        for subject, team in teams_of(view).items():
            place = (EAST, WEST)[int(subject[1:]) % 2]
            assert all(may[person] in ((place,), ("*",)) for person in team)
            for person in team[:1]:
                comes = successor(
                    session, bureau=bureau.desk().bureau, draw=draw, person=person, subjects=[subject]
                ).comes
                assert all(may[one] in ((place,), ("*",)) for one in comes)


def test_a_place_nobody_covers_and_a_kind_of_enforcement_nobody_has_stop_the_sealing(tmp_path, clock):
    bureau, plan = opened(tmp_path, clock, [EAST, EAST, WEST])
    with pytest.raises(Refused, match="refused-area-missing") as refused:
        frozen(bureau, plan)
    assert refused.value.facts == {"area": WEST, "size": 2}


@pytest.mark.obligation("F017")
def test_each_officer_of_a_team_has_the_kind_of_enforcement_a_category_requires(tmp_path, clock):
    kinds = ["矿山执法", "矿山执法、行政执法", "行政执法"]
    bureau, plan = opened(tmp_path, clock, ["*", "*", "*"], enforcement="矿山执法", categories=kinds)
    value, _ = frozen(bureau, plan)
    assert {one.area for one in value.objects} == {"矿山执法"}
    assert areas_of(value) == [("*",), ("*",)]
    assert [one.rule for one in value.officers_out if one.id == "17003"] == ["area"]


def test_where_the_profile_avoids_it_nobody_goes_where_he_is_at_home(tmp_path, clock):
    units = ("东城街道应急所", "机关", "机关", "机关", "机关")
    bureau, plan = opened(tmp_path, clock, ["*", EAST, WEST, "*", "*"], own_area="avoid", units=units)
    value, _ = frozen(bureau, plan)
    assert areas_of(value) == [(WEST,), (WEST,), (EAST,), ("*",), ("*",)]


def test_where_no_officer_names_a_place_the_list_asks_for_none(tmp_path, clock):
    bureau, plan = opened(tmp_path, clock, ["*", "湛河区", ""])
    value, _ = frozen(bureau, plan)
    assert {one.area for one in value.objects} == {""} and set(areas_of(value)) == {("*",)}
