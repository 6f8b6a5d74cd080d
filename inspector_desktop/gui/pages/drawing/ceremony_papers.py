"""Papers of a draw from the page: the sealed list, the record for signatures, and the scan that comes back.

They are issued by `draw.papers` and kept; here they are written where a person wants them, to be printed from there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector_desktop.draw.ceremony import keep_scan
from inspector_desktop.draw.papers import sealed_list, signed_record
from inspector_desktop.errors import Refused
from inspector_desktop.gui import files
from inspector_desktop.gui.page import DRAWS
from inspector_desktop.gui.tasks import Ticket
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.draws import DrawsPage

_FILES = "*.pdf"


class CeremonyPapers:
    """Issues, writes and takes back the papers of the draw in front."""

    def __init__(self, page: DrawsPage) -> None:
        self._page = page

    def ask_list(self, *, plain: bool) -> None:
        """Ask where the sealed list goes."""
        key = "ceremony-file-list" if plain else "ceremony-file-concealed"
        self._page.files.ask(say(key, number=self._page.number()), _FILES, lambda path: self.write_list(path, plain))

    def ask_record(self) -> None:
        """Ask where the record goes."""
        self._page.files.ask(say("draws-file-record", number=self._page.number()), _FILES, self._page.write_record)

    def ask_scan(self) -> None:
        """Ask for the scan of the signed record."""
        kinds = say("draws-record-evidence-files")
        files.ask_files(self._page, say("ceremony-scan-choose"), kinds, lambda paths: self.take_scan(paths[0]))

    def write_list(self, path: Path, plain: bool = True) -> None:
        """Issue the sealed list and write it."""
        self._page.act(
            sealed_list, house=self._page.context.house, draw=self._page.dossier(), plain=plain, changes=(DRAWS,),
            done=lambda pdf: self._write(path, pdf),
        )  # fmt: skip

    def write_record(self, path: Path) -> None:
        """Issue the record for signatures and write it."""
        self._page.act(
            signed_record, house=self._page.context.house, draw=self._page.dossier(), changes=(DRAWS,),
            done=lambda pdf: self._write(path, pdf),
        )  # fmt: skip

    def take_scan(self, path: Path) -> None:
        """Keep the record as it was signed by hand."""

        def read(_ticket: Ticket) -> bytes:
            try:
                return path.read_bytes()
            except OSError as error:
                raise Refused("refused-scan-unread", file=path.name) from error

        self._page.context.pool.run(read, done=self._keep, failed=self._page.show_refusal, owner=self._page)

    def _keep(self, content: bytes) -> None:
        self._page.act(
            keep_scan, draw=self._page.dossier(), content=content, changes=(DRAWS,),
            done=lambda _: self._page.show_notice(say("ceremony-scan-kept"), "green"),
        )  # fmt: skip

    def _write(self, path: Path, pdf: bytes) -> None:
        self._page.files.write(path, _same(pdf))


def _same(pdf: bytes) -> Callable[[], bytes]:
    return lambda: pdf
