"""Random events on the program's real window, in a process of their own. Run by `hardness.soaking`.

Everything happens inside the application's own event loop, one event at each turn of it, so that what the program puts
off (deleting, painting, results of workers) happens as it does for people. File dialogs are answered by somebody who
mostly gives up. Within a day the process is measured now and then at rest, with the window open at its first page;
after it the window is closed and the process measured again.
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import json
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from factories.bureau import released_inspections
from factories.clock import FakeClock
from factories.finished import signed_visit
from factories.opening import PIN
from factories.visits import come, jpeg, judge_everything
from factories.windows import Bench, make_bench
from PySide6.QtCore import QObject, QTimer, qInstallMessageHandler
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from sqlmodel import col, func, select

from hardness.fingers import Fingers, answer_dialogs, is_there, put_away
from inspector_desktop.gui import look
from inspector_desktop.gui.messages import CrashHook
from inspector_desktop.gui.window import MainWindow
from inspector_desktop.journal.records import Entry
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.opening import open_device
from inspector_desktop.storage.working import Answer
from inspector_desktop.upkeep.journal import check_journal

FIRST = "workbench"
OURS = "inspector_desktop.gui"
PEOPLE = ("16005", "16005", "16005", "16001", "16002", "16003", "16011", "16012")
HANG = 240  # seconds in which something must have happened
PATIENCE_MS = 2_000  # with one event
CROWD = 6  # pieces of work under way, after which one waits
EXPECTED = ("propagateSizeHints", "Mouse event", "Populating font")


class Monkey:
    """Somebody without sense and without rest."""

    def __init__(
        self, *, folder: str, events: int, seed: int, day: int, rest: int, told: str, minutes: float = 0
    ) -> None:
        self.folder, self.told = Path(folder), Path(told)
        self.wanted, self.seed, self.day, self.rest = events, seed, day, rest
        self.minutes = minutes
        self.luck = random.Random(seed)
        self.clock = FakeClock()
        self.problems: list[str] = []
        self.samples: list[dict[str, int]] = []
        self.opens: list[dict[str, int]] = []
        self.left: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.events = self.refused = self._seen = 0
        self.window: MainWindow | None = None
        self.trail = os.open(self.folder / "trail.txt", os.O_WRONLY | os.O_CREAT)
        self.recent: list[str] = []

    def live(self) -> None:
        """Prepare, play, look at what is left, tell."""
        self.app = QApplication([])
        self.app.setQuitOnLastWindowClosed(False)
        look.install_look(self.app)
        qInstallMessageHandler(self._heard)
        sys.excepthook = self._caught
        CrashHook.hook = lambda _hook, *error: self._caught(*error)  # type: ignore[method-assign]
        self.bench, self.dossiers = prepare(self.folder, self.clock)
        answer_dialogs(self.luck, self.folder)
        self.course = self._course()
        self._waiting: MainWindow | None = None
        self.turn = QTimer()
        self.turn.timeout.connect(self._turn)
        self.sums: dict[str, float] = {}
        self.begun, self.worked = time.monotonic(), time.process_time()
        self.turn.start(0)
        self.guard = QTimer()
        self.guard.timeout.connect(self._free)
        self.guard.start(PATIENCE_MS)
        self.app.exec()
        self.turn.stop()
        self.guard.stop()
        self.sums = {"seconds": time.monotonic() - self.begun, "processor": time.process_time() - self.worked}
        sys.excepthook = sys.__excepthook__
        self._end()
        self._tell(self._look_at_store())

    def _tell(self, left: dict[str, int]) -> None:
        """Write down what is known so far; of an abort this is what stays."""
        told: dict[str, Any] = {
            "events": self.events, "kinds": dict(self.kinds.most_common()), "pages": dict(self.pages.most_common()),
            "said": dict(self.said), "refused": self.refused, "samples": self.samples, "opens": self.opens, "left": dict(self.left),
            "problems": self.problems, **self.sums, **left,
        }  # fmt: skip
        self.told.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")

    def _turn(self) -> None:
        """One turn of the event loop: wait for workers, or the next event."""
        try:
            if self._waiting is not None and not self._waiting.tasks.is_closed and self._waiting.tasks.is_busy:
                if time.monotonic() > self._until:
                    self._problem("the workers did not come to rest")
                    self.app.quit()
                time.sleep(0.001)
                return
            self._waiting = None
            next(self.course)
        except StopIteration:
            self.app.quit()
        except BaseException:  # noqa: BLE001  (of this program's; Qt would swallow it)
            self._problem(traceback.format_exc())
            self.app.quit()

    def _free(self) -> None:
        """Shut a menu that Qt shows in a loop of its own, as a calendar's of months: no other event comes before."""
        popup = QApplication.activePopupWidget()
        if self.events == self._seen and popup is not None:
            popup.close()
        self._seen = self.events

    def _settle(self) -> None:
        self._waiting, self._until = self.window, time.monotonic() + HANG / 2

    def _course(self) -> Iterator[None]:
        while self._goes_on(self.wanted):
            yield from self._open()
            today = min(self.wanted, self.events + self.day)
            while self._goes_on(today):
                yield from self._one()
                if self.events % self.rest == 0:
                    yield from self._rest()
            yield from self._close()

    def _goes_on(self, wanted: int) -> bool:
        over = self.minutes and time.monotonic() - self.begun > self.minutes * 60
        return self.events < wanted and not over

    def _open(self) -> Iterator[None]:
        window = self.window = self.bench.window()
        window.tasks.refused.connect(self._on_refused)
        window.show()
        window.activateWindow()
        self.fingers = Fingers(self.luck, window, self.dossiers)
        yield
        yield from self._sign_in()

    def _sign_in(self) -> Iterator[None]:
        window = self.window
        assert window is not None
        for _ in range(40):
            if not window.signin.isVisible():
                return
            window.signin.ask(window.opening)
            window.signin.person.set_value(self.luck.choice(PEOPLE))
            window.signin.pin.setText(PIN)
            window.signin.go.click()
            self._settle()
            yield
            self._settle()
            yield
            if window.signin.isVisible():
                self.clock.advance(hours=1)  # after wrong numbers one must wait
        self._problem("nobody could sign in any more")
        self.events = self.wanted

    def _one(self) -> Iterator[None]:
        window = self.window
        assert window is not None
        self.clock.advance(seconds=1)
        if window.signin.isVisible() and self.luck.random() < 0.05:
            yield from self._sign_in()
        kind, what = self.fingers.choose()
        self._note(f"{self.events} {kind} {self.fingers.where()}")
        try:
            what()
        except Exception:  # noqa: BLE001  (a finding; the course goes on)
            self._problem(traceback.format_exc())
        self.events += 1
        self.kinds[kind] += 1
        self.pages[window.current or "signin"] += 1
        if len(window.tasks.ledger._open) + len(window.tasks.pool._open) > CROWD or self.events % 50 == 0:
            self._settle()
        if self.events % 25 == 0:
            faulthandler.dump_traceback_later(HANG, exit=True)
        yield

    def _rest(self) -> Iterator[None]:
        """Go to the first page, put everything else away, and measure: what a long day leaves in an open window."""
        self._settle()
        yield
        window = self.window
        assert window is not None
        self._note(f"{self.events} resting")
        self._put_away(window)
        window.navigate(FIRST)
        for _ in range(10):
            gc.collect()
            self._settle()  # while a worker makes a tuple nobody may look at all that Python has: making it would fail
            yield
        self._measure(self.opens)
        self._tell({})

    def _put_away(self, window: MainWindow) -> None:
        for one in QApplication.topLevelWidgets():
            if is_there(one) and one is not window and one.isVisible():
                put_away(one)

    def _close(self) -> Iterator[None]:
        """Close everything as people do, and measure what stays."""
        self._settle()
        yield
        window = self.window
        assert window is not None
        self._note(f"{self.events} closing")
        self._put_away(window)
        window.close()
        window.deleteLater()
        self.window = self._waiting = None
        del self.fingers, window
        self.clock.advance(minutes=10)
        for _ in range(5):
            yield
        gc.collect()
        for _ in range(5):
            yield
        self._measure(self.samples)
        self.left = Counter(type(one).__qualname__ for one in {*QApplication.allWidgets(), *_ours()})
        self._tell({})

    def _end(self) -> None:
        """Close what a finding left open."""
        if self.window is not None:
            self.window.close()
        if not self.samples:
            self._measure(self.samples)

    def _measure(self, samples: list[dict[str, int]]) -> None:
        QPixmapCache.clear()
        gc.collect()
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)
        status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
        ours = _ours()
        samples.append(
            {
                "events": self.events,
                "memory": int(status["VmRSS"].split()[0]) * 1024,
                "blocks": sys.getallocatedblocks(),
                "heap": _heap_in_use(),
                "handles": len(list(Path("/proc/self/fd").iterdir())),
                "threads": int(status["Threads"]),
                "widgets": len(QApplication.allWidgets()),
                "kept": len(ours),
                "dead": sum(not isValid(one) for one in ours),
                "nones": sys.getrefcount(None),
                "store": self.bench.places.store.stat().st_size,
            }
        )

    def _look_at_store(self) -> dict[str, int]:
        opened = open_device(
            self.bench.places, person_id="16005", pin=PIN, clock=self._later(), keychain=self.bench.keychain
        )
        with opened.reading() as session:
            checked = check_journal(session)
            self.problems += [f"journal: {one}" for one in checked.problems[:10]]
            answers = session.exec(select(func.count()).select_from(Answer).where(~col(Answer.saved))).one()
            entries = session.exec(select(func.count()).select_from(Entry)).one()
        opened.close()
        return {"entries": entries, "answers": answers}

    def _later(self) -> FakeClock:
        self.clock.advance(days=2)
        return self.clock

    def _note(self, text: str) -> None:
        """Keep the last events where an abort cannot take them."""
        self.recent = [*self.recent[-39:], text]
        content = "\n".join(self.recent).encode()
        os.pwrite(self.trail, content, 0)
        os.ftruncate(self.trail, len(content))

    def _on_refused(self, _error: object) -> None:
        self.refused += 1

    def _caught(self, kind: type[BaseException], error: BaseException, trace: Any = None) -> None:
        self._problem("".join(traceback.format_exception(kind, error, trace)))

    def _heard(self, kind: Any, _context: object, text: str) -> None:
        if not any(one in text for one in EXPECTED):
            self.said[f"{kind.name}: {text[:160]}"] += 1

    def _problem(self, text: str) -> None:
        """A finding; the same one is told once."""
        if all(text[-300:] != one.partition("\nafter ")[0][-300:] for one in self.problems):
            self.problems.append(f"event {self.events}: {text}\nafter {self.recent[-6:]}")


