"""Editions of a published item: one published for a day to come leaves the one in force until then.

An item's row is the edition with the latest first day; the others that are in force now or still to come stand beside
it (`Item.editions`). `ItemView.on` chooses among them by day; what was in force before is in the journal.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from inspector_desktop.digest import canonical
from inspector_desktop.registry.records import Item

_PLACE = frozenset({"bureau", "dossier", "id", "editions"})


def published_anew(item: Item | None, edition: Mapping[str, Any], today: str) -> dict[str, Any]:
    """The columns of an item's row once an edition of it was published, as things stand on a civil day.

    The new one takes the place of what is in force from its own first day on; what begins after `today` and later
    than it does stays to come.
    """
    new = Item.model_validate({**edition, "bureau": "", "dossier": "", "id": ""}).model_dump(exclude=set(_PLACE))
    first = new["valid_from"]
    others = [one for one in every_edition(item) if one["valid_from"] < first or one["valid_from"] > max(first, today)]
    ordered = sorted([*others, new], key=lambda one: str(one["valid_from"]))
    follows = [one["valid_from"] for one in ordered[1:]]
    living = [one for one, until in zip(ordered, follows, strict=False) if until > today]
    return {**ordered[-1], "editions": canonical(living).decode() if living else ""}


def ended(item: Item, on: str, reason: str) -> dict[str, Any]:
    """The columns that change when an item is valid no longer after a civil day: no edition of it is."""
    told = {"valid_until": on, "ended_reason": reason}
    beside = [{**one, **told} if _lasts(one, on) else one for one in every_edition(item)[:-1]]
    return {**told, "editions": canonical(beside).decode() if beside else ""}


def every_edition(item: Item | None) -> list[dict[str, Any]]:
    """All editions of a published item that its row knows, without place and id; the row's own is the last."""
    if item is None or not item.published_on:
        return []
    beside: list[dict[str, Any]] = json.loads(item.editions) if item.editions else []
    return [*beside, item.model_dump(exclude=set(_PLACE))]


def edition_on(item: Item, day: str) -> dict[str, Any]:
    """The edition of a published item that holds on a civil day; before the first of them that one."""
    known = every_edition(item)
    begun = [one for one in known if one["valid_from"] <= day]
    return begun[-1] if begun else known[0]


def _lasts(edition: Mapping[str, Any], day: str) -> bool:
    return not edition["valid_until"] or edition["valid_until"] > day


def changed(item: Item, values: Mapping[str, Any], *, published_on: str, version: int, today: str) -> dict[str, Any]:
    """The columns of an item's row once `values` were set: of a draft at once, else as published anew on a civil day.

    Empty where a published item is given no day: it is changed by publishing it again only.
    """
    if not item.published_on:
        return dict(values)
    if not published_on:
        return {}
    days = {"published_on": published_on, "valid_from": published_on, "version": version}
    return published_anew(item, {**edition_on(item, published_on), **values, **days}, today)
