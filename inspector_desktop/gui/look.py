"""How the program looks: colours, sizes, fonts, Fusion palette and style sheet, installed once for the application.

The style sheet stands in ``resources/style/*.qss`` with ``$names`` for everything defined here, so a colour or a size
is written once. Sizes are given in pixels at 96 dpi and applied as points, so half pixels and scaled screens work.
The parts themselves are in ``gui/kit``.
"""

from __future__ import annotations

from functools import cache
from string import Template

from PySide6 import QtCore
from PySide6.QtCore import QLocale, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QApplication, QWidget

from inspector_desktop.assets import resource

GROUND, PAGE, PAPER = "#F4F2ED", "#FDFCFA", "#FFFFFF"
INK, SOFT, FAINT = "#1F242B", "#5C6470", "#8A9099"
LINE, HAIR, FIELD = "#DEDAD2", "#ECE9E2", "#CFCAC0"
BLUE, BLUE_GROUND, BLUE_DEEP = "#1D4F91", "#E7EEF7", "#173F75"
AMBER, AMBER_GROUND = "#8F5A00", "#FBF0DA"
RED, RED_GROUND = "#A8281F", "#F9E8E5"
GREEN, GREEN_GROUND = "#2C6A40", "#E6F1E8"
GREY_GROUND, HIT, HOVER = "#ECE9E2", "#FFF1C2", "#F8F6F2"
NONE = "transparent"

RAIL_WIDTH, STATUS_HEIGHT, CONTROL, ROW, ROW_TWO, RADIUS = 184, 32, 36, 40, 44, 6
MARGIN, GAP = 24, 8
BODY_PX, SMALL_PX, SECTION_PX, TITLE_PX = 14.0, 13.0, 15.0, 21.0  # Qt draws whole pixels: 12.5 becomes 13

SANS = "Noto Sans SC"
SERIF = "Noto Serif SC"
_FALLBACKS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC")
_MONO = ("Consolas", "Menlo", "DejaVu Sans Mono", "Noto Sans Mono")
_FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_SERIF_FILES = ("NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf")

TONES: dict[str, tuple[str, str]] = {
    "blue": (BLUE, BLUE_GROUND),
    "amber": (AMBER, AMBER_GROUND),
    "red": (RED, RED_GROUND),
    "green": (GREEN, GREEN_GROUND),
    "grey": (SOFT, GREY_GROUND),
    "ink": (INK, NONE),
    "soft": (SOFT, NONE),
}
"""Ink and ground of each tone; a tone never stands without a word."""


STYLE = "fusion"


def install_look(app: QApplication, *, styled: bool = False) -> None:
    """Give the application our fonts, palette and style sheet; call once, before the first window.

    `styled` when it was made with `-style` and our style; setting it here also loads the whole of `QStyle`.
    """
    load_fonts()
    if not styled:
        app.setStyle(STYLE)
    app.setPalette(palette())
    app.setFont(body())
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.setStyleSheet(style_sheet())


def install_icon(app: QApplication) -> None:
    """Give the application's windows their icon; it is read by a plugin of its own, which the first paint need not."""
    from PySide6.QtGui import QIcon  # noqa: PLC0415

    mark = resource("icons", "app.svg")
    if mark.is_file():
        app.setWindowIcon(QIcon(str(mark)))


def load_fonts(*, serif: bool = False) -> tuple[str, ...]:
    """Load the shipped fonts of windows (once each) and return their families; without the files the system's serve.

    `serif` also those of papers, which no page of the program is set in.
    """
    families: list[str] = []
    for name in _FONT_FILES + (_SERIF_FILES if serif else ()):
        path = resource("fonts", name)
        if path.is_file():
            families += QFontDatabase.applicationFontFamilies(_loaded(str(path)))
    return tuple(dict.fromkeys(families))


@cache
def _loaded(path: str) -> int:
    return QFontDatabase.addApplicationFont(path)


