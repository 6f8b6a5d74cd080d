"""常用筛选: the filters of the register of subjects that the supervising section keeps under a name for everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QInputDialog

from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.registry.acts import keep_filter
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.wording import say

_ALL = "*"


class Keeping(buttons.MenuButton):
    """The button; `wanted` tells the filter now set, `apply` sets another."""

    def __init__(
        self, page: Page, wanted: Callable[[], Wanted], apply: Callable[[Wanted], object], *, may_keep: bool
    ) -> None:
        super().__init__(say("keeping"))
        self._page, self._wanted, self._apply, self._may_keep = page, wanted, apply, may_keep
        self._kept: Mapping[str, Mapping[str, str]] = {}
        self.chosen.connect(self._on_chosen)
        self.show_kept({})

    def show_kept(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        """Offer these."""
        self._kept = kept
        choices = [(f"apply:{name}", name) for name in kept]
        if self._may_keep:
            choices.append(("keep:", say("keeping-keep")))
            choices += [(f"drop:{name}", say("keeping-drop", name=name)) for name in kept]
        self.set_choices(choices)
        self.setVisible(bool(choices))

    def keep(self, name: str) -> None:
        """Keep the filter now set under a name."""
        self._page.act(keep_filter, name=name, content=content_of(self._wanted()), changes=(REGISTERS,))

    def _on_chosen(self, key: str) -> None:
        what, _, name = key.partition(":")
        if what == "apply":
            self._apply(wanted_of(self._kept[name]))
        elif what == "drop":
            self._page.act(keep_filter, name=name, content={}, changes=(REGISTERS,))
        else:
            given, good = QInputDialog.getText(self, say("keeping-keep"), say("keeping-name"))
            if good:
                self.keep(given)


def content_of(wanted: Wanted) -> dict[str, str]:
    """A filter as texts."""
    every = {"category": wanted.category, "credit": wanted.credit}
    return {"search": wanted.search, "survival": wanted.survival} | {
        name: _ALL if value is None else value for name, value in every.items()
    }


def wanted_of(content: Mapping[str, str]) -> Wanted:
    """A filter from its texts; what a newer program kept beside them is passed over."""
    category, credit = content.get("category", _ALL), content.get("credit", _ALL)
    return Wanted(
        content.get("search", ""), None if category == _ALL else category, content.get("survival", ""),
        None if credit == _ALL else credit,
    )  # fmt: skip
