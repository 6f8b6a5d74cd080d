"""What makes a plan complete. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from inspector_desktop.errors import Refused
from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.rules import may_be_checked
from inspector_desktop.registry.store import ItemView

MILLION = 1_000_000
DIRECTED, UNDIRECTED = "directed", "undirected"
_MONTH = re.compile(r"(^|\D)(1[0-2]|[1-9])\s*[\u6708.\-/]")  # 5月, 2023.5, 5-6


def due_of(register: int, ratio_ppm: int, minimum: int) -> int:
    """How many of a category are due: the ceiling of the ratio on the whole register, at least `minimum`.

    0 when the ratio or the register is 0 (DOMAIN 6.6: "不低于" is a floor, so the ceiling is taken).
    """
    if not register or not ratio_ppm:
        return 0
    return max(minimum, -(-register * ratio_ppm // MILLION))


def unpublished(items: Iterable[ItemView], day: str) -> tuple[str, ...]:
    """Titles of the items that may not be checked on a civil day."""
    return tuple(item.title for item in items if not may_be_checked(item, day))


def refuse_out_of_force(versions: Mapping[str, int], listed: Iterable[ItemView], first: str, last: str = "") -> None:
    """Raise `Refused` for an item the register knows that is not valid on a civil day, or ends before `last`.

    54号: 未公布的事项不得检查. `versions` are the items by id with the version that was planned. An item without end is
    valid; of one published anew for a day to come, the version in force holds until then.
    """
    last = max(first, last)
    rows = [one.on(first) for one in listed if one.id in versions]
    for row in rows:
        if not row.published_on or row.valid_from > first:
            raise Refused("refused-item-unpublished", item=row.title, version=row.version)
    ended = [row for one in rows if (row := one.on(last)).valid_until and row.valid_until < last]
    if ended:
        day = min(row.valid_until for row in ended)
        raise Refused("refused-items-ended", items="、".join(row.title for row in ended), date=day, last=last)


def code_of(pattern: str, *, year: int, number: int) -> str:
    """A plan's or task's code by the profile's pattern, such as `{year}{number:03}` → 2026003."""
    return pattern.format(year=year, number=number)


def names_months(text: str) -> bool:
    """Whether a time in the printed table says its months (002 附件2 备注 2)."""
    return _MONTH.search(text) is not None


def places_open(profile: Profile, kind: str) -> tuple[str, ...]:
    """Where the draw of a plan of that kind may be held: the profile's place first, then those it leaves open."""
    usual = str(getattr(profile.draw.place, kind))
    return tuple(dict.fromkeys((usual, *profile.draw.place.switchable)))


def refuse_place(profile: Profile, kind: str, place: str) -> None:
    """Raise `Refused` unless a plan may choose the place of its draw; empty: by the profile."""
    if place and place not in places_open(profile, kind):
        raise Refused("refused-plan-place")


def refuse_window(inner: tuple[str, str], outer: tuple[str, str]) -> None:
    """Raise `Refused` unless a work plan's period, in civil days, lies within its plan's (002 附件2, 004 第十二条)."""
    if inner[1] < inner[0]:
        raise Refused("refused-plan-window", first=inner[0], last=inner[1])
    if inner[0] < outer[0] or inner[1] > outer[1]:
        raise Refused("refused-work-window", first=outer[0], last=outer[1])
