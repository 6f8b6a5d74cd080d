"""Short ways for what nearly every cell is: a plain text, a sound code, a name without variants.

Each gives what the long way in `registry.codes` gives, only sooner; what it does not know goes the long way. Pure.
"""

from __future__ import annotations

import re

from inspector_desktop.registry import codes

# Nothing invisible, no space, nothing that another normal form writes otherwise.
_PLAIN = re.compile("[!-~\u3001\u3002\u300a-\u3011\u4e00-\u9fa5\uff01-\uff5e]*").fullmatch
_KEY = re.compile("[0-9A-Z\u4e00-\u9fa5（）·]*").fullmatch
_USCC = re.compile("[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}").fullmatch
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, at, 31) for at in range(17))
_INNER = dict(zip(range(8, 16), (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
_PIECE, _SHIFT, _BODY = 3, 16, 17
_MOST_KEPT = 20_000
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
    return bool(_PLAIN(text)) and "'" not in text and '="' not in text


def name_key(text: str) -> str:
    """Return what `codes.name_key` returns."""
    return text if _KEY(text) else codes.name_key(text)


class _Piece(dict[str, int]):
    """What three characters at one place of a code add to both its sums, which stand side by side in one number."""

    def __init__(self, begin: int) -> None:
        super().__init__()
        self._begin = begin

    def __missing__(self, piece: str) -> int:
        if len(self) > _MOST_KEPT:
            self.clear()
        worth = 0
        for at, char in enumerate(piece, self._begin):
            if at < _BODY:
                worth += _ALPHABET.index(char) * _WEIGHTS[at]
            if at in _INNER:
                worth += int(char, 36) * _INNER[at] << _SHIFT
        self[piece] = worth
        return worth


_A, _B, _C, _D, _E, _F = (_Piece(begin) for begin in range(0, 18, _PIECE))


def is_sound(code: str) -> bool:
    """Tell whether a text is a 统一社会信用代码 that `codes.judge_code` finds nothing about (GB 32100-2015)."""
    if not _USCC(code):
        return False
    both = _A[code[:3]] + _B[code[3:6]] + _C[code[6:9]] + _D[code[9:12]] + _E[code[12:15]] + _F[code[15:]]
    return code[17] == _ALPHABET[-(both & 0xFFFF) % 31] and code[16] == "0123456789X0"[11 - (both >> _SHIFT) % 11]
