"""What a command gives back: whether what was asked is so, fields for machines, sentences for people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """`good` decides the exit code; `fields` is printed with `--json`, `lines` without."""

    good: bool
    fields: dict[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
