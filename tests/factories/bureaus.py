"""Any bureau at work, by its profile alone: people, registers, a plan, a draw, released inspections.

Nothing here names a bureau: categories, classes, fields and titles come from the profile, so that a sixth bureau walks
the same way. People have the numbers of the demonstration, because the other factories call them by number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session

from factories.bureau import DIGITS, Bureau, keep_both
from factories.clock import FakeClock
from inspector_desktop.draw.acts import anchor_draw, freeze_draw, hold_draw, release_draw
from inspector_desktop.draw.facts import Exempt
from inspector_desktop.ids import BureauId, PersonId
from inspector_desktop.inspection.acts import allot
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.journal.records import Record
from inspector_desktop.plan.acts import approve_plan, draw_up_plan
from inspector_desktop.plan.more_acts import propose_work, write_work_plan
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.acts import enter_officers, enter_subjects, pinyin_key, publish_items, set_up_shelf
from inspector_desktop.registry.facts import ItemRow, OfficerRow, SubjectRow
from inspector_desktop.storage.engine import open_store
from inspector_desktop.storage.evidence import Stored
from inspector_desktop.storage.working import Device

FORM = "lightning-safety"
SUPERVISING = "16005"
LEADERS = {"16011": ("孙志远", "section-chief"), "16012": ("赵志强", "deputy-head")}


@dataclass
class AnyBureau(Bureau):
    """A device of a bureau known by its profile."""

    def desk(self, number: str = SUPERVISING) -> Desk:
        name, role = LEADERS.get(number, ("", ""))
        officer = next((one for one in officers_of(self.profile) if one.id == number), None)
        if officer is not None:
            name, role = officer.name, officer.roles
        person = Person(PersonId(number), name, tuple(role.split("、")))
        return Desk(BureauId(self.profile.id), self.life, person, self.signer)

    def allot_numbers(self, session: Session, number: str = SUPERVISING) -> None:
        for series in dict.fromkeys(
            self.profile.series(one.id) for one in self.profile.documents.kinds if one.numbered
        ):
            allot(
                session, desk=self.desk(number), clock=self.clock, series=series, year=2026, first=1, last=60, answer=""
            )


def officers_of(profile: Profile) -> tuple[OfficerRow, ...]:
    """Four officers with every field a category of this bureau needs, and the supervising one."""
    fields = "、".join(dict.fromkeys(field for one in profile.categories for field in one.needs))
    people = (("16001", "李建国"), ("16002", "周敏"), ("16003", "陈刚"), ("16004", "马红"), (SUPERVISING, "王秀英"))
    return tuple(
        OfficerRow(
            id=number, name=name, unit=profile.sections[-1].title, sex="男", certificate=f"{profile.bureau.region}00{number}",
            areas="*", categories="行政执法", fields=fields if number in {"16001", "16003"} else "",
            valid_until="2028-06-30", roles="officer、supervising" if number == SUPERVISING else "officer",
        )
        for number, name in people
    )  # fmt: skip


def items_of(profile: Profile, ratio: str = "10%") -> tuple[ItemRow, ...]:
    """Three items for each category."""
    return tuple(
        ItemRow(
            id=f"{one.id.upper()}-{place}", title=f"{one.title}{what}检查", group_title=one.title,
            item_class="重点检查事项" if one.key_items else "一般检查事项", agency=profile.bureau.name,
            subject_category=one.id, content=what, basis="《安全生产法》第六十五条", methods="实地检查", ratio=ratio,
            frequency="每年1次", form=FORM,
        )
        for one in profile.categories
        for place, what in enumerate(("设施设备", "管理制度", "人员培训"), 1)
    )  # fmt: skip


def open_any_bureau(folder: Path, clock: FakeClock, profile: Profile, *, ratio: str = "10%") -> AnyBureau:
    """A new store with the three registers of the bureau."""
    engine = open_store(folder / "store.db", bytes(32))
    for base in (Stored, Record, Device):
        base.metadata.create_all(engine)
    bureau = AnyBureau(engine, clock, profile)
    with bureau.writing() as session:
        for section in profile.sections:
            for kind in section.registers:
                set_up_shelf(session, desk=bureau.desk(), clock=clock, kind=kind, section=section.id)
        enter_officers(session, desk=bureau.desk(), clock=clock, rows=officers_of(profile))
        publish_items(
            session, desk=bureau.desk(), clock=clock, rows=items_of(profile, ratio), published_on="2026-04-15",
            valid_from="2026-04-15",
        )  # fmt: skip
    return bureau


def enter_firms(bureau: AnyBureau, category: str, count: int, *, credit: str = "", prefix: str = "") -> list[str]:
    """Enter so many firms of a category and class; return their ids."""
    prefix = prefix or f"{category}-{credit}".upper().strip("-")
    rows = []
    for number in range(1, count + 1):
        name = f"{bureau.profile.bureau.short}{bureau.profile.category(category).title}{prefix}{number}号公司"
        rows.append(
            SubjectRow(
                id=f"{prefix}.{number:04}", name=name, code=f"{prefix}.{number:04}", code_kind="internal", category=category,
                address=f"建设路{number}号", principal="赵永安", phone="13803720000", pinyin=pinyin_key(name), credit=credit,
            )
        )  # fmt: skip
    with bureau.writing() as session:
        enter_subjects(session, desk=bureau.desk(), clock=bureau.clock, rows=rows)
    return [one.id for one in rows]


def plan_for(bureau: AnyBureau, *categories: str, ratios: Mapping[str, int] | None = None, kind: str = "") -> str:
    """An approved plan of a kind that is drawn on this device."""
    places = bureau.profile.draw.place.model_dump()
    chosen = kind or next(one for one in bureau.profile.plan.kinds if places[one] == "local")
    with bureau.writing() as session:
        plan = draw_up_plan(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, kind=chosen,
            title=f"2026年{bureau.profile.bureau.name}随机抽查", task_title=f"{bureau.profile.bureau.short}随机抽查",
            basis="年度计划", window_from="2026-11-20", window_until="2026-12-18", categories=categories, ratios=ratios,
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
        if bureau.profile.plan.work_plan_first:
            work = propose_work(session, bureau=bureau.desk().bureau, profile=bureau.profile, plan=str(plan))
            write_work_plan(
                session, desk=bureau.desk(), clock=bureau.clock, plan=str(plan), work=replace(work, principal="赵志强")
            )
    return str(plan)


def sealed(bureau: AnyBureau, plan: str, *, upper: tuple[str, ...] = (), exempt: tuple[Exempt, ...] = ()) -> str:
    """The draw of a plan, frozen and witnessed; what it overlaps with is to be checked by both."""
    keep_both(bureau, plan)
    with bureau.writing() as session:
        draw = freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan,
            event=bureau.profile.draw.default_event, event_name="",
            event_at=bureau.clock.now() + timedelta(minutes=15), upper=upper, exempt=exempt,
        )  # fmt: skip
        anchor_draw(session, desk=bureau.desk(), clock=bureau.clock, draw=draw, anchor="司法局 孙丽 抄录前16位")
    return str(draw)


def drawn(bureau: AnyBureau, draw: str) -> list[str]:
    """Hold a frozen draw and release its tasks; the dossiers of the inspections, on this device."""
    bureau.clock.advance(minutes=20)
    with bureau.writing() as session:
        hold_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw, first=("王秀英", DIGITS),
            second=("赵志强", DIGITS), witnesses=("孙丽",),
        )  # fmt: skip
        return [
            str(one)
            for one in release_draw(session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=draw)
        ]
