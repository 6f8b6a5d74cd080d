"""Files given for verifying: which is which, where a list of keys is found, and several judged as a chain."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from factories import draw_inputs as inputs
from factories import draw_vector as vector
from factories.signed import FORGER, HEADQUARTERS, a_list, signed

from inspector_desktop.errors import Refused
from inspector_desktop.exchange.published import grouped_fingerprint
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.upkeep.transcripts import Given, Known, check_transcripts, sort_out

FILE, UNIT = vector.transcript(), "410526-QX"


def put(folder: Path, **files: bytes) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    made = {name: folder / f"{name.replace('_', '.')}.json" for name in files}
    for name, content in files.items():
        made[name].write_bytes(content)
    return made


def test_a_list_of_keys_is_found_where_a_site_keeps_it_and_known_by_what_it_says(tmp_path: Path) -> None:
    draw = put(tmp_path / "draws", one=FILE, one_sig=signed(FILE))
    assert sort_out([draw["one"]]) == Given((draw["one"],))
    kept = put(tmp_path / "v", keys=a_list(UNIT))["keys"]
    assert sort_out([draw["one"]]).keys == kept
    renamed = put(tmp_path / "elsewhere", downloaded=a_list(UNIT))["downloaded"]
    given = sort_out([draw["one_sig"], draw["one"], renamed])
    assert given == Given((draw["one"],), draw["one_sig"], renamed)
    with pytest.raises(Refused, match="refused-no-transcript"):
        sort_out([draw["one_sig"], renamed])


def test_a_list_of_the_devices_own_bureau_must_be_by_the_key_it_enrolled_with(tmp_path: Path) -> None:
    draw = put(tmp_path, one=FILE, one_sig=signed(FILE, FORGER), keys=a_list(UNIT, FORGER))
    given = sort_out([draw["one"]])
    assert check_transcripts(given).accepted  # nobody can know
    known = Known(UNIT, public_text(HEADQUARTERS))
    (found,) = check_transcripts(given, known=known).each
    assert (found.accepted, found.signed.why) == (False, "draw-signature-list")
    assert check_transcripts(given, known=Known("999999-QX", public_text(HEADQUARTERS))).accepted  # of another bureau
    assert known.whose(grouped_fingerprint(public_text(HEADQUARTERS))) == "headquarters"
    assert known.whose(grouped_fingerprint(public_text(FORGER))) == Known("").whose("") == ""


def test_several_are_judged_one_by_one_and_as_a_chain(tmp_path: Path) -> None:
    chain = inputs.a_chain(random.Random(3), 3)
    paths = put(tmp_path, **{f"d{at}": file for at, file in enumerate(chain)})
    found = check_transcripts(sort_out(list(paths.values())))
    assert found.accepted and found.chain is not None and found.chain.verified
    paths["d1"].with_name("d1.sig.json").write_bytes(signed(chain[0]))
    found = check_transcripts(sort_out(list(paths.values())))
    assert [one.accepted for one in found.each] == [True, False, True] and not found.accepted
