"""Into which strata a plan divides its categories, and at which ratio each is drawn, by the profile alone. Pure.

The ratio of a stratum comes from where `quota.by` says: the category, the credit class, the item of the published list,
or the plan itself. What is due of it is counted by `draw.ticket`, the same way a verifier counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inspector_desktop.errors import Refused
from inspector_desktop.plan.conditions import REST
from inspector_desktop.plan.store import StratumView
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Category

MILLION = 1_000_000
_RATIO = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?([%‰])")
_SCALE = {"%": 10_000, "‰": 1_000}


@dataclass(frozen=True)
class Share:
    """A stratum to be: a category, or one credit class of it (`credit`, whose words are `credit_title`)."""

    stratum: str
    category: str
    title: str
    credit: str
    credit_title: str
    take: str
    ratio_ppm: int
    minimum: int
    batches: int
    region: str = ""


def ppm_of(text: str) -> int | None:
    """The ratio a list of items writes, such as `5%`, `不低于5%` or `2‰`, in millionths; none where it writes none."""
    found = _RATIO.search(text.replace("％", "%").replace(" ", ""))
    if not found:
        return None
    scale = _SCALE[found[3]]
    ppm = int(found[1]) * scale + int((found[2] or "").ljust(4, "0")) * scale // 10_000
    return ppm if ppm <= MILLION else None


def shares_of(
    profile: Profile,
    categories: Sequence[str],
    *,
    given: Mapping[str, int],
    listed: Mapping[str, str],
    by_law: Mapping[str, int] | None = None,
) -> tuple[Share, ...]:
    """The strata of a plan over these categories, in the profile's order of classes.

    `given` are ratios in millionths the plan itself sets, by category (`coal`) or class of one (`coal-trusted`; the
    category is then divided by class); `listed` is what the item list writes for each category. `by_law` are ratios a
    statute fixes: they go before every other rule and class, and a plan may only set more (001 三(二)). Raises
    `Refused` for a ratio given to nobody, a ratio missing, or one outside what the profile or a statute allows, and
    where key items and general items with a floor of their own stand in one plan: one draw has one floor.
    """
    fixed = by_law or {}
    chosen = [profile.category(name) for name in categories]
    classes = profile.credit.classes
    known = {one.id for one in chosen} | {f"{one.id}-{rank.id}" for one in chosen for rank in classes}
    for name in given:
        if name not in known:
            raise Refused("refused-plan-ratio-nobody", name=name)
    by_class = profile.quota.by == "credit"
    if by_class and profile.quota.floor_ppm and len({one.key_items for one in chosen}) > 1:
        raise Refused("refused-plan-mixed")
    shares: list[Share] = []
    for category in chosen:
        if category.id in fixed:
            shares.append(_by_law(profile, category, fixed[category.id], given))
            continue
        divided = any(f"{category.id}-{rank.id}" in given for rank in classes)
        if divided or (by_class and not category.key_items):
            take = "pool" if by_class and profile.quota.small_classes == "pool" else "ratio"
            for rank in classes:
                usual = rank.ratio_ppm if by_class else given.get(category.id, _set(profile, category, listed))
                ratio = given.get(f"{category.id}-{rank.id}", usual)
                ppm = _allowed(profile, category, ratio, floor=0)
                name = f"{category.id}-{rank.id}"
                shares.append(Share(name, category.id, category.title, rank.id, rank.title, take, ppm, 0, 1))
            continue
        ppm = _allowed(profile, category, given.get(category.id, _set(profile, category, listed)), floor=None)
        batches = profile.draw.batches if category.key_items else 1
        shares.append(Share(category.id, category.id, category.title, "", "", "ratio", ppm, category.minimum, batches))
    return tuple(shares)


def by_region(shares: Iterable[Share], regions: Mapping[str, Sequence[str]]) -> tuple[Share, ...]:
    """Divide strata by the regions (辖区) of their category; whoever is of none of them forms one of its own.

    Regions of one stratum are rounded up together, so that many small ones do not each force one subject; where the
    category wants a least number, each is rounded up by itself.
    """
    found: list[Share] = []
    for one in shares:
        named = regions.get(one.category, ())
        if not named:
            found.append(one)
            continue
        take = one.take if one.minimum else "pool"
        for number, region in enumerate((*named, REST), 1):
            place = 0 if region == REST else number
            found.append(replace(one, stratum=f"{one.stratum}-r{place}", region=region, take=take))
    return tuple(found)


def top_up_of(profile: Profile, strata: Iterable[StratumView]) -> tuple[str, ...]:
    """The strata that are raised when all together fall short of the floor, in the profile's order."""
    rows = tuple(strata)
    return tuple(one.stratum for name in profile.quota.top_up for one in rows if name == (one.credit or one.category))


def _by_law(profile: Profile, category: Category, ratio: int, given: Mapping[str, int]) -> Share:
    """The one stratum of a category whose ratio a statute fixes; credit neither raises nor lowers it."""
    asked = [given[name] for name in given if name == category.id or name.startswith(f"{category.id}-")]
    if any(one < ratio for one in asked):
        raise Refused("refused-plan-ratio-law", category=category.title, least=_percent(ratio))
    ppm = given.get(category.id, ratio)
    batches = profile.draw.batches if category.key_items else 1
    return Share(category.id, category.id, category.title, "", "", "ratio", ppm, max(1, category.minimum), batches)


def _set(profile: Profile, category: Category, listed: Mapping[str, str]) -> int | None:
    """The ratio that holds where the plan sets none."""
    if profile.quota.by == "item":
        return ppm_of(listed.get(category.id, ""))
    return category.ratio_ppm


def _allowed(profile: Profile, category: Category, ratio: int | None, *, floor: int | None) -> int:
    """A ratio if it may stand; without a `floor` of its own that of the category, the list's and the bureau's holds."""
    if ratio is None:
        raise Refused("refused-plan-ratio-missing", category=category.title)
    least = max(category.ratio_ppm or 0, profile.quota.floor_ppm) if floor is None else floor
    most = MILLION if category.key_items else profile.quota.ceiling_ppm
    if not least <= ratio <= most:
        raise Refused("refused-plan-ratio", category=category.title, least=_percent(least), most=_percent(most))
    return ratio


def _percent(ppm: int) -> str:
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04}".rstrip("0") if rest else str(whole)
