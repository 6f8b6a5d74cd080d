"""签字: the unit's words, who signed or why nobody did, and what bears that out, as it stands on the paper.

Pictures and recordings that bear it out are chosen from the evidence of the visit, as when signing on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.buttons import ChoiceGroup
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField
from inspector_desktop.gui.kit.growing import GrowingField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.pages.inspecting.proving import ProofPhoto, ProofRecorder, offer
from inspector_desktop.rectification.afterwards import SignedPaper
from inspector_desktop.signature.facts import UnitStated
from inspector_desktop.signature.rules import NOTED_BRANCHES, OFFICER, SIGNING_BRANCHES, UNIT, WITNESS
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inspector_desktop.check.evidence_store import EvidenceView
    from inspector_desktop.gui.pages.inspecting.returning import ReturningWindow

OPINIONS = ("opinion-agrees", "opinion-objects")
BRANCHES = (*SIGNING_BRANCHES, *NOTED_BRANCHES)
PROOFS = ("proof-witness", "proof-photo", "proof-recorder", "proof-none")
_LABEL, _WIDE, _NARROW = 112, 200, 160


class SigningPart(QWidget):
    """The fields; those that a branch or a proof does not need are not shown."""

    def __init__(self, window: ReturningWindow) -> None:
        super().__init__()
        view = window.case.view
        self._team = {one.id: one.name for one in view.officers}
        self.at = MomentField(window.page.context.clock, say("returning-moment-hint"), width=_WIDE)
        self.opinion = ChoiceGroup(tuple((one, say(f"{one}-short")) for one in OPINIONS))
        self.objected = LineField(say("returning-objected"), width=120)
        self.objection = GrowingField(say("returning-objection"))
        self.branch = ChoiceField(tuple((one, say(one)) for one in BRANCHES), hint=say("returning-branch-hint"))
        self.signer = LineField(say("inspection-met-hint"), value=view.principal, width=_NARROW)
        self.post = LineField(say("inspection-post-hint"), width=_NARROW)
        self.authority = GrowingField(say("returning-authority"))
        self.reason = GrowingField(say("returning-reason"))
        self.proof = ChoiceField(tuple((one, say(one)) for one in PROOFS), hint=say("returning-proof-hint"))
        self.witness = LineField(say("trip-witness-name"), width=_NARROW)
        self.witness_unit = LineField(say("inspection-unit-hint"))
        self.photo = ProofPhoto(window.inspection, refuse=window.refuse)
        self.recorder = ProofRecorder()
        self.no_proof = GrowingField(say("inspection-no-proof-hint"))
        self.seen_all = QCheckBox(say("returning-all-signed"))
        for field in (self.objection, self.authority):  # else what stands beside them would spread over the row
            kept = field.sizePolicy()
            kept.setRetainSizeWhenHidden(True)
            field.setSizePolicy(kept)
        self.form = Form(label_width=_LABEL)
        self.form.add("at", say("returning-signed-at"), self.at)
        self.form.add_row("opinion", say("inspection-opinion"), self.opinion, self.objected, self.objection)
        self.form.add("branch", say("inspection-branch"), self.branch)
        self.form.add_row("signer", say("inspection-signer"), self.signer, self.post, self.authority)
        self.form.add("reason", say("inspection-reason"), self.reason)
        self.form.add("proof", say("inspection-proof"), self.proof)
        self.form.add_row("witness", say("sign-order-witness"), self.witness, self.witness_unit)
        self.form.add("photo", say("proof-photo"), self.photo, top=True)
        self.form.add("recorder", say("inspection-recorder"), self.recorder)
        self.form.add("no-proof", say("inspection-no-proof"), self.no_proof)
        self.form.add("all", "", self.seen_all)
        self.setLayout(texts.column(self.form, gap=0))
        self.opinion.chosen.connect(self._lay)
        for choice in (self.branch, self.proof):
            choice.edited.connect(self._lay)
        self._lay()

    def propose(self, question: str, value: str) -> None:
        """Propose what seems to be ticked; what a person chose stays."""
        fields: dict[str, ChoiceGroup | ChoiceField] = {
            "opinion": self.opinion, "branch": self.branch, "proof": self.proof,
        }  # fmt: skip
        target = fields.get(question)
        if value and target is not None and not target.value():
            target.set_value(value)
        self._lay()

    def show_evidence(self, found: EvidenceView) -> None:
        """Offer pictures and recordings of the visit as proof."""
        offer(self.photo, self.recorder, found)

    def stated(self) -> UnitStated:
        """What the unit stated; parts that opinion, branch and proof do not need stay empty."""
        branch = self.branch.value()
        noted = branch in NOTED_BRANCHES
        proof = self.proof.value() if noted else ""
        witness, objects = proof == "proof-witness", self.opinion.value() == "opinion-objects"
        return UnitStated(
            opinion=self.opinion.value(), objection=self.objection.value() if objects else "", branch=branch,
            signer_name=self.signer.value(), signer_post=self.post.value(),
            reason=self.reason.value() if noted else "", proof=proof,
            witness_name=self.witness.value() if witness else "",
            witness_unit=self.witness_unit.value() if witness else "",
            recorder=self.recorder.value() if proof == "proof-recorder" else "",
            proof_photo=self.photo.value() if proof == "proof-photo" else "",
            no_proof_reason=self.no_proof.value() if proof == "proof-none" else "",
            objected=self.objected.value().replace("、", ",").replace("，", ",") if objects else "",
            authority=self.authority.value() if branch == "branch-on-site" else "",
        )  # fmt: skip

    def signed(self, there: Sequence[str]) -> SignedPaper | None:
        """Who signed and when; `there` are the officers. None while no time is given: then it is left for later."""
        at, stated = self.at.moment(), self.stated()
        if at is None:
            return None
        signers = [(f"{OFFICER}{one}", self._team.get(one, one), "") for one in there]
        if stated.proof == "proof-witness":
            signers.insert(0, (WITNESS, stated.witness_name, ""))
        if stated.branch in SIGNING_BRANCHES:
            signers.insert(0, (UNIT, stated.signer_name, stated.signer_post))
        return SignedPaper(stated, at, tuple(signers))

    def _lay(self, *_: object) -> None:
        branch, proof = self.branch.value(), self.proof.value()
        noted, objects = branch in NOTED_BRANCHES, self.opinion.value() == "opinion-objects"
        self.objected.setVisible(objects)
        self.objection.setVisible(objects)
        self.authority.setVisible(branch == "branch-on-site")
        for key, shown in (
            ("reason", noted), ("proof", noted), ("witness", noted and proof == "proof-witness"),
            ("photo", noted and proof == "proof-photo"), ("recorder", noted and proof == "proof-recorder"),
            ("no-proof", noted and proof == "proof-none"),
        ):  # fmt: skip
            self.form.field(key).setVisible(shown)
