"""Whatever file is chosen, reading it ends within its budget, and the refusal names what the file is."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from inspector_desktop.errors import Cancelled, Missing, Refused
from inspector_desktop.registry.intake.encoding import decode
from inspector_desktop.registry.intake.limits import Limits
from inspector_desktop.registry.intake.parsing import cell_of, unpack_within
from inspector_desktop.registry.intake.reading import read_sheets
from inspector_desktop.registry.intake.sniffing import sniff
from inspector_desktop.wording import say

_SPEC = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
hostile = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(hostile)

KINDS = (
    (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>', "spreadsheetml"),
    (b"\xef\xbb\xbf \n<html><table><tr><td>a", "html"),
    (b"<table border=1><tr>", "html"),
    ("<html><table>".encode("utf-16"), "html"),
    ("名称,代码".encode("utf-16"), "csv"),
    ("名称,代码".encode("gb18030"), "csv"),
)

ROOT = Path(__file__).resolve().parents[2]


def refusal(run):
    with pytest.raises(Refused) as found:
        run()
    return found.value, say(found.value.code, **found.value.facts)


def plain(sheets):
    return [
        (sheet.name, [(line.number, [cell.text for cell in line.cells]) for line in sheet.lines]) for sheet in sheets
    ]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"%PDF-1.7 ...", "refused-import-kind", "是 PDF"),
        (b"\x89PNG\r\n\x1a\n....", "refused-import-kind", "是图片"),
        (b"\xff\xd8\xff\xe0....", "refused-import-kind", "是图片"),
        (b"Rar!\x1a\x07", "refused-import-kind", "压缩包"),
        (b"MZ\x90\x00", "refused-import-kind", "程序"),
        (b"<?xml version='1.0'?><a/>", "refused-import-kind", "XML"),
        (b'{"a": 1}', "refused-import-kind", "JSON"),
        (b"abc\x00\x01\x02", "refused-import-kind", "不是表格"),
        (b"", "refused-import-empty", "空的"),
        (b"PK\x03\x04 cut off", "refused-import-damaged", "损坏"),
    ],
)
def test_a_file_that_is_no_table_is_named_for_what_it_is(tmp_path, content, code, words):
    path = tmp_path / "名录.xlsx"
    path.write_bytes(content)
    refused, text = refusal(lambda: sniff(path, Limits()))
    assert refused.code == code
    assert words in text
    assert "名录.xlsx" in text


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_a_table_is_known_by_its_content_whatever_its_name(tmp_path, content, kind):
    path = tmp_path / "名录.xlsx"
    path.write_bytes(content)
    assert sniff(path, Limits()) == kind


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("word/document.xml", "文字文稿"),
        ("content.xml", "OpenDocument"),
        ("a.txt", "压缩包"),
    ],
)
def test_a_zip_that_is_no_workbook_is_named_by_its_members(tmp_path, member, words):
    _, text = refusal(lambda: sniff(hostile.zipped(tmp_path / "a.xlsx", member), Limits()))
    assert words in text


def test_old_workbooks_are_told_from_locked_ones_and_from_documents(tmp_path):
    assert sniff(hostile.compound(tmp_path / "a.xls", "Workbook"), Limits()) == "xls"
    refused, _ = refusal(lambda: sniff(hostile.compound(tmp_path / "b.xlsx", "EncryptedPackage"), Limits()))
    assert refused.code == "refused-import-encrypted"
    _, text = refusal(lambda: sniff(hostile.compound(tmp_path / "c.xls", "WordDocument"), Limits()))
    assert "文字文稿" in text


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 1000)
    refused, text = refusal(lambda: sniff(path, Limits(file=1000)))
    assert refused.code == "refused-import-too-large"
    assert "MB" in text


def test_an_archive_of_too_many_parts_is_refused_by_its_directory(tmp_path):
    refused, text = refusal(lambda: sniff(hostile.many_entries(tmp_path / "a.xlsx", 30), Limits(entries=20)))
    assert refused.facts["why"] == "entries"
    assert "内部文件过多" in text


def test_a_part_that_swells_is_stopped_while_it_is_unpacked(tmp_path):
    refused, _ = refusal(lambda: unpack_within(hostile.endless_zeros(tmp_path / "a.xlsx"), Limits()))
    assert refused.facts["why"] == "ratio"
    assert (tmp_path / "a.xlsx").stat().st_size < 100_000
    refused, _ = refusal(lambda: unpack_within(tmp_path / "a.xlsx", Limits(unpacked=1 << 20)))
    assert refused.facts["why"] == "unpacked"


def test_sizes_that_lie_do_not_help_a_bomb(tmp_path):
    refused, _ = refusal(lambda: unpack_within(hostile.lying_sizes(tmp_path / "a.xlsx"), Limits(unpacked=1 << 20)))
    assert refused.code in {"refused-import-bomb", "refused-import-damaged"}


def test_entities_are_refused_before_any_reader_sees_them(tmp_path):
    refused, _ = refusal(lambda: unpack_within(hostile.laughing_entities(tmp_path / "a.xlsx"), Limits()))
    assert refused.facts["why"] == "entities"


@pytest.mark.parametrize("make", [hostile.same_string_everywhere, hostile.two_cells_far_apart])
def test_a_small_file_that_would_fill_the_memory_ends_in_a_refusal_in_time(tmp_path, make):
    path = make(tmp_path / "a.xlsx")
    assert path.stat().st_size < 500_000
    began = monotonic()
    refused, text = refusal(lambda: read_sheets(path, limits=Limits(memory=256 << 20)))
    assert refused.code in {"refused-import-memory", "refused-import-damaged"}
    assert "没有导入任何内容" in text or "另存为" in text
    assert monotonic() - began < 25


def test_a_bomb_is_refused_through_the_front_door_too(tmp_path):
    refused, text = refusal(lambda: read_sheets(hostile.endless_zeros(tmp_path / "a.xlsx")))
    assert refused.code == "refused-import-bomb"
    assert "压缩程度异常" in text


def test_reading_stops_when_the_time_is_up_and_when_a_person_stops_it(tmp_path):
    path = hostile.workbook(tmp_path / "a.xlsx", [hostile.HEADER])
    refused, text = refusal(lambda: read_sheets(path, limits=Limits(seconds=0)))
    assert refused.code == "refused-import-time"
    assert "没有导入任何内容" in text
    with pytest.raises(Cancelled) as found:
        read_sheets(path, cancelled=lambda: True)
    assert "没有导入任何内容" in say(found.value.code, **found.value.facts)


def test_a_file_that_is_gone_is_missing(tmp_path):
    with pytest.raises(Missing) as found:
        read_sheets(tmp_path / "nowhere.xlsx")
    assert "nowhere.xlsx" in say(found.value.code, **found.value.facts)


def test_rows_beyond_the_limit_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("企业名称\n" + "甲\n" * 30, "utf-8")
    refused, _ = refusal(lambda: read_sheets(path, limits=Limits(rows=20)))
    assert refused.code == "refused-import-too-many-rows"


def test_a_workbook_keeps_texts_counts_rows_as_people_do_and_repeats_merged_cells(tmp_path):
    rows = [
        [],
        ["表一"],
        hostile.HEADER,
        ["甲公司", hostile.SOUND, 12, 0.05],
        [],
        ["乙公司", 913301007161035748],
        ["丙"],
        [],
        ["丁"],
    ]
    path = hostile.workbook(tmp_path / "a.xlsx", rows, [], merges=[(6, 2, 8, 2, "滑县局")])
    first, second = read_sheets(path)
    assert plain([first])[0][1] == [
        (2, ["表一", "", "", ""]),
        (3, hostile.HEADER),
        (4, ["甲公司", hostile.SOUND, "12", "0.05"]),
        (6, ["乙公司", "913301007161035776", "", ""]),
        (7, ["丙", "", "滑县局", ""]),
        (9, ["丁", "", "滑县局", ""]),
    ]
    assert first.lines[3].cells[1].kind == "worn"
    assert first.lines[2].cells[2].kind == "number"
    assert second.lines == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_tables_of_values_are_read_in_the_encodings_offices_use(tmp_path, encoding, mark):
    text = f'企业名称{mark}注册号\n"甲{mark}公司𠮷"{mark}330100000012343\n'
    assert decode(text.encode(encoding), "a.csv") == text
    if mark == "," and encoding in {"gb18030", "utf-16"}:
        path = tmp_path / "a.csv"
        path.write_bytes(text.encode(encoding))
        assert plain(read_sheets(path))[0][1][1] == (2, ["甲,公司𠮷", "330100000012343"])


def test_bytes_in_no_known_encoding_are_refused():
    refused, text = refusal(lambda: decode(b"\xef\xbb\xbf\xff\xff", "a.csv"))
    assert refused.code == "refused-import-encoding"
    assert "GB18030" in text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("文", "文"), (True, ["switch", "TRUE"]), (330100000012343.0, ["number", "330100000012343"]),
        (1e15, ["worn", "1000000000000000"]), (91330100716103574.0, ["worn", "91330100716103568"]),
        (0.05, ["number", "0.05"]), (float("nan"), ["worn", "nan"]), (float("inf"), ["worn", "inf"]),
    ],
)  # fmt: skip
def test_numbers_with_more_digits_than_a_cell_holds_are_marked(value, cell):
    assert cell_of(value) == cell


def test_a_list_of_forty_thousand_rows_is_read_within_the_limits_with_progress(tmp_path):
    path = tmp_path / "a.csv"
    rows = "\n".join(f"滑县第{n}加油站,{hostile.SOUND},滑县市场监督管理局,城关所" for n in range(42_783))
    path.write_text("企业名称,统一社会信用代码,登记机关,管辖单位\n" + rows, "gb18030")
    seen = []
    (sheet,) = read_sheets(path, progress=seen.append, limits=Limits(memory=256 << 20))
    assert len(sheet.lines) == 42_784
    assert seen == sorted(seen)
    assert seen[-1] == 42_784
    assert len(seen) > 20


def test_the_library_that_reads_spreadsheets_is_never_loaded_in_this_process(tmp_path):
    path = hostile.workbook(tmp_path / "a.xlsx", [hostile.HEADER])
    program = (
        "import sys; from pathlib import Path; from inspector_desktop.registry.intake import read_sheets; "
        "assert read_sheets(Path(sys.argv[1])); assert 'python_calamine' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=ROOT)
