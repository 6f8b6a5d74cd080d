"""How it was read back, the unit's words, and what stands for its signature: branch, or reason and proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import ChoiceGroup, MenuButton
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.fields import Form, LineField, TextField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.pages.inspecting.case import since_words
from inspector_desktop.gui.pages.inspecting.late import LABEL, LateField
from inspector_desktop.gui.pages.inspecting.proving import ProofPhoto, ProofRecorder, offer
from inspector_desktop.inspection.joining import OFF_SITE
from inspector_desktop.signature.facts import UnitStated
from inspector_desktop.signature.rules import READ_ALOUD, READ_PAPER, SIGNING_BRANCHES, WHOLE_RECORD
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.check.evidence_store import EvidenceView
    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.signature.store import RecordContent

OPINIONS = ("opinion-agrees", "opinion-objects")
PROOFS = ("proof-witness", "proof-photo", "proof-recorder", "proof-none")
SEAL, ON_SITE, UNAVAILABLE = "branch-seal", "branch-on-site", "branch-unavailable"
AWAY = (READ_ALOUD, READ_PAPER, ON_SITE)
"""What is called otherwise where nobody goes there."""


class StatementForm(QWidget):
    """The form; ``edited`` whenever something in it changed, ``reading_asked`` for 大字核对."""

    edited = Signal()
    reading_asked = Signal()

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        rules = page.context.profile.signature
        self._page = page
        self.reading = ChoiceGroup(tuple((key, say(f"{key}-short")) for key in (READ_ALOUD, READ_PAPER)))
        self.read_large = buttons.secondary(say("do-read-large"), self.reading_asked.emit)
        self.read_chip = Chip()
        self.items = MenuButton(say("inspection-objected"))
        self.items.chosen.connect(self._choose_item)
        self._objected: tuple[str, ...] = ()
        self.own_words = GrowingField(say("inspection-own-words-hint"))
        self.authority = GrowingField(say("inspection-authority-hint"))
        self.opinion = ChoiceGroup(tuple((key, say(f"{key}-short")) for key in OPINIONS))
        self.objection = GrowingField(say("inspection-objection-hint"))
        self.branch = ChoiceGroup(
            tuple((key, say(f"{key}-short")) for key in rules.branches if rules.seal or key != SEAL)
        )
        self.name = LineField(say("inspection-signer-hint"), width=160)
        self.post = LineField(say("inspection-post-hint"), width=160)
        self.reason = TextField(say("inspection-reason-hint"), lines=2)
        self.proof = ChoiceGroup(tuple((key, say(f"{key}-short")) for key in PROOFS))
        self.witness_name = LineField(say("inspection-name-hint"), width=100)
        self.witness_unit = LineField(say("inspection-unit-hint"))
        self.witness_phone = LineField(say("inspection-phone-hint"), width=140)
        self.recorder = ProofRecorder()
        self.photo = ProofPhoto(page)
        self.no_proof = GrowingField(say("inspection-no-proof-hint"))
        self._is_read = self._compact = False
        self.read_chip.hide()
        kept = self.objection.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.objection.setSizePolicy(kept)
        self.form = Form()
        form = self.form
        form.add_row("reading", say("sign-order-read"), self.read_large, self.reading, self.read_chip)
        form.add_row("opinion", say("inspection-opinion"), self.opinion, self.items, self.objection)
        form.add("own-words", say("inspection-own-words"), self.own_words)
        form.add("branch", say("inspection-branch"), self.branch)
        form.add_row("signer", say("inspection-signer"), self.name, self.post)
        form.add("authority", say("inspection-authority"), self.authority)
        form.add("reason", say("inspection-reason"), self.reason)
        form.add("proof", say("inspection-proof"), self.proof)
        form.add_row("witness", say("sign-order-witness"), self.witness_name, self.witness_unit, self.witness_phone)
        form.add("recorder", say("inspection-recorder"), self.recorder)
        form.add("photo", say("proof-photo"), self.photo, top=True)
        form.add("no-proof", say("inspection-no-proof"), self.no_proof)
        self.late = LateField(page, "after-stated", width=LABEL)
        self.setLayout(texts.column(form, self.late, gap=10))
        for group in (self.reading, self.opinion, self.branch, self.proof):
            group.chosen.connect(self._changed)
        for field in (
            self.objection, self.name, self.post, self.reason, self.witness_name, self.witness_unit,
            self.own_words, self.authority, self.witness_phone, self.recorder, self.photo,
            self.no_proof,
        ):  # fmt: skip
            field.edited.connect(self._changed)
        self._lay()

    def fill(self, case: Case) -> None:
        """Show what was stated; before that, the person met as the one who will sign."""
        found, visit = case.statement, case.visit
        if case.view.mode in OFF_SITE:
            for key in AWAY:
                group = self.branch if key == ON_SITE else self.reading
                group.button(key).setText(say(f"{key}-away"))
        self.opinion.set_value(found.opinion if found else "")
        self.objection.set_value(found.objection if found else "")
        self._objected = tuple(one for one in found.objected.split(",") if one) if found else ()
        self.own_words.set_value(found.own_words if found else self.own_words.value())
        self.authority.set_value(found.authority if found else "")
        nobody = case.unable is not None and not (visit is not None and visit.met)
        self.branch.set_value(found.branch if found else UNAVAILABLE if nobody else "")
        self.name.set_value(found.signer_name if found else visit.met if visit else "")
        self.post.set_value(found.signer_post if found else visit.met_post if visit else "")
        self.reason.set_value(found.reason if found else "")
        self.proof.set_value(found.proof if found else "")
        self.witness_name.set_value(found.witness_name if found else "")
        self.witness_unit.set_value(found.witness_unit if found else "")
        self.witness_phone.set_value(found.witness_phone if found else "")
        self.recorder.set_value(found.recorder if found else "")
        self.photo.set_value(found.proof_photo if found else "")
        self.no_proof.set_value(found.no_proof_reason if found else "")
        self._lay()

    def value(self) -> UnitStated:
        """Return what is stated as a fact; parts that the branch does not need stay empty."""
        branch = self.branch.value()
        noted = bool(branch) and branch not in SIGNING_BRANCHES
        proof = self.proof.value() if noted else ""
        witness = proof == "proof-witness"
        objects = self.opinion.value() == "opinion-objects"
        return UnitStated(
            opinion=self.opinion.value(),
            objection=self.objection.value() if objects else "",
            branch=branch,
            signer_name=self.name.value(),
            signer_post=self.post.value(),
            reason=self.reason.value() if noted else "",
            proof=proof,
            witness_name=self.witness_name.value() if witness else "",
            witness_unit=self.witness_unit.value() if witness else "",
            witness_phone=self.witness_phone.value() if witness else "",
            recorder=self.recorder.value() if proof == "proof-recorder" else "",
            proof_photo=self.photo.value() if proof == "proof-photo" else "",
            no_proof_reason=self.no_proof.value() if proof == "proof-none" else "",
            objected=",".join(self._objected) if objects else "",
            own_words=self.own_words.value(),
            authority=self.authority.value() if branch == ON_SITE else "",
        )

    def show_content(self, content: RecordContent, *, read: bool) -> None:
        """Offer the lines one may object to, and say whether what stands there now was read back."""
        lines = tuple((str(one.number), say("inspection-objected-one", line=one.number)) for one in content.findings)
        self.items.set_choices((*lines, (WHOLE_RECORD, say("inspection-objected-whole"))))
        self._is_read = read
        found = content.read
        if read and found is not None:
            now = self._page.context.clock.now()
            words = say("inspection-read-done", how=say(f"{found.how}-short"), time=since_words(found.read_at, now))
            self.read_chip.say(words, "green")
        elif found is not None:
            self.read_chip.say(say("inspection-read-changed"), "amber")
        self.read_chip.setVisible(found is not None)
        self.reading.setVisible(not read)
        self._lay()

    def show_evidence(self, found: EvidenceView) -> None:
        """Offer pictures and recordings of the visit as proof."""
        offer(self.photo, self.recorder, found)

    def read_how(self) -> str:
        """Return how the officer says it was read back, empty where it was or nothing was said."""
        return "" if self._is_read else self.reading.value()

    def set_compact(self, compact: bool) -> None:
        """While people sign, give the pad the room of what is settled or empty."""
        self._compact = compact
        self.late.setVisible(not compact)
        self._lay()

    def wants_reading(self) -> bool:
        """Tell whether it must be read back before anything else: somebody is there and has not read what stands."""
        return not self._is_read and bool(self.opinion.value())

    def differs(self, case: Case) -> bool:
        """Tell whether the form says something else than what was taken down."""
        if case.statement is None:
            return True
        stored = {name: value for name, value in vars(case.statement).items() if name not in {"stated_at", "place"}}
        return self.value().model_dump() != stored

    def start(self) -> None:
        """Put the keyboard in the first field."""
        self.opinion.first().setFocus()

    def _changed(self) -> None:
        self._lay()
        self.edited.emit()

    def _choose_item(self, number: str) -> None:
        if number == WHOLE_RECORD:
            self._objected = () if WHOLE_RECORD in self._objected else (WHOLE_RECORD,)
        elif number in self._objected:
            self._objected = tuple(one for one in self._objected if one != number)
        else:
            kept = {*self._objected, number} - {WHOLE_RECORD}
            self._objected = tuple(sorted(kept, key=int))
        self._changed()

    def _items_words(self) -> str:
        if not self._objected:
            return say("inspection-objected")
        if WHOLE_RECORD in self._objected:
            return say("inspection-objected-whole")
        return say("inspection-objected-some", lines="、".join(self._objected))

    def _lay(self) -> None:
        branch, proof = self.branch.value(), self.proof.value()
        noted = bool(branch) and branch not in SIGNING_BRANCHES
        objects = self.opinion.value() == "opinion-objects"
        self.objection.setVisible(objects)
        self.items.setVisible(objects)
        self.items.setText(self._items_words())
        self.items.updateGeometry()
        key = (
            "inspection-signer-noted" if noted else "inspection-signer-seal" if branch == SEAL else "inspection-signer"
        )
        self.form.field("signer").rename(say(key))
        away = branch == UNAVAILABLE
        self.reason.setPlaceholderText(say("inspection-reason-away-hint" if away else "inspection-reason-hint"))
        for key, shown in (
            ("reading", not (self._compact and self._is_read)),
            ("own-words", bool(self.opinion.value()) and not (self._compact and not self.own_words.value())),
            ("signer", bool(branch)),
            ("authority", branch == ON_SITE),
            ("reason", noted),
            ("proof", noted),
            ("witness", noted and proof == "proof-witness"),
            ("photo", noted and proof == "proof-photo"),
            ("recorder", noted and proof == "proof-recorder"),
            ("no-proof", noted and proof == "proof-none"),
        ):
            self.form.field(key).setVisible(shown)
