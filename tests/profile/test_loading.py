"""The file of a bureau is read strictly, and each refusal says where, what, and how to repair."""

import tomllib

import pytest

from inspector_desktop import profile
from inspector_desktop.assets import resource
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.wording import say

FILE = resource("profiles", "huaxian-meteorology.toml")


def changed(old, new):
    text = FILE.read_text("utf-8")
    assert old in text
    return text.replace(old, new, 1).encode()


def refusal(raw):
    with pytest.raises(Refused) as found:
        profile.parse(raw, name="a.toml")
    return found.value, say(found.value.code, **found.value.facts)


def test_an_unknown_key_is_refused_with_its_place_and_a_repair():
    refused, text = refusal(changed("lease_days = 45", "lease_days = 45\nlease_weeks = 6"))
    assert refused.code == "refused-profile-unknown-key"
    assert refused.facts["at"] == "device.lease_weeks"
    assert "a.toml" in text
    assert "device.lease_weeks" in text
    assert "请核对拼写" in text


def test_an_unknown_key_in_a_row_of_a_table_is_refused_with_the_number_of_the_row():
    refused, _ = refusal(changed('id = "D02"', 'id = "D02"\nlenght = 20'))
    assert refused.facts["at"] == "deadlines[2].lenght"


def test_a_group_without_a_clause_is_refused():
    refused, text = refusal(changed('clause = "000 一(三)2', 'remark = "000 一(三)2').replace(b"remark", b"# remark"))
    assert refused.code == "refused-profile-missing-key"
    assert str(refused.facts["at"]).endswith(".clause")
    assert "clause" in text


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("ratio_ppm = 300000", "ratio_ppm = 0.3", "categories[1].ratio_ppm", "应为整数"),
        ("ratio_ppm = 300000", "ratio_ppm = 1300000", "categories[1].ratio_ppm", "超出范围"),
        ("pad = true", 'pad = "yes"', "signature.pad", "true"),
        ('rounding = "up"', 'rounding = "half"', "quota.rounding", "可选"),
        ('closes = "11-30"', 'closes = "31-11"', "plan.periods[2].closes", "11-30"),
        ('name = "滑县气象局"', 'name = ""', "bureau.name", "不能为空"),
        ("size = 2", "size = 1", "groups.size", "超出范围"),
        ('clause = "000 题名"', 'clause = "方案"', "source.clause", "出处"),
    ],
)
def test_a_wrong_value_is_refused_with_key_value_and_reason(old, new, key, words):
    refused, text = refusal(changed(old, new))
    assert refused.code == "refused-profile-value"
    assert refused.facts["at"] == key
    assert words in text


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('unit = "working-days"\nlength = 5', 'unit = "date"\nlength = 5', "deadline-shape"),
        ("ratio_ppm = 50000\n", "", "ratio-per-category"),
        ("{ count = 20, min = 0, max = 9, set = false }", "{ count = 6, min = 0, max = 9, set = false }", "event-outcomes"),
        ("〔{year}〕{number}号", "{number}号", "number-pattern"),
        ('number = "滑气〔{year}〕', 'number = "{number.real}{year}〕', "number-pattern"),
        ('task_code = "{number:03}"', 'task_code = "{serial}"', "number-pattern"),
        ('id = "notice"\ntitle = "检查告知"', 'id = "feedback"\ntitle = "检查告知"', "steps-order"),
    ],
)  # fmt: skip
def test_settings_that_contradict_each_other_are_refused_by_rule(old, new, rule):
    refused, text = refusal(changed(old, new))
    assert refused.code == "refused-profile-rule"
    assert refused.facts["rule"] == rule
    assert "内容前后不符" not in text


def test_a_reference_to_nothing_and_a_doubled_id_are_refused():
    refused, text = refusal(changed('release_by = "D04"', 'release_by = "D44"'))
    assert refused.code == "refused-profile-reference"
    assert "D44" in text
    refused, text = refusal(changed('id = "D02"', 'id = "D01"'))
    assert refused.code == "refused-profile-twice"
    assert "deadlines" in text


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"a = = 1", "名 = ".encode()])
def test_bytes_that_are_no_toml_are_refused(raw):
    refused, text = refusal(raw)
    assert refused.code == "refused-profile-not-toml"
    assert "UTF-8" in text


def test_a_file_beyond_a_megabyte_is_refused_before_it_is_parsed():
    refused, _ = refusal(b"#" * 1_000_001)
    assert refused.code == "refused-profile-too-large"


def test_a_profile_that_does_not_exist_is_missing_and_the_known_ones_are_named(tmp_path):
    with pytest.raises(Missing) as found:
        profile.load("../pyproject")
    assert "huaxian-meteorology" in say(found.value.code, **found.value.facts)
    with pytest.raises(Missing):
        profile.read(tmp_path / "nowhere.toml")


@pytest.mark.obligation("F068")
def test_a_sixth_bureau_is_a_copied_file_with_its_own_values(tmp_path):
    text = FILE.read_text("utf-8")
    for old, new in [
        ('id = "huaxian-meteorology"', 'id = "sixth-emergency"'),
        ('name = "滑县气象局"', 'name = "第六县应急管理局"'),
        ('short = "滑"', 'short = "六"'),
        ('number = "（{short}）气{word}', 'number = "（{short}）应急{word}'),
        ("ratio_ppm = 50000\n", "ratio_ppm = 100000\n"),
        ('clause = "000 二(一)"', 'clause = "006 第三条"'),
    ]:  # fmt: skip
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "sixth-emergency.toml"
    path.write_text(text, "utf-8")
    sixth = profile.read(path)
    assert sixth.bureau.name == "第六县应急管理局"
    assert sixth.number_text("check-record", year=2026, number=7) == "（六）应急检记〔2026〕7号"
    assert sixth.category("key-unit").ratio_ppm == 100_000
    assert sixth.digest != profile.load("huaxian-meteorology").digest


def test_a_file_named_otherwise_than_its_bureau_is_refused(tmp_path):
    path = tmp_path / "other.toml"
    path.write_bytes(FILE.read_bytes())
    with pytest.raises(Refused) as found:
        profile.read(path)
    assert found.value.code == "refused-profile-name"


def test_every_table_of_the_file_names_its_clause():
    def bare(table, where):
        found = []
        if any(not isinstance(value, dict | list) for value in table.values()) and "clause" not in table:
            found.append(where)
        for key, value in table.items():
            if isinstance(value, dict):
                found += bare(value, f"{where}.{key}")
            elif isinstance(value, list) and "clause" not in table:
                found += [one for row in value if isinstance(row, dict) for one in bare(row, f"{where}.{key}")]
        return found

    assert bare(tomllib.loads(FILE.read_text("utf-8")), "") == []
