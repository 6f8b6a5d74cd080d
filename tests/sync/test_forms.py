"""A check table brought in on one device is there, with its long lists, on every other one after a round."""

import pytest
from factories.forms import write_form

from inspector_desktop.errors import Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.registry.form_acts import bring_form, read_form_file
from inspector_desktop.registry.form_store import definition_on, edition_on, tables_of
from inspector_desktop.storage.engine import reading, writing


@pytest.mark.obligation("F124", "F170")
def test_a_table_brought_in_reaches_every_device_with_its_lists(laptops, house, tmp_path):
    here, there = laptops("16005", roles=("officer", "supervising")), laptops("16002")
    file = read_form_file(write_form(tmp_path / "forms", stations=5))
    with writing(here.engine) as session:
        bring_form(
            session, desk=here.desk(), clock=here.clock, file=file, valid_from="2026-11-20", reason="按现场情况制表"
        )
    there.sync()
    assert here.sync().set_aside == 0
    done = there.sync()
    assert (done.fetched, done.evidence_fetched) == (2, 4)
    bureau, day = here.desk().bureau, "2026-11-20"
    with reading(there.engine) as session:
        definition = definition_on(session, bureau, "earthing", day)
        assert definition == file.reading.definition
        assert len(tables_of(session, definition)["stations.csv"].rows) == 5
        assert rebuild(session).equal
    with reading(house.engine) as session:
        assert edition_on(session, bureau, "earthing", day).lines == 3
    assert there.sync().evidence_fetched == 0


def test_a_table_whose_lists_are_still_on_their_way_does_not_open(laptops, tmp_path):
    here, there = laptops("16005", roles=("officer", "supervising")), laptops("16002")
    file = read_form_file(write_form(tmp_path / "forms"))
    with writing(here.engine) as session:
        bring_form(
            session, desk=here.desk(), clock=here.clock, file=file, valid_from="2026-11-20", reason="按现场情况制表"
        )
    here.sync()
    there.wire.evidence = _nothing_yet
    with pytest.raises(Refused):
        there.sync()
    with reading(there.engine) as session, pytest.raises(Refused) as refusal:
        definition_on(session, here.desk().bureau, "earthing", "2026-11-20")
    assert refusal.value.code == "refused-form-not-here"


def _nothing_yet(_dossier, _digest):
    raise Refused("refused-round-running")
