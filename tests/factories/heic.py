"""A small picture in HEIC, as a telephone writes it, and hostile ones made of it: the encoder is not among the packages."""

from __future__ import annotations

import base64
import struct

PHONE = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAABxgABAAAAAAAAAlcAAgAAAAAEHQABAAAAAAAAAH4AAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4WlwcnAAAADBaXBjbwAAAHlodmNDAQNwAAAA"
    "kAAAAAAAWvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAWroCQGEAAQAsQgEBA3AAAAMAkAAAAwAAAwBaoAUCAeFl"
    "upJKa5uAhoMCAAADADIAAAMAAhBiAAEAB0QBwXKwYkAAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAACgAAAAeAAAAAQ"
    "cGl4aQAAAAADCAgIAAAACWlyb3QDAAAAGGlwbWEAAAAAAAAAAQABBYECAwSFAAAAGmlyZWYAAAAAAAAADmNkc2MAAgABAAEAAALd"
    "bWRhdAAAAlMoAa8TECJGKPi0qPjC5TPAnf/4WKj//gIc8O/UK1Q9FXd0m7tfmuPl1Kp/2K4DwOkGPCuwvmxem9D1zh7Tjd4p9ZWl"
    "2P6sUHQW33kk3xxs3UsPYlHH0clMXn2Nmt8x1ON4PdBOHPp0z8+n3TxcxGntlAGlaRlMMWrt4iKbYXLZn2VJKWppV8MATPBbxF79"
    "xlaMjomb7a5He1KCbAz/2KQ8uxJh+ldyUYTvsC15FqAEL+PYs7fjvE5uUM4zyHiKI2iYPwaXtcgAAFtPsAAACgt1bMyNEnY9C+Se"
    "VSNchpNrsncAD0P5bSxlcw3/0jSkxpXdfa4F81jnFVzhABkiKB9ysBCZRA9/qnek1vvZmvMpAljSUJLnYxA1QDO1hzwfgXq0ATYE"
    "2FiAABxQNaR8lbQ/+n/SY0JYAZJLJxZn8tvc0Zdd6sRUmOs4IdiTmdJWPlp1EEQeaeSxVAgGAUA2kQeAAbLArqBWQB9DgpIBGf9I"
    "5V96mgWXaTXjF+DQEW2EuOK/T2jeL6vbcECeadQEBMJXSwAAAwBoQNyMhOAkYxoJCve9VPzM+DRny8JZIA2m0HEgSDjDoBGopBBj"
    "WAAAAwAABizR0E+fifD7aCZm2QcB1rbyGJbq8mSP2nRSSepqnqeNNOp320x3VRTf311/Nqa1WWOcvoSOXkCokYGEOuBnvxS1X9J3"
    "hNNw0LNmLsfU4UglleLz0PjY2maUena5lvJ8A3LPg4AAAAMAAAMAAAMAALaAYcqjb3Y+dvghC7xbosn7kU3V0k9n9wOtmLR90/JB"
    "39LAAAAABkV4aWYAAE1NACoAAAAIAAQBDwACAAAABgAAAD4BEAACAAAACgAAAEQBEgADAAAAAQAGAACHaQAEAAAAAQAAAE4AAAAA"
    "QXBwbGUAaVBob25lIDE1AAABkAMAAgAAABQAAABgAAAAADIwMjY6MTE6MjAgMTQ6MTU6MDIA"
)
"""640×480, blue above red below, a yellow corner at the upper left, to be turned by a quarter; "Apple iPhone 15"."""
_SIZE = PHONE.index(b"ispe") + 8


def sized(width: int, height: int) -> bytes:
    """The picture, saying that it is of another size."""
    return PHONE[:_SIZE] + struct.pack(">II", width, height) + PHONE[_SIZE + 8 :]


def branded(first: bytes, *others: bytes) -> bytes:
    """The picture, saying that it is of other kinds."""
    brands = first + bytes(4) + b"".join(others)
    return struct.pack(">I4s", len(brands) + 8, b"ftyp") + brands + PHONE[struct.unpack(">I", PHONE[:4])[0] :]


def boxed(kind: bytes, size: int) -> bytes:
    """The picture, with a box that says it is of another size."""
    at = PHONE.index(kind) - 4
    return PHONE[:at] + struct.pack(">I", size) + PHONE[at + 4 :]
