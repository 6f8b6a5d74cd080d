"""A bureau at work: a real store with registers, a plan, a draw and released inspections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine
from sqlmodel import Session, select

from factories.clock import FakeClock
from inspector_desktop.demo.bureau import ITEMS, PROFILE, person, set_up_registers
from inspector_desktop.draw.acts import anchor_draw, freeze_draw, hold_draw, release_draw
from inspector_desktop.draw.overlapping import open_overlaps
from inspector_desktop.ids import BureauId, LifeId
from inspector_desktop.inspection.acts import allot
from inspector_desktop.journal.desks import Desk
from inspector_desktop.journal.records import ACCEPTED, Entry, Record
from inspector_desktop.plan.acts import approve_plan, draw_up_plan, settle_overlap
from inspector_desktop.plan.store import get_plan
from inspector_desktop.profile.loading import load
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.acts import enter_subjects, pinyin_key
from inspector_desktop.registry.facts import SubjectRow
from inspector_desktop.storage.engine import open_store, reading, writing
from inspector_desktop.storage.evidence import Stored
from inspector_desktop.storage.working import Device

DIGITS = "58301967440277159036"
ONE_TABLE = tuple(item.model_copy(update={"form": "lightning-safety"}) for item in ITEMS)
"""The demonstration's items with one check table for all, so that whatever is drawn is answered alike."""


@dataclass
class Bureau:
    """A device of the bureau, on which every person may sit down."""

    engine: Engine
    clock: FakeClock
    profile: Profile
    life: LifeId = field(default=LifeId("life-1"))
    signer: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def desk(self, number: str = "16005") -> Desk:
        """This device with that person signed in (王秀英 of the supervising section unless named)."""
        return Desk(BureauId(self.profile.id), self.life, person(number), self.signer)

    def writing(self):
        return writing(self.engine)

    def reading(self):
        return reading(self.engine)

    def receipt_everything(self) -> None:
        """As after a round with headquarters: every entry is accepted."""
        with self.writing() as session:
            for place, entry in enumerate(session.exec(select(Entry).order_by(Entry.life_number)), 1):
                entry.verdict, entry.position = ACCEPTED, place
                session.add(entry)

    def allot_numbers(self, session: Session, number: str = "16005") -> None:
        """Blocks of ten numbers for each paper that has a series."""
        for kind in self.profile.documents.kinds:
            if kind.numbered:
                allot(
                    session,
                    desk=self.desk(number),
                    clock=self.clock,
                    series=kind.id,
                    year=2026,
                    first=1,
                    last=10,
                    answer="",
                )


def open_bureau(folder: Path, clock: FakeClock, *, key: bytes | None = bytes(32)) -> Bureau:
    """A new store with tables and registers."""
    engine = open_store(folder / "store.db", key)
    for base in (Stored, Record, Device):
        base.metadata.create_all(engine)
    bureau = Bureau(engine, clock, load(PROFILE))
    with bureau.writing() as session:
        set_up_registers(session, desk=bureau.desk(), clock=clock, items=ONE_TABLE)
    return bureau


def subject(number: int, category: str) -> SubjectRow:
    name = f"滑县第{number}加油站"
    return SubjectRow(
        id=f"S{number:04}", name=name, code=f"S{number:04}", code_kind="internal", category=category,
        address=f"城关街道人民路{number}号", principal="赵永安", phone="13803720000", pinyin=pinyin_key(name),
    )  # fmt: skip


def enter_some_subjects(bureau: Bureau, *, testing: int = 4, balloon: int = 3, key: int = 40) -> None:
    categories = ["testing"] * testing + ["balloon"] * balloon + ["key-unit"] * key
    with bureau.writing() as session:
        rows = [subject(number, category) for number, category in enumerate(categories, 1)]
        enter_subjects(session, desk=bureau.desk(), clock=bureau.clock, rows=rows)


def approved_plan(bureau: Bureau) -> str:
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind="supplementary",
            title="2026年防雷安全补充抽查", task_title="防雷补充抽查", basis="000 一(六)4",
            window_from="2026-11-20", window_until="2026-12-18", categories=("testing", "balloon", "key-unit"),
        )  # fmt: skip
        approve_plan(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            profile=bureau.profile,
            plan=plan,
            by="赵志强",
            on_paper=True,
        )
    return plan


def keep_both(bureau: Bureau, plan: str) -> None:
    """Settle every open overlap of a plan: both are to be checked, for a reason."""
    with bureau.writing() as session:
        for one in open_overlaps(session, get_plan(session, bureau.desk().bureau, plan)):
            settle_overlap(
                session, desk=bureau.desk(), clock=bureau.clock, plan=plan, other=one.other, other_title=one.title,
                effect="kept", reason="检查内容不同",
            )  # fmt: skip


def frozen_draw(bureau: Bureau, plan: str) -> str:
    with bureau.writing() as session:
        draw = freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan,
            event="numbered-balls", event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
        )  # fmt: skip
        anchor_draw(session, desk=bureau.desk(), clock=bureau.clock, draw=draw, anchor="县司法局 孙丽 抄录前16位")
    return draw


def released_inspections(bureau: Bureau) -> list[str]:
    """Registers, plan, draw and release in one go; the dossiers of the inspections, on this device."""
    enter_some_subjects(bureau)
    draw = frozen_draw(bureau, approved_plan(bureau))
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, first=("王秀英", DIGITS),
            second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
        released = release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
        bureau.allot_numbers(session)
    return [str(one) for one in released]