def palette() -> QPalette:
    """Return the Fusion palette of the tokens."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, PAGE),
        (role.WindowText, INK),
        (role.Base, PAPER),
        (role.AlternateBase, GROUND),
        (role.Text, INK),
        (role.Button, PAPER),
        (role.ButtonText, INK),
        (role.BrightText, PAPER),
        (role.ToolTipBase, PAPER),
        (role.ToolTipText, INK),
        (role.PlaceholderText, FAINT),
        (role.Highlight, BLUE),
        (role.HighlightedText, PAPER),
        (role.Link, BLUE),
        (role.LinkVisited, BLUE),
        (role.Light, PAPER),
        (role.Midlight, HAIR),
        (role.Mid, LINE),
        (role.Dark, FIELD),
        (role.Accent, BLUE),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(FAINT))
    return made


def style_sheet() -> str:
    """Return all of ``resources/style/*.qss`` with the tokens filled in."""
    files = sorted(resource("style").glob("*.qss"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return Template(text).substitute(tokens())


def tokens() -> dict[str, str]:
    """Return what the style sheet may name: every colour and size of this module, in its spelling."""
    plain = {name.lower(): str(value) for name, value in globals().items() if name.isupper() and name[0] != "_"}
    sizes = {f"{name}_pt": f"{points(px):g}pt" for name, px in _sizes().items()}
    return plain | sizes | {"icons": resource("icons").as_posix()}


def _sizes() -> dict[str, float]:
    return {"body": BODY_PX, "small": SMALL_PX, "section": SECTION_PX, "title": TITLE_PX}


def points(pixels: float) -> float:
    """Turn pixels at 96 dpi into points on this screen."""
    screen = QGuiApplication.primaryScreen()
    return pixels * 72.0 / (screen.logicalDotsPerInch() if screen else 96.0)


def font(pixels: float, *, bold: bool = False) -> QFont:
    """Return our text font of a size, with digits of one width."""
    made = QFont()
    made.setFamilies([SANS, *_FALLBACKS])
    made.setPointSizeF(points(pixels))
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def body(*, bold: bool = False) -> QFont:
    """Return the font of running text, 14 px."""
    return font(BODY_PX, bold=bold)


def small(*, bold: bool = False) -> QFont:
    """Return the font of second lines and captions, 13 px."""
    return font(SMALL_PX, bold=bold)


def section() -> QFont:
    """Return the font of section headings, 15 px bold."""
    return font(SECTION_PX, bold=True)


def title() -> QFont:
    """Return the font of page titles, 21 px bold."""
    return font(TITLE_PX, bold=True)


def mono(pixels: float = SMALL_PX) -> QFont:
    """Return the font of codes and digests; falls back to the text font where no fixed one is installed."""
    made = font(pixels)
    installed = set(QFontDatabase.families())
    made.setFamilies([*(name for name in _MONO if name in installed), SANS, *_FALLBACKS])
    return made


def paint_over(widget: QWidget, ground: str, ink: str | None = None) -> None:
    """Fill a widget's ground with a colour, and write on it in another."""
    changed = widget.palette()
    changed.setColor(QPalette.ColorRole.Window, QColor(ground))
    if ink is not None:
        changed.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    widget.setPalette(changed)
    widget.setAutoFillBackground(True)


def write_in(widget: QWidget, ink: str) -> None:
    """Give a label another ink."""
    changed = widget.palette()
    changed.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    widget.setPalette(changed)


def draw_tick(painter: QPainter, left: float, middle: float, colour: str, size: float = 9.0) -> None:
    """Draw the tick of what is done, ``size`` wide, its left edge at ``left``, centred on ``middle``."""
    path = QPainterPath(QPointF(left, middle + size * 0.08))
    path.lineTo(left + size * 0.34, middle + size * 0.46)
    path.lineTo(left + size, middle - size * 0.5)
    _stroke(painter, path, colour)


def draw_chevron(painter: QPainter, middle: QPointF, colour: str, size: float = 7.0) -> None:
    """Draw the small filled triangle of something that opens a menu."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath(middle + QPointF(-size / 2, -size * 0.3))
    path.lineTo(middle + QPointF(size / 2, -size * 0.3))
    path.lineTo(middle + QPointF(0, size * 0.42))
    path.closeSubpath()
    painter.fillPath(path, QColor(colour))
    painter.restore()


def draw_focus(painter: QPainter, rect: QRectF, radius: float = RADIUS) -> None:
    """Draw the ring around what the keyboard is on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(BLUE), 1.5))
    painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def _stroke(painter: QPainter, path: QPainterPath, colour: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(colour), 1.5)
    pen.setCapStyle(QtCore.Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(QtCore.Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.restore()
