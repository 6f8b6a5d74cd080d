"""Is this paper genuine: codes read off PDFs and pictures, and the four answers."""

import json
from datetime import date
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from inspector_desktop.errors import Damaged, Disagreed, Missing, Refused
from inspector_desktop.exchange.published import write_keys
from inspector_desktop.paper.code import State, make_code
from inspector_desktop.paper.model import Paper, Paragraph, Style, filled
from inspector_desktop.paper.preview import page_png
from inspector_desktop.paper.render import render
from inspector_desktop.upkeep.papers import check_document, keys_of_file

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
REVOCATION = bytes(range(8))
NUMBER = "（滑）气检记〔2026〕12号"


def a_paper(key: Ed25519PrivateKey = KEY) -> bytes:
    code = make_code(
        site="https://disclosure.invalid",
        key=key,
        number=NUMBER,
        kind="check-record",
        day=date(2026, 11, 20),
        name="滑县永安加油站",
        fields={"number": NUMBER},
        revocation=REVOCATION,
    )
    return render(
        Paper("check-record", Style.ENFORCEMENT, "现场检查记录", (Paragraph((filled("检查情况"),)),), code=code)
    )


@pytest.fixture
def keys(tmp_path):
    def make(*, known=True, revoked=False, text=None):
        path = tmp_path / "keys.json"
        public = [KEY.public_key().public_bytes_raw().hex()] if known else []
        content = {"format": "keys-1", "known_until": "2026-11-25", "keys": public}
        content["revoked"] = [REVOCATION.hex()] if revoked else []
        path.write_text(text if text is not None else json.dumps(content), encoding="utf-8")
        return keys_of_file(path)

    return make


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "记录.pdf"
    path.write_bytes(a_paper())
    return path


@pytest.mark.parametrize(
    ("given", "state"),
    [({}, State.VERIFIED), ({"revoked": True}, State.REVOKED), ({"known": False}, State.UNKNOWN)],
)
def test_a_paper_is_verified_revoked_or_unknown_as_of_a_day(keys, pdf, given, state):
    found = check_document(pdf, keys(**given))
    assert (found.state, found.known_until) == (state, date(2026, 11, 25))
    assert found.content is not None
    assert (found.content.number, found.content.name) == (NUMBER, "滑县永安加油站")
    assert found.verified is (state is State.VERIFIED)


def test_a_photograph_turned_on_its_side_is_read(keys, tmp_path):
    page = Image.open(BytesIO(page_png(a_paper(), 0, width=1240))).convert("RGB").rotate(90, expand=True)
    path = tmp_path / "照片.jpg"
    page.save(path, quality=70)
    assert check_document(path, keys()).verified


def test_a_code_of_somebody_else_is_not_ours(keys, tmp_path):
    import qrcode

    path = tmp_path / "other.png"
    qrcode.make("https://example.invalid/menu").save(path)
    assert check_document(path, keys()).state is State.ALTERED


def test_a_code_signed_with_another_key_under_our_name_is_unknown(keys, tmp_path):
    path = tmp_path / "false.pdf"
    path.write_bytes(a_paper(OTHER))
    assert check_document(path, keys()).state is State.UNKNOWN


def test_a_page_without_a_code_and_files_that_are_none_are_refused(keys, tmp_path):
    empty, broken, cut = tmp_path / "white.png", tmp_path / "broken.pdf", tmp_path / "cut.png"
    Image.new("L", (400, 400), 255).save(empty)
    broken.write_bytes(b"%PDF-1.7 nothing")
    cut.write_bytes(page_png(a_paper(), 0, width=300)[:500])
    with pytest.raises(Refused, match="refused-no-code"):
        check_document(empty, keys())
    for path in (broken, cut):
        with pytest.raises(Damaged):
            check_document(path, keys())
    with pytest.raises(Missing):
        check_document(tmp_path / "none.pdf", keys())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "keys-1", "known_until": "soon", "keys": [], "revoked": []}']
)
def test_a_file_of_keys_that_is_none_is_refused(keys, text):
    with pytest.raises(Damaged, match="error-keys-unreadable"):
        keys(text=text)


def test_the_signed_list_of_the_site_is_read_and_an_altered_one_is_not(pdf, tmp_path):
    path, public = tmp_path / "keys.json", KEY.public_key().public_bytes_raw().hex()
    given = {"bureau": "410526-QX", "keys": [public], "stopped": [public], "known_until": "2026-11-25"}
    path.write_bytes(write_keys(OTHER, revoked=[REVOCATION.hex()], **given))
    assert check_document(pdf, keys_of_file(path)).state is State.REVOKED
    path.write_bytes(path.read_bytes().replace(REVOCATION.hex().encode(), b"f" * 16))
    with pytest.raises(Disagreed, match="error-keys-signature"):
        keys_of_file(path)
