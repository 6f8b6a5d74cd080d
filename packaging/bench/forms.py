"""What an answer costs in a large form: from the answer to the consistent state, in the engine alone.

A form of `scale` questions (1,000 by default) with three rules for each question: relevance, constraint, and a
calculation that sums its group; beside it one of 200, so that the cost is seen not to grow with the form. Promised
(QUALITY C1): p99 at most 1 ms, the ratio 1,000 : 200 at most 1.3, opening at most 150 ms. By the processor's time: what
else the machine does is not measured.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from time import process_time_ns
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspector_desktop.checklist.definition import Definition

AT = datetime(2026, 11, 20, tzinfo=UTC)
ANSWERS = 5_000
GROUP = 10
SMALL = 200


def run(scale: int | None) -> dict[str, Any]:
    """Time answers in both forms, taken in turn."""
    count = scale or 1_000
    small, large = _Form(SMALL), _Form(count)
    for _ in range(ANSWERS // 50):
        small.give(50)
        large.give(50)
    result = {
        "name": "forms",
        "questions": count,
        "rules": 3 * count,
        "answers": ANSWERS,
        "open_milliseconds": large.opened,
        "microseconds": {"small": small.figures(), "large": large.figures()},
        "ratio_p99": round(large.at(99) / small.at(99), 2),
        "ratio_median": round(large.at(50) / small.at(50), 2),
    }
    result["promise"] = {
        "p99_at_most_1_ms": large.at(99) <= 1_000,
        "independent_of_size": large.at(50) <= 1.3 * small.at(50),
        "open_at_most_150_ms": large.opened <= 150,
    }
    return result


def definition_of(count: int) -> Definition:
    """The measured form: groups of ten, nine numbers and their sum, each with its rules."""
    from inspector_desktop.checklist.definition import Definition, Group, blank_question

    groups = tuple(Group(f"g{n}", f"第{n}组", "", "") for n in range(count // GROUP))
    questions = []
    for n in range(count):
        group, first = f"g{n // GROUP}", n // GROUP * GROUP
        if n % GROUP == GROUP - 1:
            total = " + ".join(f"number(coalesce(${{q{one}}}, '0'))" for one in range(first, n))
            questions.append(
                blank_question(
                    f"q{n}", "calculate", group=group, calculation=total, relevant=f"${{q{first}}} != ''",
                    constraint=". >= 0",
                )
            )  # fmt: skip
        else:
            questions.append(
                blank_question(
                    f"q{n}", "integer", group=group, label=f"第{n}题", constraint=f". >= 0 and . < {1000 + n}",
                    relevant=f"${{q{first}}} != '7'" if n > first else "", required="true()",
                )
            )  # fmt: skip
    return Definition("bench", "表", "1", groups, tuple(questions), {})


class _Form:
    def __init__(self, count: int) -> None:
        from inspector_desktop.checklist.definition import from_bytes
        from inspector_desktop.checklist.sheet import Sheet

        definition = definition_of(count)
        content = definition.to_bytes()
        begun = process_time_ns()
        self.sheet = Sheet(from_bytes(content), at=AT)
        self.opened = round((process_time_ns() - begun) / 1e6, 1)
        self.names = [question.name for question in definition.questions if question.kind == "integer"]
        self.random = random.Random(7)
        self.taken: list[int] = []

    def give(self, times: int) -> None:
        for _ in range(times):
            name, value = self.random.choice(self.names), str(self.random.randrange(12))
            begun = process_time_ns()
            self.sheet.answer(name, value)
            self.taken.append(process_time_ns() - begun)

    def at(self, percent: int) -> float:
        return sorted(self.taken)[len(self.taken) * percent // 100] / 1_000

    def figures(self) -> dict[str, float]:
        return {"p50": round(self.at(50), 1), "p99": round(self.at(99), 1), "max": round(max(self.taken) / 1_000, 1)}
