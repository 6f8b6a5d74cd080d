"""Rounds while the program is open: the page says what receipts say, growing pauses, a stick, another life."""

import pytest
from factories.demo import PIN, prepared
from PySide6.QtWidgets import QLabel, QWidget

from inspector_desktop.clock import SystemClock
from inspector_desktop.demo.house import headquarters
from inspector_desktop.errors import Disagreed, Unreachable
from inspector_desktop.gui.kit.section import Entry
from inspector_desktop.gui.page import INSPECTIONS, SYNC, Context
from inspector_desktop.gui.pages.settings import SettingsPage
from inspector_desktop.gui.pages.sync import SyncPage
from inspector_desktop.gui.syncing import SOON_SECONDS, Syncing
from inspector_desktop.gui.tasks import Tasks
from inspector_desktop.inspection.issuing import House
from inspector_desktop.opening import open_device
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.registry.store import subject_keys
from inspector_desktop.wording import say

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return prepared(tmp_path_factory.mktemp("sync") / "演示")


@pytest.fixture
def desk(demo, qtbot):
    """An open device, its worker lanes, its rounds, and a page's context."""
    opening = open_device(demo.places, person_id="16005", pin=PIN, clock=SystemClock(), keychain=demo.keychain)
    tasks = Tasks(opening.writing)
    syncing = Syncing()
    syncing.belong_to(tasks)
    context = Context(opening, House(opening.profile, "https://disclosure.invalid"), tasks, lambda *_a, **_k: None)
    yield context, syncing
    syncing.detach()
    tasks.close()
    opening.close()


def change_something(opening) -> None:
    with opening.writing() as session:
        first = subject_keys(session, opening.desk.bureau)[0][0]
        change_subjects(
            session, desk=opening.desk, clock=opening.clock, ids=[first], changes={"phone": "0372-0000"}, reason="更正"
        )


def shown(qtbot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1182, 736)
    page.show()


def states(page: SyncPage) -> set[str]:
    return {row.of.state for row in page.seen.rows} if page.seen else set()


def test_a_fact_is_shown_as_saved_here_until_the_receipt_and_then_as_complete(desk, demo, qtbot):
    context, syncing = desk
    change_something(context.opening)
    page = SyncPage(context)
    shown(qtbot, page)
    qtbot.waitUntil(lambda: "record-saved" in states(page))
    with headquarters(demo) as served:
        syncing.use_address(served.address)
        syncing.attach(context)
        qtbot.waitUntil(lambda: states(page) == {"record-complete"}, timeout=30_000)
    assert syncing.progress.online
    assert page.banner.isHidden()
    assert say("sync-summary-nothing") == "没有待上传的记录"
    assert page.seen is not None
    assert [one.here for one in page.seen.devices] == [True]
    listed = lambda: [one for one in page.findChildren(Entry) if "设备编号" in one.toolTip()]  # noqa: E731
    qtbot.waitUntil(lambda: len(listed()) == 1)  # those of the reading before go when Qt comes to it
    (entry,) = listed()
    told = " ".join(one.text() for one in entry.findChildren(QLabel))
    assert page.seen.devices[0].people[0] in told
    assert page.seen.devices[0].device not in told


def test_nobody_answering_is_said_and_tried_again_by_itself(desk, qtbot):
    context, syncing = desk
    page = SyncPage(context)
    shown(qtbot, page)
    syncing.use_address("http://127.0.0.1:9")
    syncing.attach(context)
    qtbot.waitUntil(lambda: isinstance(syncing.progress.error, Unreachable), timeout=30_000)
    assert syncing.progress.retries
    assert not syncing.progress.online
    assert say("sync-retries") in page.banner.text()
    assert syncing._timer.isActive()


def test_pauses_grow_while_nobody_answers_and_what_disagrees_waits_for_a_person(desk):
    context, syncing = desk
    syncing.attach(context)
    pauses = []
    for _ in range(8):
        syncing._failed(Unreachable("error-no-answer"))
        pauses.append(syncing._timer.interval() // 1000)
    assert pauses[-1] > pauses[0] * 20
    syncing._timer.stop()
    syncing._failed(Disagreed("error-exchange-signature"))
    assert not syncing.progress.retries
    assert not syncing._timer.isActive()


def test_facts_bring_a_round_soon_and_news_of_a_round_does_not(desk):
    context, syncing = desk
    syncing._context = context
    context.tasks.tell(SYNC)
    assert not syncing._timer.isActive()
    context.tasks.tell(INSPECTIONS)
    assert 0 < syncing._timer.remainingTime() <= SOON_SECONDS * 1050  # Qt may round a coarse timer by a twentieth


def test_what_waits_goes_to_a_stick_and_the_page_says_how_much(desk, qtbot, tmp_path):
    context, _ = desk
    change_something(context.opening)
    page = SyncPage(context)
    shown(qtbot, page)
    page.weigh(tmp_path)
    qtbot.waitUntil(lambda: page.banner.text().startswith("待导出 1 个数据包"))
    assert not list(tmp_path.glob("*.batch")), "nothing is written before it is confirmed"
    page.export_to(tmp_path)
    told = say("sync-exported", count=1, pieces=0, there=0, folder=str(tmp_path))
    qtbot.waitUntil(lambda: told == page.banner.text())
    assert len(list(tmp_path.glob("*.batch"))) == 1
    page.read_receipts_from(tmp_path)
    qtbot.waitUntil(lambda: say("sync-receipts", count=0, accepted=0, aside=0, pieces=0) == page.banner.text())


def test_settings_show_the_device_and_make_a_copy(desk, qtbot, tmp_path):
    context, _ = desk
    page = SettingsPage(context)
    shown(qtbot, page)
    qtbot.waitUntil(lambda: page.seen is not None)
    assert page.seen.inside.pragmas_ok
    assert page.seen.machine.sqlite_ok
    page.backup_to(tmp_path / "copy.db")
    qtbot.waitUntil(lambda: "copy.db" in page.banner.text(), timeout=60_000)
    assert (tmp_path / "copy.db").stat().st_size > 100_000
    page.save_diagnostics_to(tmp_path / "diagnostics.json")
    qtbot.waitUntil((tmp_path / "diagnostics.json").is_file)
    assert "王秀英" not in (tmp_path / "diagnostics.json").read_text(encoding="utf-8")


def test_two_new_pins_that_differ_change_nothing(desk, qtbot):
    context, _ = desk
    page = SettingsPage(context)
    shown(qtbot, page)
    for key, text in (("old", PIN), ("new", "246802"), ("again", "246803")):
        page.form.field(key).editor.set_value(text)
    page.change_pin()
    assert page.form.field("again").refusal() == say("refused-pins-differ")
    page.form.field("again").editor.set_value("246802")
    page.change_pin()
    qtbot.waitUntil(lambda: page.banner.text() == say("settings-pin-done"), timeout=60_000)
    for key, text in (("old", "246802"), ("new", PIN), ("again", PIN)):
        page.form.field(key).editor.set_value(text)
    page.banner.clear()
    page.change_pin()
    qtbot.waitUntil(lambda: page.banner.text() == say("settings-pin-done"), timeout=60_000)
