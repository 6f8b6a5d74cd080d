"""check-form, evaluate, import: what comes from outside, judged before anything is entered."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from inspector_desktop.commands.answer import Answer
from inspector_desktop.commands.device import opened
from inspector_desktop.errors import Refused
from inspector_desktop.wording import say

KINDS = ("subjects", "officers", "items")


def check_form(asked: argparse.Namespace) -> Answer:
    """Examine a check table."""
    from inspector_desktop.checklist.commands import check_form as examine

    _must_exist(asked.file)
    found = examine(asked.file)
    if found.usable:
        lines = [say("cli-form-good", questions=found.questions, lines=found.lines)]
    else:
        lines = [say("cli-form-bad", count=sum(one.fatal for one in found.problems))]
    lines += [one.text() for one in found.problems]
    if found.unverified:
        lines.append(say("cli-form-unverified", count=len(found.unverified)))
    return Answer(found.usable, found.as_dict(), tuple(lines))


def evaluate(asked: argparse.Namespace) -> Answer:
    """Work out an expression."""
    from inspector_desktop.checklist.commands import evaluate as work_out

    if asked.form is not None:
        _must_exist(asked.form)
    answers = _answers(asked.answers)
    found = work_out(asked.expression, asked.form, answers)
    shown = json.dumps(found.value, ensure_ascii=False) if not isinstance(found.value, str) else found.value
    return Answer(
        good=True,
        fields=found.as_dict(),
        lines=(say("cli-evaluated", value=shown, type=say(f"cli-value-{found.type}")),),
    )


def bring_in(asked: argparse.Namespace) -> Answer:
    """Read a spreadsheet, judge its rows, and unless it is only tried out enter them."""
    from inspector_desktop.registry.intake import error_report, sentence, summary, take_in, warning

    _must_exist(asked.file)
    intake, brought = (take_in(asked.kind, asked.file), None) if asked.dry_run else _enter(asked)
    fields: dict[str, Any] = {**intake.counts(), "dry_run": asked.dry_run}
    fields["problems"] = [
        {"row": one.row, "column": one.column, "value": one.value, "why": one.why} for one in intake.refusals
    ]
    lines = [summary(intake), *(sentence(one, intake) for one in intake.refusals)]
    lines += [warning(one) for one in intake.warnings]
    if brought is None:
        lines.append(say("cli-import-dry"))
    else:
        counts = ("entered", "known", "repeated", "changed", "undecided", "held")
        fields |= {name: getattr(brought, name) for name in counts}
        lines.append(say("cli-import-done", entered=brought.entered, known=brought.known, repeated=brought.repeated))
        if brought.changed:
            lines.append(say("import-changed", count=brought.changed))
        if brought.undecided:
            lines.append(say("import-undecided", count=brought.undecided))
        if brought.held:
            lines.append(say("import-held", count=brought.held))
    if asked.report is not None:
        from inspector_desktop.places import replace_file

        replace_file(asked.report, error_report(intake))
        lines.append(say("cli-import-report-written", file=asked.report.name))
    return Answer(intake.accepted > 0, fields, tuple(lines))


def _enter(asked: argparse.Namespace) -> tuple[Any, Any]:
    from inspector_desktop.registry.importing import (
        bring_in_items,
        bring_in_officers,
        bring_in_subjects,
        known_subjects,
    )
    from inspector_desktop.registry.intake import take_in
    from inspector_desktop.registry.store import kept_titles
    from inspector_desktop.upkeep.papers import read_file

    with opened(asked) as opening:
        desk = opening.desk
        given: dict[str, Any] = {"desk": desk, "clock": opening.clock, "profile": opening.profile}
        with opening.reading() as session:
            titles = kept_titles(session, desk.bureau, asked.kind)
            known = known_subjects(session, desk.bureau) if asked.kind == "subjects" else None
        intake = take_in(asked.kind, asked.file, manual=titles, known=known)
        with opening.writing() as session:
            if asked.kind == "officers":
                return intake, bring_in_officers(session, intake=intake, **given)
            if asked.kind == "items":
                day = asked.published_on
                return intake, bring_in_items(session, intake=intake, published_on=day, **given)
            content = read_file(asked.file)
            return intake, bring_in_subjects(session, intake=intake, content=content, **given)


def _answers(path: Path | None) -> dict[str, str]:
    from inspector_desktop.upkeep.papers import read_file

    if path is None:
        return {}
    try:
        found = json.loads(read_file(path))
    except ValueError as error:
        raise Refused("refused-answers-file", file=path.name) from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise Refused("refused-answers-file", file=path.name)
    return found


def _must_exist(path: Path) -> None:
    """Raise `Missing` or `Refused` for a file that cannot be read, before a reader with other words meets it."""
    from inspector_desktop.upkeep.papers import read_file

    read_file(path)
