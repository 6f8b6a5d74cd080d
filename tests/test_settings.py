"""The small file of settings: read back, replaced whole, and said to be damaged when it is."""

import pytest

from inspector_desktop import places
from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.settings import Settings, load_settings, save_settings

SETTINGS = Settings("huaxian-meteorology", "https://10.1.2.3:8443", "ab" * 32, "执法一号机")


def test_settings_are_read_back(tmp_path):
    path = tmp_path / "数据" / "settings.json"
    save_settings(path, SETTINGS)
    assert load_settings(path) == SETTINGS
    assert "执法一号机" in path.read_text(encoding="utf-8")


def test_a_device_not_set_up_has_none(tmp_path):
    with pytest.raises(Missing, match="error-settings-missing"):
        load_settings(tmp_path / "settings.json")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b'{"format": "settings-9", "profile": "x"}', b'{"format": "settings-1"}',
     b'{"format": "settings-1", "profile": 1}'],
)  # fmt: skip
def test_a_damaged_file_is_named(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    with pytest.raises(Damaged, match="error-settings-damaged"):
        load_settings(path)


def test_what_a_newer_program_added_is_passed_over(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"format": "settings-1", "profile": "p", "later": "x"}')
    assert load_settings(path) == Settings("p")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_power_cut_while_saving_leaves_the_former_settings(tmp_path, monkeypatch, step):
    path = tmp_path / "settings.json"
    save_settings(path, SETTINGS)

    def cut(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(places.os if step == "fsync" else places.Path, step, cut)
        with pytest.raises(KeyboardInterrupt):
            save_settings(path, Settings("another"))
    assert load_settings(path) == SETTINGS
    assert [one.name for one in tmp_path.iterdir()] == ["settings.json"]


def test_the_bytes_are_flushed_before_the_name_and_the_folder_after(tmp_path, monkeypatch):
    done = []
    real = (places.os.fsync, places.Path.replace)
    monkeypatch.setattr(places.os, "fsync", lambda handle: (done.append("flush"), real[0](handle))[1])
    monkeypatch.setattr(places.Path, "replace", lambda self, to: (done.append("rename"), real[1](self, to))[1])
    save_settings(tmp_path / "settings.json", SETTINGS)
    assert done[:2] == ["flush", "rename"]
    assert done[2:] == (["flush"] if places.os.name == "posix" else [])


def test_settings_in_a_place_that_cannot_be_written_are_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="error-disk-readonly"):
        save_settings(tmp_path / "file" / "settings.json", SETTINGS)
