"""The browser verifier answers as the other two do, on draws, on altered ones, on any bytes."""

import json
import random

import pytest
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from factories.browser import Browser, a_resealed_alteration, sealed, spelled
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


NAMES = ("", "甲乙加油站", 'a"b\\c', "\\\\", '"', "𠮷\u2028", "x" * 49_116, "x" * 49_117, "长" * 60_000, "\\" * 30_000)


def opening(texts, **frozen) -> dict:
    """A transcript without a draw, of as many objects as texts, each text concealed and opened."""
    content = inputs.read_content(vector.transcript())
    rng = random.Random(7)
    pairs = [[inputs.a_nonce(rng), text] for text in texts]
    opened = {sha256_hex("\n".join(pair)): pair for pair in pairs}
    thing = content["frozen"]["objects"][0]
    objects = [thing | {"id": f"K{at:05}", "label": label} for at, label in enumerate(opened)]
    content["frozen"] |= {"objects": objects, "excluded": [], "barred": []} | frozen
    void = {"at": "2026-04-20T02:00:00Z", "reason": "停电", "approver": "局长", "event": "before"}
    return content | {"seed": {}, "result": {}, "changes": [], "opened": opened, "void": void}


def test_opened_names_of_every_spelling_and_length_are_hashed_as_they_stand(browser, page):
    content = opening(NAMES)
    assert len(content["opened"]) == len(NAMES)
    assert all_three(browser, page, sealed(content, commitment=True)).verified


def test_many_opened_names_verify_and_one_false_among_them_is_found(browser, page):
    content = opening(f"第{at}家" for at in range(1_000))
    assert all_three(browser, page, sealed(content, commitment=True)).verified
    for nth in (0, 499, 999):
        key = sorted(content["opened"])[nth]
        for pair in (
            [content["opened"][key][0], "别家"],
            [inputs.a_nonce(random.Random(8)), content["opened"][key][1]],
        ):
            false = content | {"opened": content["opened"] | {key: pair}}
            assert not all_three(browser, page, sealed(false, commitment=True)).verified
            assert browser.verify(sealed(false, commitment=True)).step == "opened"


@pytest.mark.parametrize("key", ["a", "0", "f_", "zz", "a" * 64, "f" * 63, sha256_hex(f"{vector.NONCE}\n甲")])
def test_a_name_nobody_sealed_is_refused_whatever_its_key(browser, page, key):
    content = opening(["甲", "乙", "丙"])
    false = sealed(content | {"opened": content["opened"] | {key: [vector.NONCE, "甲"]}}, commitment=True)
    assert not all_three(browser, page, false).verified
    assert browser.verify(false).step == "opened"


def test_officers_grounds_and_excluded_may_be_opened_too(browser, page):
    content = opening(["甲", "乙", "丙", "丁"])
    frozen, keys = content["frozen"], list(content["opened"])
    stratum = frozen["objects"][0]["stratum"]
    frozen["objects"] = [one | {"label": ""} for one in frozen["objects"]]
    frozen["officers"][0]["label"] = keys[0]
    frozen["officers_out"] = [{"grounds": keys[1], "id": "99999", "rule": "leave"}]
    frozen["excluded"] = [{"grounds": keys[2], "id": "X1", "label": keys[3], "rule": "cap", "stratum": stratum}]
    assert all_three(browser, page, sealed(content, commitment=True)).verified


@pytest.mark.parametrize(
    "spelling",
    [
        "TWO,ONE",
        "ONE,ONE",
        "ONE,TWO,",
        "ONETWO",
        "ONE, TWO",
        'ONE,"zz":["ABCDEF0123456789ABCDEF0123456789",""]',
        'ONE,"zz":["0NONCE",""]',
        'ONE,"zz":["NONCE","",""]',
        'ONE,"zz":["NONCE",1]',
        'ONE,"zz":["NONCE"]',
        'ONE,"zz":"NONCE"',
        'ONE,"zz":["NONCE","\\u0041"]',
        'ONE,"zz":["NONCE","\\"]',
        'ONE,"_z":["NONCE",""]',
        'ONE,"":["NONCE",""]',
        f'ONE,"{"z" * 65}":["NONCE",""]',
        'zz":["NONCE",""]',
    ],
)
def test_opened_names_in_another_spelling_or_shape_are_refused_as_form(browser, page, spelling):
    content = opening(["甲", "乙"])
    file = sealed(content, commitment=True)
    one, two = (spelled({key: content["opened"][key]})[1:-1].decode() for key in sorted(content["opened"]))
    spoilt = spelling.replace("NONCE", vector.NONCE).replace("ONE", one).replace("TWO", two)
    altered = file.replace(f"{one},{two}".encode(), spoilt.encode())
    assert altered != file
    assert not all_three(browser, page, altered).verified
    assert browser.verify(altered).step == "form"


def test_opened_is_only_the_member_of_the_outermost_object(browser, page):
    content = opening(["甲"], note={"opened": {"b": 1}, "title": '","opened":{"'}) | {"anchors": [{"opened": []}]}
    assert all_three(browser, page, sealed(content, commitment=True)).verified
    assert not all_three(browser, page, sealed(content | {"opened": []}, commitment=True)).verified
