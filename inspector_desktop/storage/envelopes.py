"""The store's key, wrapped: one envelope per person who signs in, one to the bureau's recovery key.

The key itself is 256 random bits and lies nowhere in plain. A person's envelope opens with the PIN through Argon2id,
mixed with a random secret in the operating system's keyring: the files alone, taken to another computer, are not
enough even for a short PIN. Name and roles are authenticated with the key, so that nobody edits himself into a role.
Failures are noted in the file before a PIN is tried, and slow the next try down. The slowing guards against somebody
at the keyboard; against somebody with a copy of the files it is the keyring's secret, or the long PIN, that guards.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from inspector_desktop.clock import Clock, moment, stamp
from inspector_desktop.digest import canonical
from inspector_desktop.errors import Damaged, NotSignedIn, Refused
from inspector_desktop.keychain import SERVICE, Keychain
from inspector_desktop.storage.envelope_file import FORMAT, Cost, Envelope, Envelopes, Holder, read_file, write_file
from inspector_desktop.storage.recovery import open_sealed, seal_to

SHORTEST_PIN = 6
SHORTEST_PIN_WITHOUT_KEYRING = 12
FREE_FAILURES = 3  # then each failure doubles the wait
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
COST = Cost(memory=64 * 1024, passes=3, lanes=4)  # RFC 9106, section 4, second recommended choice


def create(path: Path, holder: Holder, pin: str, *, recovery_public: bytes, keychain: Keychain) -> bytes:
    """Make a store key, wrap it for one person and for recovery, and return it.

    Raises `Refused` when the file is there already, the PIN is too short or the recovery key is none.
    """
    if path.exists():
        raise Refused("refused-envelopes-exist")
    key = secrets.token_bytes(32)
    store = secrets.token_hex(16)
    sealed = seal_to(recovery_public, key, context=store.encode())
    envelope = _wrap(store, key, holder, pin, keychain)
    write_file(path, Envelopes(store, _check_value(key), recovery_public, sealed, (envelope,)))
    return key


def people(path: Path) -> tuple[Holder, ...]:
    """Who may sign in here. Raises `Missing` without the file, `Damaged` when it is unreadable."""
    return tuple(envelope.holder for envelope in read_file(path).people)


def shortest_pin(keychain: Keychain) -> int:
    """How many characters a new PIN needs on this computer; the longer length means there is no keyring."""
    return SHORTEST_PIN if keychain.available() else SHORTEST_PIN_WITHOUT_KEYRING


def unlock(path: Path, person: str, pin: str, *, keychain: Keychain, clock: Clock) -> tuple[Holder, bytes]:
    """Return the person and the store's key.

    Raises `NotSignedIn` for a wrong PIN, too early a try, or a keyring that is locked or lost its secret; `Missing`
    when the person has no envelope here; `Damaged` for a damaged file; `Refused` when the folder is read-only.
    """
    file = read_file(path)
    envelope = file.of(person)
    _refuse_early(path, file, envelope, clock)
    secret = _keyring_secret(file.store, envelope, keychain)
    failures = envelope.failures + 1
    tried = replace(envelope, failures=failures, not_before=_next_try(failures, clock))
    write_file(path, file.having(tried))  # before the try: whoever pulls the plug has still failed
    try:
        derived = _derive(pin, envelope, secret)
        key = AESGCM(derived).decrypt(envelope.nonce, envelope.sealed, _bound(file.store, envelope))
    except InvalidTag as error:
        wait = _wait(failures)
        if wait:
            raise NotSignedIn("refused-pin-wrong-slowed", name=envelope.holder.name, wait=_spell(wait)) from error
        raise NotSignedIn("refused-pin-wrong", name=envelope.holder.name, left=FREE_FAILURES - failures) from error
    _require_key(file, key)
    write_file(path, file.having(replace(envelope, failures=0, not_before="")))
    return envelope.holder, key


def put_person(path: Path, key: bytes, holder: Holder, pin: str, *, keychain: Keychain) -> None:
    """Give a person an envelope, or a new one (forgotten PIN, changed roles). Needs the open key.

    Raises `Refused` for a short PIN, `Damaged` when the key is not the file's.
    """
    file = read_file(path)
    _require_key(file, key)
    former = file.find(holder.id)
    write_file(path, file.having(_wrap(file.store, key, holder, pin, keychain)))
    _forget(file.store, former, keychain)


def change_pin(path: Path, person: str, pin: str, new_pin: str, *, keychain: Keychain, clock: Clock) -> None:
    """Exchange a PIN for another. Raises as `unlock` does, and `Refused` for a short new PIN."""
    _refuse_short(new_pin, keychain)
    holder, key = unlock(path, person, pin, keychain=keychain, clock=clock)
    put_person(path, key, holder, new_pin, keychain=keychain)


def remove_person(path: Path, key: bytes, person: str, *, keychain: Keychain) -> None:
    """Take a person's envelope away. Raises `Refused` for the last one, `Missing` without it."""
    file = read_file(path)
    _require_key(file, key)
    former = file.of(person)
    if len(file.people) == 1:
        raise Refused("refused-last-person", name=former.holder.name)
    write_file(path, replace(file, people=tuple(one for one in file.people if one.holder.id != person)))
    _forget(file.store, former, keychain)


