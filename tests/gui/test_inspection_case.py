"""What the step bar says of signing: the next one who is wanted, in the order of signing."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from inspector_desktop.gui.pages.inspecting.case import _under_signature, since_words
from inspector_desktop.signature.acts import Standing
from inspector_desktop.wording import say

OFFICERS = (("16001", "李建国", "16052600112"), ("16002", "周敏", "16052600127"))


@pytest.mark.parametrize(
    ("branch", "proof", "signed", "wanted"),
    [
        ("branch-principal", "", (), "inspection-unit-wanting"),
        ("branch-principal", "", ("unit",), "inspection-officers-wanting"),
        ("branch-refused", "proof-witness", (), "inspection-witness-wanting"),
        ("branch-refused", "proof-witness", ("witness", "officer:16001"), "inspection-officers-wanting"),
        ("branch-refused", "proof-recorder", (), "inspection-officers-wanting"),
    ],
)
def test_the_step_names_who_is_still_wanted(branch, proof, signed, wanted):
    case = SimpleNamespace(
        final=None, standing=Standing("0" * 64, signed, (), final=False, signers=OFFICERS),
        statement=SimpleNamespace(branch=branch, proof=proof),
    )  # fmt: skip
    assert _under_signature(case) == say(wanted)


def test_nobody_is_wanted_once_all_have_signed():
    signed = ("unit", "officer:16001", "officer:16002")
    case = SimpleNamespace(
        final=None, standing=Standing("0" * 64, signed, (), final=False), visit=SimpleNamespace(officers=OFFICERS),
        statement=SimpleNamespace(branch="branch-principal", proof=""),
    )  # fmt: skip
    assert _under_signature(case) == ""


def test_a_moment_is_told_with_its_day_unless_it_is_today():
    now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    assert since_words("2026-11-20T11:00:00Z", now) == "19:00"
    assert since_words("2026-11-19T16:30:00Z", now) == "00:30"  # Chinese midnight has passed
    assert since_words("2026-11-19T11:00:00Z", now) == "11月19日 19:00"
    assert since_words("2025-11-20T11:00:00Z", now) == "2025年11月20日 19:00"
