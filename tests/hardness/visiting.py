"""A visit as officers make one, to be killed at any moment: repeats, answers and what the sheet settles, evidence.

Everything goes through the acts that the page uses, in one commit each; what was committed is said. What has to be
there afterwards is `problems_of`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from PIL import Image
from sqlmodel import Session

from hardness.field import BUREAU
from hardness.nursery import say
from inspector_desktop.check.acts import keep_answers
from inspector_desktop.check.evidence_acts import (
    Picture,
    add_picture,
    add_recording,
    move_picture,
    register_recorder,
    withdraw_recording,
)
from inspector_desktop.check.evidence_store import evidence_of
from inspector_desktop.check.media import Media
from inspector_desktop.check.moments import STEPS
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.check.store import LineView, lines_of, photos_of, sheet_of
from inspector_desktop.checklist.definition import Question
from inspector_desktop.checklist.rules import Answer
from inspector_desktop.checklist.sheet import Sheet, Spot
from inspector_desktop.clock import SystemClock
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Known
from inspector_desktop.storage.evidence import has_evidence, read_evidence

if TYPE_CHECKING:
    from hardness.work import _Officer

MOST = 6  # instances of one repeat, so that sheets stay of a size
VALUES = {
    "text": "第{n}次", "integer": "{n}", "decimal": "{n}.5", "date": "2026-11-{d:02}", "time": "10:{d:02}",
    "acknowledge": "OK", "range": "5",
}  # fmt: skip

KINDS = ("verdict", "choice", *VALUES)


class Visit:
    """The visit of a dossier whose sheet has every kind of question, and repeats within repeats."""

    def __init__(self, officer: _Officer) -> None:
        self.officer, self.luck, self.opened = officer, officer.luck, officer.opened
        self.dossier: str = officer.facts["repeating"]
        self.given = {"desk": officer.desk, "clock": officer.clock, "dossier": self.dossier}
        with self.opened.reading() as session:
            self.sheet = sheet_of(session, BUREAU, self.dossier, at=officer.clock.now())

    def go_on(self) -> None:
        """Something an officer does next."""
        acts = (
            self.answer,
            self.answer,
            self.answer,
            self.repeat,
            self.picture,
            self.recorder,
            self.recording,
            self.move,
        )
        self.luck.choice(acts)()

    def answer(self) -> None:
        """Answer a question that is asked now; what the sheet settles with it is kept in the same commit."""
        asked = [one.key for one in self.sheet.spots() if self._takes(one)]
        key = self.luck.choice(asked)
        question = self.sheet.definition.by_name[key.partition("@")[0]]
        value = self._value(question.kind, key) if self.luck.random() < 0.9 else ""
        verdict = question.kind == "verdict" and value
        self.sheet.answer(key, value, fact=f"{self.officer.token}" if verdict else "")
        self._keep({key: self.sheet.given(key), **self.sheet.unkept()})

    def repeat(self) -> None:
        """Begin another instance of a repeat, or take one out with its answers."""
        before = self.sheet.answers()
        homes = [key for key in ("tank", "place") if key in self._repeats()]
        home = self.luck.choice(homes or self._repeats())
        there = self.sheet.instances(home)
        if there and (len(there) >= MOST or self.luck.random() < 0.3):
            self.sheet.remove(self.luck.choice(there))
        else:
            self.sheet.add(home)
        self.sheet.unkept()
        now = self.sheet.answers()
        changed = [key for key in {**before, **now} if before.get(key) != now.get(key)]
        self._keep({key: now.get(key, Answer()) for key in changed})

    def picture(self) -> None:
        """A picture of a step of the visit."""
        self._tick()
        content = io.BytesIO()
        Image.frombytes("L", (60, 40), self.luck.randbytes(2400)).save(content, "JPEG")
        shot = Picture(prepare_photo(content.getvalue(), "现场.jpg"), "现场.jpg", step=self.luck.choice(STEPS))
        with self.opened.writing() as session:
            digest = add_picture(session, **self.given, picture=shot)
        say("shot", self.dossier, digest)
        self.officer._entry()

    def move(self) -> None:
        """Bind a picture to a line."""
        with self.opened.reading() as session:
            photos = photos_of(session, BUREAU, self.dossier)
        if not photos:
            return
        self._tick()
        photo = self.luck.choice(photos)
        with self.opened.writing() as session:
            move_picture(
                session, **self.given, digest=photo.hash, before=photo.line, line=self.luck.choice(("rods", "earth")),
                note=f"{self.officer.token}",
            )  # fmt: skip
        say("shot", self.dossier, photo.hash)
        self.officer._entry()

    def recorder(self) -> None:
        """Register a recorder's file, or take one off."""
        self._tick()
        now = self.officer.clock.now()
        file = f"{self.officer.token}.mp4"
        with self.opened.writing() as session:
            register_recorder(
                session, **self.given, device="记录仪01", file=file, from_at=now - timedelta(minutes=5), until_at=now,
                keeper="李建国", moments=self.luck.sample(STEPS[:6], 2),
            )  # fmt: skip
        say("recorder", self.dossier, file)
        self.officer._entry()
        if self.luck.random() < 0.2:
            self._tick()
            with self.opened.writing() as session:
                withdraw_recording(session, **self.given, reason="登记有误", device="记录仪01", file=file)
            say("withdrawn", self.dossier, file)
            self.officer._entry()

    def recording(self) -> None:
        """A sound recording with its bytes."""
        self._tick()
        content = self.luck.randbytes(self.luck.randrange(1, 30_000))
        media = Media("audio", "audio/mpeg", len(content), 7)
        with self.opened.writing() as session:
            digest = add_recording(session, **self.given, media=media, name="询问.mp3", content=content)
        say("recording", self.dossier, digest)
        self.officer._entry()

    def _keep(self, answers: Mapping[str, Answer]) -> None:
        self._tick()
        with self.opened.writing() as session:
            at = keep_answers(session, **self.given, answers=answers)
        told = [f"{key}={_digest(answer)}" for key, answer in answers.items()]
        for start in range(0, len(told), 40):  # a line that is written in one go
            say("kept", self.dossier, at, *told[start : start + 40])

    def _tick(self) -> None:
        self.officer.token += 1
        self.officer.clock.advance(seconds=1)

    def _repeats(self) -> list[str]:
        return [one.key for one in self.sheet.spots() if one.key.partition("@")[0] in _repeated(self.sheet)]

    def _takes(self, spot: Spot) -> bool:
        return isinstance(spot.item, Question) and not spot.item.read_only and spot.item.kind in KINDS

    def _value(self, kind: str, key: str) -> str:
        if kind == "verdict":
            return self.luck.choice(("conforms", "violates"))
        if kind == "choice":
            options = self.sheet.choices(key)
            return self.luck.choice(options).name if options else ""
        number = self.luck.randrange(1, 60)
        return VALUES.get(kind, "").format(n=number, d=1 + number % 28)


