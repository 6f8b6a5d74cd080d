"""A headquarters set back to an older backup has lost photographs too, and gets them again."""

import shutil

from factories.exchange import laptop, open_house

from inspector_desktop.digest import sha256_hex
from inspector_desktop.headquarters.depot import Depot
from inspector_desktop.storage.engine import reading
from inspector_desktop.sync.states import counts, dossier_state

PHOTOS = [b"photo %d " % number * 1000 for number in range(3)]


def test_photographs_that_a_headquarters_lost_with_its_records_are_sent_again(tmp_path, clock):
    house = open_house(tmp_path / "hq.db", tmp_path / "hq", clock)
    here = laptop(house, tmp_path / "laptop" / "store.db")
    dossier = here.open("一", photo=PHOTOS[0])
    here.sync()
    house.engine.dispose()
    shutil.copytree(tmp_path / "hq", tmp_path / "backup")
    shutil.copy(tmp_path / "hq.db", tmp_path / "backup.db")
    here.note(dossier, "二", photo=PHOTOS[1])
    here.note(dossier, "三", photo=PHOTOS[2])
    assert here.sync().evidence_sent == 2
    house.engine.dispose()
    shutil.rmtree(tmp_path / "hq")
    shutil.copytree(tmp_path / "backup", tmp_path / "hq")
    shutil.copy(tmp_path / "backup.db", tmp_path / "hq.db")
    done = here.sync()
    assert done.accepted == 2
    assert house.texts(dossier) == ["一", "二", "三"]
    with reading(here.engine) as session:
        assert dossier_state(session, dossier).key == "record-complete"
        assert counts(session).photos == 0
    assert Depot(tmp_path / "hq" / "evidence").missing([sha256_hex(one) for one in PHOTOS]) == []
    here.wire.close()
    here.engine.dispose()
    house.engine.dispose()
