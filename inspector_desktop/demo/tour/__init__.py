"""The tour: one inspection from the registers to the site, through the real windows and a real headquarters."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path


def run(out: Path, *, subjects: Path | None = None) -> int:
    """Take the tour and leave papers, pictures, the draw's record, the site and a summary in `out`; 0 or 1.

    `subjects` is the spreadsheet brought into the register; without it the demonstration's own.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from inspector_desktop.demo.tour.route import Route

    shutil.rmtree(out / "screens", ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="inspector-tour-", ignore_cleanup_errors=True) as folder:
        return Route(Path(folder), out, subjects).take()
