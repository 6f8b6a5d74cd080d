"""The projector's controls in the operator's window: phase, next and back, pause, speed, to the end, close."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.pages.drawing.ceremony_pace import SPEEDS
from inspector_desktop.gui.pages.drawing.ceremony_screen import CeremonyScreen
from inspector_desktop.gui.pages.drawing.ceremony_show import PHASES, RESULT, REVEAL, SEALING
from inspector_desktop.gui.pages.inspecting.greyed import grey
from inspector_desktop.wording import say


class CeremonyBar(QWidget):
    """One line over the stages while the projector is up."""

    def __init__(self) -> None:
        super().__init__()
        look.paint_over(self, look.BLUE_GROUND)
        self._screen: CeremonyScreen | None = None
        self._told = texts.label()
        self.back = buttons.secondary(say("ceremony-back"), lambda: self._do("back"), small=True)
        self.on = buttons.secondary(say("ceremony-on"), lambda: self._do("on"), small=True)
        self.pause = buttons.secondary(say("ceremony-pause"), self._toggle, small=True)
        self.speed = buttons.ChoiceGroup([(one, say(f"ceremony-speed-{one}")) for one in SPEEDS], "middle")
        self.skip = buttons.secondary(say("ceremony-skip"), lambda: self._do("skip"), small=True)
        self.leave = buttons.quiet(say("ceremony-close"), lambda: self._do("close"))
        self.speed.chosen.connect(self._on_speed)
        line = texts.row(self._told, None, self.back, self.on, self.pause, self.speed, self.skip, self.leave)
        line.setContentsMargins(look.MARGIN, 6, look.MARGIN, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(texts.Hairline())

    def follow(self, screen: CeremonyScreen) -> None:
        """Show where the projector stands."""
        self._screen = screen
        phase, show = screen.phase, screen.show_now
        text = say("ceremony-bar", at=PHASES.index(phase) + 1, phase=say(f"ceremony-phase-{phase}"))
        if phase == REVEAL and show is not None:
            text += say("ceremony-bar-count", count=screen.pace.shown, total=screen.pace.total)
        if screen.waiting:
            text += say("ceremony-bar-waiting")
        self._told.setText(text)
        grey(self.back, say("greyed-first-step") if phase == SEALING else "")
        ahead = phase == REVEAL or (phase != RESULT and PHASES[PHASES.index(phase) + 1] in screen.open_phases())
        grey(self.on, "" if ahead else say("greyed-last-step" if phase == RESULT else "greyed-step-open"))
        revealing = phase == REVEAL
        for part in (self.pause, self.speed, self.skip):
            part.setVisible(revealing)
        self.pause.setText(say("ceremony-pause" if screen.pace.playing else "ceremony-go-on"))
        self.pause.setEnabled(not screen.pace.done)
        self.speed.set_value(screen.pace.speed)

    def _do(self, what: str) -> None:
        if self._screen is not None:
            {"back": self._screen.back, "on": self._screen.on, "skip": self._screen.skip, "close": self._screen.close}[
                what
            ]()

    def _toggle(self) -> None:
        if self._screen is not None:
            self._screen.pace.toggle()

    def _on_speed(self, speed: str) -> None:
        if self._screen is not None:
            self._screen.pace.set_speed(speed)
