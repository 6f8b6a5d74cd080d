"""What may be drawn and checked out of the registers. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from inspector_desktop.registry.store import ItemView, OfficerView

REQUIRED_OF_ITEM = ("title", "agency", "subject_category", "content", "basis", "methods", "ratio", "frequency", "form")


def gaps_of_item(item: ItemView) -> tuple[str, ...]:
    """The fields an item still lacks before it may be published (001 二(二): basis, object, content, mode, ratio…)."""
    return tuple(name for name in REQUIRED_OF_ITEM if not str(getattr(item, name)).strip())


def may_be_checked(item: ItemView, day: str) -> bool:
    """Whether an item is published and valid on a civil day (54号: 未公布的事项不得检查)."""
    one = item.on(day)
    return bool(one.published_on) and one.valid_from <= day and (not one.valid_until or day <= one.valid_until)


def fit_for_draws(item: ItemView) -> bool:
    """Whether an item is listed for random checks; some are not fit for them, and say why (一单: 不列入随机抽查)."""
    return item.random != "no"


def certificate_valid(officer: OfficerView, day: str) -> bool:
    """Whether the certificate is valid on a civil day, which is the day of the visit, not of the draw."""
    return day <= officer.valid_until


def may_inspect(officer: OfficerView, day: str) -> str:
    """Why an officer takes no part, as the draw's rule code; empty if he may."""
    if officer.duty == "left":
        return "left"
    if officer.duty == "leave":
        return "leave"
    return "" if certificate_valid(officer, day) else "certificate"


def categories_missing(categories: Sequence[str]) -> int:
    """How many subjects have no category yet; a draw by category needs all of them settled."""
    return sum(not one for one in categories)
