"""Initials of names: the words of pinyin, which take long to load, are loaded only when a name is read."""

from __future__ import annotations

import subprocess
import sys

from inspector_desktop.registry.initials import pinyin_key, pinyin_keys


def test_a_name_is_read_alike_one_by_one_and_by_the_million():
    for name in ("滑县永安加油站", "重庆路加油站", "A1 化工（集团）"):
        assert pinyin_key(name) == pinyin_keys(name)
    assert pinyin_key("滑县永安加油站") == "hxyajyz"


def test_the_page_of_an_inspection_opens_without_the_words_of_pinyin():
    program = "import sys, inspector_desktop.gui.pages.inspection; print('pypinyin' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "False"
