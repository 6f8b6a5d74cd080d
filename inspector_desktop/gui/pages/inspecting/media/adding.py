"""Any file put into the dossier: pictures, sound, video, documents; chosen, dropped, pasted or taken by a camera.

What a file is, is told by its bytes. Reading, decoding and sealing run off the UI thread, one refused file does not
keep the others out, and what was kept is said only once it is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from inspector_desktop.check.evidence_acts import Picture, add_pictures, add_recording, read_small
from inspector_desktop.check.media import SUFFIXES, Media, look_into
from inspector_desktop.check.photos_sniff import kind_of
from inspector_desktop.check.pictures import prepare_photo, read_picture
from inspector_desktop.errors import Known, Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.messages import sentence
from inspector_desktop.gui.pages.inspecting.media.stamping import burn
from inspector_desktop.gui.pages.inspecting.pictures import told_of_photo
from inspector_desktop.gui.tasks import is_heard
from inspector_desktop.storage.evidence import SEALED_FOLDER
from inspector_desktop.storage.sealing import SEALED_ABOVE, SealedFile, seal
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from sqlmodel import Session

    from inspector_desktop.clock import Clock
    from inspector_desktop.gui.pages.inspection import InspectionPage
    from inspector_desktop.gui.tasks import Ticket
    from inspector_desktop.journal.desks import Desk

Given = Sequence["Path | bytes"]
_PEEK = 16


@dataclass(frozen=True)
class Kept:
    """A recording ready to be added."""

    media: Media
    name: str
    content: bytes | SealedFile


@dataclass(frozen=True)
class Made:
    """What came of files that were given: pictures, recordings, and the refusals of the rest."""

    pictures: tuple[Picture, ...] = ()
    recordings: tuple[Kept, ...] = ()
    refused: tuple[Known, ...] = ()


@dataclass(frozen=True)
class Wish:
    """Where pictures go and what is to be made of them. `stamp` gives the words burnt into a marked copy."""

    line: str = ""
    step: str = ""
    note: str = ""
    offset_s: int = 0
    keep_original: bool = False
    stamp: Callable[[Picture], Sequence[str]] | None = None


def make_picture(content: bytes, name: str, wish: Wish) -> Picture:
    """A picture ready to be added. Raises `Refused`."""
    return Picture(
        prepare_photo(content, name), name, line=wish.line, step=wish.step, note=wish.note, offset_s=wish.offset_s,
        original=content if wish.keep_original else b"",
    )  # fmt: skip


def stamped(picture: Picture, words: Sequence[str]) -> Picture:
    """The marked copy of a picture; it cites the unmarked one by its hash."""
    from inspector_desktop.digest import sha256_hex  # noqa: PLC0415

    made = burn(picture.prepared.jpeg, words)
    told = replace(made, original_hash=picture.prepared.original_hash, taken=picture.prepared.taken)
    return replace(
        picture, prepared=told, name=say("evidence-stamped-name", name=picture.name), original=b"",
        made_of=sha256_hex(picture.prepared.jpeg), made_by="stamp",
    )  # fmt: skip


def read_all(given: Given, wish: Wish, folder: Path, ticket: Ticket | None = None) -> Made:
    """Read, decode and seal what was given; for a pool thread."""
    pictures: list[Picture] = []
    recordings: list[Kept] = []
    refused: list[Known] = []
    for place, one in enumerate(given, 1):
        if ticket is not None:
            ticket.check()
            ticket.report(place, len(given))
        try:
            found = _read_one(one, place, wish, folder)
        except Refused as error:
            refused.append(error)
            continue
        if isinstance(found, Kept):
            recordings.append(found)
        else:
            pictures.append(found)
            if wish.stamp is not None:
                pictures.append(stamped(found, wish.stamp(found)))
    return Made(tuple(pictures), tuple(recordings), tuple(refused))


def _read_one(one: Path | bytes, place: int, wish: Wish, folder: Path) -> Picture | Kept:
    if isinstance(one, bytes):
        return make_picture(one, say("inspection-pasted-name", number=place), wish)
    try:
        with one.open("rb") as file:
            head = file.read(_PEEK)
    except OSError as error:
        raise Refused("refused-photo-unreadable", name=one.name) from error
    if kind_of(head) or one.suffix.lower() not in SUFFIXES:
        return make_picture(read_picture(one), one.name, wish)
    media = look_into(one)
    content = seal(one, folder) if media.size > SEALED_ABOVE else read_small(one)
    return Kept(media, one.name, content)


def enter_made(session: Session, *, desk: Desk, clock: Clock, dossier: str, made: Made, wish: Wish) -> int:
    """Enter what was made, in one transaction; return how many pieces are new."""
    added = len(add_pictures(session, desk=desk, clock=clock, dossier=dossier, pictures=made.pictures))
    for one in made.recordings:
        add_recording(
            session, desk=desk, clock=clock, dossier=dossier, media=one.media, name=one.name, content=one.content,
            line=wish.line, step=wish.step, note=wish.note,
        )  # fmt: skip
    return added + len(made.recordings)


def add_given(
    page: InspectionPage, given: Given, wish: Wish | None = None, *, done: Callable[[int], object] | None = None
) -> None:
    """Put files into the dossier shown; tells in the page what was kept and what was not."""
    wanted = wish or Wish()
    folder = page.context.opening.places.folder / SEALED_FOLDER
    dossier = page.dossier  # another may be in front before all is read

    def failed(error: Known) -> None:
        page.saving(-1)
        page.show_refusal(told_of_photo(error, page.context.opening.places.folder))

    def kept(made: Made, added: int) -> None:
        page.saving(-1)
        tell_added(page, made, added)
        if done is not None and is_heard(done):
            done(added)

    def store(made: Made) -> None:
        page.do(
            enter_made, made=made, wish=wanted, dossier=dossier, done=lambda added: kept(made, added), failed=failed
        )

    page.saving(1)
    page.context.pool.run(lambda ticket: read_all(given, wanted, folder, ticket), done=store, failed=failed, owner=page)


def tell_added(page: InspectionPage, made: Made, added: int) -> None:
    """Say in the page how many pieces were kept, and of those that were not the first reason."""
    same = len(made.pictures) + len(made.recordings) - added
    words = [say("evidence-added", count=added)] if added else []
    if same:
        words.append(say("evidence-added-before", count=same))
    if made.refused:
        if len(made.refused) > 1:
            words.append(say("evidence-not-added", count=len(made.refused)))
        words.append(sentence(made.refused[0]))
    if words:
        page.show_notice("".join(words), "amber" if made.refused or same else "green")


def ask_any(page: InspectionPage, wish: Wish | None = None) -> None:
    """Let a person choose pictures, sound, video or scanned documents; nothing is blocked meanwhile."""
    files.ask_files(
        page, say("evidence-add-files"), say("evidence-file-kinds"), lambda given: add_given(page, given, wish),
        purpose=files.PICTURES, many=True,
    )  # fmt: skip
