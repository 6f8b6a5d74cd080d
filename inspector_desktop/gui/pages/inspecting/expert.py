"""专家意见: an expert of the register is asked; his opinion joins the record, as words or as the page he signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from inspector_desktop.check.expert_acts import experts_on, give_opinion
from inspector_desktop.check.sampling_document import opinion_paper
from inspector_desktop.check.sampling_store import OpinionView, opinions_of
from inspector_desktop.clock import civil_date, stamp
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField, TextField, button_row
from inspector_desktop.gui.kit.section import Entry, Section
from inspector_desktop.gui.kit.titleline import Link
from inspector_desktop.gui.pages.inspecting.besides import Beside
from inspector_desktop.gui.pages.inspecting.case import moment_words
from inspector_desktop.gui.pages.inspecting.late import LateField
from inspector_desktop.gui.pages.inspecting.papers import read_paper
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.inspection.facts import IssuedPaper
from inspector_desktop.registry.kept_store import KeptView
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.gui.pages.inspecting.case import Case


@dataclass(frozen=True)
class Experts:
    """Who may be asked today, and what was said."""

    known: tuple[KeptView, ...]
    opinions: tuple[OpinionView, ...]


class ExpertFace(Beside[Experts]):
    """The face."""

    @override
    def read(self, session: Session, case: Case) -> Experts:
        day = civil_date(self.page.context.clock.now()).isoformat()
        return Experts(experts_on(session, case.view.bureau, day), opinions_of(session, case.view.bureau, case.dossier))

    @override
    def fill(self, case: Case, found: Experts) -> None:
        for one in found.opinions:
            under = say("expert-given", question=one.question, opinion=one.opinion, time=moment_words(one.given_at))
            link = Link(say("expert-page"), lambda one=one: self.page.open_photo(one.scan)) if one.scan else None  # type: ignore[misc]
            self.inside.addWidget(Entry(" · ".join(filter(None, (one.name, one.unit, one.field))), under, link=link))
        section = Section(say("expert-ask"), say("besides-no-count"), line=True)
        self.expert = ChoiceField(
            (*((one.key, " · ".join(filter(None, (one.get("name"), one.get("field"), one.get("unit"))))) for one in
               found.known), ("", say("expert-unlisted"))),
            hint=say("expert-hint"),
        )  # fmt: skip
        self.name = LineField(say("expert-name"), width=120)
        self.unit = LineField(say("expert-unit"))
        self.question = TextField(say("expert-question-hint"), lines=2)
        self.opinion = TextField(say("expert-opinion-hint"), lines=4)
        self.scan = ScanField(self.page)
        self.number = LineField(say("expert-number-hint"))
        self.late = LateField(
            self.page, "after-opinion", opened=True, label=say("expert-at"), width=84, scans=False,
            hint=say("leads-now-hint"),
        )  # fmt: skip
        self.at = self.late.at
        form = Form(label_width=84)
        form.add("expert", say("expert-name"), self.expert)
        form.add_row("named", say("expert-other"), self.name, self.unit)
        form.add("question", say("expert-question-label"), self.question)
        form.add("opinion", say("expert-opinion"), self.opinion)
        form.add("scan", say("expert-scan"), self.scan)
        form.add("number", say("expert-number"), self.number)
        form.add_part(self.late)
        form.field("named").setVisible(not found.known)
        self.expert.edited.connect(lambda key: form.field("named").setVisible(not key))
        section.add(form, gap=10)
        self.go = buttons.primary(say("expert-keep"), self._keep)
        sheet = buttons.secondary(say("expert-print"), lambda: self._print(case, found))
        section.add(button_row(self.go, sheet), gap=8)
        self.inside.addSpacing(12)
        self.inside.addWidget(section)
        self.inside.addSpacing(8)
        self.inside.addWidget(texts.small(say("expert-never-counts"), wrap=True))

    def _keep(self) -> None:
        if not self.late.check():
            return
        self.page.do(
            give_opinion, house=self.page.context.house, number=self.number.value(), expert=self.expert.value(),
            name=self.name.value(), unit=self.unit.value(),
            question=self.question.value(), opinion=self.opinion.value(), scan=self.scan.content(),
            media_type=self.scan.media_type(), given_at=self.at.moment(), done=self._kept,
        )  # fmt: skip

    def _kept(self, paper: IssuedPaper) -> None:
        self.done("expert-kept")
        self.page.load(read_paper(paper.blob), lambda pdf: self.page.print_paper(paper.title, pdf))

    def _print(self, case: Case, found: Experts) -> None:
        row = next((one for one in found.known if one.key == self.expert.value()), None)
        name = row.get("name") if row else self.name.value()
        paper = opinion_paper(
            case.view, self.page.context.profile, name=name, unit=row.get("unit") if row else self.unit.value(),
            field=row.get("field") if row else "", question=self.question.value(), opinion=self.opinion.value(),
            day=stamp(self.page.context.clock.now()), number=self.number.value(),
        )  # fmt: skip
        self.page.print_paper(f"{paper.title} {name}", paper)
