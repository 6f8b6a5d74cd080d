"""Asking for files and folders. Nothing is blocked meanwhile, and each kind of asking begins where it last ended.

The first time it begins where people keep such files, never in the folder the program runs from.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector_desktop.wording import say

PICTURES, PAPERS = "pictures", "papers"
"""What is asked for; each remembers its own folder while the program is open."""

_PLACES = {
    PICTURES: QStandardPaths.StandardLocation.PicturesLocation,
    PAPERS: QStandardPaths.StandardLocation.DocumentsLocation,
}
_last: dict[str, Path] = {}


def begin_in(purpose: str) -> Path:
    """Return the folder in which asking begins: the last one used, else the system's for such files, else home."""
    usual = Path(QStandardPaths.writableLocation(_PLACES[purpose]))
    return next((one for one in (_last.get(purpose), usual) if one is not None and one.is_dir()), Path.home())


def ask_files(
    parent: QWidget,
    title: str,
    kinds: str,
    given: Callable[[tuple[Path, ...]], object],
    *,
    purpose: str = PAPERS,
    many: bool = False,
    given_up: Callable[[], object] | None = None,
) -> QFileDialog:
    """Let a person choose files that are there; `kinds` is a name filter of Qt. `given_up` when nothing was chosen."""
    dialog = _dialog(parent, title, purpose, given)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    if given_up is not None:
        dialog.rejected.connect(given_up)
    dialog.open()
    return dialog


def ask_where(parent: QWidget, title: str, proposed: str, kinds: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Let a person say where a file is to be written; `proposed` is its name, whose ending is kept."""
    dialog = _dialog(parent, title, PAPERS, lambda paths: chosen(paths[0]))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(Path(proposed).suffix.removeprefix("."))
    dialog.selectFile(proposed)
    dialog.open()
    return dialog


def ask_folder(parent: QWidget, title: str, chosen: Callable[[Path], object]) -> QFileDialog:
    """Let a person choose a folder."""
    dialog = _dialog(parent, title, PAPERS, lambda paths: chosen(paths[0]))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, purpose: str, given: Callable[[tuple[Path, ...]], object]) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(begin_in(purpose)))
    for label in (QFileDialog.DialogLabel.LookIn, QFileDialog.DialogLabel.FileType):  # Qt's own translation lacks these
        dialog.setLabelText(label, say(f"files-{label.name}"))

    def take(names: list[str]) -> None:
        paths = tuple(Path(name) for name in names)
        if paths:
            _last[purpose] = paths[0] if paths[0].is_dir() else paths[0].parent
            given(paths)

    dialog.filesSelected.connect(take)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
