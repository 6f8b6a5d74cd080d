"""The conditions of a directed draw (定向抽查): which subjects its list consists of, which officers take part. Pure.

004 第十二条: a directed draw filters subjects by class and officers by skill; an undirected one filters nobody. The
conditions are kept with the plan, frozen with the list, and printed. Whoever a condition leaves out is not of the
task's scope: the ratio is one of the scope, so a subject left out is not among those that take no part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inspector_desktop.profile.model import Profile
from inspector_desktop.registry.store import Listed, OfficerView, SubjectView
from inspector_desktop.wording import say

SUBJECT, OFFICER = "subject", "officer"
COLUMNS = {
    SUBJECT: ("jurisdiction", "kind", "tag", "credit", "library"),
    OFFICER: ("unit", "field", "area"),
}
"""What may be asked of each side, in the order in which it is said."""
REST = "-"
"""The region of those whose jurisdiction is none of the regions of a plan."""
_JOINED = "、"
_ANYWHERE = "*"


@dataclass(frozen=True)
class Condition:
    """One column of one side, and the values of which one must hold."""

    side: str
    column: str
    values: tuple[str, ...]

    def text(self, profile: Profile) -> str:
        """What is printed of it, codes in the bureau's words."""
        said = [title_of(profile, self.column, one) for one in self.values]
        return say("plan-condition", column=say(f"plan-condition-{self.column}"), values=_JOINED.join(said))


def title_of(profile: Profile, column: str, value: str) -> str:
    """A value of a condition in words."""
    if column == "kind":
        return say(f"subject-kind-{value}")
    if column == "credit":
        return next((one.title for one in profile.credit.classes if one.id == value), say("plan-condition-unassessed"))
    return value


def subject_meets(
    conditions: Iterable[Condition], subject: Listed | SubjectView, libraries: Mapping[str, Collection[str]]
) -> bool:
    """Whether a subject is of the scope; `libraries` are the special libraries by subject."""
    for one in conditions:
        if one.side != SUBJECT:
            continue
        if one.column == "tag":
            had: Collection[str] = subject.tags.split(_JOINED)
        elif one.column == "library":
            had = libraries.get(subject.id, ())
        else:
            had = (str(getattr(subject, one.column)),)
        if not set(one.values) & set(had):
            return False
    return True


def officer_meets(conditions: Iterable[Condition], officer: OfficerView) -> bool:
    """Whether an officer takes part; one who may go anywhere fulfils every area."""
    for one in conditions:
        if one.side != OFFICER:
            continue
        had = {"unit": officer.unit, "field": officer.fields, "area": officer.areas}[one.column].split(_JOINED)
        if not set(one.values) & set(had) and not (one.column == "area" and _ANYWHERE in had):
            return False
    return True


def told(conditions: Iterable[Condition], side: str, profile: Profile) -> str:
    """The conditions of one side as they are printed; empty when there are none."""
    return "；".join(one.text(profile) for one in conditions if one.side == side)
