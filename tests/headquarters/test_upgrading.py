"""After an upgrade of headquarters the records are made anew from the journal, once."""

from factories.exchange import ExchangeNote
from sqlalchemy import delete
from sqlmodel import select

from inspector_desktop.headquarters.upgrading import HouseMark, refresh_records
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.storage.engine import reading, writing


def test_records_are_made_anew_when_the_program_knows_them_differently_and_only_then(laptops, house):
    here = laptops()
    dossier = here.open("一")
    here.note(dossier, "二")
    here.sync()
    assert refresh_records(house.engine)
    assert not refresh_records(house.engine)
    with writing(house.engine) as session:
        session.exec(delete(ExchangeNote))
        mark = session.exec(select(HouseMark)).one()
        mark.value = "an earlier program"
        session.add(mark)
    assert refresh_records(house.engine)
    assert house.texts(dossier) == ["一", "二"]
    with reading(house.engine) as session:
        assert rebuild(session).equal
    here.note(dossier, "三")
    assert here.sync().accepted == 1
