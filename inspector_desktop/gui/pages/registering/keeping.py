"""常用筛选: the filters of a register that the supervising section keeps under a name for everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

from PySide6.QtCore import QCollator, QLocale
from PySide6.QtWidgets import QInputDialog

from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.page import REGISTERS, Page
from inspector_desktop.registry.acts import keep_filter
from inspector_desktop.registry.searching import Wanted
from inspector_desktop.wording import say

_ALL = "*"
_KEPT = tuple(one for one in fields(Wanted) if one.name != "leave_out")


class Keeping(buttons.MenuButton):
    """The button; `content` tells the filter now set, `apply` sets another, `kind` is the register."""

    def __init__(
        self,
        page: Page,
        content: Callable[[], Mapping[str, str]],
        apply: Callable[[Mapping[str, str]], object],
        *,
        may_keep: bool,
        kind: str = "subjects",
    ) -> None:
        super().__init__(say("keeping"))
        self._page, self._content, self._apply, self._may_keep, self._kind = page, content, apply, may_keep, kind
        self._kept: Mapping[str, Mapping[str, str]] = {}
        self.chosen.connect(self._on_chosen)
        self.show_kept({})

    def show_kept(self, kept: Mapping[str, Mapping[str, str]]) -> None:
        """Offer these."""
        self._kept = kept
        names = sorted(kept, key=QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China)).sortKey)
        choices = [(f"apply:{name}", name) for name in names]
        if self._may_keep:
            choices.append(("keep:", say("keeping-keep")))
            choices += [(f"drop:{name}", say("keeping-drop", name=name)) for name in names]
        self.set_choices(choices)
        self.setVisible(bool(choices))

    def keep(self, name: str) -> None:
        """Keep the filter now set under a name."""
        self._page.act(keep_filter, name=name, content=dict(self._content()), kind=self._kind, changes=(REGISTERS,))

    def _on_chosen(self, key: str) -> None:
        what, _, name = key.partition(":")
        if what == "apply":
            self._apply(self._kept[name])
        elif what == "drop":
            self._page.act(keep_filter, name=name, content={}, kind=self._kind, changes=(REGISTERS,))
        else:
            self.asking = QInputDialog(self)
            self.asking.setWindowTitle(say("keeping-keep"))
            self.asking.setLabelText(say("keeping-name"))
            self.asking.setOkButtonText(say("edit-save"))
            self.asking.setCancelButtonText(say("edit-cancel"))
            self.asking.textValueSelected.connect(self.keep)
            self.asking.finished.connect(self.asking.deleteLater)
            self.asking.open()


def content_of(wanted: Wanted) -> dict[str, str]:
    """A filter of the subjects as texts."""
    return {one.name: _ALL if (value := getattr(wanted, one.name)) is None else value for one in _KEPT}


def wanted_of(content: Mapping[str, str]) -> Wanted:
    """A filter of the subjects from its texts; what a newer program kept beside them is passed over."""
    values: dict[str, str | None] = {}
    for one in _KEPT:
        if one.name in content:
            values[one.name] = None if content[one.name] == _ALL and one.default is None else content[one.name]
    return Wanted(**values)  # type: ignore[arg-type]
