"""What an answer costs on the screen: from the answer to the repainted window, through the real widget.

A form of `scale` questions (1,000 by default) with three rules for each (relevance, constraint, a calculation that sums
its group), and beside it one of 200. The list shows the sheet as the program's page does: rows made from the sheet, the
opened question in its editor; an answer is given as its editor tells it, the rows it touches are made anew, and the
window is painted (offscreen) before the clock stops. The disk is not part of it; `save` measures that. The
processor's own time stands beside the clock's, for a machine that has other work. Promised
(QUALITY C1): p99 at most 16 ms, opening the engine at most 150 ms, and the cost does not grow with the form.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path
from time import perf_counter_ns, process_time_ns
from typing import TYPE_CHECKING, Any, cast

sys.path[:0] = [str(Path(__file__).parent)]
from forms import AT, GROUP, SMALL, definition_of  # noqa: E402  (measurements stand alone)

if TYPE_CHECKING:
    from inspector_desktop.gui.kit.answering.written import NumberEditor

ANSWERS = 2_000
WARMING = 100
WIDE, HIGH = 702, 600


def run(scale: int | None) -> dict[str, Any]:
    """Time answers in both forms, taken in turn."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from inspector_desktop.gui import look

    app = cast("QApplication", QApplication.instance() or QApplication([]))
    look.install_look(app)
    count = scale or 1_000
    small, large = _Shown(SMALL), _Shown(count)
    for one in (small, large):
        one.give(WARMING)
        one.taken.clear()
    for _ in range(ANSWERS // 50):
        small.give(50)
        large.give(50)
    ratio = round(large.at(50) / small.at(50), 2)
    result: dict[str, Any] = {
        "name": "sheet",
        "questions": count,
        "rules": 3 * count,
        "answers": ANSWERS,
        "open_milliseconds": {"engine": large.engine, "with_rows_and_first_paint": large.opened},
        "milliseconds": {"small": small.figures(), "large": large.figures()},
        "rows_come_or_go": large.structural,
        "ratio_p99": round(large.at(99) / small.at(99), 2),
        "ratio_median": ratio,
    }
    result["promise"] = {
        "p99_at_most_16_ms": large.at(99) <= 16,
        "engine_opens_in_150_ms": large.engine <= 150,
        "median_independent_of_size": ratio <= 1.3,
    }
    return result


class _Shown:
    def __init__(self, count: int) -> None:
        from inspector_desktop.checklist.definition import from_bytes
        from inspector_desktop.checklist.sheet import Sheet
        from inspector_desktop.gui.kit.answering.asked import Source
        from inspector_desktop.gui.kit.checksheet import CheckSheet
        from inspector_desktop.gui.pages.inspecting.questions import Rows

        content = definition_of(count).to_bytes()
        begun = perf_counter_ns()
        self.sheet = Sheet(from_bytes(content), at=AT)
        self.engine = round((perf_counter_ns() - begun) / 1e6, 1)
        self.rows = Rows(self.sheet, _no_line, before={})
        self.list = CheckSheet(source=Source(self.rows.options))
        self.list.resize(WIDE, HIGH)
        self.list.show()
        self.list.set_rows(self.rows.all())
        self.list.repaint()
        self.opened = round((perf_counter_ns() - begun) / 1e6, 1)
        self.names = [one.name for one in self.sheet.definition.questions if one.kind == "integer"]
        self.random = random.Random(7)
        self.taken: list[float] = []
        self.worked: list[float] = []
        self.structural = 0

    def give(self, times: int) -> None:
        from PySide6.QtWidgets import QApplication

        for _ in range(times):
            name, value = self.random.choice(self.names), str(self.random.randrange(12))
            if not self.sheet.relevant(name):
                continue
            self.list.open(name)
            QApplication.processEvents()
            editor = cast("NumberEditor", self.list.question.editor)
            begun, worked = perf_counter_ns(), process_time_ns()
            editor.field.setText(value)
            changed = self.sheet.answer(name, value)
            made = self.rows.renewed({*changed, name})
            if made is None:
                self.structural += 1
                self.list.set_rows(self.rows.all())
            else:
                self.list.update_rows(made)
            QApplication.processEvents()
            self.list.list.repaint()
            self.taken.append((perf_counter_ns() - begun) / 1e6)
            self.worked.append((process_time_ns() - worked) / 1e6)

    def at(self, percent: int) -> float:
        return _at(self.taken, percent)

    def figures(self) -> dict[str, float]:
        return {
            "p50": round(self.at(50), 2), "p99": round(self.at(99), 2), "max": round(max(self.taken), 2),
            "processor_p50": round(_at(self.worked, 50), 2), "processor_p99": round(_at(self.worked, 99), 2),
        }  # fmt: skip


def _at(values: list[float], percent: int) -> float:
    return sorted(values)[len(values) * percent // 100]


def _no_line(*_: object) -> Any:
    raise LookupError(GROUP)  # the measured form has no check lines
