"""The browser verifier answers as the other two do, on draws, on altered ones, on any bytes."""

import json
import random

import pytest
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from factories.browser import Browser, a_resealed_alteration, sealed
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw import transcript as tr

numbers = st.integers(0, 2**32)
some = settings(max_examples=60 * inputs.SCALE, deadline=None)


@pytest.fixture(scope="module")
def browser():
    engine = Browser()
    yield engine
    engine.close()


def accepted(page, file: bytes) -> bool:
    try:
        page.verify(file)
    except page.Bad:
        return False
    return True


def all_three(browser, page, file: bytes) -> tr.Verification:
    """The project's answer, after making sure that the browser and the published program answer alike."""
    answer, told = tr.verify(file), browser.verify(file)
    assert answer.verified == told.verified == accepted(page, file), (answer, told, file)
    assert told.verified or (told.step in tr.STEPS and told.why)
    assert dict(answer.groups) == told.groups
    assert dict(answer.teams) == told.teams
    return answer


def forged(**parts) -> bytes:
    return inputs.write(inputs.reseal(inputs.read_content(vector.transcript()) | parts))


@pytest.mark.obligation("F098")
def test_the_browser_computes_the_published_vector(browser):
    told = browser.verify(vector.transcript())
    assert told.verified
    assert told.result["seed"] == vector.SEED
    assert sha256_hex(canonical(told.result)) == vector.RESULT
    assert told.teams["K3"] == ("16004", "16005")
    assert set(told.teams["K4"]) == {"16001", "16005"}


@some
@given(numbers)
def test_the_three_verifiers_accept_a_random_draw(browser, page, number):
    assert all_three(browser, page, inputs.a_transcript(random.Random(number))).verified


@settings(max_examples=25 * inputs.SCALE, deadline=None)
@given(numbers)
def test_the_three_verifiers_bring_in_the_same_ones_in_a_busy_year(browser, page, number):
    assert all_three(browser, page, inputs.a_busy_year(random.Random(number))).verified


@settings(max_examples=150 * inputs.SCALE, deadline=None)
@given(numbers, st.booleans(), st.integers(1, 3))
def test_the_three_verifiers_agree_on_resealed_alterations(browser, page, number, commitment, times):
    all_three(browser, page, a_resealed_alteration(random.Random(number), times, commitment=commitment))


@settings(max_examples=60 * inputs.SCALE, deadline=None)
@given(numbers)
def test_the_three_verifiers_agree_on_altered_changes_void_seed_and_opened(browser, page, number):
    rng = random.Random(number)
    content = inputs.read_content(inputs.a_transcript(rng))
    parts = [name for name in ("changes", "void", "seed", "opened", "anchors") if content[name]]
    if parts:
        altered = inputs.alter(rng, content, (rng.choice(parts),))
        all_three(browser, page, sealed(altered))


@settings(max_examples=80 * inputs.SCALE, deadline=None)
@given(numbers, st.integers(1, 2))
def test_the_three_verifiers_agree_which_lists_have_the_right_form(browser, page, number, times):
    rng = random.Random(number)
    void = {"at": "2026-04-20T02:00:00Z", "reason": "停电", "approver": "局长", "event": "before"}
    content = inputs.read_content(inputs.a_transcript(rng))
    content |= {"seed": {}, "result": {}, "changes": [], "opened": {}, "void": void}
    for _ in range(times):
        content = inputs.alter(rng, content, ("frozen",))
    all_three(browser, page, sealed(content, commitment=True))


@some
@given(numbers, st.integers(0, 255), st.integers(0, 2))
def test_the_browser_accepts_no_other_bytes(browser, page, number, byte, act):
    rng = random.Random(number)
    file = inputs.a_transcript(rng)
    at = rng.randrange(len(file))
    altered = (
        file[:at] + bytes([byte]) + file[at + 1 :],
        file[:at] + bytes([byte]) + file[at:],
        file[:at] + file[at + 1 :],
    )[act]
    assert all_three(browser, page, altered).verified == (altered == file)


