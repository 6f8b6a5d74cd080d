"""The pinyin initials of names by the million: what `lazy_pinyin` gives, without cutting every name into words.

A character has one initial except inside some two thousand words (重庆, 长城); a name that holds none of these words is
read character by character, any other, or one with a rare character, by `lazy_pinyin` itself.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import zip_longest
from operator import add

LONGEST = 60
_FIRST, _LAST = 0x4E00, 0x9FA5
_UNKNOWN = "?Q"  # the capital asks for a closer look, here as with letters that a word reads otherwise


def pinyin_key(name: str) -> str:
    """Initials of a name for search and order, such as `hxyajyz` for 滑县永安加油站."""
    return "".join(_read(name)).replace(" ", "")[:LONGEST]


def pinyin_keys(name: str) -> str:
    """Return what `pinyin_key` returns; the first call takes a second to learn the words."""
    letters, words, begins = _learned()
    found = name.translate(letters)
    if found.islower():
        return found[:LONGEST]
    if _UNKNOWN in found:
        return pinyin_key(name)
    if not begins.isdisjoint(map(add, name, name[1:])):
        for at, char in enumerate(name):
            if char in words and name.startswith(words[char], at):
                return pinyin_key(name)
    return found.lower()[:LONGEST]


class _Letters(dict[int, str]):
    """The initials of usual characters, by their numbers, capitals where a word may read one otherwise; else a mark."""

    def __missing__(self, _char: int) -> str:
        return _UNKNOWN


def _read(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  (its words take a second to load)

    return lazy_pinyin(text, style=Style.FIRST_LETTER, errors=lambda other: other.lower())


def _bare(reading: str) -> str:
    return unicodedata.normalize("NFD", reading[0])[0] if reading else ""


@cache
def _learned() -> tuple[_Letters, dict[str, tuple[str, ...]], frozenset[str]]:
    """Return the initials of usual characters, the words that read one otherwise, and how they begin.

    The words stand by their first character; each begins with one of the pairs.
    """
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415  (as above)

    # The first reading, as `lazy_pinyin` takes it, without asking for each of twenty thousand by itself.
    letters = {
        char: _bare(PINYIN_DICT[ord(char)].partition(",")[0]) if ord(char) in PINYIN_DICT else "".join(_read(char))
        for char in map(chr, range(_FIRST, _LAST + 1))
    }
    words: dict[str, list[str]] = {}
    doubtful: set[str] = set()
    for word, readings in PHRASES_DICT.items():
        said = [_bare(one[0]) for one in readings]
        if said != (usual := [letters.get(char) for char in word]):
            words.setdefault(word[0], []).append(word)
            doubtful |= {char for char, one, other in zip_longest(word, said, usual) if char and one != other}
    letters |= {char: letters[char].upper() or _UNKNOWN for char in doubtful & letters.keys()}
    letters |= {char: char.lower() for char in map(chr, range(0x21, 0x7F))} | {" ": ""}
    letters |= {char: char for char in "（）、，。·—《》【】"}
    begins = frozenset(word[:2] for found in words.values() for word in found)
    table = _Letters({ord(char): letter for char, letter in letters.items()})
    return table, {first: tuple(found) for first, found in words.items()}, begins
