"""Hostile files by the thousand: workbooks, archives and old formats, each kind in as many variations as seeds.

`KINDS` (of this file and of `corpus_texts`) goes from names to functions that write one file and return the codes which
a reader may take from it beyond those that stand in it as text; `corpus_running` gives them to the importer.
"""

import importlib.util
import io
import random
import struct
import sys
import warnings
import zipfile
from pathlib import Path


def _beside(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = sys.modules.get(name) or importlib.util.module_from_spec(spec)
    if name not in sys.modules:
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return module


hostile = _beside("hostile")
HEAD = hostile.HEADER
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
KINDS = {}


def kind(make):
    """Enter a function among the kinds."""
    KINDS[make.__name__] = make
    return make


def inline(reference, text):
    """A cell with its text inside."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def header():
    """The header row as XML."""
    cells = "".join(inline(f"{chr(65 + at)}1", title) for at, title in enumerate(HEAD))
    return f'<row r="1">{cells}</row>'


def row(number, name, code_cell):
    """A row of a name and a code cell, with B{number} in the latter filled in."""
    return f'<row r="{number}">{inline(f"A{number}", name)}{code_cell.replace("@", f"B{number}")}</row>'


def listed(path, cells, **more):
    """A workbook with a header and one code cell a row."""
    rows = header() + "".join(row(at, f"第{at}家", cell) for at, cell in enumerate(cells, 2))
    hostile.by_hand(path, rows=rows, **more)
    return set()


def honest(path, rng, rows=6):
    """A small sound workbook to spoil."""
    lines = [[f"滑县{rng.randrange(999)}站", hostile.SOUND, "局", "所"] for _ in range(rows)]
    return hostile.workbook(path, [HEAD, *lines])


def repacked(path, change, *, extra=()):
    """Write an archive anew, each part passed through `change(name, content)`."""
    with zipfile.ZipFile(path) as archive:
        parts = [(one.filename, change(one.filename, archive.read(one))) for one in archive.filelist]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*parts, *extra]:
            archive.writestr(name, content)
    return path


@kind
def one_string_everywhere(rng, path):
    if rng.randrange(33) == 0:
        hostile.same_string_everywhere(path)
        return set()
    wide, rows = rng.randrange(5, 26), rng.randrange(500, 3000)
    line = "".join(f'<c r="{chr(65 + n)}{{0}}" t="s"><v>0</v></c>' for n in range(wide))
    cells = "".join(f'<row r="{r}">{line.format(r)}</row>' for r in range(1, rows))
    hostile.by_hand(path, rows=cells, strings=f"<si><t>{'长' * rng.randrange(9_000, 32_000)}</t></si>")
    return set()


@kind
def zeros_packed(rng, path):
    hostile.by_hand(path, more=[("xl/media/zeros.bin", b"\0" * (rng.randrange(9, 64) << 20))])


@kind
def sizes_that_lie(rng, path):
    hostile.lying_sizes(path)
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    struct.pack_into("<I", raw, at + 20, rng.randrange(1 << 31))
    path.write_bytes(raw)


@kind
def very_many_parts(rng, path):
    hostile.many_entries(path, rng.randrange(2_000, 12_000))


@kind
def archives_in_archives(rng, path):
    content = b"\0" * (8 << 20)
    for depth in range(rng.randrange(2, 7)):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(4):
                archive.writestr(f"{depth}-{copy}.zip", content)
        content = target.getvalue()
    hostile.by_hand(path, more=[("xl/embeddings/a.zip", content)])


@kind
def overlapping_parts(rng, path):
    """Many names in the directory that all point to one packed part."""
    hostile.by_hand(path, more=[("xl/media/z.bin", b"\0" * (4 << 20))])
    raw = path.read_bytes()
    at = raw.rfind(b"PK\x01\x02")
    end = raw.rfind(b"PK\x05\x06")
    copies = rng.randrange(50, 1_500)
    directory = raw[raw.find(b"PK\x01\x02") : end] + raw[at:end] * copies
    tail = bytearray(raw[end:])
    held = struct.unpack_from("<H", tail, 10)[0] + copies
    struct.pack_into("<HHI", tail, 8, held, held, len(directory))
    path.write_bytes(raw[: raw.find(b"PK\x01\x02")] + directory + tail)


@kind
def names_that_climb_out(rng, path):
    names = ("../../etc/passwd", "/etc/cron.d/x", "C:\\Windows\\x.dll", "..\\..\\x.exe", "xl/../../../x", "\\\\host\\x")
    hostile.by_hand(path, more=[(rng.choice(names) + str(rng.randrange(99)), b"x")])


@kind
def links_to_elsewhere(rng, path):
    link = zipfile.ZipInfo(f"xl/media/link{rng.randrange(99)}")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    hostile.by_hand(path, more=[(link, rng.choice(("/etc/passwd", "../../../../x", "/dev/zero")))])


@kind
def parts_marked_as_locked(rng, path):
    honest(path, rng)
    raw = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(mark, at + 4) if rng.random() < 0.9 else -1
    path.write_bytes(raw)


@kind
def entities_that_laugh(rng, path):
    depth, width = rng.randrange(4, 12), rng.randrange(5, 15)
    levels = "".join('<!ENTITY l{} "{}">'.format(n, f"&l{n - 1};" * width) for n in range(1, depth))
    doctype = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{levels}]>'
    return listed(
        path, ['<c r="@" t="s"><v>0</v></c>'], doctype=doctype, strings=f"<si><t>&l{depth - 1};</t></si>"
    )  # fmt: skip


@kind
def entities_that_grow_slowly(rng, path):
    doctype = f'<!DOCTYPE sst [<!ENTITY a "{"a" * rng.randrange(10_000, 90_000)}">]>'
    return listed(path, [], doctype=doctype, strings=f"<si><t>{'&a;' * rng.randrange(100, 9_000)}</t></si>")


@kind
def entities_from_outside(rng, path):
    where = rng.choice(("file:///etc/passwd", "file:///dev/zero", "http://127.0.0.1:9/x", "\\\\127.0.0.1\\x"))
    what = rng.choice((f'<!ENTITY e SYSTEM "{where}">', f'<!ENTITY % e SYSTEM "{where}"> %e;'))
    return listed(path, [], doctype=f"<!DOCTYPE sst [{what}]>", strings="<si><t>&e;</t></si>")


@kind
def definitions_in_utf16(rng, path):
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY e "{"x" * 999}">]><a>{"&e;" * 9_999}</a>'
    honest(path, rng)
    repacked(path, lambda name, content: text.encode("utf-16") if name == rng.choice((SHEET, STRINGS)) else content)


@kind
def a_range_of_everything(rng, path):
    honest(path, rng)
    wide = rng.choice((b"A1:XFD1048576", b"A1:ZZZZZ99999999", b"XFD1048576:A1", b"A1", b"B2:A1"))
    repacked(path, lambda _, content: content.replace(b'<dimension ref="A1:D7"/>', b'<dimension ref="%s"/>' % wide))


@kind
def cells_far_apart(rng, path):
    last, column = rng.randrange(200_000, 1_048_577), rng.choice(("XFD", "ZZ", "IV", "D"))
    code = f'<row r="{last}">{inline(f"A{last}", "远")}{inline(f"{column}{last}", "x")}</row>'
    hostile.by_hand(path, rows=header() + code)


@kind
def cells_beyond_the_sheet(rng, path):
    far = rng.choice(("ZZZZZZ9999999999", "A0", "1", "A-5", "XFE1048577", "@1", "A4294967297"))
    hostile.by_hand(path, rows=header() + f'<row r="{rng.randrange(1 << 40)}">{inline(far, "x")}</row>')


@kind
def a_great_many_merges(rng, path):
    count = rng.randrange(20_000, 300_000)
    merges = "".join(f'<mergeCell ref="A{at}:A{at + rng.choice((1, 1_000_000))}"/>' for at in range(1, count))
    honest(path, rng)
    mark = b"</sheetData>"
    repacked(
        path, lambda name, content: content.replace(mark, mark + f"<mergeCells>{merges}</mergeCells>".encode())
        if name == SHEET else content,
    )  # fmt: skip


@kind
def counts_of_texts_that_lie(rng, path):
    honest(path, rng)
    lie = rng.choice((b"4294967295", b"-1", b"99999999999999999999", b"2147483647", b"1000000000"))
    repacked(path, lambda name, content: content.replace(b"<sst ", b'<sst count="%s" uniqueCount="%s" ' % (lie, lie), 1)
             .replace(b' count="', b' x="', 1) if name == STRINGS and rng.random() < 0.5
             else content.replace(b'uniqueCount="', b'uniqueCount="' + lie))  # fmt: skip


@kind
def texts_that_are_not_there(rng, path):
    index = rng.choice((9, 4294967296, -1, "x", "", 18446744073709551616))
    return listed(path, [f'<c r="@" t="s"><v>{index}</v></c>'], strings="<si><t>a</t></si>")


@kind
def texts_longer_than_a_cell(rng, path):
    return listed(path, [inline("@", "9" * rng.randrange(32_000, 3_000_000)), inline("@", hostile.SOUND)])


@kind
def very_many_columns(rng, path):
    cells = "".join(inline(f"{name}2", "x") for name in _column_names(rng.randrange(300, 16_384)))
    hostile.by_hand(path, rows=header() + f'<row r="2">{cells}</row>')


def _column_names(count):
    for at in range(count):
        name, left = "", at + 1
        while left:
            left, letter = divmod(left - 1, 26)
            name = chr(65 + letter) + name
        yield name


@kind
def elements_within_elements(rng, path):
    depth = rng.randrange(1_000, 400_000)
    honest(path, rng)
    repacked(path, lambda name, content: content.replace(b"<sheetData>", b"<a>" * depth + b"<sheetData>")
             if name == rng.choice((SHEET, SHEET, STRINGS)) else content)  # fmt: skip


@kind
def very_many_styles(rng, path):
    count = rng.randrange(10_000, 300_000)
    honest(path, rng)
    repacked(path, lambda name, content: content.replace(b"<cellXfs", b"<numFmts>" + b'<numFmt numFmtId="9" formatCode="y"/>'
             * count + b"</numFmts><cellXfs") if name == "xl/styles.xml" else content)  # fmt: skip


@kind
def sheets_that_lead_nowhere(rng, path):
    honest(path, rng)
    other = rng.choice((b"../../x.xml", b"workbook.xml", b"sharedStrings.xml", b"/etc/passwd", b"", b"worksheets/"))
    repacked(path, lambda name, content: content.replace(b"worksheets/sheet1.xml", other)
             if name.endswith("workbook.xml.rels") else content)  # fmt: skip


@kind
def very_many_sheets(rng, path):
    honest(path, rng)
    sheets = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(2, rng.randrange(100, 20_000)))
    repacked(path, lambda name, content: content.replace(b"</sheets>", sheets.encode() + b"</sheets>")
             if name == BOOK else content)  # fmt: skip


@kind
def parts_left_out(rng, path):
    honest(path, rng)
    gone = rng.choice(
        ("[Content_Types].xml", "_rels/.rels", BOOK, SHEET, STRINGS, "xl/styles.xml", "xl/_rels/workbook.xml.rels")
    )
    with zipfile.ZipFile(path) as archive:
        parts = [(one.filename, archive.read(one)) for one in archive.filelist if one.filename != gone]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)


@kind
def names_twice_in_one_archive(rng, path):
    honest(path, rng)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path, "a") as archive:
        for name in (SHEET, STRINGS)[: rng.randrange(1, 3)]:
            archive.writestr(name, "<worksheet/>")


# ------------------------------------------------------------------ codes that are no texts


@kind
def numbers_of_seventeen_digits(rng, path):
    digits = rng.randrange(16, 19)
    return listed(path, [f'<c r="@"><v>{rng.randrange(10 ** (digits - 1), 10**digits)}</v></c>' for _ in range(5)])


@kind
def numbers_in_scientific_notation(rng, path):
    texts = (
        f"9.1330100716103{rng.randrange(10)}E+17",
        f"{rng.randrange(1, 9)}.3E14",
        "3.3010000001234E+14",
        "1E400",
        "9e15",
    )
    spelled = (
        '<c r="@"><v>{}</v></c>',
        '<c r="@" t="str"><v>{}</v></c>',
        '<c r="@" t="inlineStr"><is><t>{}</t></is></c>',
    )
    listed(path, [rng.choice(spelled).format(one) for one in texts])
    return {str(int(float(one))) for one in texts if float(one) < 1e15}


@kind
def dates_for_codes(rng, path):
    day = rng.randrange(1, 60_000)
    return listed(
        path,
        [f'<c r="@" t="d"><v>20{day % 90 + 10}-01-02</v></c>', f'<c r="@" s="{rng.randrange(9)}"><v>{day}</v></c>'],
    )


@kind
def switches_and_errors_for_codes(rng, path):
    errors = ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#GETTING_DATA", "x")
    return listed(path, ['<c r="@" t="b"><v>1</v></c>', f'<c r="@" t="e"><v>{rng.choice(errors)}</v></c>',
                         f'<c r="@" t="{rng.choice(["zz", "B", "", "S"])}"><v>7</v></c>'])  # fmt: skip


@kind
def formulas_for_codes(rng, path):
    formula = rng.choice(("1+1", "WEBSERVICE(&quot;http://127.0.0.1:9&quot;)", "A" * 9_999, "cmd|'/c calc'!A1", "@"))
    return listed(
        path,
        [
            f'<c r="@"><f>{formula}</f><v>{rng.randrange(10**17)}</v></c>',
            f'<c r="@" t="str"><f>{formula}</f><v>{hostile.SOUND}</v></c>',
        ],
    )


@kind
def codes_with_invisible_characters(rng, path):
    marks = "\u200b\u202e\u2066\ufeff\u00ad\u200d\u3000\u00a0"
    spoiled = "".join(char + (rng.choice(marks) if rng.random() < 0.3 else "") for char in hostile.SOUND)
    listed(path, [inline("@", spoiled), inline("@", rng.choice(marks) + hostile.OLD_15)])
    return {hostile.SOUND, hostile.OLD_15}


@kind
def codes_with_lookalikes(rng, path):
    swaps = {"0": "OoОΟ", "1": "lIІ", "5": "SЅ", "2": "Zz", "A": "АΑ", "9": "９"}
    at = rng.randrange(18)
    spoiled = hostile.SOUND[:at] + rng.choice(swaps.get(hostile.SOUND[at], "Ж")) + hostile.SOUND[at + 1 :]
    listed(path, [inline("@", spoiled), inline("@", spoiled.lower())])
    return {hostile.SOUND} if "９" in spoiled else set()


@kind
def names_that_are_formulas(rng, path):
    begin = rng.choice(("=", "+", "-", "@", "＝", "\t=", "'="))
    rows = [HEAD, [f'{begin}HYPERLINK("http://127.0.0.1","甲")', hostile.SOUND, f"{begin}cmd|' /C calc'!A0", "所"]]
    hostile.workbook(path, rows)


# ------------------------------------------------------------------ old and other formats


def _compound(rng, *, fat, sectors):
    """An OLE file with a Workbook stream and a sector table of the given shape."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 44, *sectors)
    struct.pack_into("<109I", head, 76, 0, *([0xFFFFFFFF] * 108))
    entries = b"".join(_entry(*one, rng) for one in (("Root Entry", 5, 0, 0), ("Workbook", 2, 2, 1 << 20)))
    return bytes(head) + struct.pack("<128I", *fat) + entries.ljust(512, b"\0") + rng.randbytes(2048)


def _entry(name, kind_, start, size, _rng):
    raw = name.encode("utf-16-le")
    body = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind_, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1)
    return body.ljust(116, b"\0") + struct.pack("<III", start, size, 0)


