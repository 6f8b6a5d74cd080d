"""The form by which the service of a paper is recorded: how, to whom, where, when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy

from inspector_desktop.clock import Clock
from inspector_desktop.gui.kit import buttons
from inspector_desktop.gui.kit.fields import ChoiceField, Form, LineField, button_row
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.inspection.store import InspectionView
from inspector_desktop.wording import say

if TYPE_CHECKING:
    from inspector_desktop.gui.pages.inspecting.late import LateField

WAYS = ("service-direct", "service-left", "service-post", "service-electronic")


class ServiceForm(Section):
    """The form for one paper; `go` is called with the keyword arguments of the act, `stop` when it is put away."""

    def __init__(
        self,
        title: str,
        view: InspectionView,
        clock: Clock,
        late: LateField,
        *,
        go: Callable[[dict[str, Any]], object],
        stop: Callable[[], object],
    ) -> None:
        super().__init__(title, line=True)
        self._go = go
        self.way = ChoiceField(tuple((key, say(key)) for key in WAYS), "service-direct")
        self.receiver = LineField(say("order-page-receiver-hint"), value=view.principal, width=160)
        self.post = LineField(say("order-page-post-hint"), width=160)
        self.place = LineField(value=view.address)
        self.late = late
        self.at = late.at
        self.at.show_moment(clock.now())
        self.remark = LineField(say("order-page-remark-hint"))
        self.form = Form(label_width=96)
        self.form.add("way", say("order-page-way"), self.way)
        for short in (self.receiver, self.post):
            short.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.form.add_row("receiver", say("order-page-receiver"), self.receiver, self.post)
        self.form.add("place", say("order-page-place"), self.place)
        self.form.add("remark", say("order-page-remark"), self.remark)
        self.add(self.form, gap=12)
        self.add(late, gap=10)
        self.go = buttons.primary(say("order-page-serve"), self._register)
        self.add(button_row(self.go, buttons.secondary(say("order-page-cancel"), stop)), gap=14)

    def _register(self) -> None:
        if self.at.moment() is None:
            self.late.form.refuse("at", say("order-page-moment-wanted"))
            return
        if not self.late.check():
            return
        self._go(
            {
                "way": self.way.value(), "receiver": self.receiver.value(), "receiver_post": self.post.value(),
                "place": self.place.value(), "remark": self.remark.value(), "late": self.late.value(),
            }
        )  # fmt: skip
