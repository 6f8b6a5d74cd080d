"""The categories of a plan in its form: each with its ratio, a ratio for each credit class, and the items it is about.

Classes and items are folded until somebody wants them: a plan by the bureau's rules needs neither.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from inspector_desktop.draw.document import percent
from inspector_desktop.draw.forecast import Forecast, Reach
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, texts
from inspector_desktop.gui.pages.drawing.planning_table import RatioField
from inspector_desktop.plan.inputs import Inputs
from inspector_desktop.plan.rules import due_of
from inspector_desktop.profile.model import Profile
from inspector_desktop.profile.selection import Category
from inspector_desktop.wording import say

_INSET = 22


class CategoryRow(QWidget):
    """One category; `edited` when anything of it was changed."""

    edited = Signal()

    def __init__(self, profile: Profile, category: Category) -> None:
        super().__init__()
        self._profile, self.category = profile, category
        self._counts: dict[str, int] = {}
        self.box = QCheckBox(category.title)
        self.box.setFont(look.body())
        self.box.setMinimumWidth(190)
        self.ratio = RatioField(say("plan-ratio-hint"), width=92)
        self.ratio.setAccessibleName(say("plan-ratio-of", category=category.title))
        self.line, self.mix = texts.soft(), texts.small(wrap=True)
        self.classes = {
            one.id: RatioField(
                percent(one.ratio_ppm) if one.ratio_ppm is not None else say("plan-ratio-hint"), width=92, zero=True
            )
            for one in profile.credit.classes
        }
        for rank in profile.credit.classes:
            self.classes[rank.id].setAccessibleName(
                say("plan-ratio-of-class", category=category.title, rank=rank.title)
            )
        self.items: dict[str, QCheckBox] = {}
        self.by_class = buttons.link(say("plan-by-class"), lambda: self.unfold("classes"), small=True)
        self.choose = buttons.link("", lambda: self.unfold("items"), small=True)
        rows = [texts.boxed(texts.row(_label(one.title), self.classes[one.id], None)) for one in profile.credit.classes]
        for row in rows:
            row.setMinimumHeight(self.ratio.sizeHint().height() + 2)  # or the lines of a field are cut
        self._classes = texts.boxed(texts.column(texts.small(say("plan-by-class-note"), wrap=True), *rows, gap=4))
        self._items = QWidget()
        self._list = QVBoxLayout(self._items)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        side = texts.column(self.line, self.mix, texts.row(self.by_class, self.choose, None), gap=0)
        head = texts.row(self.box, self.ratio, side)
        head.setStretch(2, 1)  # how the category is made up may take two lines
        folded = texts.boxed(texts.column(self._classes, self._items, gap=6))
        inset = texts.row(_INSET, folded, gap=0)
        inset.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(inset)
        for part in (self._classes, self._items):
            part.hide()
        self.box.toggled.connect(self._on_edit)
        for editor in (self.ratio, *self.classes.values()):
            editor.edited.connect(self._on_edit)
        self._on_edit()

    def clear(self, *, chosen: bool) -> None:
        """Begin anew: no ratio set, all items chosen, everything folded."""
        for editor in (self.ratio, *self.classes.values()):
            editor.set_value("")
        for box in self.items.values():
            box.setChecked(True)
        for part in (self._classes, self._items):
            part.hide()
        self.box.setChecked(chosen)
        self._on_edit()

    def unfold(self, part: str) -> None:
        """Show or fold `classes` or `items`."""
        shown = self._classes if part == "classes" else self._items
        shown.setVisible(shown.isHidden())
        self._on_edit()

    def take_inputs(self, found: Inputs) -> None:
        """Show what the category is made of, and offer its items."""
        self.mix.setText(found.line(self.category.id))
        self.mix.setVisible(bool(self.mix.text()))
        counted = [count for _, count in found.mix.get(self.category.id, ())]
        self._counts = dict(zip(self.classes, counted, strict=False))
        if len(counted) > len(self.classes):  # the last are those nobody assessed
            unassessed = self._profile.credit.unassessed
            self._counts[unassessed] = self._counts.get(unassessed, 0) + counted[-1]
        kept = {key for key, box in self.items.items() if not box.isChecked()}
        texts.empty_layout(self._list)
        self.items = {}
        for key, title in found.items.get(self.category.id, ()):
            self.items[key] = box = QCheckBox(title)
            box.setFont(look.body())
            box.setMinimumHeight(box.sizeHint().height())  # the form else takes a pixel from each
            box.setChecked(key not in kept)
            box.toggled.connect(self._on_edit)
            self._list.addWidget(box)
        self._on_edit()

    def set_items(self, wanted: Collection[str]) -> None:
        """Choose these items; unfolded when some are left out."""
        for key, box in self.items.items():
            box.setChecked(key in wanted)
        if any(not box.isChecked() for box in self.items.values()) and self._items.isHidden():
            self.unfold("items")

    def set_ratios(self, given: Mapping[str, int]) -> None:
        """Fill in the ratios a plan has, where they are otherwise than by rule."""
        name = self.category.id
        if name in given and given[name] != self.category.ratio_ppm:
            self.ratio.set_value(percent(given[name]).removesuffix("%"))
        usual = {one.id: one.ratio_ppm for one in self._profile.credit.classes}
        by_class = self._profile.quota.by == "credit"
        found = {key: given[f"{name}-{key}"] for key in self.classes if f"{name}-{key}" in given}
        found = {key: ppm for key, ppm in found.items() if not by_class or ppm != usual[key]}
        for key, ppm in found.items():
            self.classes[key].set_value(percent(ppm).removesuffix("%"))
        if found and self._classes.isHidden():
            self.unfold("classes")

    def ratios(self) -> dict[str, int | None]:
        """The ratios that were set, in millionths, by category or class of it; none where one reads badly."""
        name = self.category.id
        editors = {name: self.ratio} | {f"{name}-{key}": editor for key, editor in self.classes.items()}
        return {key: editor.ppm() for key, editor in editors.items() if editor.value()}

    def chosen_items(self) -> list[str]:
        """The items that are ticked."""
        return [key for key, box in self.items.items() if box.isChecked()]

    @property
    def all_items(self) -> bool:
        """Whether nothing is left out."""
        return all(box.isChecked() for box in self.items.values())

    def show_due(self, reach: Reach) -> int:
        """Say how many are due; return it."""
        category, given = self.category, self.ratio.ppm()
        ppm = category.ratio_ppm or 0 if given is None else given
        ranks = {key: one for key, editor in self.classes.items() if (one := editor.ppm()) is not None}
        if not ranks:
            due = due_of(reach.register, ppm, category.minimum)
            text = say("plan-category-line", ratio=percent(ppm), register=reach.register, due=due)
        else:
            usual = {one.id: one.ratio_ppm for one in self._profile.credit.classes}
            by_class = self._profile.quota.by == "credit"
            each = {key: ranks.get(key, (usual[key] or 0) if by_class else ppm) for key in self.classes}
            due = sum(due_of(self._counts.get(key, 0), one, 0) for key, one in each.items())
            text = say("plan-category-line-class", register=reach.register, due=due)
        self.line.setText(text)
        return due

    def _on_edit(self) -> None:
        chosen, total = len(self.chosen_items()), len(self.items)
        self.choose.setText(say("plan-items-chosen", chosen=chosen, total=total))
        self.choose.setVisible(total > 0)
        for link in (self.by_class, self.choose):
            link.setEnabled(self.box.isChecked())
        self.edited.emit()


class CategoriesPart(QWidget):
    """All categories, and how many are due of those chosen; `edited` when anything was changed."""

    edited = Signal()

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._seen = Forecast({}, 0)
        self.rows = {one.id: CategoryRow(profile, one) for one in profile.categories}
        self.sum = texts.label(font=look.body(bold=True))
        self.reach = texts.small(wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(texts.boxed(texts.column(*self.rows.values(), self.sum, self.reach, gap=8)))
        for row in self.rows.values():
            row.edited.connect(partial(self.forecast))

    def start(self, seen: Forecast, chosen: Collection[str]) -> None:
        """Begin a plan; `seen` is the register by category, and who was visited."""
        self._seen = seen
        for key, row in self.rows.items():
            row.clear(chosen=key in chosen)
        self.forecast()

    def take_inputs(self, found: Inputs) -> None:
        """Show what each category is made of."""
        for row in self.rows.values():
            row.take_inputs(found)

    def chosen(self) -> tuple[str, ...]:
        """The categories that are ticked."""
        return tuple(key for key, row in self.rows.items() if row.box.isChecked())

    def ratios(self) -> dict[str, int] | None:
        """The ratios set for them, in millionths; none when one reads badly."""
        given = {name: ppm for key in self.chosen() for name, ppm in self.rows[key].ratios().items()}
        read = {name: ppm for name, ppm in given.items() if ppm is not None}
        return read if len(read) == len(given) else None

    def items(self) -> frozenset[str] | None:
        """The items the plan is about; none given where nothing is left out."""
        rows: Sequence[CategoryRow] = [self.rows[key] for key in self.chosen()]
        if all(row.all_items for row in rows):
            return None
        return frozenset(one for row in rows for one in row.chosen_items())

    def titles(self) -> tuple[str, ...]:
        """The titles of the items chosen, in the list's order."""
        rows = [self.rows[key] for key in self.chosen()]
        return tuple(row.items[key].text() for row in rows for key in row.chosen_items())

    def forecast(self) -> None:
        """Count what is due of the categories chosen."""
        total = register = visited = capped = 0
        for key, row in self.rows.items():
            reach = self._seen.reaches.get(key, Reach(0, 0, 0))
            due = row.show_due(reach)
            if row.box.isChecked():
                total, register = total + due, register + reach.register
                visited, capped = visited + reach.visited, capped + reach.capped
        self.sum.setText(say("plan-due-sum", due=total))
        share = percent(round(total * 1000 / register) * 1000) if register else "0%"
        self.reach.setText(
            say("plan-reach", share=share, register=register, visited=visited, capped=capped) if register else ""
        )
        self.edited.emit()


def _label(text: str) -> QWidget:
    made = texts.soft(text)
    made.setMinimumWidth(190 - _INSET)
    return made
