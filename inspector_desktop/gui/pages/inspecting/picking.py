"""Files that answer a question: a photograph, a sound, a video, a document, a code read from a picture.

One door for all of them, so that other sources of evidence (a camera, a telephone, a recorder) need be added only here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inspector_desktop.check.acts import keep_file
from inspector_desktop.check.codes import read_code
from inspector_desktop.check.evidence_acts import take_picture
from inspector_desktop.gui import files
from inspector_desktop.gui.pages.inspecting.pictures import Given, ask_pictures, read_given, told_of_photo
from inspector_desktop.gui.tasks import is_heard
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.errors import Known
    from inspector_desktop.gui.pages.inspection import InspectionPage

Found = Sequence[tuple[bytes, str]]


def pick_evidence(page: InspectionPage, kind: str, key: str, done: Callable[[str], object]) -> None:
    """Let a person choose a file of a kind for the question `key`; `done` gets its hash once it is on the disk.

    For `barcode` it gets the text of the code in the picture.
    """
    if kind in ("image", "barcode"):
        ask_pictures(page, lambda given: take_evidence(page, kind, key, given, done), many=False)
    else:
        kinds = say("inspection-file-kinds", kind=kind)
        title = say("answering-choose-file", kind=kind)
        files.ask_files(page, title, kinds, lambda given: take_evidence(page, kind, key, given, done), many=False)


def take_evidence(page: InspectionPage, kind: str, key: str, given: Given, done: Callable[[str], object]) -> None:
    """Keep a file that was chosen, dropped or pasted: read off the UI thread, then stored."""
    pool, dossier = page.context.pool, page.dossier
    if kind == "barcode":
        pool.run(
            lambda _: [read_code(*one) for one in read_given(given, unchanged=True)],
            done=lambda found: done(found[0]) if is_heard(done) else None, failed=page.show_refusal, owner=page,
        )  # fmt: skip
    else:
        pool.run(
            lambda _: read_given(given, unchanged=True),
            done=lambda found: keep_evidence(page, kind, key, found, done, dossier=dossier),
            failed=page.show_refusal, owner=page,
        )  # fmt: skip


def keep_evidence(
    page: InspectionPage, kind: str, key: str, found: Found, done: Callable[[str], object], *, dossier: str = ""
) -> None:
    """Store the bytes of an answer; a photograph also stands among those of the visit.

    `dossier` is the one it was given for, where another may be in front by now.
    """

    def failed(error: Known) -> None:
        page.saving(-1)
        page.show_refusal(told_of_photo(error, page.context.opening.places.folder))

    def kept(digest: str) -> None:
        page.saving(-1)
        if is_heard(done):
            done(digest)

    for content, name in found[:1]:
        page.saving(1)
        if kind == "image":
            page.do(take_picture, content=content, name=name, line=key, dossier=dossier, done=kept, failed=failed)
        else:
            page.do(keep_file, content=content, name=name, dossier=dossier, done=kept, failed=failed)
