"""The words that the search table keeps of a subject, made for very many at once. Pure, and light to load.

`search_table` says what they are for; its triggers make the same words in SQL, one row at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from operator import add

GRAM = 3
END, BLANK = "\ue000", "\ue001"
"""Stand behind the end of a text, and for a space: characters for private use, which no name has."""
MARKED = ("category", "survival", "credit", "kind", "jurisdiction", "tags")
MARKS = dict(zip(MARKED, ("mc", "ms", "mr", "mk", "mj", "mt"), strict=True))
"""What a filter's column is called in the table."""
TAGS = "、"

_CODEC = "utf-32-le"
_marks: dict[Sequence[str], str] = {}
_MOST_MARKS = 10_000


def search_words(name: str, pinyin: str, code: str, marks: tuple[str, ...]) -> str:
    """What the search table keeps of a row; `marks` in the order of `MARKED`."""
    name, letters, code, said = joined(name) + END, joined(pinyin) + END + END, joined(code), _said(marks)
    pairs, starts = map(add, letters, letters[1:]), map(add, code, code[1:])
    return (
        f"n{' n'.join(map(add, name, name[1:])) or END} p{' p'.join(map(add, pairs, letters[2:])) or END + END} "
        f"d{code[:2]} c{' c'.join(map(add, starts, code[2:])) or code}{said}"
    )


def search_words_of(
    names: Sequence[str], pinyin: Sequence[str], codes: Sequence[str], marks: Sequence[tuple[str, ...]]
) -> list[str]:
    """What the search table keeps of each of very many rows, as `search_words` says, in a third of the time."""
    pairs, letters, starts = _runs(names, "n", 2, END), _runs(pinyin, "p", GRAM, END + END), _runs(codes, "c", GRAM, "")
    return [
        f"{row[0]} {row[1]} d{joined(row[5][:2])} {row[2]}{_said(row[6])}"
        if row[0] and row[1] and row[2]
        else search_words(*row[3:])
        for row in zip(pairs, letters, starts, names, pinyin, codes, marks, strict=True)
    ]


def _runs(texts: Sequence[str], mark: str, long: int, behind: str) -> list[str]:
    """The runs of characters of each text with what stands behind it; nothing where it is too short.

    All texts are laid one behind the other, and their runs made at once, as numbers of characters; then each text
    takes those that begin in it.
    """
    characters = array("I", joined("".join(f"{text}{behind}" for text in texts)).encode(_CODEC))
    count = max(0, len(characters) - long + 1)
    made = array("I", f"{mark}{'?' * long} ".encode(_CODEC)) * count
    wide = long + 2
    for at in range(long):
        made[at + 1 :: wide] = characters[at : at + count]
    words = made.tobytes().decode(_CODEC)
    begins = accumulate((len(text) + len(behind) for text in texts), initial=0)
    return [
        words[wide * begin : max(0, wide * (begin + len(text) + len(behind) - long + 1) - 1)]
        for begin, text in zip(begins, texts, strict=False)
    ]


def _said(marks: Sequence[str]) -> str:
    said = _marks.get(marks)
    if said is None:
        if len(_marks) > _MOST_MARKS:
            _marks.clear()
        said = _marks[marks] = _marked(marks)
    return said


def is_word(text: str) -> bool:
    """Whether a piece of a text, blanks joined, stands in the table as one word."""
    return all(char > " " and char != END for char in text)


def joined(text: str) -> str:
    """A text with what stands for a space where spaces are."""
    return text.replace(" ", BLANK) if " " in text else text


def _marked(marks: Sequence[str]) -> str:
    return "".join(
        f" {mark}{one.encode().hex().upper()}"
        for (column, mark), text in zip(MARKS.items(), marks, strict=True)
        for one in (["", *text.split(TAGS)] if column == "tags" else [text])
    )
