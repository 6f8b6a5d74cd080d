"""The codewords of a QR code at level M: text and error correction (ISO/IEC 18004, 7.4 to 7.6).

The library that draws the modules makes them too, one bit and one polynomial at a time, which takes as long as the
whole text of a page. Tests hold both to the same codewords.
"""

from __future__ import annotations

from functools import cache
from itertools import zip_longest

from qrcode.base import EXP_TABLE, LOG_TABLE, rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import ALPHA_NUM, MODE_8BIT_BYTE, MODE_ALPHA_NUM, length_in_bits

_LARGEST = 40
_PADDING = (0xEC, 0x11)
_PLACE = {sign: at for at, sign in enumerate(ALPHA_NUM)}


def codewords(octets: bytes, letters: bytes) -> tuple[int, list[int]]:
    """Version and codewords of a code that holds bytes, then a text of the 45 signs that need 5.5 bits each.

    Raises `ValueError` when they fit no version.
    """
    text = "".join(f"{octet:08b}" for octet in octets)
    pairs = "".join(
        f"{_PLACE[one] * 45 + _PLACE[other]:011b}" for one, other in zip(letters[::2], letters[1::2], strict=False)
    )
    if len(letters) % 2:
        pairs += f"{_PLACE[letters[-1]]:06b}"
    for version in range(1, _LARGEST + 1):
        bits = _segment(MODE_8BIT_BYTE, len(octets), version) + text
        if letters:
            bits += _segment(MODE_ALPHA_NUM, len(letters), version) + pairs
        blocks = rs_blocks(version, ERROR_CORRECT_M)
        room = sum(block.data_count for block in blocks)
        if len(bits) <= room * 8:
            return version, _interleaved(_padded(bits, room), [(one.data_count, one.total_count) for one in blocks])
    raise ValueError("no code is that large")


def _segment(mode: int, length: int, version: int) -> str:
    return f"{mode:04b}{length:0{length_in_bits(mode, version)}b}"


def _padded(bits: str, room: int) -> list[int]:
    bits += "0" * min(4, room * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    words = [int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)]
    return words + [_PADDING[at % 2] for at in range(room - len(words))]


def _interleaved(words: list[int], blocks: list[tuple[int, int]]) -> list[int]:
    data: list[list[int]] = []
    corrections: list[bytes] = []
    at = 0
    for count, total in blocks:
        data.append(words[at : at + count])
        corrections.append(_correction(data[-1], total - count))
        at += count
    columns = [*zip_longest(*data), *zip(*corrections, strict=True)]
    return [word for column in columns for word in column if word is not None]


def _correction(words: list[int], count: int) -> bytes:
    """The remainder of the words by the generator polynomial, a whole step of the division at a time."""
    steps = _steps(count)
    shift, rest, low = 8 * (count - 1), 0, (1 << 8 * (count - 1)) - 1
    for word in words:
        rest = ((rest & low) << 8) ^ steps[(rest >> shift) ^ word]
    return rest.to_bytes(count, "big")


@cache
def _steps(count: int) -> tuple[int, ...]:
    """The generator polynomial of `count` correction words times every byte, as one large number each."""
    generator = [1]
    for power in range(count):
        generator = [
            one ^ _times(other, EXP_TABLE[power]) for one, other in zip([*generator, 0], [0, *generator], strict=True)
        ]
    return tuple(int.from_bytes(bytes(_times(word, factor) for factor in generator[1:]), "big") for word in range(256))


def _times(one: int, other: int) -> int:
    return EXP_TABLE[(LOG_TABLE[one] + LOG_TABLE[other]) % 255] if one and other else 0