@settings(max_examples=60 * inputs.SCALE, deadline=None)
@given(st.binary(max_size=60))
@example(b"")
@example(b"{}\n")
@example(b"[" * 100_000 + b"\n")
@example(b'{"a":' * 100_000 + b"\n")
@example(b"9" * 5_000 + b"\n")
@example(b"null\n")
@example(b'"\xed\xa0\x80"\n')
@example(b'"\xc0\x80"\n')
@example(b'"\xe0\x80\xaf"\n')
@example(b'"\xf4\x90\x80\x80"\n')
@example(b'"\xe4\xb8\n')
@example(b'"\\ud800"\n')
@example(b'{"__proto__":{}}\n')
@example(b"\xef\xbb\xbf{}\n")
def test_the_browser_answers_any_bytes_with_form(browser, data):
    told = browser.verify(data)
    assert (told.verified, told.step) == (False, "form")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file[:-1],
        lambda file: file + b"\n",
        lambda file: file[:-1] + b"\r\n",
        lambda file: b"\xef\xbb\xbf" + file,
        lambda file: b" " + file,
        lambda file: file.replace(b'"anchors":[]', b'"anchors": []'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[],"anchors":[]'),
        lambda file: file.replace(b'"floor_ppm":50000', b'"floor_ppm":50000.0'),
        lambda file: file.replace(b'"floor_ppm":50000', b'"floor_ppm":5e4'),
        lambda file: file.replace(b'"floor_ppm":50000', b'"floor_ppm":050000'),
        lambda file: file.replace("双".encode(), b"\\u53cc"),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[null]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[-1]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[-0]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[9007199254740992]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":["\x7f"]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":["\\/"]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[{"A":1}]'),
    ],
)
def test_the_browser_refuses_another_spelling_as_form(browser, page, spoil):
    file = vector.transcript()
    assert spoil(file) != file
    assert not all_three(browser, page, spoil(file)).verified
    assert browser.verify(spoil(file)).step == "form"


def test_values_of_every_kind_and_escapes_are_read_as_they_stand(browser, page):
    anchors = [
        'a"b\\c',
        "𠮷\u2028\ufeff",
        True,
        False,
        0,
        2**53 - 1,
        {"0": [], "10": {}, "9a": [[]], "constructor": ""},
    ]
    assert all_three(browser, page, forged(anchors=anchors)).verified


@pytest.mark.parametrize(("levels", "good"), [(15, True), (16, False)])
def test_the_browser_counts_sixteen_levels(browser, page, levels, good):
    nested: list = []
    for _ in range(levels - 1):
        nested = [nested]
    assert all_three(browser, page, forged(anchors=nested)).verified is good


def test_the_browser_names_each_step(browser):
    content = inputs.read_content(vector.transcript())
    seed, changes = content["seed"], content["changes"]
    steps = {
        "commitment": forged(commitment="0" * 64),
        "seed": forged(seed=seed | {"entered": [seed["entered"][0], seed["entered"][0]]}),
        "result": forged(result=content["result"] | {"reserve": []}),
        "changes": forged(changes=[changes[0] | {"in": "K1"}, changes[1]]),
        "void": forged(void={"at": "2026-04-21T00:00:00Z", "reason": "停电", "approver": "局长", "event": "held"}),
        "opened": forged(opened={vector.LABEL: [vector.NONCE, "别的加油站"]}),
        "digest": inputs.write(content | {"anchors": ["后来补的"]}),
    }
    assert {step: browser.verify(file).step for step, file in steps.items()} == {step: step for step in steps}


def test_true_does_not_pass_for_one_in_the_browser(browser):
    result = inputs.read_content(vector.transcript())["result"]
    result["objects"][0]["batch"] = True
    assert browser.verify(forged(result=result)).step == "result"


def test_a_large_draw_verifies_in_the_browser(browser, page):
    rng = random.Random(8)
    frozen = inputs.a_frozen(rng, objects=2_000, officers=60)
    while len(frozen.objects) < 1_000 or frozen.groups.count < 10:
        frozen = inputs.a_frozen(rng, objects=2_000, officers=60)
    assert all_three(browser, page, inputs.a_transcript(rng, frozen)).verified


@settings(max_examples=15 * inputs.SCALE, deadline=None)
@given(numbers, st.integers(2, 5))
def test_the_browser_checks_a_chain_in_any_order_for_gaps_and_doubles(browser, number, length):
    rng = random.Random(number)
    files = inputs.a_chain(rng, length)
    rng.shuffle(files)
    assert browser.verify_chain(files)["verified"]
    gone = next(file for file in files if json.loads(file)["frozen"]["number"] == 1)
    short = browser.verify_chain([file for file in files if file != gone])
    assert (short["verified"], short["missing"]) == (False, [1])
    assert not browser.verify_chain([*files, gone])["verified"]


def test_the_browser_refuses_a_foreign_predecessor_and_a_bad_member(browser):
    first, second = inputs.a_chain(random.Random(1), 2), inputs.a_chain(random.Random(2), 2)
    for files in ([first[0], second[1]], [first[0], first[1][:-1]], []):
        assert browser.verify_chain(files)["verified"] is tr.verify_chain(files).verified is False
