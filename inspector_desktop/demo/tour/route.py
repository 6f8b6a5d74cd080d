"""The tour's way: office, enterprise without a network, chief's desk, publication; then it checks what it left."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from inspector_desktop.demo.subjects import FILE, spreadsheet
from inspector_desktop.demo.tour import season, summary
from inspector_desktop.demo.tour.chief import Chief
from inspector_desktop.demo.tour.clock import TourClock
from inspector_desktop.demo.tour.devices import CHIEF, DEPUTY, SUPERVISING, Bureau
from inspector_desktop.demo.tour.ending import Ending, publish_draw
from inspector_desktop.demo.tour.field import Field, Task, choose_task
from inspector_desktop.demo.tour.office import Office
from inspector_desktop.draw.transcript import verify
from inspector_desktop.gui.driving import Stage
from inspector_desktop.gui.starting import application
from inspector_desktop.headquarters.tables import open_headquarters
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.storage.engine import reading
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.window import MainWindow

T = TypeVar("T")
ROUNDS = 6
"""How often the rest of the season's dossiers go back and forth at most."""


class Route:
    """One tour. `folder` holds the laptops and headquarters while it lasts, `out` what it leaves."""

    def __init__(self, folder: Path, out: Path, subjects: Path | None) -> None:
        self.application = application()
        self.out = out
        self.clock = TourClock()
        self.stage = Stage(out / "screens")
        self.bureau = Bureau(folder, self.clock, self.stage)
        self.subjects = subjects or folder / FILE
        if subjects is None:
            folder.mkdir(parents=True, exist_ok=True)
            self.subjects.write_bytes(spreadsheet(settled=False))

    def take(self) -> int:
        """Take the tour; 0 when everything it left is as it should be."""
        try:
            task, office, laptop = self._before()
            field = Field(self.stage, laptop, self.clock, task)
            self._away(field)
            with self.bureau.headquarters():
                self._after(field, task, office)
                found = self._look_back(task)
                by_acts = self._season(task)
                publish_draw(self.stage, office)
                self._rounds("office", "laptop", "office")
                self.stage.page(office, "sync")
                self.stage.picture(office, "sync")
                self._site()
        finally:
            self.bureau.close()
        return self._leave(found, by_acts)

    def _before(self) -> tuple[Task, MainWindow, MainWindow]:
        """In the office and before leaving it, with headquarters in reach."""
        with self.bureau.headquarters() as served:
            self.bureau.prepare(served)
            window = self.bureau.open("office", SUPERVISING)
            self.stage.picture(window, "workbench-first")
            office = Office(self.stage, window, self.clock)
            office.bring_in(self.subjects)
            office.plan()
            office.draw()
            office.write_transcript(self.out / "draw.json")
            self._rounds("office")
            task = choose_task(window, self.stage)
            laptop = self.bureau.open("laptop", task.lead)
            self._rounds("laptop")
            field = Field(self.stage, laptop, self.clock, task)
            field.take_up()
            self._rounds("laptop")
            field.notice(self.out / "papers-for-the-trip")
        return task, window, laptop

    def _away(self, field: Field) -> None:
        """At the enterprise: headquarters is stopped, and everything goes on."""
        field.arrive()
        field.check()
        field.sign()
        field.order()

    def _after(self, field: Field, task: Task, office: MainWindow) -> None:
        """Back in reach: what waited goes up, the report is returned, mended, approved; then entry and publication."""
        field.report("")
        self.stage.page(field.window, "sync")
        self._rounds("laptop")
        self.stage.picture(field.window, "sync-laptop")
        chief = self.bureau.open("chief", CHIEF)
        desk = Chief(self.stage, chief, task.dossier)
        self._rounds("chief")
        desk.take()
        self._rounds("chief")
        desk.give_back("evaluation", say("tour-mark"))
        self._rounds("chief", "laptop")
        field.take_back()
        self._rounds("laptop")
        field.report(say("tour-evaluation"))
        self._rounds("laptop", "chief")
        for person, name in ((CHIEF, "approval-chief"), (DEPUTY, "approval-deputy")):
            self.bureau.change_person(chief, person)
            desk.take()
            self._rounds("chief")
            desk.agree(name)
            self._rounds("chief")
        self.bureau.change_person(chief, CHIEF)
        desk.export_order(self.out / "exported")
        self._rounds("laptop")
        field.take_back()
        self._rounds("laptop")
        ending = Ending(self.stage, field.window, task.dossier)
        ending.enter()
        ending.publish("孙志远")
        self.stage.page(field.window, "inspection", dossier=task.dossier)
        self.stage.picture(field.window, "inspection-done")
        self._rounds("laptop", "office")
        self.stage.page(office, "workbench")
        self.stage.picture(office, "workbench-supervising")

    def _season(self, task: Task) -> int:
        """Make the task's other checks by acts, whoever leads them, so that the draw may be shown."""
        done = 0
        for _ in range(ROUNDS):
            self._rounds("office", "laptop")
            left = self._ask("office", lambda session, desk: len(_unchecked(session, desk.bureau)))
            if not left:
                return done
            for name in ("office", "laptop"):
                done += self._at_desk(name)
            lead = self._ask("office", lambda session, desk: _next_lead(session, desk.bureau))
            if lead and lead != SUPERVISING:
                self.bureau.change_person(self.bureau.laptops["laptop"].window, lead)
        del task
        return done

    def _at_desk(self, name: str) -> int:
        """Take up and check all that this laptop's person may; return how many checks were made."""
        context = self.bureau.laptops[name].window.context
        if context is None:
            return 0
        clock, house = context.clock, context.house

        def work(session: Session, desk: Any) -> int:
            return season.check_all(session, desk=desk, clock=clock, house=house)

        self._ask(name, lambda session, desk: season.take_all(session, desk=desk, clock=clock))
        self._rounds(name)
        return self._ask(name, work)

    def _site(self) -> None:
        """Copy the site that headquarters wrote."""
        site = self.bureau.premises.site
        self.stage.until((site / "index.html").exists, "site")
        self.stage.until(lambda: list((site / "draws").glob("*.json")), "transcript on the site", seconds=60)
        shutil.copytree(site, self.out / "site", dirs_exist_ok=True)

    def _look_back(self, task: Task) -> dict[str, Any]:
        """Write the papers and ask the officers' store what became of the inspection."""

        def work(session: Session, desk: Any) -> dict[str, Any]:
            papers = summary.write_papers(session, self.out, bureau=str(desk.bureau), dossier=task.dossier)
            return {**summary.stock(session, bureau=str(desk.bureau), dossier=task.dossier), "papers": papers}

        return self._ask("laptop", work)

    def _leave(self, found: dict[str, Any], by_acts: int) -> int:
        """Check what was left, write the summary, and say how it went."""
        answer = verify((self.out / "draw.json").read_bytes())
        engine = open_headquarters(self.bureau.premises.where)
        try:
            with reading(engine) as session:
                at_headquarters = rebuild(session)
        finally:
            engine.dispose()
        equal = bool(found.pop("rebuild_equal")) and at_headquarters.equal
        content = {
            "facts": found["facts"], "receipted": found["receipted"], "set_aside": found["set_aside"],
            "photos": found["photos"], "photos_sent": found["photos_sent"],
            "states": {"inspection": found["state"]}, "papers": found["papers"],
            "draw_verified": answer.verified, "rebuild_equal": equal,
            "headquarters": {"dossiers": at_headquarters.dossiers, "entries": at_headquarters.entries},
            "checks_by_acts": by_acts, "screens": self.stage.pictures,
        }  # fmt: skip
        summary.write_summary(self.out / "summary.json", content)
        print(say("tour-done", screens=len(self.stage.pictures), papers=found["papers"], folder=str(self.out)))  # noqa: T201
        whole = found["receipted"] == found["facts"] and found["photos_sent"] == found["photos"]
        return 0 if answer.verified and equal and whole and found["papers"] == len(summary.PAPERS) else 1

    def _rounds(self, *names: str) -> None:
        for name in names:
            self.bureau.round(name)

    def _ask(self, name: str, work: Callable[[Session, Any], T]) -> T:
        """Run something on a laptop's ledger and wait for the answer."""
        window = self.bureau.laptops[name].window
        context = window.context
        assert context is not None  # noqa: S101  (somebody is signed in)
        answers: list[T] = []
        window.tasks.ledger.run(
            lambda session: work(session, context.desk), done=answers.append, changes=("inspections",)
        )
        self.stage.until(lambda: answers, name, seconds=180)
        return answers[0]


def _unchecked(session: Session, bureau: str) -> list[str]:
    from inspector_desktop.inspection.store import inspections

    return [one.officers[0].id for one in inspections(session, bureau) if not one.done.get("check")]


def _next_lead(session: Session, bureau: str) -> str:
    return next((one for one in _unchecked(session, bureau) if one != SUPERVISING), "")
