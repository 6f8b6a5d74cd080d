"""Pictures as telephones make them, and as nobody should: what is kept, what of them is kept out, what is refused."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from factories import heic
from factories.pictures import noise, phone, saved
from PIL import Image, PngImagePlugin

from inspector_desktop.check import photos_child
from inspector_desktop.check.pictures import WANTED_BYTES, glance, prepare_photo, read_picture
from inspector_desktop.digest import sha256_hex
from inspector_desktop.errors import Refused
from inspector_desktop.wording import say

JPEG = saved(noise(), "JPEG", quality=80)
PNG = saved(noise((64, 48)), "PNG")


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def flooded_png(width: int, height: int, *, depth: int = 8, colour: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def bomb_png() -> bytes:
    """30 million pixels of nothing, whose data is short by half: it must be decoded to be known for what it is."""
    head = struct.pack(">IIBBBBB", 6000, 5000, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(45_000_000), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def sized_jpeg(width: int, height: int) -> bytes:
    at = JPEG.index(b"\xff\xc0")
    return JPEG[: at + 5] + struct.pack(">HH", height, width) + JPEG[at + 9 :]


def with_segment(marker: int, content: bytes, times: int = 1) -> bytes:
    segment = bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content
    return JPEG[:2] + segment * times + JPEG[2:]


def with_text_chunks(content: bytes, name: bytes = b"zTXt", times: int = 1) -> bytes:
    return PNG[:33] + chunk(name, content) * times + PNG[33:]


def animated(kind: str) -> bytes:
    return saved(noise((60, 40)), kind, save_all=True, append_images=[noise((60, 40))])


def zipped() -> bytes:

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("Applet.class", b"\xca\xfe\xba\xbe")
    return target.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "refused-photo-empty"),
    "one byte": (lambda: b"\xff", "refused-photo-kind"),
    "text": (lambda: "照片".encode() * 50, "refused-photo-kind"),
    "zeros": (lambda: bytes(5000), "refused-photo-kind"),
    "page": (lambda: b"<!doctype html><script>alert(1)</script>", "refused-photo-kind"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "refused-photo-kind"),
    "svg with declaration": (lambda: b'<?xml version="1.0"?><svg/>', "refused-photo-kind"),
    "program for windows": (lambda: b"MZ\x90\x00" + bytes(500), "refused-photo-kind"),
    "program for linux": (lambda: b"\x7fELF\x02\x01" + bytes(500), "refused-photo-kind"),
    "pdf": (lambda: b"%PDF-1.7\n%\xe2\xe3", "refused-photo-kind"),
    "archive": (zipped, "refused-photo-kind"),
    "video": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(500), "refused-photo-kind"),
    "wave": (lambda: b"RIFF\x24\x00\x00\x00WAVEfmt ", "refused-photo-kind"),
    "icon": (lambda: saved(noise((32, 32)), "ICO"), "refused-photo-kind"),
    "photoshop": (lambda: b"8BPS\x00\x01" + bytes(200), "refused-photo-kind"),
    "postscript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "refused-photo-kind"),
    "windows metafile": (lambda: b"\xd7\xcd\xc6\x9a" + bytes(200), "refused-photo-kind"),
    "heic of nothing": (lambda: b"\x00\x00\x00\x24ftypheic" + bytes(500), "refused-photo-unreadable"),
    "half a heic": (lambda: heic.PHONE[: len(heic.PHONE) // 2], "refused-photo-unreadable"),
    "head of a heic": (lambda: heic.PHONE[:60], "refused-photo-unreadable"),
    "flood heic": (lambda: heic.sized(60_000, 60_000), "refused-photo-pixels"),
    "long heic": (lambda: heic.sized(2_000_000, 8), "refused-photo-pixels"),
    "largest heic": (lambda: heic.sized(2**32 - 1, 2**32 - 1), "refused-photo-pixels"),
    "heic of 48 million": (lambda: heic.sized(8064, 6048), "refused-photo-heic"),
    "heic that says too little": (lambda: heic.sized(64, 48), "refused-photo-unreadable"),
    "heic that says too much": (lambda: heic.sized(5000, 4000), "refused-photo-unreadable"),
    "heic of no height": (lambda: heic.sized(640, 0), "refused-photo-unreadable"),
    "heic whose box has no end": (lambda: heic.boxed(b"ipco", 2**32 - 1), "refused-photo-unreadable"),
    "heic whose box has no room": (lambda: heic.boxed(b"hvcC", 4), "refused-photo-unreadable"),
    "heic of garbage": (
        lambda: heic.PHONE[: heic.PHONE.index(b"mdat") + 8] + bytes(600), "refused-photo-unreadable",
    ),
    "heic that moves": (lambda: heic.branded(b"msf1", b"hevc"), "refused-photo-heic"),
    "heic before an archive": (lambda: heic.PHONE + zipped(), "refused-photo-polyglot"),
    "jpeg called heic": (lambda: b"\x00\x00\x00\x18ftypheic" + JPEG, "refused-photo-unreadable"),
    "avif": (lambda: b"\x00\x00\x00\x1cftypavif" + bytes(500), "refused-photo-heic"),
    "gif": (lambda: saved(noise((60, 40)), "GIF"), "refused-photo-animated"),
    "moving gif": (lambda: animated("GIF"), "refused-photo-animated"),
    "moving png": (lambda: animated("PNG"), "refused-photo-animated"),
    "moving webp": (lambda: animated("WEBP"), "refused-photo-animated"),
    "pages of a tiff": (lambda: animated("TIFF"), "refused-photo-animated"),
    "flood png": (lambda: flooded_png(60_000, 60_000), "refused-photo-pixels"),
    "long png": (lambda: flooded_png(2_000_000, 1), "refused-photo-pixels"),
    "flood of one bit": (lambda: flooded_png(50_000, 50_000, depth=1, colour=0), "refused-photo-pixels"),
    "largest png": (lambda: flooded_png(2**31 - 1, 2**31 - 1), "refused-photo-pixels"),
    "no width": (lambda: flooded_png(0, 100), "refused-photo-unreadable"),
    "flood jpeg": (lambda: sized_jpeg(65_000, 65_000), "refused-photo-pixels"),
    "jpeg of no height": (lambda: sized_jpeg(640, 0), "refused-photo-unreadable"),
    "flood bmp": (
        lambda: b"BM" + bytes(12) + struct.pack("<IiiHHI", 40, 40_000, 40_000, 1, 24, 0) + bytes(24),
        "refused-photo-pixels",
    ),
    "bmp of negative width": (
        lambda: b"BM" + bytes(12) + struct.pack("<IiiHHI", 40, -5, 5, 1, 24, 0) + bytes(24),
        "refused-photo-unreadable",
    ),
    "flood webp": (
        lambda: b"RIFF\x00\x01\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\x3f\x00\xff\x3f\x00" + bytes(99),
        "refused-photo-pixels",
    ),
    "bomb of zeros": (bomb_png, "refused-photo-unreadable"),
    "half a jpeg": (lambda: JPEG[: len(JPEG) // 2], "refused-photo-unreadable"),
    "head of a jpeg": (lambda: JPEG[:20], "refused-photo-unreadable"),
    "half a png": (lambda: PNG[: len(PNG) // 2], "refused-photo-unreadable"),
    "half a webp": (lambda: saved(noise(), "WEBP")[:900], "refused-photo-unreadable"),
    "half a tiff": (lambda: saved(noise(), "TIFF")[:600], "refused-photo-unreadable"),
    "tiff that points outside": (lambda: b"II*\x00\xff\xff\xff\x7f" + bytes(50), "refused-photo-unreadable"),
    "jpeg of garbage": (lambda: b"\xff\xd8\xff" + os.urandom(4000).replace(b"\xff", b"\x00"), "refused-photo-unreadable"),
    "jpeg of markers": (lambda: b"\xff\xd8" + b"\xff\xd0" * 30_000, "refused-photo-unreadable"),
    "jpeg of notes": (lambda: with_segment(0xE1, bytes(65_000), 300), "refused-photo-unreadable"),
    "png of chunks": (lambda: with_text_chunks(b"a\x00b", b"tEXt", 25_000), "refused-photo-unreadable"),
    "text bomb": (
        lambda: with_text_chunks(b"a\x00\x00" + zlib.compress(bytes(80_000_000))), "refused-photo-unreadable",
    ),
    "jpeg with a page": (lambda: with_segment(0xFE, b"<HTML><Script>x</script>"), "refused-photo-polyglot"),
    "jpeg before a page": (lambda: JPEG + b"\n<?php system($_GET[0]); ?>", "refused-photo-polyglot"),
    "gifar": (lambda: JPEG + zipped(), "refused-photo-polyglot"),
    "png before an archive": (lambda: PNG + zipped(), "refused-photo-polyglot"),
    "jpeg with a rar": (lambda: JPEG + b"Rar!\x1a\x07\x01\x00", "refused-photo-polyglot"),
    "jpeg that is a pdf": (lambda: with_segment(0xFE, b"\n%PDF-1.4\n1 0 obj"), "refused-photo-polyglot"),
}  # fmt: skip


def test_more_than_forty_kinds_of_hostile_files_are_refused_with_a_sentence_in_ten_seconds():
    assert len(HOSTILE) >= 40
    prepare_photo(JPEG, "warm.jpg")  # the process that decodes is there
    files = {name: make() for name, (make, _) in HOSTILE.items()}
    began, wrong = time.monotonic(), {}
    for name, (_, code) in HOSTILE.items():
        try:
            prepare_photo(files[name], f"{name}.jpg")
            wrong[name] = "accepted"
        except Refused as error:
            if error.code != code:
                wrong[name] = error.code
            sentence = say(error.code, **error.facts)
            assert name in sentence and sentence.endswith("。")
    assert wrong == {}
    assert time.monotonic() - began < 10
    child = photos_child._CHILDREN[0].process
    if Path(f"/proc/{child.pid}/status").exists():
        peak = next(line for line in Path(f"/proc/{child.pid}/status").read_text().splitlines() if "VmHWM" in line)
        assert int(peak.split()[1]) < 256 * 1024


STRANGE = {
    "cmyk": lambda: saved(noise().convert("CMYK"), "JPEG"),
    "grey of sixteen bits": lambda: saved(Image.linear_gradient("L").convert("I;16").point(lambda v: v * 256), "PNG"),
    "palette": lambda: saved(noise((200, 100)).convert("P"), "PNG", transparency=0),
    "see-through": lambda: saved(Image.new("RGBA", (200, 100), (255, 0, 0, 0)), "PNG"),
    "one bit": lambda: saved(noise((200, 100)).convert("1"), "TIFF"),
    "progressive": lambda: saved(noise(), "JPEG", progressive=True),
    "webp": lambda: saved(noise(), "WEBP"),
    "webp without loss": lambda: saved(noise(), "WEBP", lossless=True),
    "bmp": lambda: saved(noise(), "BMP"),
    "jpeg before its video": lambda: JPEG + b"\x00\x00\x00\x18ftypmp42" + bytes(2000),
    "bare jpeg": lambda: saved(noise((8, 8)), "JPEG"),
}


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_but_honest_pictures_are_kept(kind):
    found = prepare_photo(STRANGE[kind](), f"{kind}.jpg")
    with Image.open(io.BytesIO(found.jpeg)) as kept:
        assert kept.format == "JPEG" and kept.mode == "RGB" and kept.size == (found.width, found.height)


def test_what_is_seen_of_strange_pictures_is_what_was_in_them():
    grey = Image.open(io.BytesIO(prepare_photo(STRANGE["grey of sixteen bits"](), "x").jpeg)).convert("L")
    assert grey.getpixel((5, 5)) < 30 and grey.getpixel((5, 250)) > 225
    clear = Image.open(io.BytesIO(prepare_photo(STRANGE["see-through"](), "x").jpeg))
    assert min(clear.getpixel((50, 50))) > 245


def test_a_photograph_is_shrunk_its_notes_are_read_and_none_of_them_is_in_the_kept_picture():
    content = phone()
    found = prepare_photo(content, "IMG_0001.jpg")
    assert len(found.jpeg) <= WANTED_BYTES < len(content)
    assert (found.original_hash, found.original_size) == (sha256_hex(content), len(content))
    assert (found.taken, found.device) == ("2026-11-20 14:15:02", "HUAWEI Mate 60")
    assert (found.latitude, found.longitude) == ("35.570000", "114.518333") and found.dropped >= 8
    with Image.open(io.BytesIO(found.jpeg)) as kept:
        assert len(kept.getexif()) == 0
    assert b"HUAWEI" not in found.jpeg and b"Exif" not in found.jpeg


def test_a_heic_picture_of_a_telephone_is_kept_as_jpeg_upright_with_what_its_camera_noted():
    found = prepare_photo(heic.PHONE, "IMG_0001.HEIC")
    assert (found.width, found.height) == (480, 640)  # turned, as the telephone was held
    assert (found.taken, found.device) == ("2026-11-20 14:15:02", "Apple iPhone 15")
    assert (found.original_hash, found.media_type) == (sha256_hex(heic.PHONE), "image/heic")
    with Image.open(io.BytesIO(found.jpeg)) as kept:
        assert kept.format == "JPEG" and kept.size == (480, 640) and len(kept.getexif()) == 0
        red, green, blue = kept.getpixel((440, 40))  # the yellow corner went from the upper left to the upper right
        assert red > 200 and green > 200 and blue < 90
    small, taken = glance(heic.PHONE, "IMG_0001.HEIC", 100)
    assert taken == found.taken and len(small) < len(found.jpeg)


def test_the_notes_of_a_scan_saved_as_png_stay_out_too():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET-OWNER")
    assert b"SECRET-OWNER" not in prepare_photo(saved(noise((80, 60)), "PNG", pnginfo=notes), "x.png").jpeg


def test_every_orientation_is_turned_upright():
    wide = Image.new("RGB", (400, 200), "white")
    wide.paste("red", (0, 0, 100, 200))
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        found = prepare_photo(saved(wide, "JPEG", exif=exif, quality=95), "x.jpg")
        assert (found.width, found.height) == ((400, 200) if orientation < 5 else (200, 400))
        kept = Image.open(io.BytesIO(found.jpeg)).convert("RGB")
        middle = {1: (50, 100), 2: (350, 100), 3: (350, 100), 4: (50, 100), 5: (100, 50), 6: (100, 50), 7: (100, 350),
                  8: (100, 350)}[orientation]  # fmt: skip
        assert kept.getpixel(middle)[1] < 80, orientation


def test_lying_notes_cost_nothing_and_are_left_out():
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "X" * 50_000, 99
    exif.get_ifd(0x8769)[36867] = "0000:00:00 00:00:00"
    exif.get_ifd(0x8825)[2] = (999.0, 0.0, 0.0)
    found = prepare_photo(saved(noise(), "JPEG", exif=exif), "x.jpg")
    assert found.taken == "" and len(found.device) <= 60 and (found.latitude, found.longitude) == ("", "")


def test_a_process_that_dies_is_renewed_and_the_next_picture_is_kept(monkeypatch):
    prepare_photo(JPEG, "first.jpg")
    photos_child._CHILDREN[0].process.kill()
    photos_child._CHILDREN[0].process.join()
    assert prepare_photo(JPEG, "second.jpg").width == 640
    monkeypatch.setattr(photos_child, "LONGEST_SECONDS", -1)
    with pytest.raises(Refused, match="refused-photo-pixels"):
        prepare_photo(saved(noise((4000, 3000)), "PNG"), "slow.png")
    monkeypatch.undo()
    assert prepare_photo(JPEG, "third.jpg").width == 640


def test_links_devices_and_what_is_gone_are_refused_by_name(tmp_path):
    real = tmp_path / "a.jpg"
    real.write_bytes(JPEG)
    assert read_picture(real) == JPEG
    link = tmp_path / "b.jpg"
    link.symlink_to(real)
    for path, code in ((link, "refused-photo-link"), (tmp_path, "refused-photo-link"),
                       (tmp_path / "gone.jpg", "refused-photo-unreadable")):  # fmt: skip
        with pytest.raises(Refused, match=code):
            read_picture(path)


def test_a_glance_is_small_and_knows_the_time():
    small, taken = glance(phone(orientation=6), "x.jpg", 200)
    with Image.open(io.BytesIO(small)) as kept:
        assert max(kept.size) == 200 and kept.height > kept.width
    assert taken == "2026-11-20 14:15:02" and len(small) < 40_000
