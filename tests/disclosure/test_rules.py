"""Which result fits, and what never leaves the bureau."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector_desktop.disclosure.rules import Proposal, complete, held_back, propose, wrong_choice
from inspector_desktop.profile.loading import load

PROFILE = load("huaxian-meteorology")
ALLOWED = ("subject", "code", "item", "result", "raninsPlanId")


@pytest.mark.parametrize(
    ("outcome", "violates", "ordered", "proposal"),
    [
        ("checked", 0, False, Proposal("none-found", "none")),
        ("checked", 2, True, Proposal("ordered", "order")),
        ("checked", 2, False, Proposal("pending", "")),
        ("unable-no-contact", 0, False, Proposal("no-contact", "")),
        ("unable-closed", 0, False, Proposal("other", "")),
        ("unable-obstructed", 0, False, Proposal("obstructed", "")),
    ],
)
def test_the_proposal_follows_from_problems_orders_and_the_kind_of_visit(outcome, violates, ordered, proposal):
    found = propose(PROFILE.results, PROFILE.followups, outcome=outcome, violates=violates, ordered=ordered)
    assert found == proposal


@pytest.mark.parametrize(
    ("result", "followup", "violates", "wrong"),
    [
        ("ordered", "order", 2, ""),
        ("falsified", "case", 0, ""),
        ("none-found", "none", 2, "refused-result-clean"),
        ("none-found", "order", 0, "refused-followup-clean"),
        ("", "order", 2, "refused-result-code"),
        ("ordered", "", 2, "refused-followup-code"),
    ],
)
def test_another_code_may_be_chosen_but_not_one_that_contradicts_the_sheet(result, followup, violates, wrong):
    assert (
        wrong_choice(PROFILE.results, PROFILE.followups, result=result, followup=followup, violates=violates) == wrong
    )


@pytest.mark.parametrize(
    ("key", "text", "what"),
    [
        ("result.1", "站长赵永安称已整改", "held-name"),
        ("item.1", "联系13803720000", "held-telephone"),
        ("item.1", "电话0372-8112233", "held-telephone"),
        ("result.1", "身份证410526198001011234", "held-identity"),
        ("phone", "无", "held-field"),
    ],
)
def test_names_telephones_identity_numbers_and_other_fields_are_held_back(key, text, what):
    (held,) = held_back({key: text}, names=["赵永安"], allowed=ALLOWED)
    assert (held.key, held.what) == (key, what)


def test_the_registered_name_and_the_units_code_may_go_out():
    fields = {"subject": "赵永安加油站", "code": "12410526416001234X", "raninsPlanId": "2026003"}
    assert held_back(fields, names=["赵永安"], allowed=ALLOWED) == ()


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text(alphabet="检查结果合格。", max_size=6))
def test_no_mobile_number_slips_through_wherever_it_stands(number, around):
    assert held_back({"result.1": f"{around}{number}{around}"}, names=[], allowed=ALLOWED)


def test_the_step_is_complete_when_every_place_with_a_clock_is():
    assert complete(["platform", "portal"], ["portal", "platform", "national"])
    assert not complete(["platform", "portal"], ["platform"])
