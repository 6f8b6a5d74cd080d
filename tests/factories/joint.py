"""A joint check of this bureau and the fire department at one petrol station, from assignment to its end."""

from __future__ import annotations

from datetime import timedelta

from factories.visits import come, judge_everything
from inspector_desktop.check.acts import finish_check
from inspector_desktop.ids import DossierId
from inspector_desktop.inspection.facts import AssignedItem, AssignedOfficer, InspectionAssigned
from inspector_desktop.inspection.joining import divide_items
from inspector_desktop.journal.entering import open_dossier
from inspector_desktop.notice.acts import approve_orally

FIRE = "县消防救援大队"
FIRE_ITEM, OWN_ITEM = "FIRE-1", "OWN-1"
OURS = ("16001", "16002")
GUESTS = ("guest-1", "guest-2")


def officer(number: str, name: str, department: str = "") -> AssignedOfficer:
    return AssignedOfficer(
        officer=number, name=name, certificate=f"豫E-{number}", valid_until="2028-12-31", department=department
    )


def assigned(bureau, dossier="joint-1", *, items=None, officers=None, form="lightning-safety"):
    given = items or (
        AssignedItem(
            item=OWN_ITEM, title="雷电防护装置检查", version=1, basis="《气象灾害防御条例》", form="lightning-safety"
        ),
        AssignedItem(item=FIRE_ITEM, title="消防安全检查", version=1, basis="《消防法》", form="industry-general"),
    )
    team = officers or (
        officer("16001", "李建国"), officer("16002", "周敏"), officer("guest-1", "何军", FIRE),
        officer("guest-2", "许静", FIRE),
    )  # fmt: skip
    fact = InspectionAssigned(
        title="加油站联合检查", check_kind="kind-routine", way="way-joint", plan_number="2026001",
        plan_title="2026年部门联合抽查", task_number=f"T-{dossier}", task_title="加油站联合检查", draw_type="定向", draw="",
        subject="S0010", subject_name="滑县第10加油站", subject_code="", category="key-unit", category_title="重点单位",
        address="城关街道人民路10号", principal="赵永安", phone="13803720000", window_from="2026-11-01",
        window_until="2026-11-30", form=form, officers=team, items=given,
    )  # fmt: skip
    with bureau.writing() as session:
        open_dossier(
            session, fact, kind="inspection", desk=bureau.desk(), clock=bureau.clock, dossier=DossierId(dossier)
        )
        approve_orally(
            session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, approver="赵志强", reason="联合行动",
            told_at=bureau.clock.now() - timedelta(hours=1),
        )  # fmt: skip
    return dossier


def divided(bureau, dossier):
    with bureau.writing() as session:
        divide_items(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            dossier=dossier,
            departments={FIRE_ITEM: FIRE, OWN_ITEM: ""},
        )
    return dossier


def ended(bureau, dossier, violates=1):
    come(bureau, dossier)
    judge_everything(bureau, dossier, violates=violates)
    bureau.clock.advance(hours=2)
    with bureau.writing() as session:
        finish_check(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier)
    return dossier


def act(bureau, function, **inputs):
    with bureau.writing() as session:
        return function(session, desk=bureau.desk(), clock=bureau.clock, **inputs)
