"""Opening a device: from a person and a PIN to everything the windows and commands work with.

What is heavy (tables, kinds of facts, the profile) is imported when a function is called and not with this module, so
that the sign-in window shows first. How keys are wrapped, stores upgraded and lives begun lies in the rooms below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from inspector_desktop.clock import Clock
from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.keychain import Keychain
from inspector_desktop.places import Places
from inspector_desktop.wording import speak

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine, MetaData
    from sqlmodel import Session

    from inspector_desktop.journal.clocks import ClockBehind
    from inspector_desktop.journal.desks import Desk, Person
    from inspector_desktop.journal.lives import Life
    from inspector_desktop.profile.model import Profile
    from inspector_desktop.settings import Settings
    from inspector_desktop.storage.backup import CopyFacts
    from inspector_desktop.storage.envelope_file import Holder
    from inspector_desktop.storage.upgrades import Prepared


@dataclass(frozen=True)
class Opening:
    """An open device with a signed-in person.

    `clock_behind` asks for a corrected clock or a reason (`explain_clock`); `new_life` is the reason for which this
    opening began a new device life, else empty; `prepared` says whether the store was created, upgraded or rebuilt.
    """

    places: Places
    settings: Settings
    profile: Profile = field(repr=False)
    desk: Desk
    clock: Clock
    keychain: Keychain
    engine: Engine = field(repr=False)
    key: bytes = field(repr=False)
    prepared: Prepared
    new_life: str = ""
    clock_behind: ClockBehind | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One session that only reads."""
        from inspector_desktop.storage.engine import reading

        with reading(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One session, one transaction: committed at the end, rolled back on any error.

        Raises the `Known` error for a full or read-only disk, a busy or damaged store.
        """
        from inspector_desktop.journal.lives import advance_counter, has_entered
        from inspector_desktop.storage.engine import reading, writing

        with writing(self.engine) as session:
            yield session
        if has_entered(session):
            with reading(self.engine) as after:
                advance_counter(after, self.places, self.desk.life)

    def close(self) -> None:
        """Empty the log into the store and let go of the file. Nothing of this opening may be used afterwards."""
        from inspector_desktop.storage.engine import checkpoint

        try:
            checkpoint(self.engine)
        finally:
            self.engine.dispose()


def people(places: Places) -> tuple[Holder, ...]:
    """Who may sign in here. Raises `Missing` on a device not yet set up, `Damaged` for a damaged file."""
    from inspector_desktop.storage.envelope_file import read_file

    return tuple(envelope.holder for envelope in read_file(places.envelopes).people)


def create_device(
    places: Places,
    *,
    settings: Settings,
    person: Person,
    pin: str,
    recovery_public: bytes,
    clock: Clock,
    keychain: Keychain,
) -> Opening:
    """Set a device up: settings, envelopes, store, the first life; and open it.

    If it is interrupted once the envelopes are written, `open_device` finishes it. Raises `Refused` when the device is
    set up already, the PIN is too short, the recovery key is none, or the disk does not allow it; `Missing` for an
    unknown profile.
    """
    from inspector_desktop.profile.loading import load
    from inspector_desktop.settings import save_settings
    from inspector_desktop.storage import envelopes

    if places.envelopes.exists():
        raise Refused("refused-device-exists")
    if places.store.exists():
        raise Refused("refused-store-without-envelopes")
    profile = load(settings.profile)
    save_settings(places.settings, settings)
    # No store can be lost by this order: the key is in its envelopes before anything is encrypted with it.
    key = envelopes.create(places.envelopes, _holder(person), pin, recovery_public=recovery_public, keychain=keychain)
    return _open(places, settings, profile, person, key, clock=clock, keychain=keychain)


def open_device(places: Places, *, person_id: str, pin: str, clock: Clock, keychain: Keychain) -> Opening:
    """Sign a person in and open the store.

    Raises `NotSignedIn` for a wrong PIN, too early a try or a keyring that does not help; `Missing` on a device not
    set up or for an unknown person; `Refused` for a newer store, or a disk that is full or read-only; `Damaged`.
    """
    from inspector_desktop.profile.loading import load
    from inspector_desktop.settings import load_settings
    from inspector_desktop.storage import envelopes

    settings = load_settings(places.settings)
    holder, key = envelopes.unlock(places.envelopes, person_id, pin, keychain=keychain, clock=clock)
    profile = load(settings.profile)
    return _open(places, settings, profile, _person(holder), key, clock=clock, keychain=keychain)


def recover_device(
    places: Places, *, halves: tuple[str, str], person_id: str, new_pin: str, clock: Clock, keychain: Keychain
) -> Opening:
    """Open the store with both halves of the recovery key and give the person a new PIN.

    Raises `Refused` naming the half and line that are miscopied, or for a short PIN; else as `open_device`.
    """
    from inspector_desktop.profile.loading import load
    from inspector_desktop.settings import load_settings
    from inspector_desktop.storage import envelopes
    from inspector_desktop.storage.envelope_file import read_file

    settings = load_settings(places.settings)
    profile = load(settings.profile)
    holder = read_file(places.envelopes).of(person_id).holder
    key = envelopes.recover(places.envelopes, halves)
    envelopes.put_person(places.envelopes, key, holder, new_pin, keychain=keychain)
    return _open(places, settings, profile, _person(holder), key, clock=clock, keychain=keychain)


def switch_person(opening: Opening, *, person_id: str, pin: str) -> Opening:
    """Sign another person in over the same open store. Raises as `open_device`; then the former person stays."""
    from inspector_desktop.storage import envelopes

    holder, key = envelopes.unlock(
        opening.places.envelopes, person_id, pin, keychain=opening.keychain, clock=opening.clock
    )
    if key != opening.key:
        raise Damaged("error-envelopes-damaged")
    return replace(opening, desk=replace(opening.desk, person=_person(holder)))


def put_person(opening: Opening, person: Person, pin: str) -> None:
    """Let a person sign in on this device, or give him a new PIN or new roles. Raises `Refused` for a short PIN."""
    from inspector_desktop.storage import envelopes

    envelopes.put_person(opening.places.envelopes, opening.key, _holder(person), pin, keychain=opening.keychain)


def change_pin(opening: Opening, *, pin: str, new_pin: str) -> None:
    """Exchange the signed-in person's PIN. Raises `NotSignedIn` for a wrong one, `Refused` for a short new one."""
    from inspector_desktop.storage import envelopes

    envelopes.change_pin(
        opening.places.envelopes,
        opening.desk.person.id,
        pin,
        new_pin,
        keychain=opening.keychain,
        clock=opening.clock,
    )


def explain_clock(opening: Opening, reason: str) -> Opening:
    """Go on with a clock behind the store's latest time, for a reason that is kept. Raises `Refused` without one."""
    from inspector_desktop.journal import clocks

    if opening.clock_behind is None:
        return opening
    with opening.writing() as session:
        clocks.explain_clock(
            session, opening.clock_behind, reason=reason, person=opening.desk.person.id, clock=opening.clock
        )
    return replace(opening, clock_behind=None)


def check_clock(opening: Opening) -> Opening:
    """Look at the clock again, after it was corrected or while work goes on."""
    from inspector_desktop.journal.clocks import clock_behind

    with opening.reading() as session:
        return replace(opening, clock_behind=clock_behind(session, opening.clock))


def begin_life(opening: Opening, *, reason: str) -> Opening:
    """Begin a new device life because headquarters says so; the former life's entries stay as they are."""
    from inspector_desktop.journal import lives
    from inspector_desktop.storage.engine import writing

    with writing(opening.engine) as session:
        life = lives.begin_life(session, reason=reason, clock=opening.clock)
    with writing(opening.engine) as session:
        lives.keep_counter(session, opening.places, life=life.id, keychain=opening.keychain)
    return replace(opening, desk=replace(opening.desk, life=life.id, signer=life.signer), new_life=reason)


def backup(opening: Opening, target: Path, *, progress: Callable[[int, int], None] | None = None) -> CopyFacts:
    """Copy store, envelopes and settings to `target`, check the copy by opening it, and say what it holds.

    Raises as `storage.backup.backup`; `progress(done, total)` may raise `Cancelled`.
    """
    from inspector_desktop.storage.backup import backup as copy

    return copy(opening.engine, opening.places, opening.key, target, progress=progress)


def restore_device(
    places: Places,
    source: Path,
    *,
    clock: Clock,
    keychain: Keychain,
    person_id: str = "",
    pin: str = "",
    halves: tuple[str, str] | None = None,
) -> CopyFacts:
    """Put a copy in the place of this device's (closed) store, with a PIN of here or the halves of the recovery key.

    On another computer the envelopes come from beside the copy, and only the halves open them; `recover_device` then
    sets a PIN. The next opening begins a new device life if entries were made since the copy. Raises as `open_device`
    and `recover_device`, `Missing` or `Damaged` for the copy; the store is untouched then.
    """
    from inspector_desktop.storage import envelopes
    from inspector_desktop.storage.backup import envelopes_of, restore

    file = places.envelopes if places.envelopes.exists() else envelopes_of(source)
    if halves is not None:
        key = envelopes.recover(file, halves)
    else:
        _, key = envelopes.unlock(file, person_id, pin, keychain=keychain, clock=clock)
    return restore(source, places, key, clock=clock)


def stored_tables() -> list[MetaData]:
    """The tables that are migrated and not rebuilt; what the revisions must make."""
    import inspector_desktop.journal.clocks
    import inspector_desktop.kinds
    import inspector_desktop.sync.tables  # noqa: F401  (imported to register tables)
    from inspector_desktop.storage.evidence import Stored
    from inspector_desktop.storage.working import Device

    return [Stored.metadata, Device.metadata]


def _open(
    places: Places,
    settings: Settings,
    profile: Profile,
    person: Person,
    key: bytes,
    *,
    clock: Clock,
    keychain: Keychain,
) -> Opening:
    from inspector_desktop.ids import BureauId
    from inspector_desktop.journal.clocks import clock_behind
    from inspector_desktop.journal.desks import Desk
    from inspector_desktop.kinds import projection
    from inspector_desktop.registry.search_table import renew_search_table
    from inspector_desktop.storage.engine import open_store, reading
    from inspector_desktop.storage.evidence import sweep_sealed
    from inspector_desktop.storage.upgrades import prepare

    if places.life.exists() and not places.store.exists():  # it was used once; an empty one must not take its place
        raise Missing("error-store-missing")
    engine = open_store(places.store, key)
    try:
        prepared = prepare(engine, places, key, projection=projection(), clock=clock)
        renew_search_table(engine)
        life, new_life = _live(engine, places, clock=clock, keychain=keychain)
        with reading(engine) as session:
            behind = clock_behind(session, clock)
            sweep_sealed(session)
    except BaseException:
        engine.dispose()
        raise
    profile = _ruled(engine, profile, clock)
    speak(profile.words)
    return Opening(
        places=places,
        settings=settings,
        profile=profile,
        desk=Desk(BureauId(profile.id), life.id, person, life.signer),
        clock=clock,
        keychain=keychain,
        engine=engine,
        key=key,
        prepared=prepared,
        new_life=new_life,
        clock_behind=behind,
    )


def follow_rules(opening: Opening) -> Opening:
    """The opening with the rules as they are in force now: the file's, and what facts have changed up to today.

    The same opening when nothing changed. Raises as `load` for a file that has gone.
    """
    from inspector_desktop.profile.loading import load

    profile = _ruled(opening.engine, load(opening.settings.profile), opening.clock)
    if profile == opening.profile:
        return opening
    speak(profile.words)
    return replace(opening, profile=profile)


def _ruled(engine: Engine, file: Profile, clock: Clock) -> Profile:
    from inspector_desktop.clock import civil_date
    from inspector_desktop.profile.store import rules_in_force
    from inspector_desktop.storage.engine import reading

    with reading(engine) as session:
        return rules_in_force(session, file, civil_date(clock.now())).profile


def _live(engine: Engine, places: Places, *, clock: Clock, keychain: Keychain) -> tuple[Life, str]:
    """The life that goes on, or a new one and why; and one more opening counted."""
    from inspector_desktop.journal import lives
    from inspector_desktop.storage.engine import writing

    # As the one writer: else an entry that another process of this device makes meanwhile looks like a restored store.
    with writing(engine) as session:
        life, reason = lives.current_life(session), lives.why_new_life(session, places, keychain=keychain)
        if life is None or reason:
            life = lives.begin_life(session, reason=reason, clock=clock)
    with writing(engine) as session:
        lives.keep_counter(session, places, life=life.id, keychain=keychain)
    return life, reason


def _person(holder: Holder) -> Person:
    from inspector_desktop.ids import PersonId
    from inspector_desktop.journal.desks import Person

    return Person(PersonId(holder.id), holder.name, holder.roles)


def _holder(person: Person) -> Holder:
    from inspector_desktop.storage.envelope_file import Holder

    return Holder(person.id, person.name, person.roles)
