"""Rules changed on one device are in force on the others and at headquarters after a round; one desk changes them."""

from datetime import date

import pytest
from factories.exchange import BUREAU

from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.profile import load
from inspector_desktop.profile.acts import change_rules, release_rules, take_rules
from inspector_desktop.profile.store import rules_in_force
from inspector_desktop.storage.engine import reading, writing

FILE = load("huaxian-meteorology")
RATIO = "categories/key-unit/ratio_ppm"
ROLES = ("officer", "supervising")


def change(one, ppm):
    with writing(one.engine) as session:
        change_rules(session, desk=one.desk(), clock=one.clock, file=FILE, values=((RATIO, ppm),), reason="局务会纪要")


def ratio(engine):
    with reading(engine) as session:
        assert rebuild(session).equal
        ruled = rules_in_force(session, FILE, date(2026, 11, 20), bureau=BUREAU)
    return ruled.profile.category("key-unit").ratio_ppm


def test_a_change_reaches_headquarters_and_every_other_device(laptops, house):
    here, there = laptops("16005", roles=ROLES), laptops("16001")
    change(here, 70_000)
    assert ratio(there.engine) == 50_000
    here.sync()
    there.sync()
    assert {ratio(one) for one in (here.engine, there.engine, house.engine)} == {70_000}


def test_of_two_desks_that_begin_to_change_rules_one_counts_everywhere(laptops, house):
    first, second = laptops("16005", roles=ROLES), laptops("16006", roles=ROLES)
    change(first, 70_000)
    change(second, 90_000)
    assert first.sync().set_aside == 0
    assert second.sync().set_aside == 1
    second.sync()
    assert {ratio(one) for one in (first.engine, second.engine, house.engine)} == {70_000}
    with pytest.raises(Refused, match="refused-not-here"):
        change(second, 80_000)


def test_another_device_of_the_section_goes_on_through_the_tray(laptops, house):
    first, second = laptops("16005", roles=ROLES), laptops("16006", roles=ROLES)
    change(first, 70_000)
    with writing(first.engine) as session:
        release_rules(session, desk=first.desk(), clock=first.clock)
    first.sync()
    second.sync()
    with writing(second.engine) as session:
        take_rules(session, desk=second.desk(), clock=second.clock)
    second.sync()
    change(second, 90_000)
    second.sync()
    first.sync()
    assert {ratio(one) for one in (first.engine, second.engine, house.engine)} == {90_000}
