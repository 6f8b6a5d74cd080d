"""A device's life while two processes of it are open: the windows, and a command beside them."""

import threading

import pytest
from factories.opening import device_kit

from inspector_desktop.journal import lives
from inspector_desktop.journal.dossiers import DossierHandedOver
from inspector_desktop.journal.entering import open_dossier


@pytest.fixture
def kit(tmp_path, clock, monkeypatch):
    return device_kit(tmp_path, clock, monkeypatch)


def enter_one(opened):
    with opened.writing() as session:
        open_dossier(
            session, DossierHandedOver(to_role="officer"), kind="inspection", desk=opened.desk, clock=opened.clock
        )


def test_an_entry_made_while_a_second_process_opens_the_device_begins_no_new_life(kit, monkeypatch):
    windows = kit.create()
    enter_one(windows)
    read, others = lives.read_counter, []

    def overtaken(places):
        # The windows save something just now: at once, or as soon as the command lets them write.
        monkeypatch.setattr(lives, "read_counter", read)
        others.append(threading.Thread(target=enter_one, args=(windows,)))
        others[-1].start()
        others[-1].join(0.3)
        return read(places)

    monkeypatch.setattr(lives, "read_counter", overtaken)
    command = kit.open()
    for other in others:
        other.join()
    monkeypatch.undo()
    assert command.new_life == ""
    assert command.desk.life == windows.desk.life
    enter_one(windows)
    for opened in (command, windows):
        opened.close()


def test_the_counter_of_entries_never_sets_the_count_of_openings_back(kit):
    windows = kit.create()
    before = lives.read_counter(kit.places)
    read = lives.read_counter
    try:
        # Between reading the file and writing to it, a command counts its own opening.
        def overtaken(places):
            found = read(places)
            lives.read_counter = read
            kit.open().close()
            return found

        lives.read_counter = overtaken
        enter_one(windows)
    finally:
        lives.read_counter = read
    after = lives.read_counter(kit.places)
    assert (after.openings, after.number) == (before.openings + 1, before.number + 1)
    windows.close()
    assert kit.open().new_life == ""
