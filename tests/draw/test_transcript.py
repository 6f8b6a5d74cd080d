"""Transcripts verify, altered ones do not, and both verifiers always give the same answer."""

import json
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspector_desktop import wording
from inspector_desktop.assets import resource
from inspector_desktop.draw import transcript as tr
from inspector_desktop.draw.frozen import conceal, freeze
from inspector_desktop.errors import Refused
from inspector_desktop.headquarters import verifier

SENTENCES = wording.read_catalogue([resource("wording", "zh-CN", "draw.ftl")])
numbers = st.integers(0, 2**32)
often = settings(max_examples=60 * inputs.SCALE, deadline=None)


def accepted(page, file: bytes) -> bool:
    """Whether the second verifier accepts the file."""
    try:
        page.verify(file)
    except page.Bad:
        return False
    return True


def both(page, file: bytes) -> tr.Verification:
    """The project's answer, after making sure that the second verifier gives the same."""
    answer = tr.verify(file)
    assert answer.verified == accepted(page, file), (answer, file)
    if not answer.verified:
        assert answer.step in tr.STEPS
        assert SENTENCES.say(answer.why, dict(answer.facts))
    return answer


def both_chain(page, files: list[bytes]) -> tr.ChainVerification:
    answer = tr.verify_chain(files)
    try:
        page.verify_chain([page.verify(file) for file in files])
    except page.Bad:
        assert not answer.verified
    else:
        assert answer.verified, answer
    return answer


@pytest.mark.obligation("F098")
@often
@given(numbers)
def test_a_random_draw_verifies_with_both_verifiers(page, number):
    file = inputs.a_transcript(random.Random(number))
    assert both(page, file).verified


@settings(max_examples=150 * inputs.SCALE, deadline=None)
@given(numbers)
def test_many_changes_bring_in_the_same_ones_with_both_verifiers(page, number):
    assert both(page, inputs.a_busy_year(random.Random(number))).verified


def test_a_large_draw_verifies_with_both_verifiers(page):
    rng = random.Random(8)
    frozen = inputs.a_frozen(rng, objects=2_000, officers=60)
    while len(frozen.objects) < 1_000 or frozen.groups.count < 10:
        frozen = inputs.a_frozen(rng, objects=2_000, officers=60)
    assert both(page, inputs.a_transcript(rng, frozen)).verified


@often
@given(numbers)
def test_an_alteration_that_is_not_resealed_is_refused_by_both(page, number):
    rng = random.Random(number)
    file = inputs.a_transcript(rng)
    altered = inputs.write(inputs.alter(rng, inputs.read_content(file)))
    assert both(page, altered).verified == (altered == file)


@often
@given(numbers, st.sampled_from(["frozen", "commitment", "result", "digits"]), st.booleans())
def test_a_resealed_alteration_of_list_digits_or_result_is_refused_by_both(page, number, part, commitment):
    rng = random.Random(number)
    content = inputs.read_content(file := inputs.a_transcript(rng))
    while not content["seed"]:  # a void list without a result has nothing to contradict it
        content = inputs.read_content(file := inputs.a_transcript(rng))
    altered = inputs.alter(rng, content, ("seed", "digits") if part == "digits" else (part,))
    again = inputs.write(inputs.reseal(altered, commitment=commitment and part == "frozen"))
    assert both(page, again).verified == (again == file)


@settings(max_examples=250 * inputs.SCALE, deadline=None)
@given(numbers, st.booleans(), st.integers(1, 3))
def test_both_verifiers_agree_on_any_resealed_alteration(page, number, commitment, times):
    rng = random.Random(number)
    content = inputs.read_content(inputs.a_transcript(rng))
    for _ in range(times):
        content = inputs.alter(rng, content) if len(content) > 1 else content
    if "frozen" in content:
        content = inputs.reseal(content, commitment=commitment)
    both(page, inputs.write(content))


@settings(max_examples=150 * inputs.SCALE, deadline=None)
@given(numbers)
def test_both_verifiers_agree_on_alterations_of_changes_void_seed_and_opened(page, number):
    rng = random.Random(number)
    content = inputs.read_content(inputs.a_transcript(rng))
    parts = [name for name in ("changes", "void", "seed", "opened", "anchors") if content[name]]
    if parts:
        altered = inputs.alter(rng, content, (rng.choice(parts),))
        both(page, inputs.write(inputs.reseal(altered)))


@settings(max_examples=150 * inputs.SCALE, deadline=None)
@given(numbers, st.integers(1, 2))
def test_both_verifiers_agree_which_lists_have_the_right_form(page, number, times):
    rng = random.Random(number)
    void = {"at": "2026-04-20T02:00:00Z", "reason": "停电", "approver": "局长", "event": "before"}
    content = inputs.read_content(inputs.a_transcript(rng))
    content |= {"seed": {}, "result": {}, "changes": [], "opened": {}, "void": void}
    for _ in range(times):
        content = inputs.alter(rng, content, ("frozen",))
    both(page, inputs.write(inputs.reseal(content, commitment=True)))


