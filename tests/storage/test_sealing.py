"""Large files beside the store: they go where a copy of it goes, and come back with it."""

from __future__ import annotations

import pytest

from inspector_desktop.errors import Cancelled, Missing
from inspector_desktop.storage.backup import _take_sealed, sealed_of
from inspector_desktop.storage.sealing import open_sealed, seal


def test_sealed_files_go_with_a_copy_once_and_parts_stay_behind(tmp_path):
    source = tmp_path / "a.mp4"
    source.write_bytes(b"a" * 1_500_000)
    folder, copy = tmp_path / "data" / "sealed", tmp_path / "usb" / "copy.db"
    sealed = seal(source, folder)
    (folder / "half.part").write_bytes(b"x")
    _take_sealed(folder, sealed_of(copy))
    _take_sealed(folder, sealed_of(copy))
    assert [one.name for one in sealed_of(copy).iterdir()] == [sealed.hash]
    _take_sealed(sealed_of(copy), tmp_path / "new" / "sealed")
    assert open_sealed(tmp_path / "new" / "sealed", sealed.hash, sealed.key) == source.read_bytes()


def test_a_stopped_sealing_leaves_nothing(tmp_path):
    source, folder = tmp_path / "a.mp4", tmp_path / "sealed"
    source.write_bytes(b"a" * 2_500_000)

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled("kit-cancelled")

    with pytest.raises(Cancelled):
        seal(source, folder, progress=stop)
    assert list(folder.iterdir()) == []
    with pytest.raises(Missing):
        open_sealed(folder, "0" * 64, bytes(32))
