"""The recovery key in two halves, printed and typed in again."""

import pytest
from factories.opening import OFFICER, PIN

from inspector_desktop.errors import Damaged, Refused
from inspector_desktop.storage import envelopes
from inspector_desktop.storage.envelope_file import Holder
from inspector_desktop.storage.recovery import make_recovery, open_sealed, seal_to
from inspector_desktop.wording import say

SECRET = bytes(range(32))


@pytest.fixture(scope="module")
def recovery():
    return make_recovery()


def refusal(recovery, halves):
    with pytest.raises(Refused) as refused:
        open_sealed(seal_to(recovery.public, SECRET, context=b"x"), halves, public=recovery.public, context=b"x")
    assert say(refused.value.code, **refused.value.facts)
    return refused.value.code, refused.value.facts


def swap(text, line, at):
    """The text with one character of a line exchanged for another."""
    lines = text.split("\n")
    mark = "7" if lines[line][at] != "7" else "8"
    lines[line] = lines[line][:at] + mark + lines[line][at + 1 :]
    return "\n".join(lines)


def test_both_halves_open_what_was_sealed_in_either_order(recovery):
    sealed = seal_to(recovery.public, SECRET, context=b"store")
    for halves in (recovery.halves, recovery.halves[::-1]):
        assert open_sealed(sealed, halves, public=recovery.public, context=b"store") == SECRET


def test_a_half_is_four_lines_of_five_groups_of_four(recovery):
    for half in recovery.halves:
        assert [[len(group) for group in line.split(" ")] for line in half.split("\n")] == [[4] * 5] * 4


def test_typing_may_be_lower_case_full_width_without_spaces_and_with_lookalikes(recovery):
    first = recovery.halves[0].lower().replace("0", "o").replace("1", "l").replace(" ", "").replace("\n", "－")
    second = "".join(chr(ord(mark) + 0xFEE0) if mark.isalnum() else "　" for mark in recovery.halves[1])
    sealed = seal_to(recovery.public, SECRET, context=b"x")
    assert open_sealed(sealed, (first, second), public=recovery.public, context=b"x") == SECRET


@pytest.mark.parametrize("line", range(4))
@pytest.mark.parametrize("at", [0, 8, 23])
def test_a_slip_of_the_pen_is_found_with_its_line(recovery, line, at):
    halves = (recovery.halves[0], swap(recovery.halves[1], line, at))
    assert refusal(recovery, halves) == ("refused-recovery-line", {"given": 2, "line": line + 1})


def test_lines_in_another_order_are_found(recovery):
    lines = recovery.halves[0].split("\n")
    halves = ("\n".join([lines[1], lines[0], *lines[2:]]), recovery.halves[1])
    assert refusal(recovery, halves)[0] == "refused-recovery-line"


def test_a_missing_line_is_counted(recovery):
    halves = (recovery.halves[0].rsplit("\n", 1)[0], recovery.halves[1])
    assert refusal(recovery, halves) == ("refused-recovery-length", {"given": 1, "found": 60, "wanted": 80})


def test_the_same_half_twice_does_not_do(recovery):
    assert refusal(recovery, (recovery.halves[1], recovery.halves[1])) == ("refused-recovery-same-half", {"half": 2})


def test_halves_of_another_key_are_told_apart(recovery):
    assert refusal(recovery, make_recovery().halves)[0] == "refused-recovery-other-key"
    assert refusal(recovery, (recovery.halves[0], make_recovery().halves[1]))[0] == "refused-recovery-other-key"


def test_sealed_bytes_that_were_changed_are_damaged(recovery):
    sealed = bytearray(seal_to(recovery.public, SECRET, context=b"x"))
    sealed[-1] ^= 1
    with pytest.raises(Damaged):
        open_sealed(bytes(sealed), recovery.halves, public=recovery.public, context=b"x")


def test_what_was_sealed_for_one_store_is_none_for_another(recovery):
    sealed = seal_to(recovery.public, SECRET, context=b"one")
    with pytest.raises(Damaged):
        open_sealed(sealed, recovery.halves, public=recovery.public, context=b"another")


@pytest.mark.parametrize("public", [b"", bytes(31), bytes(32)])
def test_a_public_key_that_is_none_is_refused(public):
    with pytest.raises(Refused, match="refused-recovery-public"):
        seal_to(public, SECRET, context=b"x")


def test_a_forgotten_pin_is_set_anew_with_both_halves(kit):
    path = kit.places.envelopes
    holder = Holder(OFFICER.id, OFFICER.name, OFFICER.roles)
    key = envelopes.create(path, holder, PIN, recovery_public=kit.recovery.public, keychain=kit.keychain)
    assert envelopes.recover(path, kit.recovery.halves) == key
    envelopes.put_person(path, key, holder, "998877", keychain=kit.keychain)
    assert envelopes.unlock(path, OFFICER.id, "998877", keychain=kit.keychain, clock=kit.clock)[1] == key


def test_a_renewed_recovery_key_replaces_the_former(kit):
    path = kit.places.envelopes
    holder = Holder(OFFICER.id, OFFICER.name, OFFICER.roles)
    key = envelopes.create(path, holder, PIN, recovery_public=kit.recovery.public, keychain=kit.keychain)
    renewed = make_recovery()
    envelopes.renew_recovery(path, key, renewed.public)
    assert envelopes.recover(path, renewed.halves) == key
    with pytest.raises(Refused, match="refused-recovery-other-key"):
        envelopes.recover(path, kit.recovery.halves)
