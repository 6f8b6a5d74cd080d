"""The published test vector, every value of it."""

import json

import pytest
from factories import draw_vector as vector

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw.changes import replay
from inspector_desktop.draw.transcript import verify

ORDER = [
    ("K5", "4cf5de2e164aa5d5", "key", 1, 1, (), 2),
    ("K2", "5559775e03081fbb", "key", 2, 1, (), 2),
    ("K4", "57ed93cb819462b5", "key", 3, 2, (), 1),
    ("T3", "9470f003de000660", "testing", 1, 1, ("F1", "I2"), 1),
    ("T2", "a4d8239eb5f887f5", "testing", 2, 1, ("F1", "I2"), 1),
]


def test_the_commitment_is_the_published_one():
    assert vector.frozen().commitment == vector.COMMITMENT
    assert sha256_hex(canonical(json.loads(vector.FROZEN))) == vector.COMMITMENT


@pytest.mark.obligation("F005")
def test_the_seed_and_the_result_are_the_published_ones():
    drawn = vector.drawn()
    assert drawn.seed == vector.SEED
    assert sha256_hex(canonical(drawn.value())) == vector.RESULT


def test_the_quotas_are_the_published_ones():
    rows = [(q.stratum, q.register, q.eligible, q.due, q.taken) for q in vector.drawn().quotas]
    assert rows == [("testing", 4, 3, 2, 2), ("key", 6, 5, 3, 3)]


def test_groups_and_reserves_are_the_published_ones():
    drawn = vector.drawn()
    assert drawn.groups == (("16004", "16005"), ("16002", "16003"))
    assert drawn.reserve == ("16001",)
    assert drawn.spare == {"testing": ("T1",), "key": ("K3", "K1")}
    assert drawn.unmatched == ()


@pytest.mark.obligation("F094")
@pytest.mark.obligation("F001")
def test_the_table_of_objects_is_the_published_one():
    rows = [
        (one.id, one.ticket[:16], one.stratum, one.position, one.batch, one.items, one.group)
        for one in vector.drawn().objects
    ]
    assert rows == ORDER


@pytest.mark.obligation("F095")
def test_the_changes_bring_in_whom_the_page_says():
    changes = json.loads(vector.transcript())["changes"]
    assert [(one["what"], one["out"], one["in"]) for one in changes] == [
        ("object", "K5", "K3"),
        ("officer", "16004", "16001"),
    ]


def test_the_final_teams_are_the_published_ones():
    answer = verify(vector.transcript())
    assert answer.groups["K3"] == 1
    assert {name: set(team) for name, team in answer.teams.items()} == {
        "K2": {"16002", "16003"},
        "K3": {"16004", "16005"},
        "K4": {"16001", "16005"},
        "T2": {"16004", "16005"},
        "T3": {"16001", "16005"},
    }


def test_the_digest_is_the_published_one_and_both_verifiers_accept(page):
    file = vector.transcript()
    assert json.loads(file)["digest"] == vector.DIGEST
    answer = verify(file)
    assert (answer.verified, answer.step, answer.commitment) == (True, "", vector.COMMITMENT)
    assert page.verify(file)["digest"] == vector.DIGEST


def test_without_anchors_the_answer_says_self_stated():
    answer = verify(vector.transcript())
    assert answer.self_stated
    assert answer.notices == ("draw-verify-self-stated",)


def test_a_standing_can_be_made_again_from_the_recorded_changes():
    from inspector_desktop.draw.changes import read

    changes = [read(one, "changes") for one in json.loads(vector.transcript())["changes"]]
    standing = replay(vector.frozen(), vector.drawn(), vector.OPENED_AT, changes)
    assert standing.spare == {"testing": ("T1",), "key": ("K1",)}
    assert standing.too_few == ()
