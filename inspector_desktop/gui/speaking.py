"""朗读: reading text aloud with a voice that is installed on this computer; nothing is sent anywhere.

Qt's speech part comes with the optional extra that the camera needs too. Without it, without an engine, or without a
Chinese voice there is no speaker but a reason, and everything else works as before. Speaking runs in the engine.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QLocale, QObject, Signal

MODULE = "PySide6.QtTextToSpeech"
SILENT = frozenset({"mock"})
"""Engines that say nothing: Qt's own for tests."""


class Speaker(QObject):
    """An engine with a Chinese voice; ``changed`` when it begins or ends."""

    changed = Signal()

    def __init__(self, engine: Any, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        engine.stateChanged.connect(lambda _: self.changed.emit())

    def speaking(self) -> bool:
        """Tell whether it is speaking now."""
        return bool(self._engine.state() == type(self._engine).State.Speaking)

    def say(self, text: str) -> None:
        """Read a text aloud, instead of what is being read; it returns at once."""
        self.stop()
        self._engine.say(text)

    def stop(self) -> None:
        """Be silent."""
        if self.speaking():
            self._engine.stop()


def find_speaker(parent: QObject) -> tuple[Speaker | None, str]:
    """An engine that speaks Chinese here, else why there is none, as a wording key."""
    if find_spec(MODULE) is None:
        return None, "speech-not-installed"
    try:
        speech: Any = import_module(MODULE).QTextToSpeech
    except ImportError:  # installed, but a library of the system it needs is not
        return None, "speech-not-installed"
    names = [one for one in speech.availableEngines() if one not in SILENT]
    if not names:
        return None, "speech-no-engine"
    for name in names:
        engine = speech(name, parent)
        voice = _chinese(engine.availableLocales()) if engine.state() != speech.State.Error else None
        if voice is not None:
            engine.setLocale(voice)
            return Speaker(engine, parent), ""
        engine.deleteLater()
    return None, "speech-no-voice"


def _chinese(locales: list[QLocale]) -> QLocale | None:
    """The Chinese voice to take, that of the mainland before others."""
    found = [one for one in locales if one.language() == QLocale.Language.Chinese]
    found.sort(key=lambda one: one.territory() != QLocale.Country.China)
    return found[0] if found else None
