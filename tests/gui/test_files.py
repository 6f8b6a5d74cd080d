"""Asking for files: in Chinese, where people keep them, beginning again where it last ended."""

from __future__ import annotations

import pytest
from factories import heic
from PySide6.QtWidgets import QFileDialog, QWidget

from inspector_desktop.gui import files
from inspector_desktop.gui.pages.inspecting.pictures import read_given, small
from inspector_desktop.gui.starting import speak_chinese


@pytest.fixture
def parent(qtbot, monkeypatch):
    monkeypatch.setattr(files, "_last", {})
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_a_file_is_written_where_the_person_says_and_the_next_question_begins_there(parent, tmp_path):
    chosen = []
    dialog = files.ask_where(parent, "存到哪里", "抽取记录1.pdf", "*.pdf", chosen.append)
    assert dialog.labelText(QFileDialog.DialogLabel.LookIn) == "位置："
    assert dialog.defaultSuffix() == "pdf"
    dialog.filesSelected.emit([str(tmp_path / "抽取记录1.pdf")])
    assert chosen == [tmp_path / "抽取记录1.pdf"]
    assert files.begin_in(files.PAPERS) == tmp_path
    assert files.begin_in(files.PICTURES) != tmp_path


def test_giving_up_is_told_and_a_folder_that_went_away_is_not_begun_in(parent, tmp_path):
    gone, told = tmp_path / "U盘", []
    gone.mkdir()
    files.ask_folder(parent, "选择文件夹", told.append).filesSelected.emit([str(gone)])
    assert told == [gone] and files.begin_in(files.PAPERS) == gone
    gone.rmdir()
    assert files.begin_in(files.PAPERS) != gone
    files.ask_files(parent, "选择", "*", told.append, given_up=lambda: told.append("given up")).reject()
    assert told[-1] == "given up"


def test_qt_speaks_chinese_in_its_own_dialogs(qapp):
    speak_chinese()
    assert qapp.translate("QPlatformTheme", "Cancel") == "取消"


def test_a_scan_in_heic_becomes_a_jpeg_that_everybody_can_show_and_evidence_stays_as_it_was(tmp_path):
    photo = tmp_path / "IMG_0001.HEIC"
    photo.write_bytes(heic.PHONE)
    ((scan, name),) = read_given([photo])
    assert scan.startswith(b"\xff\xd8") and not small(scan).isNull() and name == "IMG_0001.HEIC"
    assert read_given([photo], unchanged=True) == [(heic.PHONE, "IMG_0001.HEIC")]
