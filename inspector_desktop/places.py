"""Where this device keeps its files: one data folder, the program's own, and fixed names inside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
