"""Spreadsheets for the tests, honest and hostile, made by hand so that each fault is exactly the one named."""

import base64
import io
import struct
import zipfile
import zlib

import xlsxwriter

HEADER = ["企业名称", "注册号/统一社会信用代码", "登记机关", "管辖单位"]
SOUND = "91410526MA9ABCDE21"
OLD_15 = "330100000012343"
OLD_13 = "3301062015292"

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    '<Relationship Id="rId2" Target="sharedStrings.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/></Relationships>'
)
_SHEET = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
_STRINGS = '<?xml version="1.0"?>{}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'


def workbook(path, *sheets, merges=()):
    """Write sheets of rows; texts stay texts, numbers numbers."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    for number, rows in enumerate(sheets):
        page = book.add_worksheet(f"Sheet{number + 1}")
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(r, c, value)
                else:
                    page.write(r, c, value)
        for span in merges if number == 0 else ():
            page.merge_range(*span[:4], span[4])
    book.close()
    return path


def by_hand(path, *, rows="", strings="", doctype="", more=()):
    """Write an .xlsx out of raw XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS)
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _BOOK_RELS)
        archive.writestr("xl/worksheets/sheet1.xml", _SHEET.format(rows))
        archive.writestr("xl/sharedStrings.xml", _STRINGS.format(doctype, strings))
        for name, content in more:
            archive.writestr(name, content)
    return path


def same_string_everywhere(path):
    """A few hundred kilobytes whose cells all name one long text."""
    row = "".join(f'<c r="{chr(65 + n)}{{0}}" t="s"><v>0</v></c>' for n in range(26))
    rows = "".join(f'<row r="{r}">{row.format(r)}</row>' for r in range(1, 3001))
    return by_hand(path, rows=rows, strings=f"<si><t>{'长' * 32_000}</t></si>")


def two_cells_far_apart(path):
    """A range of seventeen thousand million cells, two of them filled."""
    cell = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    return by_hand(path, rows=cell.format(1, "A") + cell.format(1_048_576, "XFD"))


def endless_zeros(path):
    """A part that is 64 MB of zeros, 64 KB packed."""
    return by_hand(path, more=[("xl/media/zeros.bin", b"\0" * (64 << 20))])


def lying_sizes(path):
    """The same, with sizes of a few bytes claimed in every header."""
    endless_zeros(path)
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        if raw[at + 46 :].startswith(b"xl/media/zeros.bin"):
            struct.pack_into("<I", raw, at + 24, 10)
        at = raw.find(b"PK\x01\x02", at + 4)
    path.write_bytes(raw)
    return path


def many_entries(path, count):
    """An archive of very many empty parts."""
    return by_hand(path, more=[(f"xl/e{n}", b"") for n in range(count)])


def laughing_entities(path):
    """Entities that name entities that name entities."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return by_hand(
        path, doctype=f'<!DOCTYPE sst [<!ENTITY l0 "ha">{levels}]>', strings="<si><t>&l9;</t></si>",
        rows='<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    )  # fmt: skip


def zipped(path, *names):
    """An archive with these members."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path


def compound(path, stream):
    """The beginning of an OLE file with one stream of that name."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + stream.encode("utf-16-le") + bytes(1000))
    return path


def cells_of(content):
    """Return the raw XML of the first sheet and of the shared strings of an .xlsx in bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/sharedStrings.xml").decode()


def old_workbook(path):
    """Write a BIFF8 .xls: a title, the header in row 2, a sound row, a number of 15 digits and one of 18."""
    path.write_bytes(zlib.decompress(base64.b64decode(_OLD_WORKBOOK)))
    return path


_OLD_WORKBOOK = (
    "eNrtWFtIFFEY/s/M7LVdXU0jNxARMjOh1i5ooOs1n9x1XcVMwdYUC5dV1opUKMt8iIyCQCh6aMEXX0xfKinI6KWHyC4PkRG5"
    "SRD0UlFkoE7/+Xd2W2shF0oq5hvmn/92vjkz5zrzaDppNjBhDcIPKAIRlmQDaKN8DE9D2LAAxmWZq+GrHk9ZxT8Fgx4bUquB"
    "W+YHOt6GvL2DIMC4dBclwGs8m6ALHJ2+toxVRCnVwcN4HQpRMriCngRIo1olkzxAci3Ja5R5m2Qxec6RLMTcWbYPpu2OnHyl"
    "F+8VMimWAJz3BpWZIY8NUuE+78UnLrBQrgZK/Ic83r8zkC6ZYASw3SrbfG1+j3cWUrABR+CznAHwKTxSpzJU/+r6GaB/frlf"
    "F8N/UZAA+kHeTx18EExQLvGIwMy1dc0LEMAuCrCGhiWbOvim/WujZ4iHJGDMaXWYa9/3mIC99Q65vri3wqvj4CjqsTqDzuwj"
    "cw52DLP6jo6f3d3e7UI10Dd8vs5d5TQAe+y7435Y3+3K955pvFoz6X3emwxQYNth27Yzb1dVSUFJaVl5RZ5NDGUWN6HC04tb"
    "UGlweF3zblTSSDHyNYHmEMuyOcRMY8uEshUSSU+iEWbBVWJh9MOTqpZqezN5+mndCK0uG/kLARlO8hJYOIEiGpI8kkMltpA8"
    "RawbSLeSTMFMvGZVpyrKngHKOU3RLLzPdsJT+6YoPRv1wXeum+mDc/bNqI9VBntTxp7ZA5CJq10rlufHAOSyXHb5EsekPXxl"
    "ykz0kmTaT7OSXrAozyYrS2giLIKR1CSSPIPR0y3PYJTBZcgKv7+QJaAlRiwRLUnhEmJwCcSlUfJDbaGNWJxLF7E4l17hEmNw"
    "icTFdwEito5IXF0DL9zD9z6WhuJhPiZo0SI+5JJicEnEZVS4JOJaPzYx09owWhaKR9dNitStSEiG6/yhcKb/DiOoUKFChQoV"
    "KlSo+DX4DpNvpURlh61R9u865b/OIp5L6m+S/xY10InHYfwwrQAfXv3QE1f/WQcaFuZiKywT/l/IUY9390MHtFA9OuLuv/j9"
    "xaKfZ8UFLb9vCMV7/6V46vmH7/8NB6YEnQ=="
)
