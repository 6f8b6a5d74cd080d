"""Any interleaving of work, lost requests, lost answers and repeats: everything converges, and nothing is there twice."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from factories.clock import FakeClock
from factories.exchange import laptop, open_house
from factories.losing import Losing, client_over
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlmodel import select

from inspector_desktop.errors import Missing, Refused, Unreachable
from inspector_desktop.headquarters.checking import check
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.headquarters.tables import Own
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.dossiers import hand_over, take, take_over
from inspector_desktop.journal.entering import reinstate
from inspector_desktop.journal.records import Entry, Record
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.sync.comparing import standings
from inspector_desktop.sync.ledgers import PlainLedger
from inspector_desktop.sync.states import counts, set_aside, settle
from inspector_desktop.sync.wire import Wire

DESKS = 3
ROUNDS = 3  # within so many an outbox is empty once faults stop
PLANS = st.lists(st.sampled_from(["ok", "ok", "ok", "request", "answer", "twice"]), max_size=12)


class Bureau(RuleBasedStateMachine):
    """Three laptops and a headquarters; the rules are what people and networks do."""

    where: object = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="inspector-orders-"))
        self.clock = FakeClock()
        self.house = open_house(self.where or self.folder / "hq.db", self.folder, self.clock)
        if self.where:
            with self.house.engine.begin() as connection:
                for tables in (Record.metadata, Own.metadata):
                    for table in tables.sorted_tables:
                        connection.execute(table.delete())
                connection.exec_driver_sql("truncate entry")  # which the guard over single rows does not see
        self.desks = [
            laptop(
                self.house,
                self.folder / f"{number}" / "store.db",
                person=f"1600{number}",
                roles=("officer", "supervising"),
            )
            for number in range(DESKS)
        ]
        self.dossiers: list[str] = []
        self.written = 0

    def teardown(self) -> None:
        for desk in self.desks:  # faults have stopped
            for _ in range(ROUNDS):
                desk.sync()
                with reading(desk.engine) as session:
                    left = counts(session)
                if (left.records, left.photos) == (0, 0):
                    break
            assert (left.records, left.photos) == (0, 0)
        for _ in range(2):  # so that the first read what the last have sent
            for desk in self.desks:
                desk.sync()
        self.converged()
        for desk in self.desks:
            desk.wire.close()
            desk.engine.dispose()
        self.house.engine.dispose()
        shutil.rmtree(self.folder, ignore_errors=True)

    @rule(desk=st.integers(0, DESKS - 1), photo=st.booleans())
    def opens(self, desk, photo):
        self.clock.advance(seconds=1)
        self.written += 1
        self.dossiers.append(self.desks[desk].open(f"{self.written}", b"photo %d" % self.written if photo else b""))

    @rule(desk=st.integers(0, DESKS - 1), which=st.integers(0, 5))
    def notes(self, desk, which):
        self.clock.advance(seconds=1)
        self._try(desk, which, lambda one, _session, dossier: one.note(dossier, f"{self.written}"), outside=True)

    @rule(desk=st.integers(0, DESKS - 1), which=st.integers(0, 5))
    def hands_over(self, desk, which):
        self._try(
            desk,
            which,
            lambda one, session, dossier: hand_over(
                session, desk=one.desk(), clock=self.clock, dossier=dossier, to_role="officer"
            ),
        )

    @rule(desk=st.integers(0, DESKS - 1), which=st.integers(0, 5))
    def takes(self, desk, which):
        self._try(
            desk,
            which,
            lambda one, session, dossier: take(session, desk=one.desk(), clock=self.clock, dossier=dossier),
        )

    @rule(desk=st.integers(0, DESKS - 1), which=st.integers(0, 5))
    def takes_over(self, desk, which):
        self._try(
            desk,
            which,
            lambda one, session, dossier: take_over(
                session, desk=one.desk(), clock=self.clock, dossier=dossier, reason="电脑遗失"
            ),
        )

    @rule(desk=st.integers(0, DESKS - 1))
    def reinstates(self, desk):
        """What was set aside first is entered again by whoever holds its dossier now, and is dealt with."""
        one = self.desks[desk]
        with reading(one.engine) as session:
            asides = set_aside(session)
        if not asides:
            return
        self.clock.advance(seconds=1)
        try:
            with writing(one.engine) as session:
                reinstate(session, asides[0].entry, desk=one.desk(), clock=self.clock)
                settle(session, asides[0].entry, person=one.person, how="reinstated", clock=self.clock)
        except (Refused, Missing):
            return  # it lies elsewhere, or was never known here

    @rule(desk=st.integers(0, DESKS - 1), plan=PLANS)
    def syncs(self, desk, plan):
        one = self.desks[desk]
        transport = Losing(one.house.client(), plan)
        with Wire(
            "http://headquarters.test", self.house.identity.public, clock=self.clock, client=client_over(transport)
        ) as wire:
            try:
                one.sync(wire)
            except Unreachable:
                assert transport.lost

    @rule(desk=st.integers(0, DESKS - 1))
    def comes_back_from_a_copy(self, desk):
        """The store as it was at its last copy; without one, a copy is made."""
        one = self.desks[desk]
        copy = one.path.with_name("copy.db")
        one.engine.dispose()
        if copy.exists() and not one.extra.get("restored"):
            shutil.copy(copy, one.path)
            one.extra["restored"] = True
        else:
            shutil.copy(one.path, copy)
        one.ledger = PlainLedger(one.engine)

    @invariant()
    def replay_equals_live(self):
        for desk in self.desks:
            with reading(desk.engine) as session:
                assert rebuild(session).equal

    def _try(self, desk, which, work, *, outside=False):
        if not self.dossiers:
            return
        one, dossier = self.desks[desk], self.dossiers[which % len(self.dossiers)]
        self.clock.advance(seconds=1)
        self.written += 1
        try:
            if outside:
                work(one, None, dossier)
            else:
                with writing(one.engine) as session:
                    work(one, session, dossier)
        except (Refused, Missing):
            return  # it lies elsewhere, or is not known here

    def converged(self) -> None:
        bureau = self.house.identity.bureau
        with reading(self.house.engine) as session:
            found = check(session, bureau, Depot(self.house.folder / "evidence"))
            assert found.problems == ()
            everywhere = standings(session, bureau)
            held = Counter(entry.hash for entry in session.exec(select(Entry)))
            assert max(held.values(), default=1) == 1
            accepted = [e.position for e in session.exec(select(Entry).where(Entry.position > 0))]
            assert sorted(accepted) == list(range(1, len(accepted) + 1))
        for desk in self.desks:
            with reading(desk.engine) as session:
                assert standings(session, bureau) == everywhere
                assert rebuild(session).equal
                for entry in session.exec(select(Entry)):
                    assert entry.verdict in {"accepted", "set-aside"}
                    if entry.verdict_code != "restored":
                        assert held[entry.hash] == 1
            for dossier in self.dossiers:
                assert desk.texts(dossier) == self.house.texts(dossier)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_any_order_of_work_and_loss_converges_and_nothing_is_there_twice(database, request):
    where = request.getfixturevalue("postgres_url") if database == "postgresql" else None
    machine = type("BureauHere", (Bureau,), {"where": where})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=6 if where is None else 3,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
