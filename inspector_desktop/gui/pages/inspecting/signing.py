"""Who signs, in which order, and the pad: one signature at a time, over exactly what the paper beside it says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.kit.buttons import ChoiceGroup
from inspector_desktop.gui.kit.fields import Field, PinField
from inspector_desktop.gui.kit.momentfield import MomentField
from inspector_desktop.gui.kit.signaturepad import Signature, SignaturePad
from inspector_desktop.gui.kit.signerrow import SignerButton
from inspector_desktop.gui.kit.soon import soon
from inspector_desktop.gui.pages.inspecting.case import since_words
from inspector_desktop.gui.pages.inspecting.scans import ScanField
from inspector_desktop.signature.rules import IDENTITIES, OFFICER, SIGNING_BRANCHES, UNIT, WITNESS
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from datetime import datetime

    from inspector_desktop.gui.pages.inspecting.case import Case
    from inspector_desktop.gui.pages.inspection import InspectionPage

_PAD_HEIGHT = 118


@dataclass(frozen=True)
class Signer:
    """Somebody who signs: role as the record knows it, name, post, and what the place is called."""

    role: str
    name: str
    post: str
    caption: str
    by_hand_only: bool = False  # a seal stands on paper and is photographed


def signers_of(case: Case) -> tuple[Signer, ...]:
    """Who signs this record, in order: the unit or the witness, then the officers."""
    statement, standing = case.statement, case.standing
    if statement is None or standing is None:
        return ()
    made: list[Signer] = []
    if statement.branch in SIGNING_BRANCHES:
        sealed = statement.branch == "branch-seal"
        caption = say("inspection-seal-of-unit") if sealed else say("inspection-signs", name=statement.signer_name)
        made.append(Signer(UNIT, statement.signer_name, statement.signer_post, caption, by_hand_only=sealed))
    elif statement.proof == "proof-witness":
        caption = say("inspection-signs", name=statement.witness_name)
        made.append(Signer(WITNESS, statement.witness_name, "", caption))
    made += [
        Signer(f"{OFFICER}{officer}", name, "", say("inspection-signs", name=name))
        for officer, name, _ in standing.signers
    ]
    return tuple(made)


def strokes_text(signature: Signature) -> str:
    """A signature as the record keeps it."""
    return json.dumps(
        {
            "width": signature.width,
            "height": signature.height,
            "lines": [list(map(list, one)) for one in signature.strokes],
            "device": signature.device,
        },
        separators=(",", ":"),
    )


class SigningBoard(QWidget):
    """The row of signers and the pad.

    ``inked`` after each stroke or change, ``paper_asked`` for one photographed signature, ``late_asked`` for a whole
    paper signed by hand, ``room_asked`` to hand the laptop over.
    """

    inked = Signal()
    paper_asked = Signal()
    late_asked = Signal()
    room_asked = Signal()

    def __init__(self, page: InspectionPage) -> None:
        super().__init__()
        self._page = page
        self._pad_accepted = page.context.profile.signature.pad
        self._me = str(page.context.desk.person.id)
        self._signers: tuple[Signer, ...] = ()
        self._open: set[str] = set()
        self.active: Signer | None = None
        self.buttons: dict[str, SignerButton] = {}
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._who = Field(say("inspection-signers"), texts.boxed(self._row))
        self.identity = ChoiceGroup(tuple((key, say(f"{key}-short")) for key in IDENTITIES))
        self.pin = PinField(say("identity-pin-hint"), width=140)
        self.certificate = ScanField(page)
        how = texts.column(texts.row(self.identity, self.pin, None), self.certificate, gap=6)
        self._known = Field(say("identity-who"), texts.boxed(how), top=True)
        self.identity.chosen.connect(self._lay_identity)
        self.pin.edited.connect(lambda _: self.inked.emit())
        self.certificate.edited.connect(lambda _: self.inked.emit())
        self.pad = SignaturePad(height=_PAD_HEIGHT)
        self.pad.signed.connect(lambda _: self.inked.emit())
        self.pad.cleared.connect(self.inked.emit)
        self._pad_note = texts.small(say("inspection-paper-only"), wrap=True)
        self._from_paper = buttons.link(say("inspection-from-paper"), self.paper_asked.emit)
        self.room = buttons.link(say("signing-hand-over"), self.room_asked.emit)
        self.late = buttons.link(say("signing-late"), self._open_late)
        notes = texts.row(self._pad_note, None, self.room, self._from_paper, self.late)
        notes.setStretch(0, 1)
        self._place = Field("", texts.boxed(texts.column(self.pad, notes, gap=6)), top=True)
        self.late_at = MomentField(page.context.clock, say("signing-late-hint"))
        self.late_go = buttons.secondary(say("signing-late-do"), self.late_asked.emit)
        self._late_row = Field(say("signing-late-at"), texts.boxed(texts.row(self.late_at, self.late_go, None)))
        self._late_row.hide()
        self._caption = texts.label("")
        self.setLayout(texts.column(self._who, self._known, self._place, self._late_row, gap=10))

    def waiting(self) -> tuple[Signer, ...]:
        """Return who has not signed what is shown now, in order."""
        return tuple(one for one in self._signers if one.role in self._open)

    def set_open(self, open_: bool) -> None:
        """Show the pad, or only who signed."""
        self._place.setVisible(open_ and self.active is not None)
        self._known.setVisible(open_ and self.needs_identity())
        if not open_:
            self._late_row.hide()

    def needs_identity(self) -> bool:
        """Tell whether whoever signs now is an officer who did not sign in here, and signs on the pad."""
        signer = self.active
        other = signer is not None and signer.role.startswith(OFFICER) and signer.role != OFFICER + self._me
        return other and not self.on_paper()

    def wanting(self) -> str:
        """Say what is wanting before whoever's turn it is has signed; empty when nothing is."""
        name = self.active.name if self.active is not None else ""
        if not self.ink():
            return say("greyed-no-ink", name=name)
        return "" if self.is_known() else say("greyed-not-known", name=name)

    def is_known(self) -> bool:
        """Tell whether it is known who signs, as far as this form can tell."""
        if not self.needs_identity():
            return True
        way = self.identity.value()
        return bool(self.pin.value()) if way == "identity-pin" else bool(way and self.certificate.content())

    def _lay_identity(self) -> None:
        way = self.identity.value()
        self._known.setVisible(self.needs_identity())
        self.pin.setVisible(way == "identity-pin")
        self.certificate.setVisible(way == "identity-certificate")
        self.inked.emit()

    def _open_late(self) -> None:
        self._late_row.show()
        self.late_go.setVisible(self.active is not None and not self.active.by_hand_only)
        soon(self, self._show_late)

    def _show_late(self) -> None:
        """Bring the row into sight once it has its place."""
        self.late_at.setFocus()
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self._late_row)

    def show_case(self, case: Case) -> None:
        """Show who signed and who is next; ink not yet taken stays if the same person goes on."""
        self._signers = signers_of(case)
        standing = case.standing
        signed = set(standing.signed) if standing else set()
        void = set(standing.void) if standing else set()
        given = {one.role: one.signed_at for one in case.signatures}
        now = self._page.context.clock.now()
        texts.empty_layout(self._row)
        self.buttons = {}
        self._open = {one.role for one in self._signers} - signed
        for signer in self._signers:
            button = SignerButton(signer.caption if signer.by_hand_only else signer.name)
            if signer.by_hand_only or not self._pad_accepted:
                button.set_ask(say("signing-on-paper"))
            if signer.role in signed:
                button.set_signed(say("chip-signed-at", time=since_words(given[signer.role], now)))
            elif signer.role in void:
                button.set_signed(say("inspection-signature-void"), void=True)
            button.clicked.connect(lambda _=False, signer=signer: self.choose(signer))
            self.buttons[signer.role] = button
            self._row.addWidget(button, 1)
        waiting = [one for one in self._signers if one.role not in signed]
        first = waiting[0] if waiting else None
        chosen = next((one for one in waiting if self.active is not None and one.role == self.active.role), None)
        in_turn = first is not None and first.role.startswith(OFFICER)  # officers among themselves in any order
        self.choose(chosen if chosen is not None and in_turn else first)

    def choose(self, signer: Signer | None) -> None:
        """Give the pad to somebody, or put it away when everybody has signed."""
        if signer is not None and self.buttons[signer.role].signed() and not self.buttons[signer.role].is_void():
            return
        if signer != self.active:
            self.pad.clear()
            self.identity.set_value("")
            self.pin.clear()
            self.certificate.clear()
        self.active = signer
        for role, button in self.buttons.items():
            button.set_chosen(signer is not None and role == signer.role)
        self._place.setVisible(signer is not None)
        if signer is not None:
            self._place.rename(signer.caption)
            pad = self._pad_accepted and not signer.by_hand_only
            self.pad.setVisible(pad)
            self._from_paper.setVisible(pad)
            self.room.setVisible(pad)
            self._pad_note.setVisible(not pad)
        self._lay_identity()

    def on_paper(self) -> bool:
        """Tell whether whoever signs now can only sign on paper, to be photographed."""
        return self.active is not None and (self.active.by_hand_only or not self._pad_accepted)

    def signed_at(self) -> datetime | None:
        """Return when what is photographed was signed, if that was said; otherwise now."""
        return None if self._late_row.isHidden() else self.late_at.moment()

    def ink(self) -> str:
        """Return what was written on the pad, empty when nothing was."""
        return "" if self.pad.is_empty() else strokes_text(self.pad.vector())
