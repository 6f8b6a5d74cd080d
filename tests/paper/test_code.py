"""The code on a paper: read back from the page, believed only as it was made."""

from __future__ import annotations

import base64
from datetime import date

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import _papers as papers
from PIL import Image

from inspector_desktop.errors import Disagreed, Refused
from inspector_desktop.paper.code import State, key_id, make_code, modules, read_code, verify_code
from inspector_desktop.paper.preview import page_rgba
from inspector_desktop.paper.render import render

PUBLIC = papers.KEY.public_key().public_bytes_raw()
KEYS = {key_id(PUBLIC): PUBLIC}
TODAY = date(2026, 11, 21)


def made(**changes: object) -> str:
    given = {
        "site": "https://check.example.gov.cn/hx",
        "key": papers.KEY,
        "number": "（滑）气检记〔2026〕12号",
        "kind": "check-record",
        "day": date(2026, 11, 20),
        "name": "滑县城关永安加油站",
        "fields": papers.FIELDS,
        "revocation": bytes(8),
    }
    return make_code(**(given | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", [papers.record(), papers.letter()], ids=["form", "letter"])
def test_the_code_is_read_back_from_the_page_and_verified(paper: object) -> None:
    pdf = render(paper)  # type: ignore[arg-type]
    picture = page_rgba(pdf, 1, width=1240)  # 150 dots an inch
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba).convert("L")
    (found,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found.text == papers.CODE
    verdict = verify_code(found.text, KEYS, frozenset(), TODAY)
    assert verdict.state is State.VERIFIED
    assert verdict.content is not None
    assert verdict.content.number == "（滑）气检记〔2026〕12号"
    assert verdict.content.name == "滑县城关永安加油站"
    assert verdict.content.day == date(2026, 11, 20)
    assert verdict.content.matches(papers.FIELDS)
    assert not verdict.content.matches(papers.FIELDS | {"unit": "别的单位"})


def test_no_flipped_bit_is_believed() -> None:
    head, _, coded = papers.CODE.partition("/v#")
    message = base64.b32decode(coded + "=" * (-len(coded) % 8))
    for bit in range(len(message) * 8):
        flipped = bytearray(message)
        flipped[bit // 8] ^= 1 << bit % 8
        text = f"{head}/v#{base64.b32encode(bytes(flipped)).decode().rstrip('=')}"
        assert verify_code(text, KEYS, frozenset(), TODAY).state in {State.ALTERED, State.UNKNOWN}


def test_no_changed_character_is_believed() -> None:
    head, _, coded = papers.CODE.partition("/v#")
    for at, character in enumerate(coded):
        other = "A" if character != "A" else "B"
        text = f"{head}/v#{coded[:at]}{other}{coded[at + 1 :]}"
        assert verify_code(text, KEYS, frozenset(), TODAY).state is not State.VERIFIED
    assert verify_code(papers.CODE + "A", KEYS, frozenset(), TODAY).state is State.ALTERED
    assert verify_code(papers.CODE.lower(), KEYS, frozenset(), TODAY).state is State.ALTERED


def unpadded(message: bytes) -> str:
    return "https://a.cn/v#" + base64.b32encode(message).decode().rstrip("=")


def test_spare_bits_behind_the_last_byte_must_be_empty() -> None:
    spare = 0
    for name in ("甲", "甲a", "甲ab", "甲abc", "甲abcd"):  # every length modulo the five bytes of Base32
        text = made(name=name)
        changed = text[:-1] + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"["ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".index(text[-1]) ^ 1]
        _, _, coded = changed.partition("/v#")
        same = base64.b32decode(coded + "=" * (-len(coded) % 8))
        spare += unpadded(same).rpartition("#")[2] != coded
        assert verify_code(text, KEYS, frozenset(), TODAY).state is State.VERIFIED
        assert verify_code(changed, KEYS, frozenset(), TODAY).state is State.ALTERED
    assert spare == 4


def test_the_same_content_in_longer_cbor_is_refused() -> None:
    _, _, coded = made(name="甲").partition("/v#")
    message = base64.b32decode(coded + "=" * (-len(coded) % 8))
    assert verify_code(unpadded(message), KEYS, frozenset(), TODAY).state is State.VERIFIED
    assert message[:2] == b"\xd2\x84"
    longer = message[:1] + b"\x98\x04" + message[2:]
    assert verify_code(unpadded(longer), KEYS, frozenset(), TODAY).state is State.ALTERED
    assert verify_code(unpadded(message + b"\x00"), KEYS, frozenset(), TODAY).state is State.ALTERED


def test_a_revoked_paper_is_named_so() -> None:
    assert verify_code(papers.CODE, KEYS, {bytes(range(8))}, TODAY).state is State.REVOKED


def test_a_key_not_known_is_unknown_as_of_a_day() -> None:
    verdict = verify_code(papers.CODE, {}, frozenset(), TODAY)
    assert (verdict.state, verdict.known_until) == (State.UNKNOWN, TODAY)


def test_a_key_filed_under_another_name_is_not_used() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert verify_code(papers.CODE, {key_id(PUBLIC): other}, frozenset(), TODAY).state is State.UNKNOWN


@pytest.mark.parametrize(
    "text", ["", "https://a.cn", "https://a.cn/v#", "https://a.cn/v#AAAA", "https://a.cn/v#检查", "x" * 5000]
)
def test_what_is_no_code_of_ours_is_refused(text: str) -> None:
    with pytest.raises(Disagreed):
        read_code(text)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.just(b"\x81" * 200) | st.just(bytes.fromhex("d284582e9bffffffffffffffff")))
def test_foreign_bytes_are_refused_and_break_nothing(message: bytes) -> None:
    text = f"https://a.cn/v#{base64.b32encode(message).decode().rstrip('=')}"
    assert verify_code(text, KEYS, frozenset(), TODAY).state is State.ALTERED


def test_a_code_never_grows_beyond_version_12_and_a_long_name_is_shortened() -> None:
    name = "河南省安阳市滑县城关街道人民路西段永安石油化工产品销售有限责任公司加油加气综合能源服务站"
    text = made(name=name)
    assert len(modules(text)) <= 17 + 4 * 12
    shown = read_code(text).content.name
    assert shown.endswith("…")
    assert name.startswith(shown[:-1])
    assert len(shown) > 8


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(Refused, match="paper-code-too-long"):
        made(number="号" * 60)


@pytest.mark.parametrize("site", ["check.example.gov.cn", "javascript:alert(1)", "https://a.cn/#x"])
def test_a_site_that_is_no_web_address_is_refused(site: str) -> None:
    with pytest.raises(Refused, match="paper-code-site"):
        made(site=site)


def test_the_same_paper_gives_the_same_code() -> None:
    assert made() == made()
