"""Tables as markup and in other containers, made by hand with the faults real ones have."""

import struct
import zipfile

ML = (
    '<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n{doctype}'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">{sheets}'
    "</Workbook>"
)


def spreadsheetml(path, *sheets, doctype="", encoding="UTF-8"):
    """Write an XML table 2003 of sheets, each a name and the XML of its rows."""
    inside = "".join(
        f'<Worksheet ss:Name="{name}"><Table>{rows}</Table><x:WorksheetOptions>{options}</x:WorksheetOptions>'
        "</Worksheet>"
        for name, rows, options in sheets
    )
    path.write_bytes(ML.format(sheets=inside, doctype=doctype, encoding=encoding).encode(encoding))
    return path


def row(*cells, index=0):
    """The XML of a row; a cell is a text, or its attributes and type and text."""
    made = "".join(
        f'<Cell><Data ss:Type="String">{cell}</Data></Cell>'
        if isinstance(cell, str)
        else f'<Cell {cell[0]}><Data ss:Type="{cell[1]}">{cell[2]}</Data></Cell>'
        for cell in cells
    )
    return f"<Row{f' ss:Index={chr(34)}{index}{chr(34)}' if index else ''}>{made}</Row>"


def ods(path, *rows, kind="spreadsheet"):
    """Write an OpenDocument table of texts."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in one
        )
        + "</table:table-row>"
        for one in rows
    )
    content = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="名录">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<?xml version='1.0'?><manifest/>")
    return path


def xlsb(path, *rows):
    """Write a binary workbook (MS-XLSB) of texts: records of kind, length and content."""
    numbers = b"".join(
        _record(0, struct.pack("<II", at, 0) + bytes(17))
        + b"".join(
            _record(6, struct.pack("<II", column, 0) + _wide(text)) for column, text in enumerate(one)
        )
        for at, one in enumerate(rows)
    )  # fmt: skip
    last = (0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = (
        _record(0x81, b"") + _record(0x94, struct.pack("<4I", *last)) + _record(0x91, b"") + numbers
        + _record(0x92, b"") + _record(0x82, b"")
    )  # fmt: skip
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet1")
    book = _record(0x83, b"") + _record(0x8F, b"") + _record(0x9C, bundle) + _record(0x90, b"") + _record(0x84, b"")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
            ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
            ' Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def _record(kind, content):
    head = bytes([kind]) if kind < 0x80 else bytes([kind, 1])
    size, length = len(content), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size >= 0x80 else 0)])
        size >>= 7
        if not size:
            return head + length + content


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
