"""What stands around the body: heads of first and later pages, feet, page numbers, the draft mark, the code."""

from __future__ import annotations

from inspector_desktop.paper.blocks import text_box
from inspector_desktop.paper.faces import Role, role
from inspector_desktop.paper.lines import balanced, break_lines
from inspector_desktop.paper.look import Box, Look, setting
from inspector_desktop.paper.model import Paper, Style
from inspector_desktop.paper.pen import GREY, MM, RED, Pen
from inspector_desktop.paper.printed import MARK_CENTRES, MARK_SIDE
from inspector_desktop.wording import say

CODE = "code"
CODE_SIZE = 30 * MM
CODE_OUT, CODE_DROP = 1.6 * MM, 0.4 * MM  # beyond the text's edge, below the foot's rule
_SPREAD = 8  # titles of at most so many characters are spaced out
_FOOT = FOOT_RULE = 38 * MM  # the rule above a form's foot
_FOOT_BARE = 27 * MM  # the same without a code
_FOOT_SIZE = 10


def coded(paper: Paper) -> bool:
    """Whether a code stands on the paper: one for all pages, or one for each."""
    return bool(paper.code or paper.codes)


def code_of(paper: Paper, page: int) -> str:
    """The name under which the code of a page is kept."""
    return f"{CODE}{page}" if paper.codes else CODE


def foot_room(paper: Paper, look: Look) -> float:
    """From the foot of the page up to the body."""
    if paper.style is Style.LETTER:
        return look.bottom
    return (_FOOT if coded(paper) else _FOOT_BARE) + 3 * MM


def head(paper: Paper, look: Look) -> list[Box]:
    """The boxes at the head of the first page, down to the body."""
    return _form_head(paper, look) if paper.style is Style.ENFORCEMENT else _letter_head(paper, look)


def _spread(pen: Pen, text: str, known: Role, size: float, left: float, y: float, width: float, gap: float) -> None:
    """A short text in the middle, `gap` (parts of the size) between its characters."""
    wide = known.width(text) * size + gap * size * (len(text) - 1)
    pen.words(text, known, size, left + (width - wide) / 2, y, gap=gap * size)


def _title(text: str, look: Look, size: float) -> list[Box]:
    """A form's or letter's title: spaced out if short, in balanced lines if long."""
    known = role("title")
    if len(text) <= _SPREAD:
        gap = 0.42 if len(text) <= _SPREAD - 2 else 0.25

        def draw(pen: Pen, left: float, top: float) -> None:
            _spread(pen, text, known, size, left, top - size * 1.1, look.width, gap)

        return [Box(size * 1.5, draw)]
    lines = balanced(text, setting("title", "title", size), look.width)
    return [text_box(line, size * 1.5, size) for line in lines]


def _form_head(paper: Paper, look: Look) -> list[Box]:
    boxes: list[Box] = []
    if paper.top_line:
        known = role("title")

        def draw_top(pen: Pen, left: float, top: float) -> None:
            size = 16.0
            gap = min(0.12, (look.width / size - known.width(paper.top_line)) / len(paper.top_line))
            _spread(pen, paper.top_line, known, size, left, top - size, look.width, gap)
            y = top - size - 3.2 * MM
            pen.rule(left, y, left + look.width, 0.8)
            pen.rule(left, y - 2, left + look.width, 0.8)

        boxes.append(Box(16 + 3.2 * MM + 7 * MM, draw_top))
    boxes += _title(paper.title, look, look.title_size)
    if paper.number:
        boxes.append(_at_right(paper.number, look, 12.5))
    boxes.append(Box(2 * MM))
    return boxes


def _at_right(text: str, look: Look, size: float) -> Box:
    known = role(look.body)

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.words(text, known, size, left + look.width - known.width(text) * size, top - size * 1.25)

    return Box(size * 1.9, draw)


def _letter_head(paper: Paper, look: Look) -> list[Box]:
    boxes: list[Box] = []
    known = role(look.body)

    def number_line(pen: Pen, left: float, top: float) -> None:
        _spread(pen, paper.number, known, look.size, left, top - look.size * 1.2, look.width, 0.0)

    if paper.top_line:
        mark = paper.top_line
        red = role("title")
        gap = 0.12
        size = min(46.0, look.width / (red.width(mark) + gap * (len(mark) - 1)))

        def draw_mark(pen: Pen, left: float, top: float) -> None:
            wide = (red.width(mark) + gap * (len(mark) - 1)) * size
            start = left + (look.width - wide) / 2
            pen.words(mark, red, size, start, top - 35 * MM - size * 0.86, gap=gap * size, colour=RED)

        boxes.append(Box(35 * MM + size + 2 * look.pitch, draw_mark))
        boxes.append(Box(look.size * 1.4, number_line if paper.number else None))

        def draw_rule(pen: Pen, left: float, top: float) -> None:
            pen.rule(left, top - 4 * MM + look.size * 0.2, left + look.width, 1.4, RED)

        boxes.append(Box(4 * MM, draw_rule))
        boxes.append(Box(2 * look.pitch - look.size * 0.5))
    boxes += _title(paper.title, look, look.title_size)
    if paper.number and not paper.top_line:
        boxes.append(Box(look.pitch * 1.1, number_line))
    boxes.append(Box(look.pitch * (1.0 if paper.top_line else 0.6)))
    if paper.addressee:

        def draw_addressee(pen: Pen, left: float, top: float) -> None:
            y = top - (look.pitch - look.size) / 2 - look.size * 0.86
            pen.words(say("paper-addressee", name=paper.addressee), known, look.size, left, y)

        boxes.append(Box(look.pitch, draw_addressee))
    return boxes