@settings(max_examples=100 * inputs.SCALE, deadline=None)
@given(numbers, st.integers(1, 2))
def test_an_altered_list_drawn_again_by_the_second_program_is_accepted_by_both_or_refused_by_both(page, number, times):
    rng = random.Random(number)
    content = inputs.read_content(inputs.a_transcript(rng))
    if not content["seed"]:
        return
    for _ in range(times):
        content = inputs.alter(rng, content, ("frozen",))
    content |= {"changes": [], "opened": {}, "void": {}}
    content = inputs.reseal(content, commitment=True)
    try:
        page.check_value(content["frozen"], 2)
        if not page.FROZEN(content["frozen"]):
            return
        page.check_frozen(page.rows(content["frozen"]))
        seed = page.sha("ticket-v1\nseed\n" + content["commitment"] + "\n" + content["seed"]["digits"])
        content["result"] = page.make_draw(page.rows(content["frozen"]), seed, 0)[0]
    except page.Bad:
        pass  # the old result stays: still both must answer alike
    both(page, inputs.write(inputs.reseal(content)))


@often
@given(numbers, st.integers(0, 255), st.integers(0, 2))
def test_no_other_bytes_are_accepted(page, number, byte, act):
    rng = random.Random(number)
    file = inputs.a_transcript(rng)
    at = rng.randrange(len(file))
    altered = (
        file[:at] + bytes([byte]) + file[at + 1 :],
        file[:at] + bytes([byte]) + file[at:],
        file[:at] + file[at + 1 :],
    )[act]
    assert both(page, altered).verified == (altered == file)


@settings(max_examples=60 * inputs.SCALE, deadline=None)
@given(st.binary(max_size=60))
@example(b"")
@example(b"{}\n")
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"9" * 5_000)
@example(b"null")
@example(b'"\xed\xa0\x80"\n')
@example(b'"\\ud800"\n')
@example(b"\xef\xbb\xbf{}\n")
def test_any_bytes_get_an_answer(page, data):
    assert both(page, data).step == "form"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file[:-1],
        lambda file: file + b"\n",
        lambda file: file[:-1] + b"\r\n",
        lambda file: b"\xef\xbb\xbf" + file,
        lambda file: b" " + file,
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[],"anchors":[]'),
        lambda file: file.replace(b'"floor_ppm":50000', b'"floor_ppm":50000.0'),
        lambda file: file.replace(b'"floor_ppm":50000', b'"floor_ppm":5e4'),
        lambda file: file.replace("双".encode(), b"\\u53cc"),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[null]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[-1]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[9007199254740992]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[NaN]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":["\x7f"]'),
        lambda file: file.replace(b'"anchors":[]', b'"anchors":[{"A":1}]'),
    ],
)
def test_another_spelling_is_refused_as_form(page, spoil):
    file = vector.transcript()
    assert spoil(file) != file
    assert both(page, spoil(file)).step == "form"


@pytest.mark.parametrize(("levels", "good"), [(15, True), (16, False)])
def test_arrays_nest_sixteen_deep_counting_the_transcript(page, levels, good):
    content = inputs.read_content(vector.transcript())
    nested: list = []
    for _ in range(levels - 1):
        nested = [nested]
    content["anchors"] = nested
    assert both(page, inputs.write(inputs.reseal(content))).verified is good


def forged(**parts):
    """The vector's content with some parts replaced and sealed again."""
    return inputs.write(inputs.reseal(inputs.read_content(vector.transcript()) | parts))


def test_each_step_is_named(page):
    content = inputs.read_content(vector.transcript())
    seed, changes = content["seed"], content["changes"]
    same = [seed["entered"][0], seed["entered"][0]]
    other = [changes[0] | {"in": "K1"}, changes[1]]
    wrong = content["result"] | {"reserve": []}
    void = {"at": "2026-04-21T00:00:00Z", "reason": "停电", "approver": "局长", "event": "held"}
    opened = {vector.LABEL: [vector.NONCE, "别的加油站"]}
    steps = {
        "commitment": forged(commitment="0" * 64),
        "seed": forged(seed=seed | {"entered": same}),
        "result": forged(result=wrong),
        "changes": forged(changes=other),
        "void": forged(void=void),
        "opened": forged(opened=opened),
        "digest": inputs.write(content | {"anchors": ["后来补的"]}),
    }
    for step, file in steps.items():
        assert both(page, file).step == step
        with pytest.raises(page.Bad) as caught:
            page.verify(file)
        assert caught.value.args[0] == step


