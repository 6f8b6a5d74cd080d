"""The browser verifier and the specification as they stand on the site."""

import base64
import hashlib
import json
import re

import pytest
from factories import draw_vector as vector
from factories.bureau import open_bureau
from factories.sources import ROOT
from py_mini_racer import MiniRacer

from inspector_desktop.assets import resource
from inspector_desktop.digest import canonical, sha256_hex
from inspector_desktop.draw.signing import judge
from inspector_desktop.draw.transcript import verify
from inspector_desktop.headquarters.site import VECTOR, VECTOR_KEYS, VECTOR_SIGNATURE, write_site
from inspector_desktop.headquarters.verifier import core, page

INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


@pytest.fixture
def folder(tmp_path, clock):
    bureau = open_bureau(tmp_path, clock)
    with bureau.reading() as session:
        write_site(session, tmp_path / "site", bureau.clock)
    yield tmp_path / "site"
    bureau.engine.dispose()


def text_of(folder, name):
    return (folder / name).read_text(encoding="utf-8")


def policy_of(text):
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert found
    return dict(one.strip().split(" ", 1) for one in found.group(1).split(";"))


def test_the_verifier_on_the_site_is_one_file_that_asks_for_nothing(folder):
    text = text_of(folder, "verify.html")
    assert text.encode() == page()
    assert not re.search(r"<(?:link|img|iframe|script src)|\bsrc=|@import|url\(|\sstyle=|\son\w+=", text)
    assert not re.search(r"\b(?:fetch|XMLHttpRequest|WebSocket|sendBeacon|importScripts|innerHTML|eval)\b", text)
    assert "The MIT License" in text and "Paul Miller" in text


def test_the_policy_lets_exactly_the_scripts_and_the_style_of_the_file_run():
    text = page().decode()
    policy = policy_of(text)
    found = {"script": [], "style": []}
    for kind, body in INLINE.findall(text):
        found[kind].append(f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'")
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"].split() == found["script"] and len(found["script"]) == 7
    assert policy["style-src"].split() == found["style"] and len(found["style"]) == 1
    assert text.count("<script") == 7 and "unsafe" not in text


def test_the_scripts_taken_from_the_file_verify_the_vector_on_the_site(folder):
    scripts = [body for kind, body in INLINE.findall(text_of(folder, "verify.html")) if kind == "script"]
    engine = MiniRacer()
    engine.eval("\n".join(scripts[:-1]))
    engine.eval(f"const page = new Function({json.dumps(scripts[-1])})")  # the page itself compiles
    file = (folder / VECTOR).read_bytes()
    for data, verified in ((file, True), (file.replace("局长".encode(), "副长".encode()), False)):
        told = engine.eval(f"ticketV1.verify(new Uint8Array({list(data)})).verified")
        assert told is verified
    engine.close()


def test_the_vector_on_the_site_is_the_published_one(folder):
    assert (folder / VECTOR).read_bytes() == vector.transcript()
    said = text_of(folder, "specification.html")
    content = json.loads(vector.transcript())
    for value in (
        vector.COMMITMENT, vector.DIGITS, vector.SEED, vector.RESULT, vector.DIGEST, sha256_hex(vector.transcript()),
        *(one["ticket"][:16] for one in content["result"]["objects"]),
    ):  # fmt: skip
        assert value in said
    assert sha256_hex(canonical(content["result"])) == vector.RESULT
    beside = (folder / VECTOR_SIGNATURE).read_bytes()
    judged = judge(vector.transcript(), verify(vector.transcript()), signature=beside)
    assert (judged.state, judged.standing) == ("matches", "unknown")
    assert json.loads(beside)["signature"] in said and json.loads(beside)["key_id"] in said
    keys = (folder / VECTOR_KEYS).read_bytes()
    for pin in ("", json.loads(beside)["key"], json.loads(keys)["headquarters"]):
        judged = judge(vector.transcript(), verify(vector.transcript()), signature=beside, keys=keys, pin=pin)
        assert (judged.state, judged.standing) == ("matches", "former")
    (passed,) = json.loads(keys)["former"]
    assert passed["signature"] in said and passed["at"] in said and json.loads(keys)["signature"] in said
    assert sha256_hex(canonical({key: passed[key] for key in ("at", "key", "next")})) in said


def test_the_specification_speaks_of_every_key_in_both_languages(folder):
    said = text_of(folder, "specification.html")
    names = set()

    def collect(value):
        if isinstance(value, dict):
            names.update(key for key in value if not re.fullmatch("[0-9a-f]{64}", key))
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            collect(part)

    collect(json.loads(vector.transcript()))
    collect(json.loads(resource("site", VECTOR_SIGNATURE).read_bytes()))
    collect(json.loads(resource("site", VECTOR_KEYS).read_bytes()))
    assert [name for name in sorted(names - {"title"}) if not re.search(rf"\b{name}\b", said)] == []
    english = re.findall(r'<(?:p|h2|td|th) lang="en">', said)
    assert len(english) > 50
    for section in range(1, 10):
        assert said.count(f"<h2>{section}　") == said.count(f'<h2 lang="en">{section} ') == 1


def test_the_draws_page_links_rules_verifiers_and_vector(folder):
    targets = set(re.findall(r'href="([^"#]+)"', text_of(folder, "draws.html")))
    assert {"specification.html", "verify.html", "verify_draw.py", VECTOR} <= targets
    assert all((folder / name).is_file() for name in ("specification.html", "verify.html", "verify_draw.py", VECTOR))


def test_hash_functions_and_curve_are_what_the_script_of_the_house_makes():
    told = (ROOT / "packaging/verifier.py").read_text(encoding="utf-8")
    named = dict(re.findall(r'^ +"(noble-\w+\.js)",.*?^ +"([0-9a-f]{64})",$', told, re.MULTILINE | re.DOTALL))
    made = sorted(resource("site", "verifier", "vendor").iterdir())
    assert {path.name: sha256_hex(path.read_bytes()) for path in made} == named and len(named) == 2


@pytest.mark.parametrize("text", ["", "abc", "双随机" * 1000, "𠮷" * 63, "a" * 55, "a" * 64, "é" * 32768])
def test_the_hash_function_gives_the_digest_of_any_text(text):
    engine = MiniRacer()
    engine.eval(core())
    assert engine.eval(f"ticketV1.sha({json.dumps(text)})") == hashlib.sha256(text.encode()).hexdigest()
    engine.close()
