"""The projector as a second screen: on a platform with two, in a process of its own, for a process has one platform."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from factories.screens import FIRST, SECOND, platform

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]


@pytest.mark.obligation("F186")
def test_the_ceremony_holds_with_two_screens_with_one_unplugged_and_with_one_plugged_in_late(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": platform(tmp_path, FIRST, SECOND)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={ROOT}", str(HERE.with_name("two_screens.py"))]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=240
    )  # fmt: skip
    assert (done.returncode, "2 passed" in done.stdout) == (0, True), done.stdout + done.stderr
