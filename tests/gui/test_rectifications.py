"""The list of what is to be put right: what concerns whom, in which order, in which state, until when."""

from __future__ import annotations

import pytest
from factories.bureau import released_inspections
from factories.finished import house_of, officers_of, signed_visit
from factories.windows import make_bench, settle, sign_in

from inspector_desktop.gui.pages.reporting.ordering import Asked, issue_fix, load_fixing
from inspector_desktop.rectification.acts import list_problems
from inspector_desktop.wording import say


@pytest.fixture
def bench(tmp_path, clock, monkeypatch):
    return make_bench(tmp_path, clock, monkeypatch)


@pytest.fixture
def page_of(bench, qtbot):
    opened = []

    def make(person: str = "16005"):
        window = bench.window()
        opened.append(window)
        sign_in(qtbot, window, person)
        window.navigate("rectification")
        settle(qtbot, window)
        return window, window.pages["rectification"]

    yield make
    for window in opened:
        window.stop()


def ordered(bench, dossier, due, kind="order"):
    bureau = bench.bureau
    signed_visit(bureau, dossier)
    desk = bureau.desk(officers_of(bureau, dossier)[0].id)
    with bureau.writing() as session:
        fixing = load_fixing(
            session, bureau=str(desk.bureau), profile=bureau.profile, dossier=dossier, clock=bureau.clock
        )
        asked = [Asked(one.line, "整改到位", due, one.basis, serious=False) for one in fixing.problems]
        issue_fix(
            session, desk=desk, clock=bureau.clock, house=house_of(bureau), dossier=dossier, kind=kind, asked=asked
        )


def test_the_nearest_last_day_stands_first_and_one_past_it_is_late(bench, page_of):
    later, sooner = released_inspections(bench.bureau)[:2]
    ordered(bench, later, "2026-12-10")
    ordered(bench, sooner, "2026-11-25", kind="advice")
    bench.clock.advance(days=7)
    _, page = page_of()
    assert [(one.key, one.due, one.late) for one in page.rows] == [
        (sooner, "2026-11-25", 2),
        (later, "2026-12-10", 0),
    ]
    assert say("rectifications-late", days=2) in page.table.rows_model.cell(0, 4).spoken()


def test_problems_listed_but_not_ordered_are_shown_as_such_and_lead_to_the_order(bench, page_of, qtbot):
    bureau = bench.bureau
    dossier = signed_visit(bureau, released_inspections(bureau)[0])
    with bureau.writing() as session:
        list_problems(session, desk=bureau.desk(), clock=bureau.clock, house=house_of(bureau), dossier=dossier)
    window, page = page_of()
    (row,) = page.rows
    assert page.table.rows_model.cell(0, 1).text == say("rectifications-unissued")
    page._open(row)
    for _ in range(3):
        settle(qtbot, window)
    assert (window.current, window.pages["inspection"].dossier) == ("inspection", dossier)


def test_searching_finds_the_number_of_the_paper(bench, page_of):
    first, second = released_inspections(bench.bureau)[:2]
    ordered(bench, first, "2026-12-10")
    ordered(bench, second, "2026-12-11")
    _, page = page_of()
    wanted = page.rows[1]
    page.search.setText(wanted.papers[0])
    page._filter()
    assert [one.key for one in page.table.rows_model.rows()] == [wanted.key]


def test_an_officer_sees_only_what_concerns_him(bench, page_of):
    dossier = released_inspections(bench.bureau)[0]
    ordered(bench, dossier, "2026-12-10")
    team = {one.id for one in officers_of(bench.bureau, dossier)}
    other = next(one for one in ("16001", "16002", "16003", "16004") if one not in team)
    _, page = page_of(other)
    assert page.rows == ()
