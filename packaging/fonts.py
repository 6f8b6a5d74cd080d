"""Make the fonts of resources/fonts from registry packages, by name, and check each result by its digest.

Run once, by hand, with npm and apt-get on the machine (``python packaging/fonts.py``); the results are
committed, so that nothing else needs a registry for its fonts. ``python packaging/fonts.py --check`` only
compares what is there.

What each face is for: Noto Sans SC is the screen and 黑体, Noto Serif SC is 宋体 and the 小标宋 of titles,
LXGW WenKai is 楷体, FandolFang is 仿宋. reportlab refuses PostScript outlines, so FandolFang is converted to
quadratic ones. LXGW WenKai stays as it was published: its licence reserves the name, and a subset would have
to be renamed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"

# Latin, marks, symbols, kana, radicals, URO with its additions, compatibility and full-width forms.
BASIC = (
    "0020-024F 02B0-02FF 0370-03FF 0400-045F 2000-27BF 2E80-30FF 3105-312F 3200-33FF "
    "4E00-9FFF F900-FAFF FE10-FE1F FE30-FE6F FF00-FFEF"
)
RARE = "3400-4DBF 20000-323AF"  # Extension A and what the face has of plane 2: names of people and places


@dataclass(frozen=True)
class Source:
    """One registry package and how to fetch it."""

    registry: Literal["npm", "apt"]
    name: str
    version: str


@dataclass(frozen=True)
class Made:
    """One file of resources/fonts: where it comes from, what is done to it, what must come out."""

    file: str
    source: Source
    inside: str
    work: Literal["keep", "subset", "convert", "gunzip"]
    sha256: str
    unicodes: str = BASIC


SANS = Source("npm", "@expo-google-fonts/noto-sans-sc", "0.4.3")
SERIF = Source("npm", "@expo-google-fonts/noto-serif-sc", "0.4.3")
WENKAI = Source("apt", "fonts-lxgw-wenkai", "1.250+repack-1")
FANDOL = Source("apt", "texlive-lang-chinese", "2022.20230122-1")
SHARE = "./usr/share"

MADE = (
    Made(
        "NotoSansSC-Regular.ttf",
        SANS,
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "subset",
        "de2401ebbf3f150588e930609bec0a404e776bb722cf4a900262512c66dd38bd",
        f"{BASIC} {RARE}",
    ),
    Made(
        "NotoSansSC-Bold.ttf",
        SANS,
        "package/700Bold/NotoSansSC_700Bold.ttf",
        "subset",
        "a2e1c2d4c4faf480111ec1153e0f50e984c480b94bb467c6ad8fb8cac42be121",
        f"{BASIC} {RARE}",
    ),
    Made(
        "NotoSansSC-LICENSE.txt",
        SANS,
        "package/LICENSE_FONT",
        "keep",
        "1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9",
    ),
    Made(
        "NotoSerifSC-Regular.ttf",
        SERIF,
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        "subset",
        "493d74d722c082f4c40db741e99b7d10287277b5303271d51aa710022df284b1",
        f"{BASIC} {RARE}",
    ),
    Made(
        "NotoSerifSC-Bold.ttf",
        SERIF,
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "subset",
        "0d07c477f8e3fd45df83c8711a451d64d1075d31762966f5a2d65850046c715e",
        f"{BASIC} 20000-323AF",
    ),
    Made(
        "NotoSerifSC-LICENSE.txt",
        SERIF,
        "package/LICENSE_FONT",
        "keep",
        "5e0da210fb04058a8c0087985d2d456b931c2579811a49655721d3cf0c36b6d6",
    ),
    Made(
        "LXGWWenKai-Regular.ttf",
        WENKAI,
        f"{SHARE}/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "keep",
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
    ),
    Made(
        "LXGWWenKai-LICENSE.txt",
        WENKAI,
        f"{SHARE}/doc/fonts-lxgw-wenkai/copyright",
        "keep",
        "897241f829ddde020676de9cc6506533d755f5e6b516538dfd5f6ed59cbf3ff8",
    ),
    Made(
        "FandolFang-Regular.ttf",
        FANDOL,
        f"{SHARE}/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        "convert",
        "01a4bdd74b72c9cafd3907db72a0afc74ca0edbefa23f1045e8561d60b5f047e",
    ),
    Made(
        "FandolFang-README.txt",
        FANDOL,
        f"{SHARE}/doc/texlive-doc/fonts/fandol/README",
        "keep",
        "32537e063f4c7d4aebf016d5c8279cbce13f34fc8970f24b2578a3c04d0f8ca6",
    ),
    Made(
        "FandolFang-LICENSE.txt",
        FANDOL,
        f"{SHARE}/doc/texlive-doc/fonts/fandol/COPYING.gz",
        "gunzip",
        "853b586f0d520493390e571431afaf36a5fbb27dcfd239338a7ee9b0505cb004",
    ),
)


def fetch(source: Source, folder: Path) -> Path:
    """Download one package into the folder and return its archive."""
    before = set(folder.iterdir())
    if source.registry == "npm":
        command = ["npm", "pack", "--silent", f"{source.name}@{source.version}"]
    else:
        command = ["apt-get", "download", "-qq", f"{source.name}={source.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = set(folder.iterdir()) - before
    return archive


def open_archive(archive: Path) -> tarfile.TarFile:
    """Open an npm tarball, or the data member of a Debian package (an ``ar`` archive)."""
    if archive.suffix != ".deb":
        return tarfile.open(archive)
    raw = archive.read_bytes()
    at = 8  # after "!<arch>\n"
    while at < len(raw):
        name, size = raw[at : at + 16].decode().strip().rstrip("/"), int(raw[at + 48 : at + 58])
        if name.startswith("data.tar"):
            return tarfile.open(fileobj=io.BytesIO(raw[at + 60 : at + 60 + size]))
        at += 60 + size + size % 2
    raise SystemExit(f"{archive.name}: no data member")


def subset(data: bytes, unicodes: str) -> bytes:
    """Keep only the given ranges, without hints and layout features; the time stamp stays the maker's."""
    from fontTools import subset as fs
    from fontTools.ttLib import TTFont

    options = fs.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"], glyph_names=False)
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = fs.Subsetter(options)
    subsetter.populate(unicodes=fs.parse_unicodes(unicodes.replace(" ", ",")))
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def convert(data: bytes, unicodes: str) -> bytes:
    """PostScript outlines to quadratic ones, within a thousandth of the em."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(io.BytesIO(subset(data, unicodes)), recalcTimestamp=False)
    shapes = font.getGlyphSet()
    order = font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        shapes[name].draw(Cu2QuPen(pen, max_err=font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], getattr(glyph, "xMin", 0))
    best = font["maxp"]
    best.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth", "maxPoints", "maxContours",
        "maxCompositePoints", "maxCompositeContours",
    ):  # fmt: skip
        setattr(best, field, 0)
    best.maxZones = 1
    font["post"].formatType = 3.0
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font.sfntVersion = "\x00\x01\x00\x00"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make(*, accept: bool) -> bool:
    """Make every file; write those whose digest agrees (or all, printing the new digests, if ``accept``)."""
    agreed = True
    with tempfile.TemporaryDirectory() as place:
        archives: dict[Source, tarfile.TarFile] = {}
        for made in MADE:
            if made.source not in archives:
                archives[made.source] = open_archive(fetch(made.source, Path(place)))
            member = archives[made.source].extractfile(made.inside)
            if member is None:
                raise SystemExit(f"{made.inside}: not a file")
            data = member.read()
            if made.work == "subset":
                data = subset(data, made.unicodes)
            elif made.work == "convert":
                data = convert(data, made.unicodes)
            elif made.work == "gunzip":
                data = gzip.decompress(data)
            same = digest(data) == made.sha256
            agreed = agreed and same
            print(f"{'ok ' if same else 'NEW'} {made.file} {len(data):,} {digest(data)}")
            if same or accept:
                (FONTS / made.file).write_bytes(data)
        for archive in archives.values():
            archive.close()
    return agreed or accept


def check() -> bool:
    """Compare the files that are there with their digests."""
    wrong = [made.file for made in MADE if digest((FONTS / made.file).read_bytes()) != made.sha256]
    print("\n".join(f"differs: {name}" for name in wrong) or f"{len(MADE)} files agree")
    return not wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare what is there")
    parser.add_argument("--accept", action="store_true", help="write results whose digest is new, and print it")
    args = parser.parse_args()
    FONTS.mkdir(parents=True, exist_ok=True)
    return 0 if (check() if args.check else make(accept=args.accept)) else 1


if __name__ == "__main__":
    sys.exit(main())
