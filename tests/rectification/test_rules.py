"""Who may issue, what demands lack, and where a problem goes."""

from __future__ import annotations

from datetime import date

import pytest

from inspector_desktop.rectification.rules import (
    CLOSED,
    DONE,
    HANDLED,
    NOT,
    OPEN,
    PART,
    REPORTED,
    Demand,
    all_in,
    by_due,
    may_close,
    may_issue,
    may_recheck,
    wanting_of_demands,
    without_basis,
)

TODAY = date(2026, 11, 20)
GOOD = Demand(1, "更换", "2026-12-07", "《气象法》第三十一条")


@pytest.mark.parametrize(
    ("person", "team", "approver", "approved", "may"),
    [
        ("a", ["a", "b"], False, False, True),
        ("a", ["a"], False, False, False),  # one officer alone orders nothing
        ("c", ["a", "b"], False, False, False),
        ("c", ["a", "b"], True, False, False),
        ("c", ["a", "b"], True, True, True),
        ("c", ["a", "b"], False, True, False),
    ],
)
def test_two_officers_on_site_or_an_approver_after_approval_issue(person, team, approver, approved, may):
    assert may_issue(person=person, officers=team, approver=approver, approved=approved) is may


@pytest.mark.parametrize(
    ("demands", "wanting"),
    [
        ((GOOD,), ("", 0)),
        ((), ("refused-fix-none", 0)),
        ((Demand(9, "更换", "2026-12-07"),), ("refused-fix-unknown", 9)),
        ((Demand(2, "更换", "2026-12-07"),), ("refused-fix-closed", 2)),
        ((Demand(1, " ", "2026-12-07"),), ("refused-fix-demand", 1)),
        ((Demand(1, "更换", "2026-11-19"),), ("refused-fix-due", 1)),
        ((Demand(1, "更换", "2026-11-20"),), ("", 0)),
    ],
)
def test_demands_name_an_open_problem_a_text_and_a_day_to_come(demands, wanting):
    assert wanting_of_demands(demands, {1: OPEN, 2: CLOSED}, TODAY) == wanting


def test_a_problem_without_a_basis_that_may_be_cited_is_named():
    assert without_basis((GOOD, Demand(2, "更换", "2026-12-07", " "))) == 2
    assert without_basis((GOOD,)) == 0


def test_only_what_was_found_mended_can_be_closed_and_what_is_closed_is_not_looked_at_again():
    states = (OPEN, REPORTED, PART, NOT, DONE, CLOSED, HANDLED)
    assert [may_close(one) for one in states] == [False, False, False, False, True, False, False]
    assert [may_recheck(one) for one in states] == [True, True, True, True, False, False, False]


def test_last_days_are_gathered_earliest_first():
    demands = (Demand(1, "", "2026-12-07"), Demand(2, "", "2026-11-27"), Demand(3, "", "2026-12-07"))
    assert list(by_due(demands).items()) == [("2026-11-27", (2,)), ("2026-12-07", (1, 3))]
    assert not all_in((), (CLOSED,))
