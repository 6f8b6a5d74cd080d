"""What makes a plan complete. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from inspector_desktop.registry.rules import may_be_checked
from inspector_desktop.registry.store import ItemView

MILLION = 1_000_000


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


def code_of(pattern: str, *, year: int, number: int) -> str:
    """A plan's or task's code by the profile's pattern, such as `{year}{number:03}` → 2026003."""
    return pattern.format(year=year, number=number)
