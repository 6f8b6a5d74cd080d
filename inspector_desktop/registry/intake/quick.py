"""Short ways for what nearly every cell is: a plain text, a sound code, a name without variants.

Each gives what the long way in `registry.codes` gives, only sooner; what it does not know goes the long way. Pure.
"""

from __future__ import annotations

import re

from inspector_desktop.registry import codes

# Nothing invisible, no space, nothing that another normal form writes otherwise.
_PLAIN = re.compile("[!-~\u3001\u3002\u300a-\u3011\u4e00-\u9fa5\uff01-\uff5e]*").fullmatch
# The same without what may be a mark of a spreadsheet.
_PLAINEST = re.compile("[!-&(-<>-~\u3001\u3002\u300a-\u3011\u4e00-\u9fa5\uff01-\uff5e]*").fullmatch
_KEY = re.compile("[0-9A-Z\u4e00-\u9fa5（）·]*").fullmatch
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, at, 31) for at in range(17))
_INNER = dict(zip(range(8, 16), (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
_SHIFT, _LONG = 16, 18
_MOST_KEPT = 32_000
_tidied: dict[str, str] = {}


def tidy_name(text: str) -> str:
    """Return what `codes.tidy_name` returns."""
    if _PLAIN(text):
        return text
    found = _tidied.get(text)
    if found is None:
        if len(_tidied) > _MOST_KEPT:
            _tidied.clear()
        found = _tidied[text] = codes.tidy_name(text)
    return found


def is_plain(text: str) -> bool:
    """Tell whether `tidy_name` leaves a text, and all parts of it, as they are, and no mark of a spreadsheet leads."""
    return bool(_PLAINEST(text)) or (bool(_PLAIN(text)) and "'" not in text and '="' not in text)


def name_key(text: str) -> str:
    """Return what `codes.name_key` returns."""
    return text if _KEY(text) else codes.name_key(text)


class _Piece(dict[str, int]):
    """What the characters at some places of a code add to both its sums, which stand side by side in one number.

    A piece with a character that has no business there adds so much that both are beyond anything.
    """

    def __init__(self, begin: int, end: int) -> None:
        super().__init__()
        self._begin, self._long = begin, end - begin

    def __missing__(self, piece: str) -> int:
        if len(self) > _MOST_KEPT:
            self.clear()
        worth = 0
        for at, char in enumerate(piece, self._begin):
            if char not in (_DIGITS if at in _REGION else _ALPHABET) or len(piece) != self._long:
                worth = _UNSOUND
                break
            worth += _ALPHABET.index(char) * _WEIGHTS[at]
            if at in _INNER:
                worth += int(char, 36) * _INNER[at] << _SHIFT
        self[piece] = worth
        return worth


_REGION, _DIGITS = range(2, 8), "0123456789"
_UNSOUND = 1 << 40
_HEAD, _A, _B, _C = _Piece(0, 8), _Piece(8, 11), _Piece(11, 14), _Piece(14, 16)


def is_sound(code: str) -> bool:
    """Tell whether a text is a 统一社会信用代码 that `codes.judge_code` finds nothing about (GB 32100-2015)."""
    if len(code) != _LONG:
        return False
    both = _HEAD[code[:8]] + _A[code[8:11]] + _B[code[11:14]] + _C[code[14:16]]
    if both >= _UNSOUND or code[16] != (inner := "0123456789X0"[11 - (both >> _SHIFT) % 11]):
        return False
    return code[17] == _ALPHABET[-((both & 0xFFFF) + _LAST[inner]) % 31]


_LAST = {char: _ALPHABET.index(char) * _WEIGHTS[16] for char in "0123456789X"}
