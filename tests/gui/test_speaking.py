"""朗读 in the reading view: with a Chinese voice it speaks, without one it says why, and it is never in the way."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import Enum
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.finished import checked_visit
from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from inspector_desktop.gui import speaking
from inspector_desktop.gui.pages.inspecting.signing_reading import ReadingRoom, passages_of
from inspector_desktop.gui.speaking import MODULE, find_speaker
from inspector_desktop.signature.store import record_content
from inspector_desktop.wording import say

CHINA, AMERICA = QLocale("zh_CN"), QLocale("en_US")


def speech(engines: dict[str, list[QLocale]]) -> ModuleType:
    """Qt's speech part as it would be with these engines and their voices."""

    class QTextToSpeech(QObject):
        class State(Enum):
            Ready, Speaking, Error = range(3)

        stateChanged = Signal(object)  # noqa: N815  (Qt's own name)

        def __init__(self, name: str, parent: QObject) -> None:
            super().__init__(parent)
            self.said: list[str] = []
            self._name, self._state = name, self.State.Ready
            self.locale = AMERICA

        @staticmethod
        def availableEngines() -> list[str]:  # noqa: N802
            return list(engines)

        def availableLocales(self) -> list[QLocale]:  # noqa: N802
            return engines[self._name]

        def setLocale(self, locale: QLocale) -> None:  # noqa: N802
            self.locale = locale

        def state(self) -> State:
            return self._state

        def say(self, text: str) -> None:
            self.said.append(text)
            self._set(self.State.Speaking)

        def stop(self) -> None:
            self._set(self.State.Ready)

        def _set(self, state: State) -> None:
            self._state = state
            self.stateChanged.emit(state)

    made = ModuleType(MODULE)
    made.__spec__ = ModuleSpec(MODULE, None)
    made.QTextToSpeech = QTextToSpeech  # type: ignore[attr-defined]
    return made


@pytest.fixture
def content(tmp_path, clock):
    bureau = open_bureau(tmp_path, clock)
    dossier = checked_visit(bureau, released_inspections(bureau)[0], violates=1)
    with bureau.reading() as session:
        found = record_content(session, bureau.desk().bureau, dossier)
    bureau.engine.dispose()
    return found


@pytest.mark.parametrize(
    ("engines", "why"),
    [({}, "speech-no-engine"), ({"mock": [CHINA]}, "speech-no-engine"), ({"sapi": [AMERICA]}, "speech-no-voice")],
)
def test_without_an_engine_or_a_chinese_voice_it_says_why(qtbot, monkeypatch, engines, why):
    monkeypatch.setitem(sys.modules, MODULE, speech(engines))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert find_speaker(parent) == (None, why)


def test_where_the_part_is_not_installed_nothing_breaks(qtbot, monkeypatch, content, clock):
    monkeypatch.setattr(speaking, "find_spec", lambda _: None)
    parent = QWidget()
    qtbot.addWidget(parent)
    room = ReadingRoom(parent, content, clock)
    room.enter()
    qtbot.waitUntil(lambda: room.silence.text() == say("speech-not-installed"))
    assert not room.aloud.isEnabled() and room.aloud.toolTip() == say("speech-not-installed")
    room.read_aloud()
    room.go_on()
    assert room.at == 1
    room.come_back()


def test_the_page_in_front_is_read_aloud_until_one_goes_on(qtbot, monkeypatch, content, clock):
    monkeypatch.setitem(sys.modules, MODULE, speech({"winrt": [AMERICA], "sapi": [QLocale("zh_TW"), CHINA]}))
    parent = QWidget()
    qtbot.addWidget(parent)
    room = ReadingRoom(parent, content, clock)
    room.enter()
    qtbot.waitUntil(room.aloud.isEnabled)
    assert room.silence.isHidden() and room._speaker is not None
    engine = room._speaker._engine
    assert engine.locale == CHINA
    first = room.text()
    qtbot.keyClick(room, Qt.Key.Key_R)
    assert engine.said == [first] and room.aloud.text() == say("speech-stop")
    room.go_on()
    assert not room._speaker.speaking() and room.aloud.text() == say("speech-read")
    room.aloud.click()
    assert engine.said[-1] == room.text() != first
    room.come_back()
    assert not room._speaker.speaking()


def test_a_finding_that_matters_most_is_read_back_with_the_forms_own_word(content):
    finding = content.findings[0]
    grave = replace(content, findings=(replace(finding, serious=True),))
    light = replace(content, findings=(replace(finding, serious=False),))
    heads = [one.heading for one in passages_of(grave) if one.line]
    assert heads == [f"第{finding.number}项　{finding.label}（严重）"]
    assert [one.heading for one in passages_of(light) if one.line] == [f"第{finding.number}项　{finding.label}"]
    assert grave.findings[0].digest == finding.digest  # what was read before counts as read
