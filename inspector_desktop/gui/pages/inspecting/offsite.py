"""非现场检查: change to it with a reason, begin it, ask for materials, take them in, note calls with pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from inspector_desktop.check.evidence_acts import read_small
from inspector_desktop.check.offsite_acts import WAYS, ask_materials, begin_off_site, note_call, receive_material
from inspector_desktop.check.sampling_store import MaterialView, OffSiteView, find_off_site
from inspector_desktop.clock import civil_date
from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.fields import ChoiceField, DateField, Form, LineField, TextField, button_row, read_date
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.section import Entry, Section
from inspector_desktop.gui.pages.inspecting.beforehand import CapCount, OfficerRow, RightsTold, renewed_of
from inspector_desktop.gui.pages.inspecting.besides import Beside
from inspector_desktop.gui.pages.inspecting.case import day_words, moment_words
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.inspection.joining import MODES, set_mode
from inspector_desktop.rectification.late_acts import done_late
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case


@dataclass(frozen=True)
class Away:
    """What the face shows."""

    mode: str
    found: OffSiteView | None


class OffSiteFace(Beside[Away]):
    """The face."""

    @override
    def read(self, session: Session, case: Case) -> Away:
        return Away(case.view.mode, find_off_site(session, case.view.bureau, case.dossier))

    @override
    def fill(self, case: Case, found: Away) -> None:
        if found.found is not None:
            self._running(case, found.found)
        elif case.visit is not None:
            self.inside.addWidget(texts.soft(say("off-site-on-site"), wrap=True))
        else:
            self._mode(case)
            if found.mode != "on-site":
                self._begin(case)

    def _mode(self, case: Case) -> None:
        section = Section(say("leads-mode"), say(f"mode-{case.view.mode}"), line=True)
        self.mode = buttons.ChoiceGroup(tuple((key, say(f"mode-{key}")) for key in MODES), case.view.mode)
        self.reason = GrowingField(say("off-site-reason-hint"), case.view.mode_reason)
        self.approver = LineField(say("leads-approver-hint"))
        form = Form(label_width=84)
        form.add("mode", say("leads-mode"), self.mode)
        form.add("reason", say("joint-reason"), self.reason)
        form.add("approver", say("off-site-approver"), self.approver)
        section.add(form, gap=10)
        keep = buttons.secondary(
            say("off-site-change"),
            lambda: self.page.do(
                set_mode, profile=self.page.context.profile, mode=self.mode.value(), reason=self.reason.value(),
                approver=self.approver.value(), done=lambda _: self.done("off-site-changed"),
            ),
        )  # fmt: skip
        section.add(button_row(keep), gap=8)
        self.inside.addWidget(section)
        self.inside.addSpacing(16)

    def _begin(self, case: Case) -> None:
        section = Section(say("off-site-begin"), line=True)
        self.contact = LineField(value=case.view.principal)
        self.post = LineField(say("inspection-post-hint"))
        self.channel = GrowingField(say("off-site-channel-hint"))
        form = Form(label_width=84)
        form.add_row("contact", say("off-site-contact"), self.contact, self.post)
        self.count, self.rights = CapCount(self.page, case), RightsTold(self.page, case)
        form.add("channel", say("off-site-channel"), self.channel)
        today = civil_date(self.page.context.clock.now())
        self.officers = {
            one.id: OfficerRow(self.page, one, today, presence=False, showing=False) for one in case.view.officers
        }
        form.add("officers", say("blank-officers"), texts.boxed(texts.column(*self.officers.values())), top=True)
        form.add("count", say("inspection-visits"), self.count)
        form.add("rights", say("inspection-rights"), self.rights, top=True)
        section.add(form, gap=10)
        late = self._late(section, "after-arrival")

        def begin() -> None:
            form.field("count").refuse(say("inspection-over-cap-missing") if self.count.wanting() else "")
            if late.check() and not self.count.wanting():
                given = late.value()
                self.page.do(
                    done_late, act=begin_off_site, step="after-arrival", moment="begun_at", late=given,
                    house=self.page.context.house, contact=self.contact.value(), contact_post=self.post.value(),
                    channel=self.channel.value(), rights_told=self.rights.told(), told_at=self.rights.moment(given.at),
                    renewed=renewed_of(self.officers), over_cap_reason=self.count.value(),
                    done=lambda _: self.done("off-site-begun"),
                )  # fmt: skip

        self.go = buttons.primary(say("off-site-begin"), begin)
        section.add(button_row(self.go), gap=8)
        self.inside.addWidget(section)

    def _running(self, case: Case, found: OffSiteView) -> None:
        head = say("off-site-head", mode=say(f"mode-{found.mode}"), contact=found.contact, channel=found.channel)
        self.inside.addWidget(texts.label(head, wrap=True))
        self.inside.addWidget(texts.small(moment_words(found.begun_at)))
        self.inside.addSpacing(12)
        section = Section(say("off-site-materials"), line=True)
        for one in found.materials:
            chip = (
                ChipText(say("off-site-came"), "green")
                if one.received_at
                else ChipText(say("off-site-wanting"), "amber")
            )
            section.add(Entry(one.name, _material_words(one), chip=chip, bold=False))
        open_ones = [one.name for one in found.materials if not one.received_at]
        running = case.visit is not None and not case.visit.ended_at
        if not found.materials and not running:
            section.add(texts.soft(say("off-site-nothing")))
        if open_ones:
            self._receive(section, open_ones)
        if running:
            self._ask(section)
        self.inside.addWidget(section)
        self.inside.addSpacing(16)
        self._calls(found, running=running)

    def _receive(self, section: Section, names: list[str]) -> None:
        name = ChoiceField(tuple((one, one) for one in names), names[0])
        way = ChoiceField(tuple((key, say(key)) for key in WAYS), WAYS[1])
        note = LineField(say("off-site-note-hint"))
        form = Form(label_width=84)
        form.add("name", say("off-site-material"), name)
        form.add("way", say("off-site-way"), way)
        form.add("note", say("off-site-note"), note)
        section.add(form, gap=10)
        late = self._late(section, "after-material")

        def take(content: bytes = b"", file: str = "") -> None:
            if late.check():
                self.page.do(
                    done_late, act=receive_material, step="after-material", moment="at", late=late.value(),
                    name=name.value(), way=way.value(), content=content, note=note.value(),
                    media_type=guess_type(file)[0] or "application/octet-stream",
                    done=lambda _: self.done("joint-noted"),
                )  # fmt: skip

        def read(paths: Sequence[Path]) -> None:
            path, pool = paths[0], self.page.context.pool
            pool.run(
                lambda _: read_small(path), done=lambda content: take(content, path.name),
                failed=self.page.show_refusal, owner=self,
            )  # fmt: skip

        def choose() -> None:
            files.ask_files(self, say("off-site-file"), say("off-site-kinds"), read)

        paper = buttons.secondary(say("off-site-paper"), take)
        section.add(button_row(buttons.secondary(say("off-site-file"), choose), paper), gap=8)

    def _ask(self, section: Section) -> None:
        names = TextField(say("off-site-names-hint"), lines=3)
        until = DateField("", width=200)
        form = Form(label_width=84)
        form.add("names", say("off-site-ask"), names)
        form.add("until", say("off-site-until"), until)
        section.add(form, gap=12)
        late = self._late(section, "after-asked")

        def ask() -> None:
            day = read_date(until.value())
            if day is None:
                self.page.show_refusal(Refused("refused-materials"))
            elif late.check():
                self.page.do(
                    done_late, act=ask_materials, step="after-asked", moment="asked_at", late=late.value(),
                    names=names.value().splitlines(), due_on=day, done=lambda _: self.done("off-site-asked"),
                )  # fmt: skip

        section.add(button_row(buttons.secondary(say("off-site-ask-do"), ask)), gap=8)

    def _calls(self, found: OffSiteView, *, running: bool) -> None:
        section = Section(say("off-site-calls"), line=True)
        for one in found.calls:
            head = " · ".join((moment_words(one.at), one.tool, one.met))
            section.add(Entry(head, say("off-site-call", words=one.words, count=len(one.shots)), bold=False))
        if not found.calls and not running:
            section.add(texts.soft(say("off-site-nothing")))
        if running:
            self.tool, self.met = LineField(say("off-site-tool-hint")), LineField(value=found.contact)
            self.words, self.shot = TextField(say("off-site-words-hint"), lines=3), ScanField(self.page)
            form = Form(label_width=84)
            form.add_row("tool", say("off-site-tool"), self.tool, self.met)
            form.add("words", say("off-site-seen"), self.words)
            form.add("shot", say("off-site-shot"), self.shot)
            section.add(form, gap=10)
            self.late = self._late(section, "after-call")
            section.add(button_row(buttons.secondary(say("off-site-call-do"), self._call)), gap=8)
        self.inside.addWidget(section)

    def _call(self) -> None:
        content = self.shot.content()
        if not self.late.check():
            return
        self.page.do(
            done_late, act=note_call, step="after-call", moment="at", late=self.late.value(),
            tool=self.tool.value(), met=self.met.value(), words=self.words.value(),
            shots=[(content, say("off-site-shot"))] if content else [], done=lambda _: self.done("joint-noted"),
        )  # fmt: skip

    def _late(self, section: Section, step: str) -> LateField:
        late = LateField(self.page, step, width=84)
        section.add(late, gap=8)
        return late


def _material_words(one: MaterialView) -> str:
    if one.received_at:
        return " · ".join(filter(None, (day_words(one.received_at), say(one.way), one.note)))
    return say("off-site-due", day=civil_date(f"{one.due_on}T04:00:00Z"))
