"""The tour's end: the provincial platform's sheet, entry, review and publication, and the draw made public."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from PIL import Image, ImageDraw

from inspector_desktop.gui.driving import Stage

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.draws import DrawsPage
    from inspector_desktop.gui.pages.entries import EntriesPage
    from inspector_desktop.gui.window import MainWindow


class Ending:
    """The officers' window once the report is approved."""

    def __init__(self, stage: Stage, window: MainWindow, dossier: str) -> None:
        self.stage, self.window, self.dossier = stage, window, dossier

    def enter(self) -> None:
        """Keep the results, copy every field, register the entry with the platform's number and a screenshot."""
        stage, page = self.stage, self._page()
        stage.until(lambda: page.case is not None and page.results.isVisible(), "results")
        stage.picture(self.window, "results")
        stage.press(page.results.save)
        stage.until(lambda: page.copies, "entry sheet")
        stage.settle(self.window)
        rows = next(iter(page.copies.values()))
        keys = list(rows._rows)
        for place, key in enumerate(keys):
            stage.press(rows.row_button(key))
            if place == len(keys) - 3:
                stage.picture(self.window, "entry-sheet")
        stage.type_into(page.after.number, "410526202611200031")
        page.after.shot.take([_screenshot()])
        stage.settle(self.window)
        stage.press(page.after.go)
        stage.until(lambda: page.case is not None and page.case.row.places, "entered")
        stage.picture(self.window, "entered")

    def publish(self, reviewer: str) -> None:
        """Have the content reviewed on paper, then publish it."""
        stage, page = self.stage, self._page()
        stage.press(page.publishing.review)
        stage.settle(self.window)
        if page.case is not None and not page.case.may_review:
            stage.type_into(page.publishing.reviewer, reviewer)
            if page.publishing.scan is not None:
                page.publishing.scan.take([_screenshot()])
            stage.settle(self.window)
            page.publishing._register_review()
        stage.until(lambda: page.case is not None and page.case.row.publication is not None, "reviewed")
        stage.picture(self.window, "reviewed")
        stage.press(page.publishing.publish)
        stage.until(self._is_public, "published")
        stage.picture(self.window, "published")

    def _page(self) -> EntriesPage:
        return cast("EntriesPage", self.stage.page(self.window, "disclosure", dossier=self.dossier))

    def _is_public(self) -> bool:
        case = cast("EntriesPage", self.window.pages["disclosure"]).case
        found = case.row.publication if case is not None else None
        return found is not None and found.state == "pub-shown"


def publish_draw(stage: Stage, window: MainWindow) -> None:
    """Let the draw be shown, at the supervising section's desk."""
    page = cast("DrawsPage", stage.page(window, "plans-draws"))
    page.acts.publish()
    stage.until(lambda: page.whole is not None and page.whole.draw and page.whole.draw.published_at, "draw published")
    stage.picture(window, "draw-published")


def _screenshot() -> bytes:
    """An invented picture of the platform's answer."""
    picture = Image.new("RGB", (960, 480), (245, 247, 250))
    brush = ImageDraw.Draw(picture)
    brush.rectangle((0, 0, 960, 56), fill=(29, 79, 145))
    for line in range(6):
        brush.rectangle((60, 110 + line * 52, 300, 130 + line * 52), fill=(206, 212, 220))
        brush.rectangle((330, 110 + line * 52, 330 + 80 * (line % 3 + 3), 130 + line * 52), fill=(160, 170, 184))
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
