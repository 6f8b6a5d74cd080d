"""What people read: sentences by key out of the Fluent files in `resources/wording/zh-CN`.

One file per step; all files together are one catalogue, and a key stands in exactly one of them. Files are
split into entries when the first text is asked for (a few milliseconds). A line with only `{ $fact }`s in
it is filled in here; everything else is parsed by `fluent.runtime`, which costs 0.1 s to import and is loaded
only when such a text is first needed, so that the first window does not wait for it. Tests hold both ways to
the same result.

Who raises a refusal decides which sentence belongs to it; `gui/messages.py` decides how it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from inspector_desktop.assets import resource

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

WordingFact: TypeAlias = "str | int | date"

_LANGUAGE = "zh-CN"
_ENTRY = re.compile(r"^(-?[A-Za-z][\w-]*)[ \t]*=", re.MULTILINE)
_FACT = re.compile(r"\{\s*\$([A-Za-z][\w-]*)\s*\}")
_REFERENCE = re.compile(r"\{\s*(-?[a-zA-Z][\w-]*)")


class DuplicateWordingError(ValueError):
    """One key stands twice in the wording files; the program can't know which text is meant."""


@dataclass
class Catalogue:
    """Entries of Fluent files as raw text by key, and the bundle that parses them on demand."""

    entries: dict[str, str]
    _bundle: FluentBundle | None = field(default=None, init=False, repr=False)

    def say(self, key: str, facts: dict[str, WordingFact]) -> str:
        """Return the text of `key`; a key or a fact that is not there raises `LookupError` naming it."""
        if key not in self.entries or key.startswith("-"):
            raise LookupError(f"no wording for {key!r}")
        words = {name: _words(value) for name, value in facts.items()}
        try:
            plain = _plain(self.entries[key])
            return self.parsed(key, facts) if plain is None else _FACT.sub(lambda m: words[m[1]], plain)
        except KeyError as missing:
            raise LookupError(f"wording {key!r} needs the fact {missing.args[0]!r}") from missing

    def parsed(self, key: str, facts: dict[str, WordingFact]) -> str:
        """Return the text of `key` as `fluent.runtime` formats it."""
        from fluent.runtime.types import fluent_number  # noqa: PLC0415, RUF100  (0.1 s, see above)

        bundle = self._with(key)
        value = bundle.get_message(key).value
        if value is None:
            raise LookupError(f"wording {key!r} has attributes but no text")
        given = {
            name: fluent_number(fact, useGrouping=False) if isinstance(fact, int) else _words(fact)
            for name, fact in facts.items()
        }
        text, problems = bundle.format_pattern(value, given)
        if problems:
            raise LookupError(f"wording {key!r}: {problems[0]}")
        return str(text)

    def _with(self, key: str) -> FluentBundle:
        """Parse `key` and whatever it refers to into the bundle."""
        from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415, RUF100

        if self._bundle is None:
            self._bundle = FluentBundle([_LANGUAGE], use_isolating=False)
        wanted, seen = [key], set()
        while wanted:
            name = wanted.pop()
            text = self.entries.get(name)
            if text is None or name in seen:
                continue
            seen.add(name)
            wanted += _REFERENCE.findall(text)
            self._bundle.add_resource(FluentResource(text))
        return self._bundle


def read_catalogue(files: Iterable[Path]) -> Catalogue:
    """Split Fluent files into entries; a key found twice raises `DuplicateWordingError`."""
    entries: dict[str, str] = {}
    for path in sorted(files):
        text = path.read_text(encoding="utf-8")
        starts = list(_ENTRY.finditer(text))
        for found, following in zip(starts, [*starts[1:], None], strict=True):
            body = text[found.start() : following.start() if following else len(text)]
            if found[1] in entries:
                raise DuplicateWordingError(f"{found[1]} stands twice, again in {path.name}")
            if "\n#" in body:
                body = "\n".join(line for line in body.splitlines() if not line.startswith("#")) + "\n"
            entries[found[1]] = body
    return Catalogue(entries)


def say(key: str, **facts: WordingFact) -> str:
    """Return the sentence of `key` with its facts filled in.

    Facts are text, whole numbers (written without grouping: 2026, not 2,026) or civil dates (2026年11月27日);
    a moment must be put into words by the caller, who knows whether its day or its minute matters.
    Raises `LookupError` naming the key, or the fact the sentence needs, when it is not there.
    """
    return _catalogue().say(key, facts)


def has(key: str) -> bool:
    """Tell whether there is a text for `key`."""
    return key in _catalogue().entries and not key.startswith("-")


def keys() -> frozenset[str]:
    """Return every key that has a text."""
    return frozenset(key for key in _catalogue().entries if not key.startswith("-"))


def speak(own: Mapping[str, str]) -> None:
    """From now on say a bureau's own words where the files have the usual ones: key of a word → the bureau's.

    The files are written in the words of one bureau (`house-supervising`: 执法监督股); another calls the same thing
    otherwise. Facts are never touched. Each call begins from the files; without words the usual ones are back.
    """
    if _own != own:
        _own.clear()
        _own.update(own)
        _catalogue.cache_clear()


_own: dict[str, str] = {}


@cache
def _catalogue() -> Catalogue:
    catalogue = read_catalogue(resource("wording", _LANGUAGE).glob("*.ftl"))
    for key, word in _own.items():
        usual = catalogue.say(key, {})
        if usual != word:
            catalogue.entries = {one: text.replace(usual, word) for one, text in catalogue.entries.items()}
    return catalogue


def _words(fact: WordingFact) -> str:
    if isinstance(fact, datetime):
        raise TypeError("a moment in a sentence must be put into words first")
    if isinstance(fact, date):
        return f"{fact.year}年{fact.month}月{fact.day}日"
    return str(fact)


def _plain(entry: str) -> str | None:
    """Return the text of an entry that is one line with no placeables but facts, else None."""
    lines = entry.rstrip().split("\n")
    text = lines[0].split("=", 1)[1].strip(" \t\r")  # as Fluent does, which keeps wide spaces
    if len(lines) > 1 or not text:
        return None
    rest = _FACT.sub("", text)
    return None if "{" in rest or "}" in rest else text
