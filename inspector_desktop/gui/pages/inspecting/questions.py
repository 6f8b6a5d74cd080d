"""The rows of a check table: every place of the sheet that is to be shown, in words, made once and renewed as needed.

What an answer touches is made anew, the rest is kept, so a large form costs what changed. Which rows there are is asked
again only when a question, a group or an instance has come or gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector_desktop.check.words import answer_words, heading_of, unit_of
from inspector_desktop.checklist.definition import CHOOSING, MEDIA, UNASKED, Choice, Group, Question
from inspector_desktop.clock import civil_date
from inspector_desktop.gui.kit.answering.asked import Adder, Asked, GridHead, Heading, Option, Options
from inspector_desktop.gui.pages.inspecting.lines import basis_words
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.check.earlier import Earlier
    from inspector_desktop.checklist.sheet import Sheet, Spot
    from inspector_desktop.gui.kit.answercard import CheckLine
    from inspector_desktop.gui.kit.answering.rows import Row

HIDDEN = frozenset(UNASKED) - {"note"}
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^}]+?)\s*\}")
_MOST_COLUMNS = 8


class Rows:
    """Makes rows of a sheet. `line` makes a check line's; `before` what was answered the time before, by key.

    `language` is that of the texts, empty for the form's own.
    """

    def __init__(
        self, sheet: Sheet, line: Callable[[Question, int], CheckLine], *, before: Mapping[str, Earlier],
        language: str = "",
    ) -> None:  # fmt: skip
        self.sheet = sheet
        self._line = line
        self._before = before
        self._language = language
        self._cache: dict[str, Row] = {}
        self._spots: dict[str, tuple[Spot, bool]] = {}
        self._headings: dict[str, Spot] = {}
        self._heads: set[str] = set()

    def all(self) -> list[Row]:
        """Every row, in the sheet's order."""
        rows: list[Row] = []
        repeats: list[Spot] = []
        self._spots, self._headings, self._heads = {}, {}, set()
        grids: dict[str, Options | None] = {}
        for spot in self.sheet.spots():
            self._close(rows, repeats, spot)
            if isinstance(spot.item, Group):
                self._group(rows, repeats, spot, grids)
            elif spot.item.kind not in HIDDEN:
                group = spot.item.group
                options = grids.get(group)
                tabled = options is not None and spot.item.kind in ("choice", "choices")
                head = "label" in spot.item.appearance.split()
                self._spots[spot.key] = (spot, tabled and not head)
                if tabled and head:
                    self._heads.add(spot.key)
                    rows.append(GridHead(spot.key, self.text(spot.key, spot.item), options or (), spot.depth))
                else:
                    rows.append(self._made(spot, grid=tabled))
        self._close(rows, repeats, None)
        return rows

    def renewed(self, changed: Iterable[str]) -> list[Row] | None:
        """The rows to be shown anew after these keys changed, or None when rows have come or gone."""
        found: list[Row] = []
        for key in changed:
            self._cache.pop(key, None)
            question = self.question(key)
            if question is None:
                return None
            if question.kind in HIDDEN or key in self._heads:
                continue
            if self.sheet.relevant(key) != (key in self._spots):
                return None
            if key in self._spots:
                spot, grid = self._spots[key]
                found.append(self._made(spot, grid=grid))
        found += [self._heading(spot) for spot in self._headings.values() if "${" in spot.item.label]
        return found

    def forget(self) -> None:
        """Make every row anew, as in another language or after photographs came."""
        self._cache.clear()

    def question(self, key: str) -> Question | None:
        """The question a key means; none for groups and repeats."""
        return self.sheet.definition.by_name.get(key.partition("@")[0])

    def options(self, key: str, search: str = "") -> Options:
        """The choices offered now."""
        question = self.question(key)
        words = {one.name: one.words for one in self._choices(question)} if self._language and question else {}
        return tuple(
            Option(one.name, dict(words.get(one.name, ())).get(self._language) or one.label)
            for one in self.sheet.choices(key, search=search)
        )

    def text(self, key: str, item: Question | Group, column: str = "label") -> str:
        """A text of the form, in the language shown, with what its references stand for."""
        if self._language:
            words = next((one for one in item.words if one.language == self._language), None)
            text = getattr(words, column, "") if words is not None else ""
            if text:
                return _REFERENCE.sub(lambda found: self._value_near(key, found[1]), text)
        text = str(getattr(item, column, ""))
        return self.sheet.text(key, column) if "${" in text else text

    def words(self, question: Question, value: str) -> str:
        """An answer as people read it, in the language shown."""
        return answer_words(self.sheet, question, value, self._language)

    def _group(
        self, rows: list[Row], repeats: list[Spot], spot: Spot, grids: dict[str, Options | None]
    ) -> None:  # fmt: skip
        group = spot.item
        assert isinstance(group, Group)  # noqa: S101  (asked only of groups)
        if group.repeated and not spot.instance:
            if not group.count:
                repeats.append(spot)
            return
        if group.label or group.repeated:
            self._headings[spot.key] = spot
            rows.append(self._heading(spot))
        grids[group.name] = options = self._grid(group)
        if options is not None and "table-list" in group.appearance:
            rows.append(GridHead(f"{spot.key} ", "", options, spot.depth))

    def _close(self, rows: list[Row], repeats: list[Spot], spot: Spot | None) -> None:
        """Put where one may add to a repeat behind the last of its instances."""
        while repeats:
            last = repeats[-1]
            inside = spot is not None and (
                spot.depth > last.depth or (spot.instance > 0 and spot.depth == last.depth and spot.item is last.item)
            )
            if inside:
                return
            repeats.pop()
            rows.append(Adder(last.key, self.text(last.key, last.item) or last.item.name, last.depth))

    def _heading(self, spot: Spot) -> Heading:
        group = spot.item
        assert isinstance(group, Group)  # noqa: S101  (asked only of groups)
        label = heading_of(self.sheet, spot.key, group, spot.instance, self.text(spot.key, group))
        removable = bool(spot.instance) and not group.count
        return Heading(spot.key, label, spot.depth, removable=removable)

    def _grid(self, group: Group) -> Options | None:
        """The columns that a table's questions share; None where a group is no table or they share none."""
        below = [one for one in self.sheet.definition.questions if one.group == group.name]
        choosing = [one for one in below if one.kind in ("choice", "choices")]
        listed = any({"label", "list-nolabel"} & set(one.appearance.split()) for one in choosing)
        lists = {one.choices for one in choosing}
        if (
            not ("table-list" in group.appearance or listed)
            or len(lists) != 1
            or any(one.choice_filter for one in choosing)
        ):
            return None
        options = self._list_options(choosing[0])
        return options if 0 < len(options) <= _MOST_COLUMNS else None

    def _list_options(self, question: Question) -> Options:
        return tuple(
            Option(one.name, dict(one.words).get(self._language) or one.label if self._language else one.label)
            for one in self._choices(question)
        )

    def _choices(self, question: Question | None) -> tuple[Choice, ...]:
        return self.sheet.definition.choices.get(question.choices, ()) if question is not None else ()

    def _made(self, spot: Spot, *, grid: bool) -> Row:
        made = self._cache.get(spot.key)
        if made is None:
            question = spot.item
            assert isinstance(question, Question)  # noqa: S101  (asked only of questions)
            if question.kind == "verdict":
                made = self._worded(spot.key, question, spot.depth)
            else:
                made = self._asked(spot.key, question, spot.depth, grid=grid)
            self._cache[spot.key] = made
        return made

    def _worded(self, key: str, question: Question, depth: int) -> CheckLine:
        """A check line in the language shown, with what its texts refer to."""
        hint, guidance = (self.text(key, question, column) for column in ("hint", "guidance"))
        return replace(
            self._line(question, depth), label=self.text(key, question), basis=basis_words(question, hint),
            guidance=guidance, read_only=self.sheet.read_only(key),
        )  # fmt: skip

    def _asked(self, key: str, question: Question, depth: int, *, grid: bool) -> Asked:
        sheet = self.sheet
        value = sheet.given(key).value
        refusal = ""
        if value and not sheet.valid(key):
            refusal = self.text(key, question, "constraint_message") or say("inspection-answer-unfit")
        earlier = self._before.get(key)
        before = earlier.line if earlier is not None else None
        day = say("date-long", date=civil_date(earlier.ended_at)) if earlier is not None else ""
        was = self.words(question, before.value) if before is not None and question.kind not in MEDIA else ""
        kind = question.kind
        return Asked(
            key=key, kind=kind, label=self.text(key, question) or question.name, hint=self.text(key, question, "hint"),
            guidance=self.text(key, question, "guidance"), value=value, words=self.words(question, value),
            depth=depth, appearance=frozenset(question.appearance.split()), parameters=question.parameters,
            unit=unit_of(question.label), required=sheet.required(key), read_only=sheet.read_only(key), grid=grid,
            options=self._list_options(question) if grid else (), refusal=refusal,
            lacking=self.text(key, question, "required_message"),
            before=say("inspection-last-answer", day=day, text=was) if was else "",
            before_value=before.value if before is not None and was and before.value != value else "",
        )  # fmt: skip

    def _value_near(self, key: str, name: str) -> str:
        """The value of a question that another language's text refers to, in the instances nearest to a key."""
        context = key.partition("@")[2].split(".") if "@" in key else []
        for length in range(len(context), -1, -1):
            near = f"{name}@{'.'.join(context[:length])}" if length else name
            question = self.question(near)
            if question is not None and (near in self._spots or self.sheet.given(near).value):
                value = self.sheet.value(near)
                return self.words(question, value) if question.kind in CHOOSING else value
        return ""
