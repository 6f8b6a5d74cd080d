"""The form of a new plan: its kind, window, categories with ratio, coverage and how many will be due, its groups."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inspector_desktop.draw.forecast import Forecast
from inspector_desktop.draw.recording import place_of
from inspector_desktop.gui import look
from inspector_desktop.gui.kit import buttons, fields, texts
from inspector_desktop.gui.pages.drawing.plan_conditions import ConditionsPart
from inspector_desktop.gui.pages.drawing.planning_categories import CategoriesPart
from inspector_desktop.gui.pages.drawing.planning_table import TablePart
from inspector_desktop.plan.acts import Proposal
from inspector_desktop.plan.drafting import Draft
from inspector_desktop.plan.inputs import Inputs
from inspector_desktop.plan.naming import JOINT, SUPPLEMENTARY
from inspector_desktop.plan.rules import DIRECTED, UNDIRECTED, places_open
from inspector_desktop.profile.model import Profile
from inspector_desktop.wording import say

_WIDTH = 760


class PlanForm(QWidget):
    """The form; `given` carries a `Draft` and why an old plan is amended, `left` that the person turned back."""

    given = Signal(object, str)
    left = Signal()
    rule_asked = Signal(str, str, str)

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._inputs = Inputs()
        self._draft: Draft | None = None  # the plan that is amended
        self.form = fields.Form(label_width=96)
        self.reason = fields.LineField(say("plan-amend-reason-hint"))
        self.form.add("reason", say("plan-amend-reason"), self.reason)
        kinds = profile.plan.kinds
        usual = SUPPLEMENTARY if SUPPLEMENTARY in kinds else kinds[0]
        self.kind = fields.ChoiceField([(one, say(f"plan-kind-{one}")) for one in kinds], usual)
        self.kind.setFixedWidth(180)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self.place = texts.soft()
        self.where = fields.ChoiceField()
        self.where.setFixedWidth(260)
        self.form.add_row("kind", say("plan-kind"), self.kind, self.place, QWidget())
        self.form.add_row("where", say("plan-where"), self.where, QWidget())
        types = [(one, say(f"plan-type-{one}")) for one in (DIRECTED, UNDIRECTED)]
        self.type = fields.ChoiceField(types, DIRECTED)
        self.type.setFixedWidth(260)
        self.form.add_row("type", say("plan-table-type"), self.type, QWidget())
        self.form.add("title", say("plan-title"), fields.LineField(say("plan-title-hint")))
        self.form.add("task", say("plan-task-title"), fields.LineField(say("plan-task-hint")))
        self.form.add("basis", say("plan-basis"), fields.LineField(say("plan-basis-hint")))
        self.first, self.last = fields.DateField(width=180), fields.DateField(width=180)
        until = texts.label(say("plan-until"))
        until.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.period = self.form.add_row("window", say("plan-from"), self.first, until, self.last)
        self.categories = CategoriesPart(profile)
        self._unsettled = texts.label(ink=look.AMBER, wrap=True)
        self.form.add("categories", say("plan-categories"), self.categories, top=True)
        self.groups = fields.NumberField(unit=say("plan-groups-unit"), width=110)
        note = say("plan-groups-note", size=profile.groups.size)
        self.form.add("groups", say("plan-groups"), texts.boxed(_left(self.groups)), note=note)
        self.conditions = ConditionsPart()
        self.type.edited.connect(self._show_type)
        self.table = TablePart(profile, label_width=96)
        self.categories.edited.connect(self._show_items)
        self.by_rule = buttons.secondary(say("plan-by-rule"), self._ask_rule)
        self.go = buttons.primary(say("plan-save"), self.run)
        row = texts.row(96, self.go, look.GAP, buttons.secondary(say("plan-cancel"), self.left.emit), None, gap=0)
        rule = texts.row(96, self.by_rule, texts.small(say("plan-by-rule-note")), None, gap=0)
        inner = texts.column(self.form, self.conditions, rule, self.table, self._unsettled, row, gap=14)
        holder = texts.boxed(inner)
        holder.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.MARGIN, 20, look.MARGIN, 16)
        column.addWidget(holder)
        column.addStretch(1)

    def start(self, seen: Forecast, today: str, until: str) -> None:
        """Begin a new plan; `seen` is the register by category, and who was visited."""
        self._draft, counts = None, seen.counts
        self._show_amending()
        for key in ("title", "task", "basis"):
            editor = self.form.field(key).editor
            if isinstance(editor, fields.LineField):
                editor.set_value("")
        self.first.set_value(today)
        self.last.set_value(until)
        self.groups.set_value("")
        self.type.set_value(DIRECTED)
        self.table.clear()
        self.conditions.clear()
        self._show_type()
        self._show_kind()
        self.categories.start(seen, [key for key, count in counts.items() if key and count])
        unsettled = counts.get("", 0)
        self._unsettled.setText(say("plan-unsettled", count=unsettled) if unsettled else "")
        self._unsettled.setVisible(bool(unsettled))
        self.form.field("title").editor.setFocus()

    def amend(self, seen: Forecast, draft: Draft) -> None:
        """Begin with a plan that is to be amended; its kind stays, because its number tells it."""
        self.kind.set_value(draft.kind)
        self.start(seen, draft.window_from, draft.window_until)
        self._draft = draft
        self.type.set_value(draft.draw_type)
        for key, text in (("title", draft.title), ("task", draft.task_title), ("basis", draft.basis)):
            editor = self.form.field(key).editor
            if isinstance(editor, fields.LineField):
                editor.set_value(text)
        self.where.set_value(draft.place or self._usual_place())
        self.groups.set_value(str(draft.group_count or ""))
        self.categories.start(seen, draft.categories)
        self.table.set_value(draft.table)
        self._show_type()
        self._show_amending()
        self._fill_offered()
        self.reason.setFocus()

    def _show_amending(self) -> None:
        amending = self._draft is not None
        self.reason.set_value("")
        self.form.field("reason").setVisible(amending)
        self.kind.setEnabled(not amending)
        self.kind.setToolTip(say("plan-amend-kind") if amending else "")
        self.go.setText(say("plan-amend-save" if amending else "plan-save"))

    def _fill_offered(self) -> None:
        """What is chosen from what the registers offer: there once these were read."""
        draft = self._draft
        if draft is None:
            return
        for (side, column), field in self.conditions.fields.items():
            field.set_value(
                next((one.values for one in draft.conditions if (one.side, one.column) == (side, column)), ())
            )
        self.conditions.regional.setChecked(draft.regional)
        for key in draft.categories:
            self.categories.rows[key].set_ratios(draft.ratios)
            if draft.items is not None:
                self.categories.rows[key].set_items(draft.items)

    def take_inputs(self, found: Inputs) -> None:
        """Show what each category is made of, and offer whom to join with."""
        self._inputs = found
        self.categories.take_inputs(found)
        self.conditions.offer(found.options)
        self._offer()
        self._fill_offered()

    def _show_type(self) -> None:
        self.conditions.setVisible(self.type.value() == DIRECTED)

    def _show_items(self) -> None:
        self.table.show_items(self.kind.value(), self.categories.titles())

    def _offer(self) -> None:
        own = [one.title for one in self._profile.open_sections if not one.supervising]
        self.table.offer(self._inputs.partners if self.kind.value() == JOINT else own)

    def run(self) -> None:
        """Hand over what was given."""
        given = self.form.values()
        for field, date in (("window", self.first), ("window", self.last)):
            if not date.value():
                self.form.refuse(field, say("kit-date-unreadable"))
                return
        if not self.form.check():
            return
        ratios = self.categories.ratios()
        if ratios is None:
            self.form.refuse("categories", say("plan-ratio-unreadable"))
            return
        directed = self.type.value() == DIRECTED
        self.given.emit(
            Draft(
                self.kind.value(), given["title"], given["task"] or given["title"], given["basis"], self.first.value(),
                self.last.value(), self.categories.chosen(), int(self.groups.value() or "0"),
                self.table.value(self.kind.value()), ratios, self.type.value(),
                self.where.value() if self.where.value() != self._usual_place() else "",
                self.conditions.value() if directed else (), directed and self.conditions.regional.isChecked(),
                self.categories.items(),
            ),
            self.reason.value(),
        )  # fmt: skip

    def take_rule(self, found: Proposal) -> None:
        """Fill number, name and task number made by rule; they may be changed."""
        title = self.form.field("title").editor
        if isinstance(title, fields.LineField):
            title.set_value(found.title)
        self.table.take_rule(found)

    def _ask_rule(self) -> None:
        if not self.first.value():
            self.form.refuse("window", say("kit-date-unreadable"))
            return
        self.rule_asked.emit(self.kind.value(), self.first.value(), self.table.partners())

    def _show_kind(self) -> None:
        kind = self.kind.value()
        where, platform = self._usual_place(), self._profile.bureau.platform
        self.place.setText(say(f"plan-place-{where}", platform=platform))
        places = places_open(self._profile, kind)
        self.where.set_choices([(one, say(f"plan-place-{one}", platform=platform)) for one in places])
        self.where.set_value(where)
        self.form.field("where").setVisible(len(places) > 1)
        self.place.setVisible(len(places) == 1)
        self.table.show_kind(kind)
        self._show_items()
        self._offer()

    def _usual_place(self) -> str:
        return place_of(self._profile, self.kind.value())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def _left(editor: QWidget) -> QHBoxLayout:
    return texts.row(editor, None)


class VoidForm(QWidget):
    """Reason and approver of a void; `given` carries both, `left` that the person turned back."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = fields.Form(label_width=84)
        self.reason = fields.TextField(lines=3)
        self.approver = fields.LineField(say("draws-approver-hint"), width=200)
        self.form.add("reason", say("draws-void-reason"), self.reason)
        self.form.add_row("approver", say("draws-void-approver"), self.approver, QWidget())
        self.go = buttons.danger(
            say("draws-void-go"), lambda: self.given.emit(self.reason.value(), self.approver.value())
        )
        row = texts.row(84, self.go, look.GAP, buttons.secondary(say("plan-cancel"), self.left.emit), None, gap=0)
        column = texts.column(
            texts.label(say("draws-void-title"), font=look.section()),
            texts.soft(say("draws-void-note"), wrap=True),
            self.form,
            row,
            None,
            gap=14,
        )
        column.setContentsMargins(look.MARGIN, 24, look.MARGIN, 16)
        self.setLayout(column)

    def start(self) -> None:
        """Begin."""
        self.reason.set_value("")
        self.approver.set_value("")
        self.reason.setFocus()
