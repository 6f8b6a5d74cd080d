"""What the machine itself must have before anything can be installed: shared libraries, programs, a usable Python.

Looks for the thing and not for the package, so it works on any Linux; where `apt-get` is there and we may use it,
what is missing is installed, else it is said exactly what to install. Standard library only: this runs on a bare
Debian. The Python packages are the business of `dev.py`.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Need:
    """A thing on the machine; `packages` are its Debian names, newest first; without it: `refuse` or go on."""

    packages: tuple[str, ...]
    present: Callable[[], bool]
    refuse: bool


def library(soname: str, *packages: str, refuse: bool = True) -> Need:
    """Need a shared library that the loader can find."""

    def present() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return Need(packages, present, refuse)


def program(name: str, package: str) -> Need:
    """Need a program on the path; only tests and measurements do, so its absence stops nothing here."""
    return Need((package,), lambda: shutil.which(name) is not None, refuse=False)


LINUX = (
    Need(("python3-venv",), lambda: importlib.util.find_spec("ensurepip") is not None, refuse=True),
    Need(("ca-certificates",), lambda: Path("/etc/ssl/certs/ca-certificates.crt").exists(), refuse=False),
    library("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0"),
    library("libEGL.so.1", "libegl1"),
    library("libGL.so.1", "libgl1"),
    library("libdbus-1.so.3", "libdbus-1-3"),
    library("libfontconfig.so.1", "libfontconfig1"),
    library("libxkbcommon.so.0", "libxkbcommon0"),
    library("libatomic.so.1", "libatomic1", refuse=False),
    library("libxcb-cursor.so.0", "libxcb-cursor0", refuse=False),
    library("libxcb-icccm.so.4", "libxcb-icccm4", refuse=False),
    library("libxcb-keysyms.so.1", "libxcb-keysyms1", refuse=False),
    library("libxcb-shape.so.0", "libxcb-shape0", refuse=False),
    library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", refuse=False),
    program("Xvfb", "xvfb"),
    program("xauth", "xauth"),
    program("pdftoppm", "poppler-utils"),
    program("strace", "strace"),
    program("java", "default-jre-headless"),
)


def provide() -> None:
    """Install what the machine lacks, or say what to install; exits when the program could not run without it."""
    if platform.system() != "Linux":
        return
    missing = [need for need in LINUX if not need.present()]
    if not missing:
        return
    if apt := _apt():
        _install(apt, missing)
        importlib.invalidate_caches()
        missing = [need for need in missing if not need.present()]
    if missing:
        names = " ".join(need.packages[-1] for need in missing)
        print(f"This machine lacks some packages. As root:\n\n    apt-get install --no-install-recommends {names}\n")
        if any(need.refuse for need in missing):
            sys.exit(1)
        print("Going on: only some tests, measurements and a window on X11 need them.")


def _apt() -> list[str] | None:
    """Return how to call apt-get with the needed rights, or None where we may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") is None:
        return None
    asks = sys.stdin.isatty()
    if not asks and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode:
        return None
    return ["sudo", "apt-get"]


def _install(apt: list[str], missing: list[Need]) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    print("Installing system packages: " + " ".join(need.packages[-1] for need in missing), flush=True)
    subprocess.run([*apt, "update", "-q"], env=environment, check=False)
    names = [next((name for name in need.packages if _on_offer(name)), need.packages[-1]) for need in missing]
    subprocess.run([*apt, "install", "-q", "-y", "--no-install-recommends", *names], env=environment, check=False)


def _on_offer(name: str) -> bool:
    told = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False)
    return "Candidate:" in told.stdout and "Candidate: (none)" not in told.stdout


def use_a_python_new_enough() -> None:
    """Start again under a newer Python of this machine when this one is too old; exits when there is none."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for minor in range(14, 10, -1):
        if found := shutil.which(f"python3.{minor}"):
            sys.exit(subprocess.run([found, *sys.argv], check=False).returncode)
    sys.exit(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed; this is {platform.python_version()}.")
