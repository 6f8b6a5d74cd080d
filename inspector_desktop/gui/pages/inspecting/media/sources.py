"""Where pictures come from: cards and telephones that the system shows as a drive or folder, and what lies on them.

A telephone plugged into Linux appears as a folder below gvfs; under Windows one that only speaks MTP has no path, and
its pictures are copied to a folder first (the window says so). Walking follows no link and stops at a number.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from inspector_desktop.wording import say

MOST_FILES = 4000
MOST_FOLDERS = 2000
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".bmp", ".tif", ".tiff"})
_MOUNTS = ("/media/", "/run/media/", "/Volumes/")
_CAMERA = "DCIM"


@dataclass(frozen=True)
class Source:
    """A drive or folder that may hold pictures."""

    title: str
    path: Path


@dataclass(frozen=True)
class Found:
    """A picture file: where it is, its size, and when it was written (seconds of the system's clock)."""

    path: Path
    size: int
    written: float


def sources() -> tuple[Source, ...]:
    """Cards and telephones that are there now."""
    found: dict[Path, Source] = {}
    for volume in QStorageInfo.mountedVolumes():
        root = Path(volume.rootPath())
        if not volume.isValid() or not volume.isReady() or volume.isRoot():
            continue
        camera = root / _CAMERA
        if _is_folder(camera) or str(root).startswith(_MOUNTS):
            name = volume.displayName() or str(root)
            found[root] = Source(say("evidence-source", name=name), camera if _is_folder(camera) else root)
    for phone in _telephones():
        found[phone] = Source(say("evidence-source-phone", name=phone.name), phone)
    return tuple(found.values())


def _telephones() -> Iterator[Path]:
    """Telephones that Linux shows as folders: `…/gvfs/mtp:host=…`."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    base = Path(runtime) / "gvfs"
    if not runtime or not _is_folder(base):
        return
    for path in base.iterdir():
        if path.name.startswith(("mtp:", "gphoto2:")) and _is_folder(path):
            yield path


def pictures_in(folder: Path) -> tuple[Found, ...]:
    """Picture files in a folder and those below, the latest first."""
    found: list[Found] = []
    waiting, seen = [folder], 0
    while waiting and seen < MOST_FOLDERS and len(found) < MOST_FILES:
        seen += 1
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.is_symlink() or entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    elif Path(entry.name).suffix.lower() in _PICTURES:
                        told = entry.stat(follow_symlinks=False)
                        if stat.S_ISREG(told.st_mode):
                            found.append(Found(Path(entry.path), told.st_size, told.st_mtime))
        except OSError:
            continue  # a folder that cannot be opened holds nothing for us; the others still do
    return tuple(sorted(found[:MOST_FILES], key=lambda one: (-one.written, str(one.path))))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False
