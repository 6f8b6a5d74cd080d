"""验算: the kept record of a draw, or files chosen, judged as the command and the published verifiers judge them.

What is proven, by whose key, and what is not, is said for each record; the judging itself is `upkeep.transcripts`.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector_desktop.draw.signing import NONE, PINNED, UNKNOWN, Judged, read_pin
from inspector_desktop.draw.store import DrawView
from inspector_desktop.draw.transcript import Verification
from inspector_desktop.errors import Known as KnownError
from inspector_desktop.gui import files, look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.kit.chips import Chip
from inspector_desktop.gui.kit.section import KeyValues, Value
from inspector_desktop.gui.page import Page
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.upkeep.transcripts import (
    Checked,
    CheckedAll,
    Known,
    check_kept,
    check_transcripts,
    civil_text,
    known_keys,
    sort_out,
)
from inspector_desktop.wording import say

_LABEL = 92
_PIN_WIDTH = 420


class VerifyWindow(DrawWindow):
    """验算抽取记录; with a draw it begins with the record this device keeps."""

    def __init__(self, page: Page, draw: DrawView | None = None) -> None:
        super().__init__(page, say("verify-title"), say("verify-lead"), width=980, height=690)
        self.known = Known("")
        self.found: CheckedAll | None = None
        self._paths: tuple[Path, ...] = ()
        self.pin = fields.LineField(say("verify-pin-hint"), width=_PIN_WIDTH)
        self.pin.setMaximumWidth(_PIN_WIDTH)
        self.pin.returnPressed.connect(self._again)
        self.choose = buttons.secondary(say("verify-choose"), self.ask)
        self._results = QWidget()
        self._column = QVBoxLayout(self._results)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.body.addLayout(texts.row(self.choose, 12, texts.label(say("verify-pin")), self.pin, None))
        self.body.addWidget(gap(4))
        self.body.addWidget(texts.small(say("verify-choose-note"), wrap=True))
        self.body.addWidget(gap(14))
        self.body.addWidget(self._results)
        self.body.addStretch(1)
        bureau = page.context.profile.bureau.draw_id
        self.load(lambda session: known_keys(session, bureau), lambda known: self._begin(known, draw))

    def ask(self) -> None:
        """Let a person choose the files."""
        files.ask_files(self, say("verify-choose"), say("verify-kind"), self.check, many=True)

    def check(self, paths: tuple[Path, ...]) -> None:
        """Judge these files."""
        self.banner.clear()
        try:
            pin = read_pin(self.pin.value()) if self.pin.value() else ""
        except KnownError as error:
            self.refuse(error)
            return
        self._paths, known = paths, self.known
        self.page.context.pool.run(
            lambda _: check_transcripts(sort_out(paths), pin, known),
            done=lambda found: self._show(found, typed=bool(pin)), failed=self.refuse, owner=self,
        )  # fmt: skip

    def _again(self) -> None:
        if self._paths:
            self.check(self._paths)

    def _begin(self, known: Known, draw: DrawView | None) -> None:
        self.known = known
        if draw is None or not draw.transcript:
            return

        def check(_ticket: object) -> CheckedAll:
            from inspector_desktop.draw.resealing import verify_kept  # noqa: PLC0415

            return check_kept(verify_kept(draw))

        self.page.context.pool.run(check, done=self._show, failed=self.refuse, owner=self)

    def _show(self, found: CheckedAll, *, typed: bool = False) -> None:
        self.found = found
        texts.empty_layout(self._column)
        if found.chain is not None:
            key = "draw-verify-chain" if found.chain.verified else found.chain.why
            facts = {"count": len(found.each)} if found.chain.verified else found.chain.facts
            self.tell(say(key, **facts), "green" if found.chain.verified else "red")
        for one in found.each:
            self._column.addLayout(_head(one))
            self._column.addSpacing(8)
            self._column.addWidget(KeyValues(values_of(one, self.known, typed=typed), label_width=_LABEL))
            self._column.addSpacing(10)
            for line in lines_of(one):
                self._column.addWidget(texts.label(line, wrap=True))
                self._column.addSpacing(3)
            self._column.addSpacing(18)


def values_of(one: Checked, known: Known, *, typed: bool = False) -> list[Value]:
    """The two answers, and whose key it is by what; `typed`: a person gave the fingerprint."""
    answer, signed = one.answer, one.signed
    found = [_calculated(answer)]
    label = say("draw-step-signature")
    if signed.refused:
        return [*found, Value(label, say(signed.why, **signed.facts), tone="red")]
    if signed.state == NONE:
        return [*found, Value(label, say("verify-none" if one.name else "verify-kept"), tone="amber")]
    found.append(Value(label, say("verify-matches"), under=say("verify-signed-at", time=civil_text(signed.signed_at))))
    whose, tone = _whose(signed, known)
    found.append(Value(say("verify-key"), signed.key, mono=True))
    found.append(Value(say("verify-whose"), whose, tone=tone))
    if signed.list_key:
        found.append(_listed(signed, typed=typed))
    return found


def lines_of(one: Checked) -> list[str]:
    """What is proven, and what is not, a sentence each; nothing of a record that was refused."""
    answer, signed = one.answer, one.signed
    if not one.accepted:
        return [say("verify-nothing")]
    signature = "verify-unproven-signature" if signed.state == NONE else "verify-proven-signature"
    unsealed = [say(signature)]
    proven, not_proven = [say(key) for key in answer.proven], [say(key) for key in answer.not_proven]
    if answer.self_stated:
        not_proven.append(say("verify-self-stated"))
    return [*proven, *unsealed, *not_proven]


def _head(one: Checked) -> QHBoxLayout:
    name = say("verify-number", number=one.answer.number) if one.answer.number else one.name
    beside = one.name if one.name and one.answer.number else "" if one.name else say("verify-of-store")
    key, tone = ("draw-verified", "green") if one.accepted else ("draw-refused", "red")
    return texts.row(texts.label(name, font=look.section()), Chip(say(key), tone), texts.small(beside), None)


def _calculated(answer: Verification) -> Value:
    notices = "\n".join(say(key) for key in answer.notices if key != "draw-verify-self-stated")
    if not answer.verified:
        why = say("verify-stopped", step=say(f"draw-step-{answer.step}"), why=say(answer.why, **answer.facts))
        return Value(say("verify-calculated"), why, under=notices, tone="red")
    key = "verify-good" if answer.proven else "verify-unheld"
    return Value(say("verify-calculated"), say(key), under=notices)


def _whose(signed: Judged, known: Known) -> tuple[str, str]:
    """Whose key it is, in words, and the tone."""
    own = known.whose(signed.key)
    if signed.standing in {PINNED, UNKNOWN}:
        if own:
            return say(f"verify-own-{own}"), "ink"
        return (say("signed-pinned"), "ink") if signed.standing == PINNED else (say("signed-unknown"), "amber")
    return say(f"signed-{signed.standing}", day=signed.list_until), "ink"


def _listed(signed: Judged, *, typed: bool) -> Value:
    """Who signed the list of keys, and by what that is known."""
    label = say("verify-list")
    if typed:
        return Value(label, say("signed-list-pinned", fingerprint=signed.list_key))
    if signed.pinned:
        return Value(label, say("verify-list-own", fingerprint=signed.list_key))
    lost = say("signed-lost", fingerprint=signed.lost) if signed.lost else ""
    return Value(label, say("signed-list", fingerprint=signed.list_key), under=lost, tone="amber")
