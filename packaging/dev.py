"""The one command of the house: set up, run, test, measure. `python3 packaging/dev.py setup` works on a bare machine.

Standard library only. Everything is installed into `.venv/` at the root from the hashed lock beside this file; a
stamp makes every later call immediate. What the machine itself must have is in `machine.py`; what is measured, in
`bench/`.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

import machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
LOCK = ROOT / "packaging" / "requirements-dev.txt"
LOCK_TO_RUN = ROOT / "packaging" / "requirements.txt"
STAMP = VENV / "inspector-desktop.stamp"
BENCH = ROOT / "packaging" / "bench"
BUILD = ROOT / "build"
DUTIES = 253
FOREIGN = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}  # of an environment that is not ours
SOURCES = ("inspector_desktop", "resources", "forms", "tests")


def setup() -> None:
    """Make `.venv/` hold exactly what the lock says, and the project itself as an editable install."""
    machine.provide()
    stamp = _stamp()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == stamp and PYTHON.exists():
        return
    begun = time.monotonic()
    if not _works(PYTHON):
        print(f"Making {VENV.relative_to(ROOT)} for Python {sys.version.split()[0]}", flush=True)
        venv.EnvBuilder(with_pip=True, clear=VENV.exists(), symlinks=os.name != "nt").create(VENV)
    STAMP.unlink(missing_ok=True)
    uv = _uv()
    print("Installing the packages of the lock", flush=True)
    if _call([uv, "pip", "sync", "-q", "--python", PYTHON, "--require-hashes", LOCK], check=False):
        print("uv could not; trying pip", flush=True)
        _call([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", LOCK])
    project: list[str | Path] = ["--no-deps", "--no-index", "--no-build-isolation", "-e", ROOT]
    _call([uv, "pip", "install", "-q", "--python", PYTHON, *project])
    STAMP.write_text(stamp, encoding="utf-8")
    print(f"Set up in {time.monotonic() - begun:.0f} s; the program is {BIN.relative_to(ROOT)}/inspector-desktop{EXE}")


def _stamp() -> str:
    lock = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{lock} {sys.version.split()[0]}\n"


def _works(python: Path) -> bool:
    return python.exists() and _call([python, "-c", "import pip"], check=False, quiet=True) == 0


def _uv() -> Path:
    """Return the uv of the lock, installed into `.venv/` by pip with its hashes."""
    uv = BIN / f"uv{EXE}"
    stanza = re.search(r"^uv==(\S+)(?: \\\n    \S+)+$", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if stanza is None:
        sys.exit(f"{LOCK.name} does not name uv")
    if not uv.exists() or stanza[1] not in _told([uv, "--version"]):
        with tempfile.TemporaryDirectory() as folder:
            wanted = Path(folder, "uv.txt")
            wanted.write_text(stanza[0] + "\n", encoding="utf-8")
            _call([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", wanted])
    return uv


def run() -> int:
    """Open the program with the demonstration bureau; without a display take the tour and say where pictures are."""
    setup()
    seen = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if seen:
        return _call([BIN / f"inspector-desktop{EXE}", "--demo"], check=False)
    tour = BUILD / "tour"
    print("There is no display; taking the tour instead.", flush=True)
    status = _call([BIN / "inspector-desktop", "tour", "--out", tour], check=False, QT_QPA_PLATFORM="offscreen")
    pictures = sorted(tour.rglob("*.png"))
    print(f"{len(pictures)} pictures and the papers are in {tour.relative_to(ROOT)}{os.sep}")
    return status


def test() -> int:
    """Run style, types and every test; says at the end which of them did not pass."""
    setup()
    checks: dict[str, list[str | Path]] = {
        "ruff check": [BIN / "ruff", "check", ROOT],
        "ruff format": [BIN / "ruff", "format", "--check", ROOT],
        "mypy": [PYTHON, "-m", "mypy"],
        "pytest": [PYTHON, "-m", "pytest", "-q", "-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"],
    }
    failed = []
    for name, command in checks.items():
        begun = time.monotonic()
        print(f"== {name}", flush=True)
        if _call(command, check=False, QT_QPA_PLATFORM="offscreen"):
            failed.append(name)
        print(f"== {name}: {time.monotonic() - begun:.0f} s", flush=True)
    print("Not passed: " + ", ".join(failed) if failed else "All checks and tests passed.")
    return 1 if failed else 0


def obligations() -> int:
    """Say which of the duties a passing test serves, and which none; runs the tests when the record is old."""
    setup()
    record = BUILD / "obligations.json"
    if not record.exists() or record.stat().st_mtime < _last_change():
        print("The record is missing or older than the sources; running the tests.", flush=True)
        _call([PYTHON, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"], check=False, QT_QPA_PLATFORM="offscreen")
    import tomllib

    listed = tomllib.loads((ROOT / "tests" / "obligations.toml").read_text(encoding="utf-8"))
    told = json.loads(record.read_text(encoding="utf-8"))
    served = [duty for duty in listed if duty in told["passed"] and duty not in told["failed"]]
    print(f"Served by passing tests: {len(served)} of {DUTIES}")
    for duty in served:
        print(f"  {duty}  {listed[duty]['text']}  ({len(told['passed'][duty])} tests)")
    print(f"Served by none: {len(listed) - len(served)}")
    for duty in listed:
        if duty not in served:
            why = " — a test of it failed" if duty in told["failed"] else ""
            print(f"  {duty}  {listed[duty]['fit']}  {listed[duty]['text']}{why}")
    return 0


def _last_change() -> float:
    files = (path for folder in SOURCES for path in (ROOT / folder).rglob("*"))
    return max(path.stat().st_mtime for path in files if path.is_file() and "__pycache__" not in path.parts)


def bench(name: str | None, scale: int | None, *, only_list: bool = False) -> int:
    """Run one measurement, or all; each result goes to `build/bench/<name>.json`.

    A measurement is `packaging/bench/<name>.py` with `run(scale: int | None) -> dict`: the number of things to do
    (its own default when None), and what was measured, with the ratio to its floor or peer.
    """
    known = {path.stem: path for path in sorted(BENCH.glob("*.py")) if not path.stem.startswith("_")}
    if name is not None and name not in known:
        print(f"There is no measurement {name}; there are:")
        only_list = True
    if only_list:
        for stem, path in known.items():
            docstring = path.read_text(encoding="utf-8").partition('"""')[2]
            print(f"{stem:20} {docstring.splitlines()[0] if docstring else ''}")
        return 0 if name is None or name in known else 1
    setup()
    for stem in [name] if name else known:
        command: list[str | Path] = [PYTHON, Path(__file__), "measure", stem]
        if _call(command + ([str(scale)] if scale is not None else []), check=False, QT_QPA_PLATFORM="offscreen"):
            return 1
    return 0


