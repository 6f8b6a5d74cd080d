"""Gives hostile files to the importer as a chosen file is given: child process, watch, judge; and says what came of it.

A file is borne when it is refused with a sentence that exists, or read without any code becoming another, within
`SECONDS` and `MEGABYTES`. As a program: `corpus_running.py FOLDER COUNT PART PARTS REAL...` prints a line of JSON a file.
"""

import importlib.util
import json
import multiprocessing
import re
import sys
import tempfile
import unicodedata
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from inspector_desktop.errors import Refused
from inspector_desktop.registry.codes import normalise_code
from inspector_desktop.registry.intake import error_report, judge_sheets, read_sheets
from inspector_desktop.wording import has, say

SECONDS, MEGABYTES = 10, 256
_MOST_LOOKED_AT = 64 << 20


def _beside(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    if name not in sys.modules:
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


corpus, corpus_texts = _beside("corpus"), _beside("corpus_texts")


@dataclass
class Borne:
    """What came of one file; `fault` is empty when it was borne."""

    kind: str
    seed: int
    bytes: int
    outcome: str
    seconds: float
    megabytes: float
    fault: str = ""


class Peak:
    """The largest memory of the reading process, looked at whenever the importer asks whether to stop."""

    def __init__(self):
        self.bytes = 0

    def __call__(self):
        for child in multiprocessing.active_children():
            try:
                status = Path(f"/proc/{child.pid}/status").read_text("utf-8")
            except OSError:
                continue
            found = re.search(r"VmHWM:\s+(\d+) kB", status)
            self.bytes = max(self.bytes, int(found[1]) << 10 if found else 0)
        return False


def kinds(real):
    """All kinds of files, those made of real lists among them."""
    corpus_texts.spoiled([path.read_bytes() for path in real])
    return corpus.KINDS


def bear(kind, seed, folder):
    """Make a file and give it to the importer."""
    path = Path(folder) / f"{kind}-{seed}.xlsx"
    allowed = corpus.KINDS[kind](corpus.seeded(kind, seed), path) or set()
    size, peak, began = path.stat().st_size, Peak(), perf_counter()
    fault = ""
    try:
        intake = judge_sheets("subjects", path.name, read_sheets(path, cancelled=peak))
        outcome = "read"
        seconds = perf_counter() - began
        fault = altered(path, intake, allowed)
        if intake.refused + intake.warned < 1_000:
            error_report(intake)
    except Refused as refused:
        seconds = perf_counter() - began
        outcome = refused.code
        if not has(refused.code) or "{" in say(refused.code, **refused.facts):
            fault = f"no sentence for {refused.code}"
    if seconds > SECONDS:
        fault = fault or f"{seconds:.1f} s"
    if peak.bytes > MEGABYTES << 20:
        fault = fault or f"{peak.bytes >> 20} MB"
    path.unlink()
    return Borne(kind, seed, size, outcome, round(seconds, 2), round(peak.bytes / (1 << 20), 1), fault)


def altered(path, intake, allowed):
    """Name a code that stands neither in the file nor among those a reader may take from it."""
    codes = {row.get("code") for row in intake.rows if row.get("code")} - allowed
    if not codes:
        return ""
    held = haystack(path)
    return next((f"code {code} is not in the file" for code in sorted(codes) if code not in held), "")


def haystack(path):
    """All text of a file as codes are written: whatever part and whatever encoding it stands in."""
    raw = path.read_bytes()
    pieces = [raw]
    if raw.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                pieces = [archive.read(one) for one in archive.filelist if one.file_size < _MOST_LOOKED_AT]
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
            pieces = [raw]
    text = "".join(piece.decode(name, "ignore") for piece in pieces for name in ("utf-8", "gb18030", "utf-16"))
    return "".join(normalise_code(unicodedata.normalize("NFC", text)).split())


def hostile_code():
    """A sound code."""
    return corpus.hostile.SOUND


def plan(count):
    """The files of a corpus of that size: every kind by turns, each time with the next seed."""
    names = list(corpus.KINDS)
    return [(names[at % len(names)], at // len(names)) for at in range(count)]


def main(folder, count, part, parts, *real):
    """Bear one part of a corpus, telling a line of each."""
    kinds([Path(one) for one in real])
    with tempfile.TemporaryDirectory(dir=folder) as own:
        for at, (kind, seed) in enumerate(plan(int(count))):
            if at % int(parts) == int(part):
                sys.stdout.write(json.dumps(asdict(bear(kind, seed, own))) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