@kind
def sector_chains_in_a_circle(rng, path):
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *(rng.choice((2, 3, 4, 5)) for _ in range(126))]
    path.write_bytes(_compound(rng, fat=chain, sectors=(1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)))


@kind
def sector_counts_beyond_the_file(rng, path):
    huge = rng.choice((0xFFFFFFFF, 0x7FFFFFFF, 1 << 24, 1 << 28))
    lie = [huge if rng.random() < 0.5 else 1 for _ in range(9)]
    path.write_bytes(_compound(rng, fat=[rng.randrange(1 << 32) for _ in range(128)], sectors=lie))


@kind
def old_workbooks_cut_off(rng, path):
    hostile.old_workbook(path)
    path.write_bytes(path.read_bytes()[: rng.randrange(512, 5_000)])
    return {hostile.OLD_15}


@kind
def old_workbooks_with_flipped_bits(rng, path):
    hostile.old_workbook(path)
    raw = bytearray(path.read_bytes())
    for _ in range(rng.randrange(1, 40)):
        raw[rng.randrange(512, len(raw))] ^= 1 << rng.randrange(8)
    path.write_bytes(raw)
    every = (struct.unpack_from("<d", raw, at)[0] for at in range(len(raw) - 8))
    return {str(int(one)) for one in every if abs(one) < 1e15 and one == int(one)}  # a number there is no text


