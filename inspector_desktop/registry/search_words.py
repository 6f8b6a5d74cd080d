"""The words that the search table keeps of a subject, made for very many at once. Pure, and light to load.

`search_table` says what they are for; its triggers make the same words in SQL, one row at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

GRAM = 3
END, BLANK = "\ue000", "\ue001"
"""Stand behind the end of a text, and for a space: characters for private use, which no name has."""
MARKED = ("category", "survival", "credit", "kind", "jurisdiction", "tags")
MARKS = dict(zip(MARKED, ("mc", "ms", "mr", "mk", "mj", "mt"), strict=True))
"""What a filter's column is called in the table."""
TAGS = "、"

_marks: dict[Sequence[str], str] = {}
_MOST_MARKS = 10_000


def search_words(name: str, pinyin: str, code: str, marks: tuple[str, ...]) -> str:
    """What the search table keeps of a row; `marks` in the order of `MARKED`."""
    name, letters, code = joined(name) + END, joined(pinyin) + END + END, joined(code)
    said = _marks.get(marks)
    if said is None:
        if len(_marks) > _MOST_MARKS:
            _marks.clear()
        said = _marks[marks] = _marked(marks)
    pairs, starts = map(add, letters, letters[1:]), map(add, code, code[1:])
    return (
        f"n{' n'.join(map(add, name, name[1:])) or END} p{' p'.join(map(add, pairs, letters[2:])) or END + END} "
        f"d{code[:2]} c{' c'.join(map(add, starts, code[2:])) or code}{said}"
    )


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