def recover(path: Path, halves: tuple[str, str]) -> bytes:
    """Return the store's key with the two halves of the recovery key; `put_person` then sets a new PIN.

    Raises `Refused` naming the half and line that are miscopied, `Damaged` for a damaged file.
    """
    file = read_file(path)
    key = open_sealed(file.recovery_sealed, halves, public=file.recovery_public, context=file.store.encode())
    _require_key(file, key)
    return key


def renew_recovery(path: Path, key: bytes, recovery_public: bytes) -> None:
    """Seal the key to another recovery key (the bureau changed its own)."""
    file = read_file(path)
    _require_key(file, key)
    sealed = seal_to(recovery_public, key, context=file.store.encode())
    write_file(path, replace(file, recovery_public=recovery_public, recovery_sealed=sealed))


def fits(path: Path, key: bytes) -> bool:
    """Whether this is the key of the file's store."""
    return hmac.compare_digest(read_file(path).check, _check_value(key))


def _wrap(store: str, key: bytes, holder: Holder, pin: str, keychain: Keychain) -> Envelope:
    _refuse_short(pin, keychain)
    envelope = Envelope(
        holder=holder,
        id=secrets.token_hex(8),
        cost=COST,
        salt=secrets.token_bytes(16),
        keyring=keychain.available(),
        nonce=secrets.token_bytes(12),
        sealed=b"",
    )
    secret = b""
    if envelope.keyring:
        secret = secrets.token_bytes(32)
        keychain.set(SERVICE, _keyring_name(store, envelope), secret.hex())
        if keychain.get(SERVICE, _keyring_name(store, envelope)) != secret.hex():
            raise NotSignedIn("error-keyring-locked")  # it took the secret and did not keep it
    derived = _derive(pin, envelope, secret)
    return replace(envelope, sealed=AESGCM(derived).encrypt(envelope.nonce, key, _bound(store, envelope)))


def _derive(pin: str, envelope: Envelope, secret: bytes) -> bytes:
    cost = envelope.cost
    return Argon2id(
        salt=envelope.salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
        secret=secret or None,
    ).derive(_plain(pin).encode())


def _plain(pin: str) -> str:
    """Full-width digits, as an input method may give them, are the same PIN."""
    return unicodedata.normalize("NFKC", pin)


def _refuse_short(pin: str, keychain: Keychain) -> None:
    if len(_plain(pin)) >= SHORTEST_PIN_WITHOUT_KEYRING:
        return
    if not keychain.available():
        raise Refused("refused-pin-short-no-keyring", shortest=SHORTEST_PIN_WITHOUT_KEYRING)
    if len(_plain(pin)) < SHORTEST_PIN:
        raise Refused("refused-pin-short", shortest=SHORTEST_PIN)


def _bound(store: str, envelope: Envelope) -> bytes:
    """What an envelope says in plain and must not be changed."""
    holder, cost = envelope.holder, envelope.cost
    return canonical(
        {
            "format": FORMAT,
            "store": store,
            "envelope": envelope.id,
            "person": holder.id,
            "name": holder.name,
            "roles": list(holder.roles),
            "cost": [cost.memory, cost.passes, cost.lanes],
            "keyring": envelope.keyring,
        }
    )


def _keyring_name(store: str, envelope: Envelope) -> str:
    return f"{store}:{envelope.id}"


def _keyring_secret(store: str, envelope: Envelope, keychain: Keychain) -> bytes:
    if not envelope.keyring:
        return b""
    if not keychain.available():
        raise NotSignedIn("error-keyring-locked")
    kept = keychain.get(SERVICE, _keyring_name(store, envelope))
    if kept is None:
        raise NotSignedIn("error-keyring-entry-missing", name=envelope.holder.name)
    try:
        return bytes.fromhex(kept)
    except ValueError as error:
        raise NotSignedIn("error-keyring-entry-missing", name=envelope.holder.name) from error


def _forget(store: str, former: Envelope | None, keychain: Keychain) -> None:
    if former is not None and former.keyring:
        keychain.delete(SERVICE, _keyring_name(store, former))


def _check_value(key: bytes) -> bytes:
    return hmac.digest(key, b"inspector-desktop store-key-check", "sha256")[:16]


def _require_key(file: Envelopes, key: bytes) -> None:
    if not hmac.compare_digest(file.check, _check_value(key)):
        raise Damaged("error-envelopes-damaged")


def _wait(failures: int) -> timedelta:
    if failures < FREE_FAILURES:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(failures - FREE_FAILURES, 20)), LONGEST_WAIT)


def _next_try(failures: int, clock: Clock) -> str:
    wait = _wait(failures)
    return stamp(clock.now() + wait) if wait else ""


def _refuse_early(path: Path, file: Envelopes, envelope: Envelope, clock: Clock) -> None:
    if not envelope.not_before:
        return
    left = moment(envelope.not_before) - clock.now()
    if left > _wait(envelope.failures):  # the clock was set back; the wait must not grow to years by that
        left = _wait(envelope.failures)
        write_file(path, file.having(replace(envelope, not_before=stamp(clock.now() + left))))
    if left > timedelta(0):
        raise NotSignedIn("refused-pin-slowed", name=envelope.holder.name, wait=_spell(left))


def _spell(wait: timedelta) -> int:
    """Whole seconds, rounded up."""
    return -int(-wait.total_seconds() // 1)
