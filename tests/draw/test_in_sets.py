"""What is read of a released draw takes as many queries for few inspections as for many."""

from __future__ import annotations

from collections import Counter

import pytest
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau
from sqlalchemy import event

from inspector_desktop.clock import stamp
from inspector_desktop.draw.acts import hold_draw, publish_draw, release_draw
from inspector_desktop.draw.release_paper import released_tasks
from inspector_desktop.draw.store import get_draw
from inspector_desktop.errors import Refused
from inspector_desktop.gui.pages.drawing.changing import read_changing
from inspector_desktop.gui.pages.drawing.plan_list import read_plans
from inspector_desktop.gui.pages.drawing.reading import read_whole
from inspector_desktop.inspection.store import inspections


class Released:
    """A bureau with a released draw of some size, and how many rows were asked for how often."""

    def __init__(self, folder, clock, key):
        folder.mkdir()
        self.bureau = open_bureau(folder, clock)
        enter_some_subjects(self.bureau, key=key)
        self.plan = approved_plan(self.bureau)
        self.draw = frozen_draw(self.bureau, self.plan)
        clock.advance(minutes=20)
        bureau, self.asked = self.bureau, Counter()
        with bureau.writing() as session:
            hold_draw(
                session, desk=bureau.desk(), clock=clock, profile=bureau.profile, draw=self.draw, first=("王秀英", DIGITS),
                second=("赵志强", DIGITS), witnesses=("孙丽",), reason="名单当场宣读",
            )  # fmt: skip
        event.listen(bureau.engine, "before_cursor_execute", self._note)
        with bureau.writing() as session:
            self.opened = release_draw(
                session, desk=bureau.desk(), clock=clock, profile=bureau.profile, draw=self.draw
            )  # fmt: skip
        self.of_subjects = sum(" from subject " in text for text in self.asked)

    def _note(self, _connection, _cursor, statement, *_more):
        self.asked[" ".join(statement.lower().split()) + " "] += 1

    def count(self, read):
        self.asked.clear()
        with self.bureau.reading() as session:
            read(session)
        return self.asked.total()


@pytest.fixture
def sizes(tmp_path, clock):
    made = [Released(tmp_path / str(key), clock, key) for key in (20, 120)]
    yield made
    for one in made:
        one.bureau.engine.dispose()


def test_a_released_draw_is_read_with_as_many_queries_whatever_its_size(sizes):
    few, many = sizes
    assert len(many.opened) > len(few.opened) + 3

    def both(read):
        counts = [one.count(lambda session, one=one: read(session, one)) for one in sizes]
        assert counts[0] == counts[1] > 0

    def bureau(one):
        return one.bureau.desk().bureau

    now = stamp(few.bureau.clock.now())
    both(lambda session, one: released_tasks(session, get_draw(session, bureau(one), one.draw)))
    both(lambda session, one: inspections(session, bureau(one)))
    both(lambda session, one: read_plans(session, bureau=bureau(one), profile=one.bureau.profile))
    both(
        lambda session, one: read_whole(session, bureau=bureau(one), profile=one.bureau.profile, plan=one.plan, now=now)
    )
    both(lambda session, one: read_changing(session, bureau=bureau(one), profile=one.bureau.profile, draw=one.draw))


def test_releasing_reads_the_register_in_one_query_whatever_the_size(sizes):
    few, many = sizes
    assert few.of_subjects == many.of_subjects


def test_the_tasks_after_a_release_name_team_and_desk_of_every_inspection(sizes):
    _, many = sizes
    bureau, now = many.bureau, stamp(many.bureau.clock.now())
    with bureau.reading() as session:
        whole = read_whole(session, bureau=bureau.desk().bureau, profile=bureau.profile, plan=many.plan, now=now)
        views = {one.dossier: one for one in inspections(session, bureau.desk().bureau)}
    assert [one.key for one in whole.tasks] == list(map(str, many.opened))
    for one in whole.tasks:
        view = views[one.key]
        assert one.subject == view.subject_name
        assert one.officers == "、".join(officer.name for officer in view.officers)
        assert one.desk == "held 王秀英"


def test_publishing_before_the_checks_are_done_tells_how_many_are_open(sizes):
    few, _ = sizes
    with pytest.raises(Refused) as refused, few.bureau.writing() as session:
        publish_draw(session, desk=few.bureau.desk(), clock=few.bureau.clock, profile=few.bureau.profile, draw=few.draw)
    assert refused.value.facts == {"count": len(few.opened)}
