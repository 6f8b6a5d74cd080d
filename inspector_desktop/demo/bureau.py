"""The demonstration bureau: 滑县气象局 with invented people and the items its plan of 2023 speaks of.

Names, certificates and PINs are invented and public. The registers are filled by the same acts a bureau uses.
"""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import Clock
from inspector_desktop.ids import PersonId
from inspector_desktop.journal.desks import Desk, Person
from inspector_desktop.registry.acts import enter_officers, publish_items, set_up_shelf
from inspector_desktop.registry.facts import ItemRow, OfficerRow

PROFILE = "huaxian-meteorology"
PIN = "135790"
SHELVES = ("items", "subjects", "officers")

OFFICERS: tuple[OfficerRow, ...] = tuple(
    OfficerRow(
        id=number, name=name, unit=unit, sex=sex, certificate=certificate, areas="*", categories="气象行政执法",
        fields=fields, valid_until=until, roles=roles,
    )
    for number, name, sex, unit, certificate, fields, until, roles in (
        ("16001", "李建国", "男", "防雷减灾股", "16052600112", "lightning", "2028-06-30", "officer"),
        ("16002", "周敏", "女", "防雷减灾股", "16052600127", "lightning", "2028-06-30", "officer"),
        ("16003", "陈刚", "男", "防雷减灾股", "16052600133", "", "2027-12-31", "officer"),
        ("16004", "马红", "女", "气象台", "16052600148", "", "2029-03-31", "officer"),
        ("16005", "王秀英", "女", "执法监督股", "16052600105", "", "2028-06-30", "officer、supervising"),
    )
)  # fmt: skip

LEADERS: tuple[Person, ...] = (
    Person(PersonId("16011"), "孙志远", ("section-chief",)),
    Person(PersonId("16012"), "赵志强", ("deputy-head",)),
)

PEOPLE: tuple[Person, ...] = (
    *(Person(PersonId(one.id), one.name, tuple(one.roles.split("、"))) for one in OFFICERS),
    *LEADERS,
)

ITEMS: tuple[ItemRow, ...] = tuple(
    ItemRow(
        id=number, title=title, group_title="防雷减灾", item_class="一般检查事项", agency="滑县气象局",
        subject_category=category, content=content, basis=basis, methods="实地检查", ratio=ratio,
        frequency="每年1次", form=form,
    )
    for number, title, category, content, basis, ratio, form in (
        ("QX01", "雷电防护装置检测单位监督检查", "testing", "资质范围、检测活动、检测报告和人员设备",
         "《气象灾害防御条例》第二十四条、第四十五条", "30%", "lightning-testing-body"),
        ("QX02", "升放气球单位监督检查", "balloon", "资质、作业条件和安全管理",
         "《通用航空飞行管制条例》第三十三条", "30%", "balloon-unit"),
        ("QX03", "防雷安全重点单位雷电防护装置检查", "key-unit", "雷电防护装置安装、检测、维护和防雷安全管理",
         "《气象法》第三十一条，《气象灾害防御条例》第二十三条、第四十五条", "5%", "lightning-safety"),
    )
)  # fmt: skip


def person(number: str) -> Person:
    """One of the bureau's people by number."""
    return next(one for one in PEOPLE if one.id == number)


def set_up_registers(session: Session, *, desk: Desk, clock: Clock, items: tuple[ItemRow, ...] = ITEMS) -> None:
    """Set up the three shelves, enter the officers and publish the items (at a supervising desk)."""
    for kind in SHELVES:
        set_up_shelf(session, desk=desk, clock=clock, kind=kind, section="supervision")
    enter_officers(session, desk=desk, clock=clock, rows=OFFICERS)
    publish_items(session, desk=desk, clock=clock, rows=items, published_on="2026-04-15", valid_from="2026-04-15")
