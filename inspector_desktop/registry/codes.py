"""Codes and names as registers hold them: 统一社会信用代码, old 注册号, 执法证号, 文号, and names made comparable.

Pure: a code is judged, a repair is only ever proposed, and only after a check failed. What follows from a judgement
(accept, warn, refuse) is decided by those who import or enter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

CodeKind = Literal["uscc", "registration-15", "registration-13", "none", "unknown"]
CodeProblem = Literal[
    "", "scientific", "number-cell", "length", "alphabet", "region", "check", "inner", "old-number", "old-check",
]  # fmt: skip

USCC_LENGTH, OLD_LENGTH, SOLE_TRADER_LENGTH = 18, 15, 13
EXACT_DIGITS = 15
"""A number cell holds this many digits exactly; beyond it a spreadsheet has already replaced digits by zeros."""
REFUSING: frozenset[CodeProblem] = frozenset({"scientific", "number-cell", "length", "alphabet", "region", "check"})

_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?E[+-]?\d+", re.IGNORECASE)
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "I": "1", "i": "1", "S": "5", "s": "5", "Z": "2", "z": "2"})
_DOCUMENT_NUMBER = re.compile(r"^.{2,20}〔[12]\d{3}〕[1-9]\d*号$")
_YEAR_BRACKETS = re.compile(r"[\[(（【\uff3b〔]\s*([12]\d{3})\s*[\])）】\uff3d〕]")
_CERTIFICATE_LONGEST = 20
_DOTS = str.maketrans({"•": "·", "．": "·", "・": "·", "‧": "·", "∙": "·"})
_BRACKETS = str.maketrans({"(": "（", ")": "）"})


@dataclass(frozen=True)
class JudgedCode:
    """A code as it was understood: normalised text, kind, what is wrong or worth a look, and a proposed repair."""

    text: str
    kind: CodeKind
    problem: CodeProblem = ""
    proposal: str = ""

    @property
    def refused(self) -> bool:
        """Whether the code cannot stand; otherwise `problem` is a warning or empty."""
        return self.problem in REFUSING


def halve(text: str) -> str:
    """Turn full-width letters, digits and marks into half-width ones and any space into a plain one."""
    return "".join(
        chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else " " if char.isspace() else char for char in text
    )


def normalise_code(text: str) -> str:
    """Return a code trimmed, half-width, without spaces or invisible characters, in upper case."""
    return _bare(text).upper()


def judge_code(text: str) -> JudgedCode:
    """Judge a 统一社会信用代码 (GB 32100-2015) or an old 注册号 of 15 (GB/T 17710) or 13 digits."""
    raw = _bare(text)
    code = raw.upper()
    if not code:
        return JudgedCode("", "none")
    if _SCIENTIFIC.fullmatch(code) and ("." in code or "+" in code):
        return JudgedCode(code, "unknown", "scientific")
    if len(code) == USCC_LENGTH:
        return _judge_uscc(raw)
    if len(code) in {OLD_LENGTH, SOLE_TRADER_LENGTH}:
        return _judge_old(raw)
    return JudgedCode(code, "unknown", "length")


def check_character(first_17: str) -> str:
    """Return the 18th character of a 统一社会信用代码 for its first 17."""
    return str(uscc.calc_check_digit(first_17))


def inner_check(code: str) -> bool:
    """Tell whether characters 9 to 17 are a sound 组织机构代码 (GB 11714)."""
    total = sum(int(char, 36) * weight for char, weight in zip(code[8:16], _BODY_WEIGHTS, strict=True))
    return code[16] == "0123456789X0"[11 - total % 11]


def old_check(code: str) -> bool:
    """Tell whether the check digit of a 15-digit 注册号 is right (GB/T 17710, MOD 11,10)."""
    return bool(mod_11_10.is_valid(code))


def tidy_name(name: str) -> str:
    """Return a name as it is stored: NFC, trimmed, one space where there were several, nothing invisible."""
    return " ".join(unicodedata.normalize("NFC", _visible(name)).split())


def name_key(name: str) -> str:
    """Return what two spellings of a name have in common: no spaces, one kind of bracket and dot, upper case."""
    text = unicodedata.normalize("NFC", halve(_visible(name).translate(_DOTS)))
    return "".join(text.split()).translate(_BRACKETS).upper()


def certificate_fits(number: str) -> bool:
    """Tell whether a 执法证号 looks usable; styles differ by province and year, so only its length is looked at."""
    return 1 <= len("".join(_visible(number).split())) <= _CERTIFICATE_LONGEST


def normalise_document_number(text: str) -> str:
    """Return a 文号 trimmed, with the brackets around its year as 〔〕."""
    return _YEAR_BRACKETS.sub(r"〔\1〕", "".join(_visible(text).split()), count=1)


def is_document_number(text: str) -> bool:
    """Tell whether a text is a 文号 such as （滑）气检记〔2026〕12号, without padding zeros."""
    return _DOCUMENT_NUMBER.match(text) is not None


def _judge_uscc(raw: str) -> JudgedCode:
    code = raw.upper()
    problem = _uscc_problem(code)
    if problem in {"", "inner"}:
        return JudgedCode(code, "uscc", problem)
    # A small l is upper-cased to a letter of the alphabet, so it is tried as a 1 before the case is lost.
    for candidate in (code.translate(_LOOKALIKES), raw.replace("l", "1").upper().translate(_LOOKALIKES)):
        if candidate != code and not _uscc_problem(candidate):
            return JudgedCode(code, "uscc", problem, candidate)
    return JudgedCode(code, "uscc", problem)


def _judge_old(raw: str) -> JudgedCode:
    code = raw.upper()
    kind: CodeKind = "registration-15" if len(code) == OLD_LENGTH else "registration-13"
    if not (code.isascii() and code.isdigit()):
        repaired = raw.replace("l", "1").translate(_LOOKALIKES)
        sound = repaired.isascii() and repaired.isdigit() and (kind != "registration-15" or old_check(repaired))
        return JudgedCode(code, kind, "alphabet", repaired if sound else "")
    unsound = kind == "registration-15" and not old_check(code)
    return JudgedCode(code, kind, "old-check" if unsound else "old-number")


def _uscc_problem(code: str) -> CodeProblem:
    if not _ALPHABET.issuperset(code):
        return "alphabet"
    if not code[2:8].isdigit():
        return "region"
    if code[17] != check_character(code[:17]):
        return "check"
    return "" if inner_check(code) else "inner"


def _bare(text: str) -> str:
    return "".join(halve(_visible(text)).split())


def _visible(text: str) -> str:
    """Drop control and formatting characters (zero-width spaces, byte order marks) but keep white space."""
    return "".join(char for char in text if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf"})