@kind
def tables_repeated_for_ever(rng, path):
    times = rng.choice((10**6, 10**9, 2**31 - 1, 2**63, 16_384))
    cell = f'<table:table-cell office:value-type="string" table:number-columns-repeated="{rng.choice((1, times))}"><text:p>x</text:p></table:table-cell>'
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        f'<office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="{times}">'
        f"{cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)


@kind
def binary_workbooks_of_noise(rng, path):
    hostile.by_hand(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name in ("xl/workbook.bin", "xl/worksheets/sheet1.bin", "xl/sharedStrings.bin"):
            archive.writestr(name, rng.randbytes(rng.randrange(1, 50_000)))
        archive.writestr("xl/_rels/workbook.bin.rels", "<Relationships/>")


@kind
def documents_under_another_name(rng, path):
    member = rng.choice(
        ("word/document.xml", "ppt/presentation.xml", "META-INF/MANIFEST.MF", "content.xml", "classes.dex")
    )
    hostile.zipped(path, member)


@kind
def noise_behind_a_true_beginning(rng, path):
    begin = rng.choice(
        (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<?xml version='1.0'?>", b"<html>")
    )
    path.write_bytes(begin + rng.randbytes(rng.randrange(1, 200_000)))


def seeded(name, seed):
    """The numbers of one file."""
    return random.Random(f"{name} {seed}")
