"""What a fact is: the base of all that steps may enter, and the register of kinds.

A step's `facts.py` derives from `Fact`, names its KIND, and says in `apply` how the fact changes the records of its own
dossier. Nothing else writes records.
"""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlmodel import Session

from inspector_desktop.digest import canonical
from inspector_desktop.errors import Damaged
from inspector_desktop.journal.heads import Head

_KINDS: dict[str, type[Fact]] = {}


class Fact(BaseModel):
    """Something that happened. Fields hold texts, integers, booleans, lists or models of these; never null."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1
    AS_WRITTEN: ClassVar[bool] = False
    """Whether one that was just written may be applied without being read back: its parts are what JSON holds."""

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        kind = cls.__dict__.get("KIND")
        if kind is not None:
            if kind in _KINDS:
                raise TypeError(f"{kind} is defined twice")
            _KINDS[kind] = cls

    def apply(self, session: Session, head: Head) -> None:  # noqa: ARG002  (for those who override)
        """Change the records of `head.dossier`, reading nothing but records of the same dossier.

        Entries of a batch are flushed together: whoever expires what the session holds flushes before. Raises
        `TypeError` for a kind that forgot to say what it changes.
        """
        raise TypeError(f"{self.KIND} does not say what it changes")

    def written(self) -> bytes:
        """The canonical bytes of the content. Who writes very many rows may know a shorter way to the same bytes."""
        return canonical(self.model_dump(mode="json"))

    def cites(self) -> tuple[str, ...]:
        """Hashes of the evidence this fact rests on."""
        return ()


def find_kind(kind: str, version: int) -> type[Fact] | None:
    """The class for a kind, or none when this program is too old to know it."""
    found = _KINDS.get(kind)
    return found if found is not None and version <= found.VERSION else None


def read_fact(found: type[Fact], content: dict[str, Any]) -> Fact:
    """Read a body's content. Raises `Damaged` when it is none of that kind."""
    try:
        return found.model_validate(content)
    except ValidationError as error:
        raise Damaged("error-entry-content", kind=found.KIND) from error
