"""Starting many short-lived processes cheaply, so that they can be killed.

Importing the program costs a second. Where the system can fork, a nursery imports once and forks a child for each job
(in tests only; the program itself never forks). Elsewhere each job is a fresh interpreter, slower and just as killable.
A job is a JSON object whose `do` names a function of `hardness.work`; the child says lines on its standard output.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent.parent
FORKS = hasattr(os, "fork")
READY, STARTED, ENDED = "nursery-ready", "nursery-started", "nursery-ended"


class Child:
    """One running job."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery = nursery
        self.pid = pid
        self.status: int | None = None

    def kill(self) -> None:
        """End it now, as if the power went for it alone; it may have ended by itself already."""
        if self.status is not None:
            return
        if FORKS:
            # The nursery reaps it only after we were told, so the number cannot be another process's yet.
            os.kill(self.pid, signal.SIGKILL)
        else:
            self._nursery.process.kill()

    def lines(self) -> Iterator[str]:
        """What it says, until it has ended."""
        for line in self._nursery.read():
            if line.startswith(ENDED):
                self.status = int(line.split()[1])
                self._nursery.reaped()
                return
            yield line

    def said(self) -> list[str]:
        """Everything it says until its end. Raises `RuntimeError` when it did not end well."""
        lines = list(self.lines())
        if self.status != 0:
            raise RuntimeError(f"a job ended with {self.status} after saying {lines[-3:]}")
        return lines


class Nursery:
    """Runs one job at a time."""

    def __init__(self) -> None:
        self._environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        if FORKS:
            self.process = self._popen("nurse")
            if next(self.read()) != READY:
                raise RuntimeError("the nursery did not start")

    def start(self, **job: Any) -> Child:
        """Begin a job."""
        text = json.dumps(job)
        if not FORKS:
            self.process = self._popen("once", text)
            return Child(self, self.process.pid)
        self._tell(text)
        line = next(self.read())
        if not line.startswith(STARTED):
            raise RuntimeError(f"the nursery said {line!r}")
        return Child(self, int(line.split()[1]))

    def do(self, **job: Any) -> list[str]:
        """Run a job to its end and return what it said."""
        return self.start(**job).said()

    def warm(self, **job: Any) -> list[str]:
        """Run a job in the nursery itself, where it can fork, so that every child finds done what is done once."""
        return self.do(**job, within=True)

    def read(self) -> Iterator[str]:
        """Lines as they come."""
        if self.process.stdout is None:
            raise RuntimeError("no output")
        for line in self.process.stdout:
            yield line.rstrip("\n")
        if not FORKS:
            yield f"{ENDED} {self.process.wait()}"
            return
        raise RuntimeError("the nursery is gone")

    def reaped(self) -> None:
        """Let the nursery forget the child whose end it told."""
        if FORKS:
            self._tell("")

    def close(self) -> None:
        """Let go of the nursery."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(300)  # it waits for its children; a laden machine takes its time
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _tell(self, text: str) -> None:
        if self.process.stdin is None:
            raise RuntimeError("no input")
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def _popen(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(Path(__file__)), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=self._environment,
        )


def say(*words: object) -> None:
    """One line to whoever started this job: in a single write, so that a kill never leaves half of one behind."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def _run(text: str) -> int:
    from hardness import work

    job = json.loads(text)
    job.pop("within", None)
    try:
        getattr(work, job.pop("do"))(**job)
    except BaseException:  # noqa: BLE001  (a forked child must never return into the nursery's loop)
        traceback.print_exc()
        return 1
    return 0


def _nurse() -> None:
    from hardness import work  # noqa: F401  (imported once for all children)

    say(READY)
    while text := sys.stdin.readline():
        if json.loads(text).get("within"):
            say(STARTED, os.getpid())
            say(ENDED, _run(text))
            sys.stdin.readline()
            continue
        child = os.fork()
        if child == 0:
            status = _run(text)
            sys.stderr.flush()
            os._exit(status)
        say(STARTED, child)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # ended, not reaped: its number stays taken
        say(ENDED, _reap_status(child))
        if not sys.stdin.readline():
            return
        os.waitpid(child, 0)


def _reap_status(child: int) -> int:
    """What it ended with, or the number of the signal that ended it."""
    found = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    return found.si_status if found is not None else 1


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent)]
    sys.path.remove(str(Path(__file__).resolve().parent))  # which the interpreter put there
    if sys.argv[1] == "once":
        sys.exit(_run(sys.argv[2]))
    _nurse()
