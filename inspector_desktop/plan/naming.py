"""How plans are numbered, named and worded in the printed tables by rule; people may change every one. Pure.

002 附件2 备注 1: 年度 + 行政区划 + 部门 + 随机抽查 + 序号; its rows write 内部门联合抽查 where sections join, and
部门联合抽查 without the department where other departments join.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from inspector_desktop.plan.rules import code_of
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

MAIN, SUPPLEMENTARY, JOINT = "main", "supplementary", "joint"
_MOST = 999
_SEVERAL = 2


def numbers_of(profile: Profile, kind: str, *, year: int, taken: Collection[str]) -> tuple[str, str, int]:
    """The next free plan number of a year, its task's number, and the running number both are made of."""
    plan, task = profile.plan.code, profile.plan.task_code
    if kind == JOINT:
        plan, task = profile.plan.joint_code, profile.plan.joint_task_code
    for number in range(1, _MOST + 1):
        found = code_of(plan, year=year, number=number)
        if found not in taken:
            return found, code_of(task, year=year, number=number), number
    return "", "", 0


def name_of(profile: Profile, kind: str, *, year: int, number: int, partners: str) -> str:
    """A plan's name by rule, such as 2023年宁晋县应急管理局内部门联合抽查001."""
    key = "plan-name-joint" if kind == JOINT else "plan-name-internal" if partners else "plan-name-alone"
    place = region_of(profile)
    return say(key, year=str(year), region=place, bureau=profile.bureau.name, number=f"{number:03}")


def region_of(profile: Profile) -> str:
    """The name of the administrative division, from its government's: 宁晋县人民政府 → 宁晋县."""
    return profile.bureau.government.removesuffix(say("plan-government"))


def period_of(kind: str, window_from: str, window_until: str) -> str:
    """The window in months, as the tables have it (002 附件2 备注 2): 5月-6月, in joint plans 2023年5月至7月."""
    first, last = date.fromisoformat(window_from), date.fromisoformat(window_until)
    same = (first.year, first.month) == (last.year, last.month)
    if kind == JOINT:
        key = "plan-period-joint-one" if same else "plan-period-joint"
        return say(key, year=str(first.year), first=first.month, last=last.month)
    return say("plan-period-one" if same else "plan-period", first=first.month, last=last.month)


def items_of(kind: str, titles: Sequence[str]) -> str:
    """The items as the tables have them in one cell; in joint plans listed one by one with numbers (002 附件3)."""
    if kind != JOINT or len(titles) < _SEVERAL:
        return "、".join(titles)
    return " ".join(say("plan-item-numbered", number=number, title=title) for number, title in enumerate(titles, 1))


def ratio_of(ratios: Iterable[int]) -> str:
    """Ratios in millionths as one text, each once: `30%、5%`."""
    texts: list[str] = []
    for ppm in ratios:
        whole, rest = divmod(ppm, 10_000)
        text = f"{whole}.{rest:04d}".rstrip("0") + "%" if rest else f"{whole}%"
        if text not in texts:
            texts.append(text)
    return "、".join(texts)