class _Heap(ctypes.Structure):
    """What glibc says of its heaps (`mallinfo2`), in bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in [
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        ]
    )


def _heap_in_use() -> int:
    """The bytes that C code has and Python's own small objects have not; nought where nobody tells."""
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if ask is None:
        return 0
    ask.restype = _Heap
    told = ask()
    return int(told.uordblks + told.hblkhd)


def _ours() -> list[QObject]:
    """The program's own widgets, timers and the like that Python knows."""
    found = [one for one in gc.get_objects() if isinstance(one, QObject)]
    return [one for one in found if str(type(one).__module__).startswith(OURS)]


def prepare(folder: Path, clock: FakeClock) -> tuple[Bench, list[str]]:
    """A device with people, registers, and inspections at different steps; some pictures to choose."""
    bench = make_bench(folder, clock, pytest.MonkeyPatch())
    bureau = bench.bureau
    dossiers = released_inspections(bureau)
    signed_visit(bureau, dossiers[0])
    for one in dossiers[1:4]:
        with bureau.writing() as session:
            register_paper_approval(session, desk=bureau.desk(), clock=clock, dossier=one, approver="孙志远")
        come(bureau, one)
    judge_everything(bureau, dossiers[1])
    for number in range(4):
        (folder / f"现场{number}.jpg").write_bytes(jpeg((480, 360)))
    bench.opening.close()
    return bench, dossiers[:6]


if __name__ == "__main__":
    faulthandler.dump_traceback_later(HANG, exit=True)
    Monkey(**json.loads(sys.argv[1])).live()
    sys.stdout.flush()
    os._exit(0) if "--abrupt" in sys.argv else sys.exit(0)