def test_the_digits_may_be_entered_the_moment_of_the_event_and_not_before(page):
    seed = inputs.read_content(vector.transcript())["seed"]
    for at, good in [("2026-04-21T13:15:00Z", True), ("2026-04-21T13:14:59Z", False)]:
        assert both(page, forged(seed=seed | {"opened_at": at})).verified is good


def test_only_what_the_list_conceals_can_be_opened(page):
    foreign = conceal(vector.NONCE, "别的加油站")
    assert both(page, forged(opened={foreign: [vector.NONCE, "别的加油站"]})).why == "draw-opened-unknown"


def test_true_does_not_pass_for_one_in_a_result(page):
    result = inputs.read_content(vector.transcript())["result"]
    result["objects"][0]["batch"] = True
    assert both(page, forged(result=result)).step == "result"


def test_an_event_said_not_held_is_told_to_the_reader(page):
    void = tr.Void("2026-04-21T13:15:00Z", "停电", "局长", "not-held")
    file = tr.assemble(vector.frozen(), opening=None, drawn=None, void=void)
    answer = both(page, file)
    assert answer.verified
    assert "draw-void-not-held" in answer.notices
    assert SENTENCES.say("draw-void-not-held", {}) == "活动未举行，请与公开信息核对"
    assert answer.proven == ()


@pytest.mark.parametrize(
    ("event", "at", "good"),
    [
        ("before", "2026-04-21T13:14:59Z", True),
        ("before", "2026-04-21T13:15:00Z", False),
        ("not-held", "2026-04-21T13:14:59Z", False),
        ("not-held", "2026-04-21T13:15:00Z", True),
    ],
)
def test_a_void_without_result_stands_at_the_right_side_of_the_event(page, event, at, good):
    void = {"at": at, "reason": "停电", "approver": "局长", "event": event}
    assert both(page, forged(void=void, seed={}, result={}, changes=[])).verified is good
    assert not both(page, forged(void=void, seed={}, result={})).verified
    assert not both(page, forged(void=void)).verified


def test_a_frozen_list_that_was_not_drawn_is_no_transcript(page):
    assert both(page, forged(seed={}, result={}, changes=[])).why == "draw-void-undrawn"


def test_a_void_after_the_event_keeps_its_result(page):
    void = {"at": vector.OPENED_AT, "reason": "名单有误", "approver": "局长", "event": "held"}
    answer = both(page, forged(void=void))
    assert answer.verified
    assert answer.void_event == "held"
    assert len(answer.teams) == 5


def test_what_would_not_verify_is_not_assembled():
    void = tr.Void("2026-04-21T13:15:00Z", "停电", "局长", "before")
    with pytest.raises(Refused, match="draw-void-time"):
        tr.assemble(vector.frozen(), opening=None, drawn=None, void=void)


@settings(max_examples=15 * inputs.SCALE, deadline=None)
@given(numbers, st.integers(2, 5))
def test_a_chain_verifies_in_any_order_and_not_with_a_gap_or_a_double(page, number, length):
    rng = random.Random(number)
    files = inputs.a_chain(rng, length)
    rng.shuffle(files)
    assert both_chain(page, files).verified
    gone = next(file for file in files if json.loads(file)["frozen"]["number"] == 1)
    short = both_chain(page, [file for file in files if file != gone])
    assert (short.step, short.missing) == ("chain", (1,))
    assert both_chain(page, [*files, gone]).why == "draw-chain-doubled"


def test_a_chain_with_a_foreign_predecessor_is_refused(page):
    first, second = inputs.a_chain(random.Random(1), 2), inputs.a_chain(random.Random(2), 2)
    assert both_chain(page, [first[0], second[1]]).why == "draw-chain-previous"
    assert tr.verify_chain([]).why == "draw-chain-bureaus"


def test_a_supplement_names_an_earlier_draw_of_the_chain(page):
    rng = random.Random(3)
    first = inputs.a_chain(rng, 1)[0]
    commitment = inputs.read_content(first)["commitment"]
    base = inputs.a_frozen(rng, objects=4, officers=4)
    for of, good in [(commitment, True), ("1" * 64, False)]:
        later = freeze(replace(base, number=2, previous=commitment, kind="supplement", of=of))
        answer = both_chain(page, [inputs.a_transcript(rng, later), first])
        assert answer.verified is good
        assert answer.why == ("" if good else "draw-chain-of")


def test_the_published_program_prints_its_answer_and_ends_with_it(tmp_path):
    program = tmp_path / "verify_draw.py"
    program.write_bytes(verifier.program())
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(vector.transcript())
    bad.write_bytes(forged(commitment="0" * 64))
    for path, code, words in [(good, 0, "已验算"), (bad, 1, "未通过：封存码")]:
        ran = subprocess.run([sys.executable, "-I", program, path], capture_output=True, encoding="utf-8", check=False)
        assert (ran.returncode, ran.stderr) == (code, "")
        assert ran.stdout.startswith(words)
