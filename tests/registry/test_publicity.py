"""The lists of subjects and officers are made public by version, and a draw asks for it where the profile does."""

from __future__ import annotations

from datetime import date

import pytest
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau

from inspector_desktop.draw.readiness import refuse_unready
from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.plan.store import get_plan
from inspector_desktop.plan.year import readiness
from inspector_desktop.registry.kept_acts import change_officers
from inspector_desktop.registry.shelf_acts import publish_list
from inspector_desktop.registry.store import find_shelf
from inspector_desktop.wording import say


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    enter_some_subjects(opened)
    yield opened
    opened.engine.dispose()


def published(bureau, kind, **more):
    given = {"on": "2026-11-19", "where": "县政府门户网站"} | more
    with bureau.writing() as session:
        return publish_list(session, desk=bureau.desk(), clock=bureau.clock, kind=kind, **given)


def ready(bureau):
    with bureau.reading() as session:
        lines = readiness(session, bureau=bureau.desk().bureau, profile=bureau.profile, today=date(2026, 11, 20))
    return next(one for one in lines if one.key == "public")


@pytest.mark.obligation("F018")
def test_a_draw_waits_for_public_lists_where_the_profile_asks_it_and_the_year_hints_at_them_otherwise(bureau):
    plan = approved_plan(bureau)
    strict = bureau.profile.model_copy(
        update={"registers": bureau.profile.registers.model_copy(update={"published_first": True})}
    )

    def refused():
        with bureau.reading() as session:
            view = get_plan(session, bureau.desk().bureau, plan)
            refuse_unready(session, view, bureau.profile, "2026-11-20")  # which asks nothing of the lists
            with pytest.raises(Refused, match="refused-list-unpublished") as found:
                refuse_unready(session, view, strict, "2026-11-20")
            return say(found.value.code, **found.value.facts)

    assert "检查对象名录库还没有公示" in refused()
    assert not ready(bureau).good and ready(bureau).text.count("还没有公示") == 2
    assert published(bureau, "subjects") == 1
    assert "执法人员名录库还没有公示" in refused()
    published(bureau, "officers")
    with bureau.reading() as session:
        refuse_unready(session, get_plan(session, bureau.desk().bureau, plan), strict, "2026-11-20")
    assert ready(bureau).good
    frozen_draw(bureau, plan)


@pytest.mark.obligation("F018")
def test_a_version_is_public_until_the_list_changes_and_who_said_so_where_and_when_is_kept(bureau):
    version = published(bureau, "officers")
    with bureau.reading() as session:
        shelf = find_shelf(session, bureau.desk().bureau, "officers")
        assert rebuild(session).equal
    assert (shelf.published_version, shelf.published_at, shelf.published_where, shelf.is_public) == (
        version, "2026-11-19", "县政府门户网站", True,
    )  # fmt: skip
    assert shelf.published_by == bureau.desk().person.name
    with bureau.writing() as session:
        change_officers(
            session, desk=bureau.desk(), clock=bureau.clock, ids=["16001"], changes={"unit": "气象台"}, reason="调动"
        )
    with bureau.reading() as session:
        shelf = find_shelf(session, bureau.desk().bureau, "officers")
    assert not shelf.is_public and shelf.published_version == version
    published(bureau, "subjects")
    assert f"公示的是第 {version} 版，现为第 {version + 1} 版" in ready(bureau).text


@pytest.mark.parametrize(
    ("given", "code"), [({"on": "上周"}, "refused-list-day"), ({"where": " "}, "refused-list-where")]
)
def test_a_publication_without_day_or_place_is_refused(bureau, given, code):
    with pytest.raises(Refused, match=code):
        published(bureau, "subjects", **given)
