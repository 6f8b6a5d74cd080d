"""What headquarters set aside: the page says why, its dossier stands without it, and a person enters it again."""

from __future__ import annotations

from contextlib import closing, contextmanager

import pytest
from factories.exchange import Laptop, laptop, open_house
from PySide6.QtWidgets import QLabel, QPushButton

from inspector_desktop.demo.bureau import PROFILE
from inspector_desktop.gui.kit.section import Entry as ShownEntry
from inspector_desktop.gui.page import Context
from inspector_desktop.gui.pages.sync import SyncPage
from inspector_desktop.gui.tasks import Tasks
from inspector_desktop.inspection.issuing import House
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.dossiers import hand_over, take, take_over
from inspector_desktop.keychain import MemoryKeychain
from inspector_desktop.opening import Opening
from inspector_desktop.places import Places
from inspector_desktop.profile.loading import load
from inspector_desktop.settings import Settings
from inspector_desktop.storage.engine import reading, writing
from inspector_desktop.storage.upgrades import Prepared
from inspector_desktop.sync.states import dossier_state, set_aside
from inspector_desktop.wording import say

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def house(tmp_path, clock):
    made = open_house(tmp_path / "hq.db", tmp_path, clock)
    yield made
    made.engine.dispose()


@pytest.fixture
def officer(house, tmp_path):
    made = laptop(house, tmp_path / "officer.db", person="16001")
    yield made
    made.engine.dispose()


@pytest.fixture
def supervising(house, tmp_path):
    made = laptop(house, tmp_path / "supervising.db", person="16005", roles=("officer", "supervising"))
    yield made
    made.engine.dispose()


def opened(one: Laptop, folder) -> Opening:
    return Opening(
        places=Places(folder), settings=Settings(PROFILE), profile=load(PROFILE), desk=one.desk(), clock=one.clock,
        keychain=MemoryKeychain(), engine=one.engine, key=bytes(32), prepared=Prepared(),
    )  # fmt: skip


@contextmanager
def page_of(one: Laptop, folder, qtbot):
    opening = opened(one, folder)
    with closing(Tasks(opening.writing)) as tasks:
        context = Context(opening, House(opening.profile, "https://disclosure.invalid"), tasks, lambda *_a, **_k: None)
        made = SyncPage(context)
        qtbot.addWidget(made)
        made.resize(1182, 736)
        made.show()
        yield made
        made.hide()


@pytest.fixture
def page(officer, tmp_path, qtbot):
    with page_of(officer, tmp_path / "data", qtbot) as made:
        yield made


def asides(one: Laptop) -> list[str]:
    with reading(one.engine) as session:
        return [aside.why for aside in set_aside(session)]


def shown(page: SyncPage, qtbot) -> list[ShownEntry]:
    page.reload()
    qtbot.waitUntil(lambda: not page.context.tasks.is_busy)
    qtbot.wait(10)
    return page.aside.findChildren(ShownEntry) if not page.aside.isHidden() else []


def texts_of(row: ShownEntry) -> list[str]:
    return [label.text() for label in row.findChildren(QLabel)]


def press(page: SyncPage, key: str, qtbot) -> None:
    (button,) = [one for one in page.aside.findChildren(QPushButton) if one.text() == say(key)]
    button.click()
    qtbot.waitUntil(lambda: not page.context.tasks.is_busy)
    qtbot.wait(10)


def taken_over_meanwhile(officer: Laptop, supervising: Laptop) -> str:
    """The officer, out of reach, goes on in a dossier that the supervising section has taken over."""
    dossier = officer.open("一")
    officer.sync()
    supervising.sync()
    with writing(supervising.engine) as session:
        take_over(session, desk=supervising.desk(), clock=supervising.clock, dossier=dossier, reason="电脑疑似遗失")
    supervising.sync()
    officer.note(dossier, "二")
    assert officer.sync().set_aside == 1
    return dossier


def test_the_page_says_why_and_the_dossier_stands_without_it(page, officer, supervising, house, qtbot):
    dossier = taken_over_meanwhile(officer, supervising)
    assert officer.texts(dossier) == house.texts(dossier) == ["一"]
    (why,) = asides(officer)
    (row,) = shown(page, qtbot)
    assert any(say(why) in text for text in texts_of(row))
    with reading(officer.engine) as session:
        assert dossier_state(session, dossier).key == "record-set-aside"
        assert rebuild(session).equal
    assert len(house.entries()) == 3


def test_it_is_entered_again_once_the_dossier_lies_here_and_headquarters_accepts_it(
    page, officer, supervising, house, qtbot
):
    dossier = taken_over_meanwhile(officer, supervising)
    shown(page, qtbot)
    press(page, "sync-aside-reinstate", qtbot)
    assert "本机只能查看" in page.banner.text()
    assert len(asides(officer)) == 1
    with writing(supervising.engine) as session:
        hand_over(session, desk=supervising.desk(), clock=supervising.clock, dossier=dossier, to_person="16001")
    supervising.sync()
    officer.sync()
    with writing(officer.engine) as session:
        take(session, desk=officer.desk(), clock=officer.clock, dossier=dossier)
    officer.sync()
    shown(page, qtbot)
    press(page, "sync-aside-reinstate", qtbot)
    assert page.banner.text() == say("sync-aside-done")
    assert asides(officer) == []
    assert shown(page, qtbot) == []
    officer.sync()
    supervising.sync()
    assert officer.texts(dossier) == supervising.texts(dossier) == house.texts(dossier) == ["一", "二"]
    with reading(officer.engine) as session:
        assert dossier_state(session, dossier).key == "record-complete"
        assert rebuild(session).equal


def test_the_supervising_section_takes_a_dossier_over_with_a_reason_and_nobody_else_is_offered_it(
    officer, supervising, house, tmp_path, qtbot
):
    dossier = officer.open("一")
    officer.sync()
    supervising.sync()
    with page_of(officer, tmp_path / "a", qtbot) as page:
        shown(page, qtbot)
        assert page.over.isHidden()
    with page_of(supervising, tmp_path / "b", qtbot) as page:
        shown(page, qtbot)
        assert not page.over.isHidden()
        page.over.dossier.set_value(dossier)
        page.over.go.click()
        qtbot.waitUntil(lambda: page.banner.text() == say("refused-take-over-reason"))
        page.over.reason.set_value("原经办电脑遗失")
        page.over.go.click()
        qtbot.waitUntil(lambda: page.banner.text() == say("take-over-done"))
    assert supervising.sync().accepted == 1
    supervising.note(dossier, "二")
    supervising.sync()
    officer.note(dossier, "丢失的电脑又写")
    assert officer.sync().set_aside == 1
    assert officer.texts(dossier) == house.texts(dossier) == ["一", "二"]
