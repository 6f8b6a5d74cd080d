"""Hostile files by the thousand, continued: texts, markup, wrong types, and real lists spoiled at random."""

import importlib.util
import sys
import zipfile
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("corpus", Path(__file__).with_name("corpus.py"))
corpus = sys.modules.get("corpus") or importlib.util.module_from_spec(_SPEC)
if "corpus" not in sys.modules:
    sys.modules["corpus"] = corpus
    _SPEC.loader.exec_module(corpus)
kind, hostile, KINDS = corpus.kind, corpus.hostile, corpus.KINDS
TITLES = ",".join(hostile.HEADER) + "\n"
BOOK_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>{}<Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="S"><Table>{}</Table></Worksheet></Workbook>'
)


def _csv(rng, rows=20):
    return TITLES + "".join(f"滑县{rng.randrange(999)}站,{hostile.SOUND},局,所\n" for _ in range(rows))


def _row_2003(*texts, more=""):
    cells = "".join(f'<Cell{more}><Data ss:Type="String">{text}</Data></Cell>' for text in texts)
    return f"<Row>{cells}</Row>"


def _flipped(raw, rng):
    raw = bytearray(raw)
    for _ in range(rng.randrange(1, 60)):
        at = rng.randrange(len(raw))
        change = rng.randrange(4)
        if change == 0:
            raw[at] = rng.randrange(256)
        elif change == 1:
            del raw[at : at + rng.randrange(1, 40)]
        elif change == 2:
            raw[at:at] = raw[rng.randrange(len(raw)) :][: rng.randrange(1, 400)]
        else:
            raw[at:at] = rng.choice((b"<", b">", b'"', b"&", b"\0", b"]]>", b"<!--", b"&#0;", b"\xff"))
        if not raw:
            return b"\0"
    return bytes(raw)


@kind
def one_endless_line(rng, path):
    path.write_text(TITLES + rng.choice(("x", "字", ",", '"', "9")) * rng.randrange(1 << 20, 8 << 20), "utf-8")


@kind
def zeros_in_a_text(rng, path):
    raw = bytearray(_csv(rng).encode())
    for _ in range(rng.randrange(1, 9)):
        raw[rng.randrange(len(raw)) :][:0] = b"\0"
        raw[rng.randrange(len(raw))] = 0
    path.write_bytes(b"\xef\xbb\xbf" + raw if rng.random() < 0.5 else raw)


@kind
def zeros_far_down_a_text(rng, path):
    path.write_bytes(_csv(rng, 900).encode() + f"甲\0乙,{hostile.SOUND}\0,局\0,所\n".encode() * rng.randrange(1, 9))
    return {hostile.SOUND}


