"""What the list of a check table shows besides check lines: headings, questions, and what may be added to a repeat.

These are plain values in words; what a form means by them, and what answers do, is the page's business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen."""

    key: str
    label: str


Options = tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A group, or one instance of a repeat; `removable` when a person may take the instance out."""

    key: str
    label: str
    depth: int = 0
    removable: bool = False


@dataclass(frozen=True, slots=True)
class Adder:
    """The end of a repeat, where another instance may be begun; `key` is the repeat's."""

    key: str
    label: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class GridHead:
    """The head of questions laid out as a table: the answers that their columns stand for."""

    key: str
    label: str
    options: Options
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is no check line.

    `value` is the answer as it is kept, `words` as people read it. `appearance` holds the form's words for how it is
    to look, `parameters` those of a scale. `grid` marks a row of a table, whose columns `options` are. `refusal` says
    what is wrong with the answer, `lacking` what a required question says while it has none. `before` is what was
    answered the time before, `before_value` what taking it over would give.
    """

    key: str
    kind: str
    label: str
    hint: str = ""
    guidance: str = ""
    value: str = ""
    words: str = ""
    depth: int = 0
    appearance: frozenset[str] = frozenset()
    parameters: tuple[tuple[str, str], ...] = ()
    required: bool = False
    read_only: bool = False
    grid: bool = False
    options: Options = ()
    refusal: str = ""
    lacking: str = ""
    before: str = ""
    before_value: str = ""
    number: str = ""
    unit: str = ""

    @property
    def answerable(self) -> bool:
        """Whether a person can answer it at all."""
        return self.kind != "note"

    @property
    def wanting(self) -> bool:
        """Whether an answer is wanted and there is none."""
        return self.required and self.answerable and not self.value

    def parameter(self, name: str, usual: str) -> str:
        """A parameter's text, or what is usual."""
        return dict(self.parameters).get(name, usual)


def _nothing(_key: str, _search: str = "") -> Options:
    return ()


def _no_time() -> datetime:
    return datetime.fromtimestamp(0, UTC)


def _no_picture(_digest: str) -> QImage:
    return QImage()


@dataclass(frozen=True, slots=True)
class Source:
    """Where editors ask: the choices offered now, the civil time, small pictures by the hash of their file."""

    options: Callable[..., Options] = _nothing
    now: Callable[[], datetime] = _no_time
    picture: Callable[[str], QImage] = _no_picture
