"""One demonstration prepared once for a whole module of tests, and copies of it to try things on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from factories.sources import ROOT
from inspector_desktop.clock import SystemClock
from inspector_desktop.demo.house import House, house_at, prepare

PIN = "135790"


def prepared(folder: Path) -> House:
    """A complete demonstration in this folder."""
    house = house_at(folder)
    prepare(house, clock=SystemClock())
    return house


def copied(house: House, folder: Path) -> House:
    """The same once more. The store takes it for a clone and begins a new life, as it must."""
    shutil.copytree(house.folder, folder)
    return House(folder)


def command(*arguments: object, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `inspector-desktop` as a person would, in a process of its own, with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "TEMP", "LANG"}}
    given = {
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    return subprocess.run(
        [sys.executable, "-m", "inspector_desktop", *map(str, arguments)],
        env=kept | given | environment,
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def told(done: subprocess.CompletedProcess[str]) -> dict:
    """What a command said with `--json`."""
    assert "Traceback" not in done.stderr, done.stderr
    return json.loads(done.stdout)