def measure(name: str, scale: int | None) -> int:
    """Run one measurement in this process, which must be the one of `.venv/`, and write down its result."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(BENCH)]
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    if spec is None or spec.loader is None:
        return 1
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    result = module.run(scale)
    target = BUILD / "bench" / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1, ensure_ascii=False))
    print(f"Written to {target.relative_to(ROOT)}")
    return 0


def lock() -> int:
    """Compile both lock files anew from `pyproject.toml`: hashed, for every platform, naming no index."""
    setup()
    common = ["--universal", "--generate-hashes", "--no-header", "--python-version", "3.11", "-q"]
    for target, extra in ((LOCK_TO_RUN, []), (LOCK, ["--extra", "dev"])):
        command: list[str | Path] = [_uv(), "pip", "compile", *common, *extra, "pyproject.toml"]
        _call([*command, "-o", target.relative_to(ROOT)])
        if re.search(r"https?://|file:|--index|--find-links", target.read_text(encoding="utf-8")):
            sys.exit(f"{target.name} names an index")
    setup()
    return 0


def _call(command: list[str | Path], *, check: bool = True, quiet: bool = False, **environment: str) -> int:
    """Run a command at the root; with `check` its failure ends this program."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    given = {"UV_SYSTEM_CERTS": "1"} | kept  # a bureau's proxy has a certificate of its own
    silent = subprocess.DEVNULL if quiet else None
    status = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=given | environment, stdout=silent, stderr=silent, check=False
    ).returncode
    if check and status:
        sys.exit(f"stopped: {Path(command[0]).name} answered {status}")
    return status


def _told(command: list[str | Path]) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False).stdout


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line; tests compare the README with it."""
    whole = argparse.ArgumentParser(prog="packaging/dev.py", description="Set up, run, test and measure the program.")
    commands = whole.add_subparsers(dest="command", required=True)
    for name, does in (
        ("setup", "make .venv/ hold the lock"),
        ("run", "open the program with the demonstration bureau"),
        ("test", "run all checks and tests"),
        ("obligations", "which duties a passing test serves"),
        ("lock", "compile the lock files anew"),
    ):
        commands.add_parser(name, help=does)
    measuring = commands.add_parser("bench", help="measure side by side; without NAME everything")
    measuring.add_argument("name", nargs="?")
    measuring.add_argument("--scale", type=int, help="how many things to do (each measurement has its default)")
    measuring.add_argument("--list", action="store_true", help="only say what can be measured")
    inside = commands.add_parser("measure", help="one measurement in this process (called by bench)")
    inside.add_argument("name")
    inside.add_argument("scale", type=int, nargs="?")
    return whole


def main() -> int:
    """Read the command line and do it."""
    machine.use_a_python_new_enough()
    asked = parser().parse_args()
    match asked.command:
        case "setup":
            setup()
            return 0
        case "bench":
            return bench(asked.name, asked.scale, only_list=asked.list)
        case "measure":
            return measure(asked.name, asked.scale)
        case other:
            return {"run": run, "test": test, "obligations": obligations, "lock": lock}[other]()


if __name__ == "__main__":
    sys.exit(main())
