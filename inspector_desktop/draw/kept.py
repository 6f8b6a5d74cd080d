"""What a draw of this store was frozen as: its list and its names; of short lists and of packed ones.

A large draw is asked for its list first (`store.with_list`), because that lies beside it as evidence. Its transcript is
put together again by `resealing`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from inspector_desktop.draw.frozen import Frozen, read_text
from inspector_desktop.draw.packed import Listing
from inspector_desktop.draw.store import DrawView


def frozen_of(view: DrawView) -> Frozen:
    """The frozen input of a draw, typed. Raises `Refused` as `frozen.read` does."""
    return listing_of(view).frozen if view.listed else read_text(view.frozen)


def opened_of(view: DrawView) -> Mapping[str, tuple[str, str]]:
    """Everything that was concealed, by its label: nonce and text."""
    if view.listed:
        return listing_of(view).opened
    opened: dict[str, tuple[str, str]] = json.loads(view.opened)
    return opened


def names_by_id(view: DrawView, frozen: Frozen) -> Mapping[str, str]:
    """The names of subjects and officers, by id."""
    if view.listed:
        return listing_of(view).names
    opened: dict[str, list[str]] = json.loads(view.opened)
    labels = dict(zip(frozen.columns.ids, frozen.columns.labels, strict=True))
    labels |= {one.id: one.label for one in frozen.excluded}
    labels |= {one.id: one.label for one in frozen.officers}
    return {one: opened[label][1] for one, label in labels.items() if label in opened}


def grounds_by_id(view: DrawView, frozen: Frozen) -> Mapping[str, str]:
    """The proofs of those who take no part, by id."""
    if view.listed:
        return {one: text for one, (_, text) in listing_of(view).hidden.proofs.items()}
    opened: dict[str, list[str]] = json.loads(view.opened)
    return {one.id: opened[one.grounds][1] for one in frozen.excluded if one.grounds in opened}


def listing_of(view: DrawView) -> Listing:
    """The lists of a large draw. Raises `TypeError` when nobody has read them."""
    if view.listing is None:
        raise TypeError("the list of this draw has not been read: with_list")
    return view.listing
