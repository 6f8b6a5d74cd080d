"""The wording files can all be read, say each thing once, and both ways of filling in a text agree."""

import re
from datetime import UTC, date, datetime

import pytest
from fluent.syntax import FluentParser, ast

from inspector_desktop import wording
from inspector_desktop.assets import resource

FILES = sorted(resource("wording", "zh-CN").glob("*.ftl"))


def facts_of(entry: str) -> dict[str, str | int]:
    return {name: 3 if name in {"count", "photos", "days"} else "甲" for name in re.findall(r"\$([\w-]+)", entry)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_entry_of_a_file_parses(path):
    body = FluentParser().parse(path.read_text(encoding="utf-8")).body
    broken = [entry.content for entry in body if isinstance(entry, ast.Junk)]
    assert broken == []
    assert [entry for entry in body if isinstance(entry, ast.Message)] != []


def test_splitting_finds_exactly_the_entries_the_parser_finds():
    entries = [
        ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
        for path in FILES
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, ast.Message | ast.Term)
    ]
    catalogue = wording.read_catalogue(FILES)
    assert sorted(entries) == sorted(catalogue.entries)


def test_filling_in_plain_lines_gives_what_fluent_gives():
    catalogue = wording.read_catalogue(FILES)
    for key, entry in catalogue.entries.items():
        if not key.startswith("-"):
            facts = facts_of(" ".join(catalogue.entries.values()) if "{ -" in entry else entry)
            assert catalogue.say(key, facts) == catalogue.parsed(key, facts), key


def test_facts_stand_in_the_sentence_without_isolation_marks():
    text = wording.say("refused-lines-open", count=2026, lines="3、19")
    assert text.startswith("现场检查：还有2026项待判定（第3、19项）。")
    assert not set(text) & {"\u2068", "\u2069"}


def test_a_date_is_written_as_a_chinese_date():
    assert wording.say("term-before", date=date(2026, 11, 27)) == "2026年11月27日前"


def test_a_moment_is_not_a_fact():
    with pytest.raises(TypeError):
        wording.say("term-before", date=datetime(2026, 11, 27, tzinfo=UTC))


def test_a_text_may_depend_on_a_number():
    assert wording.say("record-uploaded", photos=0) == "已上传"
    assert wording.say("record-uploaded", photos=1200) == "已上传（照片待传 1200 张）"


def test_a_missing_key_is_named():
    with pytest.raises(LookupError, match="no-such-key"):
        wording.say("no-such-key")
    assert not wording.has("no-such-key")
    assert wording.has("rail-workbench")


@pytest.mark.parametrize("key", ["term-due", "record-uploaded"])
def test_a_missing_fact_is_named(key):
    with pytest.raises(LookupError, match=r"date|photos"):
        wording.say(key)


def test_a_key_in_two_files_is_refused(tmp_path):
    (tmp_path / "a.ftl").write_text("one = 甲\n", encoding="utf-8")
    (tmp_path / "b.ftl").write_text("two = 乙\none = 丙\n", encoding="utf-8")
    with pytest.raises(wording.DuplicateWordingError, match=r"one stands twice, again in b\.ftl"):
        wording.read_catalogue(tmp_path.glob("*.ftl"))


def test_comments_between_entries_belong_to_no_text(tmp_path):
    (tmp_path / "a.ftl").write_text("one = 甲\n\n## Next\n\n# about two\ntwo =\n    乙\n    丙\n", encoding="utf-8")
    catalogue = wording.read_catalogue(tmp_path.glob("*.ftl"))
    assert (catalogue.say("one", {}), catalogue.say("two", {})) == ("甲", "乙\n丙")


def test_a_text_may_use_a_term_of_another_file(tmp_path):
    (tmp_path / "a.ftl").write_text("one = 登录{ -server }\n", encoding="utf-8")
    (tmp_path / "b.ftl").write_text("-server = 局服务器\n", encoding="utf-8")
    assert wording.read_catalogue(tmp_path.glob("*.ftl")).say("one", {}) == "登录局服务器"
