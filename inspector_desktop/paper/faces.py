"""The faces a paper is set in: which file stands for which role, how wide a character is, what stands in for it.

reportlab knows no fallback, so every character is looked up here: 仿宋 lacks many characters of names, 楷体 some
of Extension A; Noto Serif has nearly all. A character that no face has is printed as 〓, the printers' own mark for
it. Faces are read when first needed (20 to 50 ms each) and stay for the life of the process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from inspector_desktop.assets import resource

FILES = {
    "fang": "FandolFang-Regular.ttf",
    "kai": "LXGWWenKai-Regular.ttf",
    "song": "NotoSerifSC-Regular.ttf",
    "title": "NotoSerifSC-Bold.ttf",
    "hei": "NotoSansSC-Bold.ttf",
}
STAND_INS = {
    "fang": ("fang", "kai", "song"),
    "kai": ("kai", "song"),
    "song": ("song", "kai"),
    "title": ("title", "song", "kai"),
    "hei": ("hei", "title", "song"),
}
MISSING = "〓"
_LATIN = {"fang": "song", "kai": "song"}  # whose own Latin letters and digits don't go with the rest
_LATIN_END = 0x250


def _to_unicode(name: str, subset: list[int]) -> str:
    """Write a subset's ToUnicode map with UTF-16 pairs beyond U+FFFF, in blocks of 100 (ISO 32000-1, 9.10.3).

    reportlab's own cuts U+2CC56 down to U+2CC5, and a copied or searched name is another.
    """
    pairs = [f"<{code:02X}> <{chr(value).encode('utf-16-be').hex().upper()}>" for code, value in enumerate(subset)]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def\n/CMapType 2 def",
            f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        ]
    )


class _Glyphs:
    """The outlines of a face, read in place: reportlab would copy all 10 MB of them for the few that a paper uses."""

    def __init__(self, content: bytes, start: int) -> None:
        self._content, self._start = content, start

    def __getitem__(self, part: slice) -> bytes:
        return self._content[self._start + part.start : self._start + part.stop]


@cache
def face(name: str) -> Any:
    """Read a face and make it known to reportlab under its role's name."""
    ttfonts.makeToUnicodeCMap = _to_unicode
    font = ttfonts.TTFont(name, str(resource("fonts", FILES[name])), asciiReadable=False, shapable=False)
    copied, outlines = font.face.get_table, _Glyphs(font.face._ttf_data, font.face.get_table_pos("glyf")[0])
    font.face.get_table = lambda tag: outlines if tag == "glyf" else copied(tag)
    pdfmetrics.registerFont(font)
    return font


@dataclass(slots=True)
class Role:
    """A face with its stand-ins, answering for each character: what to print, in which face, how wide (em)."""

    name: str
    known: dict[str, tuple[str, str, float]] = field(default_factory=dict)

    def of(self, character: str) -> tuple[str, str, float]:
        """Return the printed character, the face's name and the width in parts of the size."""
        found = self.known.get(character)
        if found is None:
            found = self.known[character] = self._look_up(character)
        return found

    def _look_up(self, character: str) -> tuple[str, str, float]:
        for printed in (character, MISSING):
            first = (_LATIN[self.name],) if self.name in _LATIN and ord(printed) < _LATIN_END else ()
            for name in (*first, *STAND_INS[self.name]):
                metrics = face(name).face
                if ord(printed) in metrics.charToGlyph:
                    return printed, name, metrics.charWidths[ord(printed)] / 1000
        raise LookupError(f"no face has {character!r}")

    def width(self, text: str) -> float:
        """Width of a text in parts of the size."""
        return sum(self.of(character)[2] for character in text)


@cache
def role(name: str) -> Role:
    """The role of that name; one for the process, so that its characters are looked up once."""
    return Role(name)
