"""Pages as pictures."""

from __future__ import annotations

import pytest
from paper import _papers as papers

from inspector_desktop.errors import Damaged
from inspector_desktop.paper.preview import page_count, page_png, page_rgba
from inspector_desktop.paper.render import render


def test_pages_are_counted_and_drawn_as_wide_as_asked() -> None:
    pdf = render(papers.approval())
    assert page_count(pdf) == 1
    picture = page_rgba(pdf, 0, width=600)
    assert (picture.width, picture.height) == (600, pytest.approx(849, abs=1))
    assert len(picture.rgba) == picture.width * picture.height * 4
    assert picture.rgba[3::4] == b"\xff" * (picture.width * picture.height)
    assert min(picture.rgba) < 40
    assert page_png(pdf, 0, width=600).startswith(b"\x89PNG")


def test_what_is_no_pdf_is_damaged() -> None:
    with pytest.raises(Damaged, match="paper-unreadable"):
        page_count(b"not a paper")
