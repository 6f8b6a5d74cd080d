"""Files the page of plans and draws writes: papers, the record of a draw, and tables of plans; all from the pool."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlmodel import Session

from inspector_desktop.clock import civil_date, stamp
from inspector_desktop.draw.document import commitment_paper, record_paper
from inspector_desktop.draw.papers import signing_key
from inspector_desktop.draw.recorded_paper import recorded_paper
from inspector_desktop.draw.release_paper import Task, assignment_paper, release_paper, release_sheet, released_tasks
from inspector_desktop.draw.signing import beside, sign_transcript
from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.page import Page
from inspector_desktop.gui.pages.drawing.reading import Whole
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.paper.model import Paper
from inspector_desktop.plan.store import PlanView, plans
from inspector_desktop.registry.exporting import xlsx_bytes
from inspector_desktop.wording import say

RELEASED = ("release-list-pdf", "release-list-xlsx", "release-assignment-pdf")


class Files:
    """Asks for a path and writes; what is refused or done is shown on the page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def ask(self, proposed: str, kind: str, write: Callable[[Path], object]) -> None:
        """Ask where a file goes, and write it there."""
        files.ask_where(self._page, say("draws-file-choose"), proposed, kind, write)

    def write_record(self, whole: Whole | None, path: Path) -> None:
        """Write the record of a draw as PDF; of one held elsewhere, its registration."""
        if whole is not None and whole.draw is not None:
            self._paper(whole, path, recorded_paper if whole.draw.recorded else record_paper)

    def write_notice(self, whole: Whole | None, path: Path) -> None:
        """Write the notice of what was sealed as PDF."""
        if whole is not None and whole.draw is not None:
            self._page.load(signing_key, lambda key: self._paper(whole, path, partial(commitment_paper, key=key)))

    def write_transcript(self, whole: Whole | None, path: Path) -> None:
        """Write the record of the draw as the file that anybody can verify, and this device's signature beside it."""
        if whole is None or whole.draw is None:
            return
        context, draw = self._page.context, whole.draw

        def signed() -> bytes:
            from inspector_desktop.draw.resealing import transcript_of  # noqa: PLC0415  (a draw is rarely saved)

            content = transcript_of(draw)
            beside(path).write_bytes(
                sign_transcript(
                    content, bureau=context.profile.bureau.draw_id, number=draw.number, signer=context.desk.signer,
                    signed_at=stamp(context.clock.now()),
                )
            )  # fmt: skip
            return content

        self.write(path, signed, lambda name: say("draws-file-signed", file=name, signature=beside(path).name))

    def ask_release(self, whole: Whole | None, which: str) -> None:
        """Ask where the list of released tasks goes, or the sheets of the objects: one of `RELEASED`."""
        if whole is None or whole.draw is None:
            return
        kind, form = which.split("-")[1:]
        proposed = say(f"release-file-{kind}", number=whole.draw.number or whole.draw.task_number)
        self.ask(f"{proposed}.{form}", f"*.{form}", lambda path: self.write_release(whole, which, path))

    def write_release(self, whole: Whole, which: str, path: Path) -> None:
        """Write the list of released tasks by officer, as paper or workbook, or a sheet for each object."""
        draw, profile = whole.draw, self._page.context.profile
        if draw is None:
            return

        def written(tasks: tuple[Task, ...]) -> None:
            def content() -> bytes:
                if which.endswith("xlsx"):
                    return xlsx_bytes(release_sheet(tasks))
                from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when it is needed)

                build = assignment_paper if "assignment" in which else release_paper
                return render(build(draw, whole.plan, profile, tasks))

            self.write(path, content)

        self._page.load(lambda session: released_tasks(session, draw), written)

    def ask_table(self, which: str) -> None:
        """Ask where a table of this year's plans goes: one of `TABLES`."""
        kind, form = which.split("-")
        year = civil_date(self._page.context.clock.now()).year
        proposed = say(f"plans-file-{kind}", year=str(year))
        self.ask(f"{proposed}.{form}", f"*.{form}", lambda path: self.write_table(which, path))

    def write_table(self, which: str, path: Path) -> None:
        """Write a table of this year's plans."""
        bureau = self._page.context.bureau

        def query(session: Session) -> tuple[PlanView, ...]:
            return plans(session, bureau)

        self._page.load(query, lambda found: self._table(which, path, found))

    def write(
        self, path: Path, content: Callable[[], bytes], tell: Callable[[str], str] | None = None
    ) -> None:  # fmt: skip
        """Write bytes that are made on the way; `tell` says of the file's name what was saved."""

        def work(_ticket: Ticket) -> str:
            try:
                path.write_bytes(content())
            except OSError as error:
                raise Refused("refused-file-unwritten", file=path.name) from error
            return path.name

        self._page.context.pool.run(
            work,
            done=lambda name: self._page.show_notice(
                tell(name) if tell else say("draws-file-saved", file=name), "green"
            ),
            failed=self._page.show_refusal,
            owner=self._page,
        )

    def _table(self, which: str, path: Path, found: tuple[PlanView, ...]) -> None:
        kind, form = which.split("-")
        profile, today = self._page.context.profile, civil_date(self._page.context.clock.now())

        def content() -> bytes:
            from inspector_desktop.plan.document import plan_table, table_paper, workbook  # noqa: PLC0415  (on demand)

            table = plan_table(found, profile, kind=kind, year=today.year, made_on=today)
            if form == "xlsx":
                return workbook(table)
            from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when it is needed)

            return render(table_paper(table, profile))

        self.write(path, content)

    def _paper(self, whole: Whole, path: Path, build: Callable[..., Paper]) -> None:
        profile = self._page.context.profile

        def content() -> bytes:
            from inspector_desktop.paper.render import render  # noqa: PLC0415  (reportlab loads when it is needed)

            return render(build(whole.draw, whole.plan, profile))

        self.write(path, content)
