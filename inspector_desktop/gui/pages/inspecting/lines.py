"""One line of the check table as the list shows it: what is asked on what basis, what was answered, what is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector_desktop.checklist.rules import VERDICTS
from inspector_desktop.clock import civil, civil_date, moment
from inspector_desktop.gui.kit.answercard import CheckLine
from inspector_desktop.gui.kit.fields import read_date
from inspector_desktop.gui.kit.photostrip import Photo
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.check.store import LineView
    from inspector_desktop.checklist.definition import Question
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspecting.pictures import Thumbnails


@dataclass(frozen=True)
class Answered:
    """What was answered on one question."""

    value: str = ""
    fact: str = ""
    reason: str = ""
    words: str = ""
    measure: str = ""


def check_line(
    question: Question,
    given: Answered,
    case: Case,
    thumbs: Thumbnails,
    *,
    saved_at: str = "",
    depth: int = 0,
    phrases: tuple[str, ...] = (),
) -> CheckLine:
    """The line with its answer, its photographs and what was found the time before; `saved_at` is a stamp or empty."""
    photos = [one for one in case.photos if one.line == question.name]
    before = case.earlier.get(question.name)
    last = before.line if before is not None else None
    return CheckLine(
        key=question.name,
        number=str(question.number),
        label=question.label,
        basis=basis_words(question),
        hint=question.violation,
        depth=depth,
        last_visit=last_line(before.line, before.ended_at) if before is not None else "",
        last_fact=last.fact if last is not None and last.value == "violates" else "",
        phrases=phrases,
        verdict=given.value.replace("_", "-"),
        fact=given.words if given.value == "not_checked" else given.fact,
        reason=f"why-{given.reason}" if given.reason else "",
        photos=tuple(Photo(one.hash, thumbs.image(one.hash), one.original_name) for one in photos),
        photos_note=saved_words(saved_at, len(photos)),
        handling=given.measure,
        severity=question.severity,
    )


def last_line(line: LineView, day: str) -> str:
    """What was found on a line the time before, such as 上次：不符合 2025年6月3日 报告超过半年; empty where nothing."""
    if line.value not in VERDICTS:
        return ""
    verdict = say(f"verdict-{line.value.replace('_', '-')}")
    return say(
        "inspection-last-line",
        verdict=verdict,
        day=say("date-long", date=civil_date(day)),
        fact=line.fact or line.words,
    )


def saved_words(at: str, photos: int) -> str:
    """What stands beside the photographs: how many, and that answer and photographs are on the disk."""
    saved = say("inspection-saved-at", time=f"{civil(moment(at)):%H:%M}") if at else ""
    if not photos:
        return saved
    return say("inspection-photos-saved", count=photos, state=saved or say("record-saved"))


def basis_words(question: Question, hint: str = "") -> str:
    """What a line rests on and how it is checked, such as 《气象法》第三十一条（核对于2026年11月1日）· 查检测报告.

    `hint` is how it is checked in the words shown, where these are not the form's own.
    """
    basis, hint = question.basis, hint or question.hint
    if not basis.law:
        return hint
    key = "inspection-basis-checked" if basis.verified else "inspection-unverified"
    law = f"《{basis.law}》{basis.article}{say(key, day=_checked_on(basis.checked_on))}"
    return " · ".join(part for part in (law, hint) if part)


def _checked_on(day: str) -> str:
    found = read_date(day)
    return say("date-long", date=found) if found else day
