"""The operating system's keyring: used where there is a real one, and nowhere said to be where there is none."""

import keyring
import pytest
from factories.keyring import MemoryKeyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked

from inspector_desktop.errors import NotSignedIn
from inspector_desktop.keychain import MemoryKeychain, SystemKeychain
from inspector_desktop.wording import say


class PlainText(MemoryKeyring):
    """Stands where `keyrings.alt` would: it keeps secrets readable for everybody."""


PlainText.__module__ = "keyrings.alt.file"


class Locked(KeyringBackend):
    """A keyring nobody has unlocked; `answering` lets it answer a first question."""

    priority = -1

    def __init__(self, answering=0):
        super().__init__()
        self.answering = answering

    def get_password(self, service, username):
        if self.answering:
            self.answering -= 1
            return
        raise KeyringLocked("locked")

    def set_password(self, service, username, password):
        raise KeyringLocked("locked")

    def delete_password(self, service, username):
        raise KeyringLocked("locked")


class Chain:
    """Like `keyring`'s chainer: asks several in turn."""

    def __init__(self, *backends):
        self.backends = backends


@pytest.fixture
def use(memory_keyring, monkeypatch):
    """Put another keyring in the place of the operating system's."""
    return lambda backend: monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def test_a_secret_is_kept_found_and_forgotten(memory_keyring):
    kept = SystemKeychain()
    assert kept.available()
    kept.set("inspector-desktop", "a", "secret")
    assert SystemKeychain().get("inspector-desktop", "a") == "secret"
    kept.delete("inspector-desktop", "a")
    assert kept.get("inspector-desktop", "a") is None
    kept.delete("inspector-desktop", "a")


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), PlainText(), Locked()])
def test_what_is_no_keyring_counts_as_none(use, backend):
    use(backend)
    none = SystemKeychain()
    assert not none.available()
    assert none.get("inspector-desktop", "a") is None
    with pytest.raises(NotSignedIn, match="error-keyring-none"):
        none.set("inspector-desktop", "a", "secret")
    none.delete("inspector-desktop", "a")


def test_nothing_is_ever_written_to_a_plain_text_keyring(use):
    plain = PlainText()
    use(plain)
    with pytest.raises(NotSignedIn):
        SystemKeychain().set("inspector-desktop", "a", "secret")
    assert plain.entries == {}


def test_of_several_keyrings_the_first_real_one_is_used(use):
    real, plain = MemoryKeyring(), PlainText()
    use(Chain(plain, Locked(), real))
    SystemKeychain().set("inspector-desktop", "a", "secret")
    assert real.entries == {("inspector-desktop", "a"): "secret"}
    assert plain.entries == {}


def test_an_empty_chain_is_no_keyring(use):
    use(chainer.ChainerBackend() if not chainer.ChainerBackend().backends else Chain())
    assert not SystemKeychain().available()


def test_a_keyring_that_is_locked_later_is_named(use):
    use(Locked(answering=1))
    locked = SystemKeychain()
    assert locked.available()
    for act in (
        lambda: locked.get("inspector-desktop", "a"),
        lambda: locked.set("inspector-desktop", "a", "x"),
        lambda: locked.delete("inspector-desktop", "a"),
    ):
        with pytest.raises(NotSignedIn) as refused:
            act()
        assert refused.value.code == "error-keyring-locked"
    assert say("error-keyring-locked")


def test_a_keyring_unlocked_meanwhile_is_found_without_a_restart(use):
    use(Locked())
    waiting = SystemKeychain()
    assert not waiting.available()
    use(MemoryKeyring())
    assert waiting.available()


def test_the_keychain_of_the_demonstration_forgets_and_may_be_absent():
    here, none = MemoryKeychain(), MemoryKeychain(present=False)
    here.set("s", "a", "x")
    assert (here.available(), here.get("s", "a"), here.get("s", "b")) == (True, "x", None)
    assert (none.available(), none.get("s", "a")) == (False, None)
    with pytest.raises(NotSignedIn):
        none.set("s", "a", "x")