def problems_of(session: Session, said: Mapping[str, list[list[str]]]) -> Iterator[str]:
    """What was said of visits and is not there."""
    for dossier, found in _by_dossier(said, "kept").items():
        lines = lines_of(session, BUREAU, dossier)
        latest: dict[str, tuple[str, str]] = {}
        for at, *told in found:
            latest |= {key: (at, digest) for key, _, digest in (one.rpartition("=") for one in told)}
        for key, (at, digest) in latest.items():
            stands = lines.get(key)
            if stands is None or stands.given_at < at:
                yield f"the answer to {key} of {at} was acknowledged and is not there"
            elif stands.given_at == at and _digest(_answer_of(stands)) != digest:
                yield f"the answer to {key} of {at} is another one"
        try:
            sheet_of(session, BUREAU, dossier, at=SystemClock().now())
        except Known as error:
            yield f"the sheet cannot be opened: {error.code}"
    for dossier in {words[0] for kind in ("shot", "recorder", "recording") for words in said.get(kind, [])}:
        yield from _evidence_kept(session, dossier, said)


def _evidence_kept(session: Session, dossier: str, said: Mapping[str, list[list[str]]]) -> Iterator[str]:
    view = evidence_of(session, BUREAU, dossier)
    pieces = {"shot": {one.hash for one in view.photos}, "recording": {one.hash for one in view.recordings}}
    for kind, there in pieces.items():
        for (digest,) in _by_dossier(said, kind).get(dossier, []):
            if digest not in there or not has_evidence(session, digest):
                yield f"{kind} {digest[:8]} was acknowledged and is not there"
            else:
                read_evidence(session, digest)  # raises for other bytes
    files = {one.file: one for one in view.recorders}
    for (file,) in _by_dossier(said, "recorder").get(dossier, []):
        if file not in files:
            yield f"the recorder's file {file} was acknowledged and is not there"
    for (file,) in _by_dossier(said, "withdrawn").get(dossier, []):
        if file in files and not files[file].withdrawn:
            yield f"the recorder's file {file} was taken off and is there again"


def _by_dossier(said: Mapping[str, list[list[str]]], kind: str) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for dossier, *words in said.get(kind, []):
        found.setdefault(dossier, []).append(words)
    return found


def _answer_of(line: LineView) -> Answer:
    return Answer(line.value, line.fact, line.reason, line.words)


def _digest(answer: Answer) -> str:
    return sha256_hex(f"{answer.value}\n{answer.fact}\n{answer.reason}\n{answer.words}")[:16]


def _repeated(sheet: Sheet) -> Iterable[str]:
    return {one.name for one in sheet.definition.groups if one.repeated}
