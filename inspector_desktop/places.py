"""Where this device keeps its files: one data folder, the program's own, and fixed names inside it.

Also how a small file there is replaced: whole or not at all. What stands in the files is their owners' business.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from inspector_desktop.errors import Refused


@dataclass(frozen=True)
class Places:
    """The files of one data folder (one device of one bureau)."""

    folder: Path

    @property
    def store(self) -> Path:
        """The encrypted database."""
        return self.folder / "store.db"

    @property
    def envelopes(self) -> Path:
        """The wrapped keys beside it."""
        return self.folder / "envelopes.json"

    @property
    def life(self) -> Path:
        """How far the device's life has come, told outside the store, so that an older store is noticed."""
        return self.folder / "life.json"

    @property
    def settings(self) -> Path:
        """What this device remembers that is no evidence: bureau, address of headquarters."""
        return self.folder / "settings.json"

    @property
    def copies(self) -> Path:
        """Copies made before upgrades."""
        return self.folder / "copies"

    @property
    def logs(self) -> Path:
        """The program's own log files."""
        return self.folder / "logs"

    @property
    def papers(self) -> Path:
        """Where exported papers go unless a person chooses another folder."""
        return self.folder / "papers"


def default_folder() -> Path:
    """The folder this operating system keeps for the program's data."""
    import platformdirs  # noqa: PLC0415  (only the plain start needs it)

    return Path(platformdirs.user_data_dir("InspectorDesktop", appauthor=False))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file whole: to a temporary name, flushed, then renamed over the old one.

    A power cut leaves the old content or the new, never a part; the folder is flushed too where the system can.
    Raises `Refused` when the disk is full or the folder cannot be written.
    """
    import secrets  # noqa: PLC0415  (loads much that the first window does without)

    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)
    except OSError as error:
        raise disk_refusal(error) from error


def disk_refusal(error: OSError) -> Refused:
    """The sentence for a file that could not be written."""
    full = error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
    return Refused("error-store-full" if full else "error-disk-readonly")


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` last through a power cut; Windows does this by itself and cannot be asked."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
