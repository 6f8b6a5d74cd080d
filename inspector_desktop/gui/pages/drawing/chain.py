"""抽取编号连续性 and 负担: every number of the bureau's draws with gaps and links; who has how much to do."""

from __future__ import annotations

from sqlmodel import Session

from inspector_desktop.clock import civil_date
from inspector_desktop.draw.burden import burdens
from inspector_desktop.draw.chain import Chain, ChainLine, chain_of
from inspector_desktop.draw.document import grouped, shown_moment
from inspector_desktop.gui.kit import texts
from inspector_desktop.gui.kit.cells import Cell
from inspector_desktop.gui.kit.chips import ChipText
from inspector_desktop.gui.kit.section import Section
from inspector_desktop.gui.kit.table import Column, Table
from inspector_desktop.gui.page import Page
from inspector_desktop.gui.pages.drawing.window import DrawWindow, gap
from inspector_desktop.wording import say

_SHORT = 16
_TONES = {"missing": "red", "frozen": "blue", "held": "blue", "released": "green", "void": "amber"}


class ChainWindow(DrawWindow):
    """The chain of draws."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, say("draws-chain"), say("draws-chain-lead"), width=1120, height=600)
        self.chain: Chain | None = None
        self.table = Table(
            (
                Column("number", say("draws-chain-number"), lambda row: Cell(str(row.number), bold=True), width=64),
                Column("title", say("plans-column-plan"), _title, stretch=3),
                Column("state", say("plans-column-state"), _state, width=150),
                Column("commitment", say("term-commitment"), _commitment, width=220),
                Column("frozen", say("draws-sealed-at"), _frozen, width=200),
                Column("link", say("draws-chain-link"), _link, stretch=2),
            ),
            fit=True,
        )
        self.answer = texts.label(wrap=True)
        self._recorded = Section(say("draws-chain-recorded"))
        self._recorded_text = texts.soft(wrap=True)
        self._recorded.add(self._recorded_text)
        self.body.addWidget(self.answer)
        self.body.addWidget(gap(10))
        self.body.addWidget(self.table)
        self.body.addWidget(gap(18))
        self.body.addWidget(self._recorded)
        self.body.addStretch(1)
        bureau = page.context.bureau
        self.load(lambda session: chain_of(session, bureau), self._show)

    def _show(self, chain: Chain) -> None:
        self.chain = chain
        self.table.set_rows(chain.lines)
        count = len(chain.lines)
        if not count:
            self.answer.setText(say("draws-chain-none"))
        elif chain.sound:
            self.answer.setText(say("draws-chain-sound", count=count))
        else:
            numbers = "、".join(dict.fromkeys(str(one.number) for one in reversed(chain.lines) if one.wrong))
            self.tell(say("draws-chain-broken", numbers=numbers), "red")
            self.answer.setText(say("draws-chain-what"))
        self._recorded.setVisible(bool(chain.recorded))
        self._recorded_text.setText(
            "\n".join(
                say(
                    "draws-chain-recorded-line", title=one.title, place=say(f"draws-place-{one.place}"),
                    number=one.task_number or "—",
                )
                for one in chain.recorded
            )
        )  # fmt: skip


class BurdenWindow(DrawWindow):
    """负担 of this year, by name."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, say("draws-burden"), say("draws-burden-lead"), width=640, height=520)
        self.table = Table(
            (
                Column("name", say("draws-column-officers"), lambda row: Cell(row.name), stretch=1),
                Column(
                    "assigned", say("draws-burden-assigned"), lambda row: Cell(str(row.assigned)), width=120, right=True
                ),
                Column(
                    "drawn",
                    say("draws-burden-drawn"),
                    lambda row: Cell(str(row.drawn), tone="soft"),
                    width=120,
                    right=True,
                ),
                Column("open", say("draws-burden-open"), lambda row: Cell(str(row.open)), width=120, right=True),
            ),
            fit=True,
        )
        self.body.addWidget(self.table)
        self.body.addStretch(1)
        bureau, today = page.context.bureau, civil_date(page.context.clock.now())

        def query(session: Session) -> list[_Row]:
            return [
                _Row(one.officer, one.name, one.assigned, one.open, one.drawn)
                for one in burdens(session, bureau, today)
            ]

        self.load(query, self.table.set_rows)


class _Row:
    def __init__(self, key: str, name: str, assigned: int, still_open: int, drawn: int) -> None:
        self.key, self.name, self.assigned, self.open, self.drawn = key, name, assigned, still_open, drawn


def open_chain(page: Page) -> ChainWindow:
    """Open the chain of draws."""
    window = ChainWindow(page)
    window.open()
    return window


def open_burden(page: Page) -> BurdenWindow:
    """Open this year's burden."""
    window = BurdenWindow(page)
    window.open()
    return window


def _title(row: ChainLine) -> Cell:
    if row.state == "missing":
        return Cell(say("draws-chain-missing"), tone="red")
    under = say(f"draws-chain-{row.kind}", number=row.of) if row.of else row.reason
    return Cell(row.title, under=under)


def _state(row: ChainLine) -> Cell:
    return Cell(chips=(ChipText(say(f"draws-chain-state-{row.state}"), _TONES[row.state]),))


def _commitment(row: ChainLine) -> Cell:
    return Cell(f"{grouped(row.commitment[:_SHORT])} …" if row.commitment else "", mono=True, tone="soft")


def _frozen(row: ChainLine) -> Cell:
    return Cell(shown_moment(row.frozen_at) if row.frozen_at else "—", tone="soft")


def _link(row: ChainLine) -> Cell:
    if row.wrong:
        return Cell(say(row.wrong), tone="red")
    return Cell(say("draws-chain-fits"), under=say("draw-verified") if row.verified else "", tone="soft")