def continued_head(paper: Paper, look: Look) -> list[Box]:
    """The head of a form's later pages (续页): title and number again. A letter has none."""
    if paper.style is Style.LETTER:
        return []
    known, plain = role("title"), role(look.body)
    title = say("paper-continued", title=paper.title)

    def draw(pen: Pen, left: float, top: float) -> None:
        y = top - 11
        pen.words(title, known, 11, left, y)
        pen.words(paper.number, plain, 11, left + look.width - plain.width(paper.number) * 11, y)
        pen.rule(left, y - 2 * MM, left + look.width)

    return [Box(11 + 5.5 * MM, draw)]


def around(pen: Pen, paper: Paper, look: Look, page: int, total: int) -> None:
    """Draw what a page carries outside its body: foot, page number, code, draft mark."""
    if paper.draft:
        _draft(pen, look)
    if paper.marks:
        for across, down in MARK_CENTRES:
            pen.square(across / 10 * MM, look.page[1] - down / 10 * MM, MARK_SIDE / 10 * MM)
    if paper.style is Style.ENFORCEMENT:
        _form_foot(pen, paper, look, page, total)
    else:
        _letter_foot(pen, paper, look, page, total)


def _draft(pen: Pen, look: Look) -> None:
    mark, known, size = say("paper-draft"), role("hei"), 11.0
    wide = known.width(mark) * size + 5 * MM
    right, y = look.left + look.width, look.page[1] - 16 * MM
    canvas = pen.canvas
    canvas.setStrokeColorRGB(*GREY)
    canvas.setLineWidth(0.7)
    canvas.roundRect(right - wide, y - 1.9 * MM, wide, 6.6 * MM, 1 * MM)
    pen.words(mark, known, size, right - wide + 2.5 * MM, y, colour=GREY)


def _form_foot(pen: Pen, paper: Paper, look: Look, page: int, total: int) -> None:
    rule = _FOOT if coded(paper) else _FOOT_BARE
    right = look.left + look.width
    known = role("song")
    pen.rule(look.left, rule, right, 0.7)
    pages = say("paper-pages", total=total, page=page)
    if not coded(paper):
        pen.words(paper.copies, known, _FOOT_SIZE, look.left, rule - 6 * MM)
        pen.words(pages, known, _FOOT_SIZE, right - known.width(pages) * _FOOT_SIZE, rule - 6 * MM)
        return
    y = rule - 8 * MM
    lines = _plain_lines(paper.copies, look)
    for line in lines:
        pen.words(line, known, _FOOT_SIZE, look.left, y)
        y -= 6 * MM
    pen.words(pages, known, _FOOT_SIZE, look.left, y)
    pen.words(say("paper-code-hint"), known, 8.5, look.left, y - 6 * MM, colour=GREY)
    pen.code(code_of(paper, page), right - CODE_SIZE + CODE_OUT, rule - CODE_SIZE - CODE_DROP)


def _plain_lines(text: str, look: Look) -> list[str]:
    """The copies sentence beside the code, in lines of plain text."""
    lines = break_lines(text, setting("song", "song", _FOOT_SIZE), look.width - CODE_SIZE)
    return ["".join(run.text for run in line.runs) for line in lines]


def _letter_foot(pen: Pen, paper: Paper, look: Look, page: int, total: int) -> None:
    """The page number 7 mm below the type area, outside: odd pages right, even pages left (GB/T 9704-2012, 7.5)."""
    known, size = role("song"), 14.0
    text = f"— {page} —"
    wide = known.width(text) * size
    odd = page % 2 == 1
    if paper.landscape:
        # As on the upright sheet, whose foot is now at the left: odd pages near the cut edge, even ones near the back.
        high = look.page[1] - look.top - look.bottom
        y = look.bottom + size + wide if odd else look.bottom + high - size
        pen.turned(text, known, size, look.left - 7 * MM - size * 0.86, y)
        return
    x = look.left + look.width - size - wide if odd else look.left + size
    pen.words(text, known, size, x, look.bottom - 7 * MM - size * 0.86)
    if paper.code and page == total:
        at = look.left - 1.6 * MM if odd else look.left + look.width - CODE_SIZE + 1.6 * MM
        pen.code(CODE, at, 3.4 * MM)
