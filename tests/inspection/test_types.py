"""The types of checks in each bureau's words, and which of them count as 双随机."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from inspector_desktop.inspection.types import is_drawn, type_of, type_title
from inspector_desktop.profile.loading import available, load


def check(**given):
    usual = {"check_kind": "kind-routine", "way": "way-random", "draw_type": "directed", "lead_source": ""}
    return SimpleNamespace(**(usual | given))


@pytest.mark.obligation("F219")
@pytest.mark.parametrize("name", available())
def test_only_what_was_drawn_counts_and_each_type_has_the_bureaus_words(name):
    profile = load(name)
    known = {
        "directed": check(), "undirected": check(draw_type="undirected"),
        "lead": check(check_kind="kind-targeted", draw_type="", lead_source="lead-complaint"),
        "special": check(check_kind="kind-targeted", draw_type="", lead_source="lead-assigned"),
        "reinspection": check(way="way-reinspection"),
    }  # fmt: skip
    assert {kind: type_of(one, profile) for kind, one in known.items()} == {kind: kind for kind in known}
    assert {kind for kind, one in known.items() if is_drawn(one, profile)} == {"directed", "undirected"}
    titles = [type_title(one, profile) for one in known.values()]
    assert all(titles) and len(set(titles)) == len(known)
    assert type_of(check(check_kind="kind-special"), profile) == "special"


def test_a_source_the_rules_no_longer_have_is_a_lead_still():
    profile = load("zhanhe-emergency")
    assert type_of(check(check_kind="kind-targeted", lead_source="lead-gone"), profile) == "lead"
