"""Drawing a paper: `render(paper)` gives the bytes of a PDF/A-2b file, the same bytes for the same paper.

Boxes are measured, dealt to pages, then drawn once the number of pages is known. An issued paper is kept as a blob
and never drawn again (a newer program or face may draw it otherwise).
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from inspector_desktop.paper import archive_form, frames
from inspector_desktop.paper.blocks import boxes_of
from inspector_desktop.paper.code import modules
from inspector_desktop.paper.faces import face
from inspector_desktop.paper.fields import signature_line
from inspector_desktop.paper.look import Box, Look, look_of
from inspector_desktop.paper.model import Paper, Style
from inspector_desktop.paper.pages import Page, deal
from inspector_desktop.paper.pen import MM, Pen
from inspector_desktop.paper.printed import Layout as Printed


def render(paper: Paper) -> bytes:
    """Draw a paper. Raises `Damaged` for a signature picture that can't be read."""
    return render_printed(paper)[0]


def render_printed(paper: Paper) -> tuple[bytes, Printed]:
    """Draw a paper, and say where its boxes and areas stand. Raises `Damaged` as `render`."""
    look = look_of(paper)
    layout = _Layout(paper, look)
    face(look.body)
    out = BytesIO()
    rl_config.useA85 = 0  # bytes as they are: written as text they take a fifth of all the time
    canvas = Canvas(out, pagesize=look.page, invariant=1, pageCompression=1, initialFontName=look.body, lang="zh-CN")
    pen = Pen(canvas, look.page)
    for at, code in enumerate(paper.codes, 1):
        pen.define_code(frames.code_of(paper, at), modules(code), frames.CODE_SIZE)
    if paper.code and not paper.codes:
        pen.define_code(frames.CODE, modules(paper.code), frames.CODE_SIZE)
    total = len(layout.pages)
    for number, page in enumerate(layout.pages, 1):
        top = look.page[1] - look.top
        if number == 1:
            top = _draw(pen, layout.head, look, look.page[1] - layout.head_top)
        elif layout.continued:
            top = _draw(pen, layout.continued, look, top)
        _draw(pen, page.boxes, look, top)
        if number < total:
            _draw(pen, layout.each_page, look, layout.floor + layout.reserved)
        frames.around(pen, paper, look, number, total)
        pen.end_page()
    canvas.save()
    finished = archive_form.finish(
        out.getvalue(),
        title=f"{paper.title} {paper.number}".strip(),
        author=paper.agency or paper.top_line or paper.title,
        subject=paper.kind,
    )

    return finished, Printed(total, tuple(pen.ticks), tuple(pen.areas))


def layout_of_paper(paper: Paper) -> Printed:
    """Where the boxes and areas of a paper stand, without the finishing of a file to be kept."""
    look = look_of(paper)
    layout = _Layout(paper, look)
    face(look.body)
    pen = Pen(Canvas(BytesIO(), pagesize=look.page, invariant=1, initialFontName=look.body), look.page)
    for number, page in enumerate(layout.pages, 1):
        top = look.page[1] - look.top
        if number == 1:
            top = _draw(pen, layout.head, look, look.page[1] - layout.head_top)
        elif layout.continued:
            top = _draw(pen, layout.continued, look, top)
        _draw(pen, page.boxes, look, top)
        pen.end_page()
    return Printed(len(layout.pages), tuple(pen.ticks), tuple(pen.areas))


def count_pages(paper: Paper) -> int:
    """How many pages a paper takes, without drawing it."""
    return len(_Layout(paper, look_of(paper)).pages)


class _Layout:
    """A paper measured and dealt to pages."""

    def __init__(self, paper: Paper, look: Look) -> None:
        self.head = frames.head(paper, look)
        self.head_top = look.top - (4 * MM if paper.style is Style.ENFORCEMENT else 0.0)
        self.continued = frames.continued_head(paper, look)
        self.floor = frames.foot_room(paper, look)
        self.each_page: list[Box] = []
        self.reserved = 0.0
        body = boxes_of(paper.blocks, look)
        later = look.page[1] - look.top - self.floor - _height(self.continued)
        first = look.page[1] - self.head_top - self.floor - _height(self.head)
        self.pages: list[Page] = deal(body, first, later)
        if len(self.pages) > 1 and paper.each_page:
            self.each_page = [signature_line(line, look, look.width) for line in paper.each_page]
            self.reserved = _height(self.each_page)
            for box in body:
                if box.stretch:
                    box.height = 0.0
            self.pages = deal(body, first - self.reserved, later - self.reserved)


def _height(boxes: Iterable[Box]) -> float:
    return sum(box.height for box in boxes)


def _draw(pen: Pen, boxes: Iterable[Box], look: Look, top: float) -> float:
    """Draw boxes one below another from `top`; return where the last one ends."""
    for box in boxes:
        if box.draw is not None:
            box.draw(pen, look.left, top)
        if box.area:
            pen.area(box.area, top, top - box.height)
        top -= box.height
    return top
