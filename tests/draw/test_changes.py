"""Substitution: who comes in follows from the draw; nobody chooses."""

import pytest
from factories import draw_vector as vector

from inspector_desktop.draw.changes import Change, Standing, replay
from inspector_desktop.errors import Refused

FACTS = {"at": "2026-05-06T02:00:00Z", "reason": "closed", "approver": "局长"}


@pytest.fixture
def standing() -> Standing:
    return Standing(vector.frozen(), vector.drawn(), vector.OPENED_AT)


def test_objects_come_in_by_the_order_of_the_reserve_until_nobody_is_left(standing):
    came = [standing.replace_object(out, **FACTS).comes for out in ("K2", "K3", "K1", "K4")]
    assert came == ["K3", "K1", "", ""]
    assert set(standing.groups) == {"K5", "T2", "T3"}
    assert standing.spare["key"] == ()


def test_an_object_that_left_does_not_come_back(standing):
    standing.replace_object("K5", **FACTS)
    with pytest.raises(Refused, match="draw-change-not-live"):
        standing.replace_object("K5", **FACTS)


def test_the_group_of_the_one_who_left_is_kept_where_it_may_inspect(standing):
    standing.replace_object("T2", **FACTS)
    assert standing.groups["T1"] == 1
    assert standing.teams["T1"] == ("16004", "16005")


def test_an_officer_who_went_out_is_never_called_in_and_an_empty_place_stays_empty(standing):
    first = standing.replace_officer("16002", ["K2"], **FACTS)
    assert first.comes == "16001"
    second = standing.replace_officer("16001", ["K2"], **FACTS)
    assert second.comes == ""
    assert standing.teams["K2"] == ("16003",)
    assert standing.too_few == ("K2",)


def test_a_barred_officer_is_passed_over(standing):
    standing.replace_object("K5", **FACTS)
    standing.replace_object("K4", **FACTS)
    assert standing.groups["K1"] == 1
    assert standing.replace_officer("16004", ["K1"], **FACTS).comes == ""  # 16001 is barred from K1


@pytest.mark.parametrize(
    ("out", "objects", "code"),
    [
        ("16004", [], "draw-change-nothing"),
        ("16004", ["K2"], "draw-change-not-there"),
        ("16004", ["K1"], "draw-change-not-live"),
        ("16004", ["K4", "K4"], "draw-form-repeat"),
    ],
)
def test_an_officer_can_only_leave_teams_he_is_in(standing, out, objects, code):
    with pytest.raises(Refused, match=code):
        standing.replace_officer(out, objects, **FACTS)
    assert standing.teams["K4"] == ("16004", "16005")


def test_time_does_not_run_back(standing):
    with pytest.raises(Refused, match="draw-change-back"):
        standing.replace_object("K5", **FACTS | {"at": "2026-04-22T00:29:59Z"})
    standing.replace_object("K5", **FACTS)
    with pytest.raises(Refused, match="draw-change-back"):
        standing.replace_object("K2", **FACTS | {"at": "2026-05-06T01:59:59Z"})


def test_a_recorded_change_with_somebody_else_is_refused():
    chosen = Change("object", FACTS["at"], "K5", "K1", "closed", "局长")
    with pytest.raises(Refused) as caught:
        replay(vector.frozen(), vector.drawn(), vector.OPENED_AT, [chosen])
    assert caught.value.code == "draw-change-in"
    assert caught.value.facts == {"out": "K5", "stated": "K1", "right": "K3"}
