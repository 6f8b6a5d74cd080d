"""The quick way for long lists accepts and refuses exactly what the careful way does, in both Python verifiers."""

import json
import random
import string
from dataclasses import replace

import pytest
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from factories.browser import sealed
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector_desktop.digest import canonical
from inspector_desktop.draw import columns, frozen
from inspector_desktop.draw import transcript as tr
from inspector_desktop.errors import Refused

numbers = st.integers(0, 2**32)
LINE = {"area": "", "id": "K1", "label": "", "needs": [], "stratum": "key"}


def accepted(page, file: bytes) -> bool:
    try:
        page.verify(file)
    except page.Bad:
        return False
    return True


def carefully(monkeypatch, page, file: bytes) -> tuple[bool, bool]:
    """What both say when nothing is lifted out."""
    with monkeypatch.context() as patch:
        patch.setattr(columns, "lift", columns.Lifted)
        patch.setattr(page, "load_lifted", lambda _: None)
        return tr.verify(file).verified, accepted(page, file)


def alike(monkeypatch, page, file: bytes) -> bool:
    quick = tr.verify(file).verified, accepted(page, file)
    assert quick == carefully(monkeypatch, page, file)
    assert quick[0] == quick[1]
    return quick[0]


def altered(**parts) -> bytes:
    """The vector with another frozen list; the result is left, so a list that changes nothing drawn is accepted."""
    content = inputs.read_content(vector.transcript())
    return sealed(content | {"frozen": content["frozen"] | parts}, commitment=True)


def test_the_long_lists_are_lifted_out_and_stand_as_they_stood():
    file = vector.transcript()
    lifted = columns.lift(file.decode())
    whole = inputs.read_content(file)
    assert [one.value() for one in lifted.objects] == whole["frozen"]["objects"]
    assert [one.value() for one in lifted.excluded] == whole["frozen"]["excluded"]
    assert {key: list(pair) for key, pair in lifted.opened.items()} == whole["opened"]
    rest = json.loads(lifted.rest)
    assert columns.stands_at(lifted, rest["frozen"], rest["opened"])


@settings(max_examples=60 * inputs.SCALE, deadline=None)
@given(numbers)
def test_a_list_is_written_and_read_the_quick_way_as_the_careful_way_does(number):
    value = inputs.a_frozen(random.Random(number), objects=20)
    assert value.canonical == canonical(value.value())
    again = frozen.read_text(value.canonical.decode())
    assert again == value == frozen.read(value.value())
    assert list(again.objects) == list(value.objects)


DECOY = {"objects": [LINE, LINE | {"id": "K2"}], "of": "x"}


@pytest.mark.parametrize(
    "parts",
    [
        {"note": DECOY},
        {"note": DECOY, "objects": ["#objects#"]},
        {"note": {"a": "#objects#", "b": "#excluded#", "c": "#opened#"}},
        {"objects": ["#objects#"]},
        {"objects": []},
        {"objects": [LINE, LINE]},
        {"objects": [LINE | {"needs": ["lightning", "lightning"]}]},
        {"objects": [LINE | {"area": 'a"b\\c'}]},
        {"objects": [LINE | {"area": "a\x7f"}]},
        {"objects": [LINE | {"id": "K1\n"}]},
        {"objects": [LINE | {"id": "-K1"}]},
        {"objects": [LINE | {"id": "K" * 65}]},
        {"objects": [LINE | {"label": "0" * 63}]},
        {"objects": [LINE | {"stratum": "nowhere"}]},
        {"objects": [LINE | {"more": ""}]},
        {"objects": [LINE, ""]},
        {"excluded": ["#excluded#"]},
        {"excluded": [{"id": "K1", "label": "", "stratum": "key", "rule": "cap", "grounds": ""}]},
        {"excluded": [{"id": "Z1", "label": "", "stratum": "key", "rule": "Cap", "grounds": ""}]},
    ],
)
def test_lists_and_their_decoys_are_accepted_or_refused_alike(monkeypatch, page, parts):
    alike(monkeypatch, page, altered(**parts))


@pytest.mark.parametrize(
    ("opened", "good"),
    [
        ({vector.LABEL: [vector.NONCE, "城关永安加油站"]}, True),
        ({"#opened#": ""}, False),
        ({vector.LABEL: [vector.NONCE, "别的"]}, False),
        ({vector.LABEL: [vector.NONCE, 'a"\\']}, False),
        ({vector.LABEL: [vector.NONCE, "城关永安加油站"], "f" * 64: [vector.NONCE, ""]}, False),
    ],
)
def test_opened_names_are_accepted_or_refused_alike(monkeypatch, page, opened, good):
    content = inputs.read_content(vector.transcript())
    assert alike(monkeypatch, page, sealed(content | {"opened": opened})) is good


@settings(max_examples=150 * inputs.SCALE, deadline=None)
@given(numbers)
def test_one_other_character_in_a_list_is_accepted_or_refused_alike(page, number):
    rng = random.Random(number)
    file = inputs.a_transcript(rng).decode()
    at = rng.randrange(file.index('"objects":['), file.index('"of":'))
    spoilt = (file[:at] + rng.choice(string.printable) + file[at + rng.randint(0, 1) :]).encode()
    with pytest.MonkeyPatch.context() as patch:
        alike(patch, page, spoilt)


def test_a_list_that_is_not_sound_is_refused_with_its_place_before_it_is_committed_to():
    value = vector.frozen()
    for bad in (("K 1", "key"), ("K1", "key", "", ("x", "x")), ("K1", "key", "", (), "ff"), (1, "key")):
        with pytest.raises(Refused, match="draw-form"):
            frozen.freeze(replace(value, objects=(columns.Candidate(*bad),)))


@pytest.mark.parametrize("area", ["\ud800", "\x7f", '"'])
def test_a_stored_list_with_a_character_that_may_not_stand_there_is_refused(area):
    text = vector.frozen().canonical.decode()
    assert '"area":"北区"' in text
    with pytest.raises(Refused, match="draw-form"):
        frozen.read_text(text.replace('"area":"北区"', f'"area":"{area}"'))
