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
_WORTH = [{char: number * weight for number, char in enumerate(_ALPHABET)} for weight in _WEIGHTS]
_INNER = [{char: int(char, 36) * weight for char in _ALPHABET} for weight in (3, 7, 9, 10, 5, 8, 4, 2)]
_get = dict.__getitem__
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


def is_sound(code: str) -> bool:
    """Tell whether a text is a 统一社会信用代码 that `codes.judge_code` finds nothing about (GB 32100-2015)."""
    if not _USCC(code):
        return False
    if code[17] != _ALPHABET[-sum(map(_get, _WORTH, code)) % 31]:
        return False
    return code[16] == "0123456789X0"[11 - sum(map(_get, _INNER, code[8:])) % 11]
