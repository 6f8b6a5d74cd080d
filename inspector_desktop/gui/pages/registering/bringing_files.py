"""What an import leaves behind: the lists of who is missing and of findings, and the words about what was done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from inspector_desktop.errors import Refused
from inspector_desktop.gui.page import Page
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.registry.comparing import Compared
from inspector_desktop.registry.exporting import missing_sheet, write_sheet
from inspector_desktop.registry.importing import Brought
from inspector_desktop.registry.intake import Intake, Kind, error_report
from inspector_desktop.wording import say


def write_missing(page: Page, owner: QWidget, compared: Compared, path: Path, kind: Kind) -> None:
    """Write who is missing in the register, and in the list, away from the window's thread."""

    def work(_ticket: Ticket) -> tuple[int, int]:
        try:
            write_sheet(path, missing_sheet(compared, say("bringing-missing-sheet"), kind))
        except OSError as error:
            raise Refused("refused-file-unwritten", file=path.name) from error
        return len(compared.new), len(compared.gone)

    def done(found: tuple[int, int]) -> None:
        here, there = found
        page.show_notice(say("bringing-missing-done", here=here, there=there, file=path.name), "green")

    page.context.pool.run(work, done=done, failed=page.show_refusal, owner=owner)


def write_report(page: Page, owner: QWidget, intake: Intake, path: Path) -> None:
    """Write the list of findings, away from the window's thread."""

    def work(_ticket: Ticket) -> str:
        try:
            path.write_bytes(error_report(intake))
        except OSError as error:
            raise Refused("refused-file-unwritten", file=path.name) from error
        return path.name

    page.context.pool.run(
        work,
        done=lambda name: page.show_notice(say("bringing-report-saved", file=name), "green"),
        failed=page.show_refusal,
        owner=owner,
    )


def done_words(kind: Kind, brought: Brought) -> str:
    """Say what an import did."""
    if kind == "officers":
        text = say("bringing-done-officers", entered=brought.entered, known=brought.changed)
        text += say("bringing-done-others-rows", count=brought.others) if brought.others else ""
    elif kind == "items":
        text = say("bringing-done-items", entered=brought.entered, held=brought.held)
        text += say("bringing-done-others-rows", count=brought.others) if brought.others else ""
    else:
        plain = not (brought.known or brought.repeated)
        text = say(
            "bringing-done" if plain else "bringing-done-known",
            entered=brought.entered,
            warned=brought.warned,
            refused=brought.refused,
            known=brought.known,
            changed=brought.changed,
            repeated=brought.repeated,
        )
        if brought.others:
            text += say("bringing-done-others", count=brought.others)
        if brought.gone:
            text += say("bringing-done-gone", count=brought.gone)
    return text