@kind
def halves_of_characters(rng, path):
    path.write_bytes(
        _csv(rng).encode() + rng.choice((b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xff\xfe", b"\x80", b"\xf0\x9f")) * 9
    )


@kind
def utf16_of_odd_length(rng, path):
    raw = _csv(rng).encode(rng.choice(("utf-16", "utf-16-be", "utf-16-le")))
    path.write_bytes(
        rng.choice((b"", b"\xff\xfe", b"\xfe\xff")) + raw[: -rng.randrange(1, 40)] + b"\x00\xd8" * rng.randrange(3)
    )


@kind
def encodings_mixed(rng, path):
    path.write_bytes(_csv(rng).encode() + _csv(rng).encode("gb18030") + rng.choice((b"", _csv(rng).encode("utf-16"))))


@kind
def quotes_never_closed(rng, path):
    path.write_text(_csv(rng) + '"' + _csv(rng, rng.randrange(1, 9_000)), rng.choice(("utf-8", "gb18030")))


@kind
def columns_without_end(rng, path):
    path.write_text(TITLES + "甲," * rng.randrange(300, 1_000_000) + "\n", "utf-8")


@kind
def rows_without_end(rng, path):
    path.write_text(TITLES + rng.choice(("甲\n", ",,,\n", "\n", "1\n")) * rng.randrange(600_000, 2_000_000), "utf-8")


@kind
def values_that_are_formulas(rng, path):
    mark = rng.choice(("=", "+", "-", "@", "\t=", '="', "'"))
    path.write_text(TITLES + f'"{mark.replace(chr(34), chr(34) * 2)}cmd",{hostile.SOUND},"=1+1",所\n', "utf-8")


@kind
def numbers_spelled_by_a_spreadsheet(rng, path):
    codes = ("9.13301E+17", "3.3E+14", "913301007161035000", f'="{hostile.SOUND}"', f"'{hostile.OLD_15}", "1.0", "0x1F")
    path.write_text(TITLES + "".join(f"甲{at},{rng.choice(codes)},局,所\n".replace('="', '"=""').replace('",局', '""",局')
                                     for at in range(9)), "utf-8")  # fmt: skip
    return {hostile.SOUND, hostile.OLD_15}


@kind
def tables_within_tables(rng, path):
    path.write_text("<html>" + "<table><tr><td>" * rng.randrange(100, 200_000), "utf-8")


@kind
def cells_that_span_everything(rng, path):
    span = rng.choice((10**9, 1_048_576, 65_535, -1))
    cell = f"<td colspan={span} rowspan={span}>x</td>"
    path.write_text("<table>" + f"<tr>{cell * rng.randrange(1, 50)}</tr>" * rng.randrange(1, 3_000), "utf-8")


@kind
def pages_never_closed(rng, path):
    part = rng.choice(("<td ", "<td a='", "<!--", "<script>", "<td>&#x110000;", "<![CDATA[", "<a b=" + "c" * 99))
    path.write_text("<table><tr><td>" + part * rng.randrange(1, 60_000), "utf-8")


@kind
def pages_of_entities(rng, path):
    path.write_text(
        "<table><tr><td>" + rng.choice(("&amp;", "&#0;", "&#xD800;", "&nosuch;", "&")) * rng.randrange(9, 400_000),
        "utf-8",
    )


@kind
def laughing_tables_of_2003(rng, path):
    levels = "".join('<!ENTITY l{} "{}">'.format(n, f"&l{n - 1};" * 10) for n in range(1, rng.randrange(2, 12)))
    kinds = (f'<!DOCTYPE a [<!ENTITY l0 "ha">{levels}]>', '<!DOCTYPE a SYSTEM "file:///dev/zero">')
    path.write_text(BOOK_2003.format(rng.choice(kinds), _row_2003("&l1;")), "utf-8")


@kind
def rows_of_2003_far_away(rng, path):
    far = rng.choice((1_048_576, 2**31, 10**12, -1, "x"))
    more = rng.choice((f' ss:Index="{far}"', f' ss:MergeDown="{far}"', f' ss:MergeAcross="{far}"'))
    body = _row_2003(*hostile.HEADER) + _row_2003("甲", hostile.SOUND, more=more) * rng.randrange(1, 3_000)
    path.write_text(BOOK_2003.format("", body), "utf-8")


@kind
def elements_of_2003_within_elements(rng, path):
    path.write_text(BOOK_2003.format("", "<Row><Cell><Data>" * rng.randrange(100, 300_000)), "utf-8")


@kind
def numbers_of_2003(rng, path):
    value = rng.choice(
        ("913301007161035748", "9.13301007161035E+17", "1e400", "NaN", "-0", "3.30100000012343E14", "１２")
    )
    type_ = rng.choice(("Number", "String", "Boolean", "DateTime", "Error", "Zz"))
    cell = f'<Cell><Data ss:Type="{type_}">{value}</Data></Cell>'
    row = f'<Row><Cell><Data ss:Type="String">甲</Data></Cell>{cell}</Row>'
    path.write_text(BOOK_2003.format("", _row_2003(*hostile.HEADER) + row), "utf-8")
    return {"330100000012343"}


@kind
def wrong_types(rng, path):
    begin = rng.choice((b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"MZ\x90\0", b"\x7fELF", b"GIF89a",
                        b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"{\\rtf1", b"BM", b'{"a":', b"ID3"))  # fmt: skip
    path.write_bytes(begin + rng.randbytes(rng.randrange(9_999)))


@kind
def next_to_nothing(rng, path):
    path.write_bytes(
        rng.choice((b"", b"x", b"P", b"PK", b"\0", b"\n", b"\xff\xfe", b"<", b",", b"\xef\xbb\xbf", b" " * 999))
    )


def spoiled(real):
    """Enter the kinds made of real files: name to bytes."""
    books = [raw for raw in real if raw.startswith(b"PK")]
    tables = [raw for raw in real if raw.lstrip().startswith(b"<")]

    @kind
    def real_lists_cut_off(rng, path):
        raw = rng.choice(real)
        path.write_bytes(raw[: rng.randrange(1, len(raw))])

    @kind
    def real_workbooks_with_flipped_bytes(rng, path):
        path.write_bytes(_flipped(rng.choice(books), rng))

    @kind
    def real_tables_of_2003_with_flipped_bytes(rng, path):
        path.write_bytes(_flipped(rng.choice(tables or books), rng))

    @kind
    def real_workbooks_with_spoiled_parts(rng, path):
        path.write_bytes(rng.choice(books))
        with zipfile.ZipFile(path) as archive:
            chosen = rng.choice(
                [one for one in archive.namelist() if one.startswith("xl/") and one.endswith((".xml", ".rels"))]
            )
        corpus.repacked(path, lambda name, content: _flipped(content, rng) if name == chosen else content)
