"""Draws made in tests have their luck from the test's file, so that whoever was drawn is drawn again."""

from factories import luck
from factories.bureau import approved_plan, enter_some_subjects, frozen_draw, open_bureau
from factories.clock import FakeClock
from sqlmodel import select

from inspector_desktop.draw.records import Draw


def commitment(folder):
    luck.begin("elsewhere")
    luck.begin("tests/draw/test_luck.py")
    bureau = open_bureau(folder, FakeClock(), key=None)
    enter_some_subjects(bureau)
    frozen_draw(bureau, approved_plan(bureau))
    with bureau.reading() as session:
        return session.exec(select(Draw)).one().commitment


def test_the_same_file_of_tests_draws_the_same_again(tmp_path):
    first, second = (commitment(tmp_path / name) for name in ("first", "second"))
    assert first == second
