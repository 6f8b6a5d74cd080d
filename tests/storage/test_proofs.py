"""A typed PIN proves once, for one dossier, for ten minutes; nothing of it is kept longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from factories.proving import pin_proof

from inspector_desktop.errors import NotSignedIn
from inspector_desktop.storage import proofs
from inspector_desktop.storage.proofs import LASTS, require_pin


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(proofs, "_unused", {})


def refused(proof, clock, person="a", dossier="d"):
    with pytest.raises(NotSignedIn, match="refused-pin-unproven"):
        require_pin(proof, person, dossier=dossier, clock=clock)


def test_a_proof_is_used_once(clock):
    proof = pin_proof("a", "d", clock)
    assert require_pin(proof, "a", dossier="d", clock=clock) == proof
    refused(proof, clock)


def test_a_proof_altered_or_put_together_elsewhere_is_none(clock):
    proof = pin_proof("a", "d", clock)
    for other in (
        replace(proof, dossier="e"), replace(proof, attempts=2), replace(proof, once="0"), replace(proof, at="2020-01-01T00:00:00Z"),
    ):  # fmt: skip
        refused(other, clock, dossier=other.dossier)
    require_pin(proof, "a", dossier="d", clock=clock)


def test_of_many_proofs_only_those_are_kept_that_may_still_be_used(clock):
    for number in range(20):
        used = pin_proof("a", f"d{number}", clock)
        require_pin(used, "a", dossier=f"d{number}", clock=clock)
        pin_proof("a", f"never used {number}", clock)
    assert len(proofs._unused) == 20
    clock.advance(seconds=LASTS.total_seconds() + 1)
    last = pin_proof("a", "d", clock)
    assert proofs._unused == {last.once: last}


def test_a_clock_set_back_brings_no_proof_to_life_again(clock):
    used, old = pin_proof("a", "d", clock), pin_proof("a", "d", clock)
    require_pin(used, "a", dossier="d", clock=clock)
    clock.advance(seconds=(LASTS + timedelta(seconds=1)).total_seconds())
    refused(old, clock)
    pin_proof("a", "other", clock)  # what is too old is let go
    clock.advance(seconds=-(LASTS + timedelta(seconds=1)).total_seconds())
    for one in (used, old):
        refused(one, clock)
