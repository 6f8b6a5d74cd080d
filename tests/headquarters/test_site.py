"""The disclosure site: what stands there, what may not, and what is gone when it is taken down."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from factories.bureau import approved_plan, keep_both, open_bureau, released_inspections
from factories.finished import approved_result, chosen_results, published, signed_visit, unable_visit

from inspector_desktop.digest import sha256_hex
from inspector_desktop.disclosure.acts import correct, withdraw
from inspector_desktop.disclosure.facts import PublicContent, PublicField, PublicItem
from inspector_desktop.disclosure.store import PublicationView
from inspector_desktop.draw.acts import freeze_draw, publish_draw
from inspector_desktop.draw.signing import judge
from inspector_desktop.draw.store import draws
from inspector_desktop.draw.transcript import verify
from inspector_desktop.exchange.published import fingerprint, read_keys
from inspector_desktop.exchange.signed import public_text
from inspector_desktop.headquarters import site
from inspector_desktop.headquarters.identity import make_identity
from inspector_desktop.headquarters.site import safe_cell, without_names, write_site
from inspector_desktop.headquarters.tables import Device, Life, make_tables
from inspector_desktop.inspection.store import get_inspection

FIRST_VIEW = 60 * 1024


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossiers(bureau):
    """Two published results, one with problems and one of a visit that found nobody."""
    first, second, *rest = released_inspections(bureau)
    for one, followup in ((signed_visit(bureau, first), "order"), (unable_visit(bureau, second), "daily")):
        chosen_results(bureau, approved_result(bureau, one), followup=followup)
        published(bureau, one)
    return [first, second, *rest]


def written(bureau, folder, **more):
    with bureau.reading() as session:
        return write_site(session, folder, bureau.clock, **more)


def text_of(folder, name):
    return (folder / name).read_text(encoding="utf-8")


def everything(folder):
    return "\n".join(path.read_text(encoding="utf-8-sig") for path in folder.rglob("*") if path.is_file())


def view_of(bureau, dossier):
    with bureau.reading() as session:
        return get_inspection(session, bureau.desk().bureau, dossier)


def the_draw(bureau):
    with bureau.reading() as session:
        return draws(session, bureau.desk().bureau)[0]


def open_checks_ended(bureau, dossiers):
    """End what is still open, so that the draw may be published."""
    for one in dossiers:
        if not view_of(bureau, one).done.get("check"):
            unable_visit(bureau, one)
    with bureau.writing() as session:
        publish_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, draw=the_draw(bureau).dossier
        )


@pytest.mark.obligation("F010")
def test_a_published_result_has_its_page_and_stands_in_json_csv_feed_and_tasks(bureau, dossiers, tmp_path):
    folder = tmp_path / "site"
    assert written(bureau, folder).files > 10
    view = view_of(bureau, dossiers[0])
    data = json.loads(text_of(folder, "results.json"))
    (entry,) = [one for one in data["results"] if one["subject"] == view.subject_name]
    page = text_of(folder, f"results/{entry['id']}.html")
    for said in (view.subject_name, "发现问题待后续处理", "2026-11-20", "定向"):
        assert said in page
    rows = list(csv.reader(io.StringIO((folder / "results.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 3 and {len(row) for row in rows} == {len(rows[0])}
    feed = ET.parse(folder / "feed.xml").getroot()
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    assert view.subject_name in text_of(folder, "tasks.html") and view.task_number in text_of(folder, "tasks.html")
    assert view.subject_name in text_of(folder, "index.html")


def test_no_person_telephone_address_or_finding_is_anywhere_on_the_site(bureau, dossiers, tmp_path):
    folder = tmp_path / "site"
    written(bureau, folder)
    (folder / "ticket-v1-vector.json").unlink()  # made-up people, the same file at every bureau
    site_text = everything(folder)
    view = view_of(bureau, dossiers[0])
    for private in (
        view.principal,
        view.phone,
        view.address,
        "检测报告日期",
        "西关社区",
        *(one.name for one in view.officers),
    ):
        assert private not in site_text


def test_a_result_that_is_not_published_is_nowhere(bureau, tmp_path):
    first, *_ = released_inspections(bureau)
    chosen_results(bureau, approved_result(bureau, signed_visit(bureau, first)))
    folder = tmp_path / "site"
    written(bureau, folder)
    assert view_of(bureau, first).subject_name not in everything(folder)
    assert "现在没有公示中的检查结果" in text_of(folder, "index.html")


def test_every_page_forbids_scripts_and_foreign_sources_and_the_first_view_is_light(bureau, dossiers, tmp_path):
    folder = tmp_path / "site"
    written(bureau, folder)
    pages = [page for page in folder.rglob("*.html") if page.name != "verify.html"]
    assert len(pages) == 11
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "default-src 'none'" in text and 'lang="zh-CN"' in text
        assert not re.search(r"<script|\son\w+=|javascript:|style=", text)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text)
        for target in re.findall(r'href="([^"#]+)', text):
            assert (page.parent / target).resolve().is_file(), target
    assert (folder / "index.html").stat().st_size + (folder / "site.css").stat().st_size < FIRST_VIEW


def test_a_hundred_results_still_make_a_light_first_view_and_go_on_over_pages(bureau, tmp_path, monkeypatch):
    content = PublicContent(
        public_id="x", subject="滑县城关街道人民路中段第一石油天然气销售有限公司加油站", code="", draw=1, commitment="ab",
        fields=(PublicField(key="insDate", title="抽查完成日期", value="2026-11-20"),),
        items=(PublicItem(item="防雷安全重点单位雷电防护装置检查", result="未发现问题"),),
    )  # fmt: skip
    many = tuple(
        PublicationView(
            f"d{n}", f"{n:012}", "pub-shown", content, "", "", "", "2026-11-20T06:15:00Z", "", "2031-11-20", "", "", "", "",
        )
        for n in range(250)
    )  # fmt: skip
    monkeypatch.setattr(site, "publications", lambda _session, _bureau: many)
    folder = tmp_path / "site"
    written(bureau, folder)
    assert (folder / "index.html").stat().st_size + (folder / "site.css").stat().st_size < FIRST_VIEW
    assert (folder / "results-3.html").is_file() and not (folder / "results-4.html").exists()


def test_taken_down_content_leaves_page_json_csv_feed_and_transcript_but_not_its_state_and_reason(
    bureau, dossiers, tmp_path
):
    folder = tmp_path / "site"
    open_checks_ended(bureau, dossiers)
    written(bureau, folder)
    view = view_of(bureau, dossiers[0])
    assert view.subject_name in text_of(folder, "draws/1.json")
    with bureau.writing() as session:
        withdraw(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossiers[0], reason="决定变更，依法撤回")
    written(bureau, folder)
    whole = everything(folder)
    assert not re.search(rf"{view.subject_name}(?!\d)", whole)
    stopped = json.loads(text_of(folder, "results.json"))["stopped"]
    assert [(one["state"], one["reason"]) for one in stopped] == [("已撤下", "决定变更，依法撤回")]
    page = text_of(folder, f"results/{stopped[0]['id']}.html")
    assert "已撤下" in page and "决定变更，依法撤回" in page
    assert verify((folder / "draws/1.json").read_bytes()).verified


def test_a_correction_shows_the_new_result_with_its_reason(bureau, dossiers, tmp_path):
    from inspector_desktop.disclosure.acts import Choice, choose_results, propose_results, review

    with bureau.writing() as session:
        desk = bureau.desk()
        proposed = propose_results(session, desk=desk, profile=bureau.profile, dossier=dossiers[0])
        choices = [Choice(one.item, "unqualified", "case", one.explanation) for one in proposed]
        choose_results(
            session, desk=desk, clock=bureau.clock, profile=bureau.profile, dossier=dossiers[0], choices=choices
        )
        from factories.finished import house_of

        review(session, desk=bureau.desk("16011"), clock=bureau.clock, house=house_of(bureau), dossier=dossiers[0])
        correct(session, desk=desk, clock=bureau.clock, profile=bureau.profile, dossier=dossiers[0], reason="结果录错")
    folder = tmp_path / "site"
    written(bureau, folder)
    (entry,) = [one for one in json.loads(text_of(folder, "results.json"))["results"] if one["reason"]]
    page = text_of(folder, f"results/{entry['id']}.html")
    assert "不合格" in page and "结果录错" in page and "发现问题待后续处理" not in page


def test_when_the_term_is_over_the_content_goes(bureau, dossiers, tmp_path):
    folder = tmp_path / "site"
    name = view_of(bureau, dossiers[0]).subject_name
    bureau.clock.advance(days=5 * 365)
    written(bureau, folder)
    assert name in everything(folder)
    bureau.clock.advance(days=3)
    written(bureau, folder)
    assert not re.search(rf"{name}(?!\d)", everything(folder)) and "公示期满" in text_of(folder, "index.html")


def test_before_publication_a_draw_shows_its_commitment_only(bureau, tmp_path):
    released_inspections(bureau)
    folder = tmp_path / "site"
    written(bureau, folder)
    page = text_of(folder, "draws.html")
    draw = the_draw(bureau)
    assert draw.commitment in re.sub(r"\s", "", page) and "已封存，尚未公布记录" in page
    assert not (folder / "draws").exists() and draw.title not in page


def test_a_published_transcript_is_the_very_file_and_both_verifiers_accept_it(bureau, dossiers, tmp_path):
    folder = tmp_path / "site"
    open_checks_ended(bureau, dossiers)
    written(bureau, folder)
    file = folder / "draws/1.json"
    assert file.read_text(encoding="utf-8") == the_draw(bureau).transcript
    told = subprocess.run(
        [sys.executable, folder / "verify_draw.py", file], capture_output=True, check=False, timeout=60
    )
    assert told.returncode == 0


@pytest.mark.obligation("F098")
def test_headquarters_signs_the_bytes_it_writes_and_publishes_its_keys(bureau, dossiers, tmp_path):
    folder, identity = tmp_path / "site", make_identity(bureau.profile.id)
    make_tables(bureau.engine)
    with bureau.writing() as session:
        for life, device, gone in (("life-1", "device-1", ""), ("life-2", "device-2", "2026-11-20T06:00:00Z")):
            key = public_text(Ed25519PrivateKey.from_private_bytes(life.encode().ljust(32)))
            at = {"enrolled_at": "", "seen_at": "", "lease_until": ""}
            session.add(Device(device=device, bureau=identity.bureau, name="", revoked_at=gone, **at))
            session.add(Life(life=life, device=device, bureau=identity.bureau, key=key, began_at="", certificate=b""))
    open_checks_ended(bureau, dossiers)
    written(bureau, folder, identity=identity)
    file, beside, keys = ((folder / name).read_bytes() for name in ("draws/1.json", "draws/1.sig.json", "v/keys.json"))
    found = judge(file, verify(file), signature=beside, keys=keys, pin=fingerprint(identity.public))
    assert (found.state, found.standing) == ("matches", "headquarters")
    listed = read_keys(keys)
    assert (len(listed.keys), len(listed.stopped), listed.bureau) == (2, 1, bureau.profile.bureau.draw_id)
    for page in ("draws.html", "v/index.html"):
        assert found.key in text_of(folder, page) and "keys.json" in text_of(folder, page)
    assert "draws/1.sig.json" in text_of(folder, "draws.html")
    command = [sys.executable, "-I", folder / "verify_draw.py", folder / "draws/1.json"]
    command += ["--keys", folder / "v/keys.json", "--key", found.key]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert told.returncode == 0 and "这是局服务器的公钥" in told.stdout and "与给定的相同" in told.stdout
    bureau.clock.advance(minutes=5)
    assert written(bureau, folder, identity=identity).changed == 1  # only the feed tells the minute
    with bureau.writing() as session:
        withdraw(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossiers[0], reason="公开内容有误")
    written(bureau, folder, identity=identity)
    closed, fresh = (folder / "draws/1.json").read_bytes(), (folder / "draws/1.sig.json").read_bytes()
    assert closed != file and judge(closed, verify(closed), signature=fresh, keys=keys).standing == "headquarters"
    assert judge(closed, verify(closed), signature=beside, keys=keys).why == "draw-signature-file"


def test_missing_numbers_are_shown(bureau, dossiers, tmp_path, monkeypatch):
    known = the_draw(bureau)
    from dataclasses import replace

    monkeypatch.setattr(site, "draws", lambda _session, _bureau: (replace(known, number=3), known))
    folder = tmp_path / "site"
    written(bureau, folder)
    page = text_of(folder, "draws.html")
    assert "缺号" in page and "没有第2号抽取的记录" in page and "没有第1号抽取的记录" not in page


def test_names_of_subjects_can_be_closed_in_a_transcript_without_breaking_it(bureau, dossiers):
    draw = the_draw(bureau)
    view = view_of(bureau, dossiers[0])
    closed = without_names(draw.transcript.encode(), [view.subject])
    assert view.subject_name.encode() in draw.transcript.encode()
    assert not re.search(rf"{view.subject_name}(?!\d)", closed.decode())
    assert verify(closed).verified and sha256_hex(closed) != sha256_hex(draw.transcript)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_is_taken_for_a_formula(text):
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("滑县第1加油站") == "滑县第1加油站"


def test_what_people_typed_is_text_on_the_page_never_markup(bureau, tmp_path, monkeypatch):
    content = PublicContent(
        public_id="x", subject='<b>&"加油站', code="", draw=0, commitment="",
        fields=(PublicField(key="insDate", title="抽查完成日期", value="2026-11-20"),),
        items=(PublicItem(item="=cmd|' /C calc'!A0", result="<script>"),),
    )  # fmt: skip
    one = PublicationView(
        "d", "abc", "pub-shown", content, "", "", "", "2026-11-20T06:15:00Z", "", "2031-11-20", "", "", "", ""
    )
    monkeypatch.setattr(site, "publications", lambda _session, _bureau: (one,))
    folder = tmp_path / "site"
    written(bureau, folder)
    page = text_of(folder, "results/abc.html")
    assert "<script>" not in page and "&lt;script&gt;" in page and "&lt;b&gt;&amp;" in page
    assert "'=cmd" in text_of(folder, "results.csv")
    ET.parse(folder / "feed.xml")


def test_writing_again_changes_nothing_and_what_is_not_ours_stays(bureau, dossiers, tmp_path):
    folder = tmp_path / "site"
    written(bureau, folder)
    (folder / "results" / "000000000000.html").write_text("old", encoding="utf-8")
    (folder / "robots.txt").write_text("User-agent: *", encoding="utf-8")
    again = written(bureau, folder)
    assert (again.removed, again.changed) == (1, 0)
    assert (folder / "robots.txt").is_file() and "keys.json" not in text_of(folder, "v/index.html")


def test_a_second_draw_frozen_later_stands_above_the_first(bureau, dossiers, tmp_path):
    plan = approved_plan(bureau)
    keep_both(bureau, plan)
    with bureau.writing() as session:
        freeze_draw(
            session, desk=bureau.desk(), clock=bureau.clock, profile=bureau.profile, plan=plan, event="numbered-balls",
            event_name="", event_at=bureau.clock.now() + timedelta(minutes=15),
        )  # fmt: skip
    folder = tmp_path / "site"
    written(bureau, folder)
    page = text_of(folder, "draws.html")
    assert page.index("第2号抽取") < page.index("第1号抽取")


def test_a_draw_of_the_platform_is_shown_as_such_and_never_as_verified(bureau, tmp_path, monkeypatch):
    from dataclasses import replace

    released_inspections(bureau)
    known = the_draw(bureau)
    subject = known.drawn[0].subject
    recorded = replace(
        known, number=0, place="platform", commitment="", transcript="", frozen="", event_at="", task_number="SPT-0417",
        published_at="2026-12-01T01:00:00Z", named=json.dumps({subject: "滑县永安加油站", "16001": "李建国"}),
        groups=((), ("16001",)), drawn=known.drawn[:1],
    )  # fmt: skip
    monkeypatch.setattr(site, "draws", lambda _session, _bureau: (recorded,))
    folder = tmp_path / "site"
    written(bureau, folder)
    page = text_of(folder, "draws.html")
    assert "平台抽取" in page and "SPT-0417" in page and "滑县永安加油站" in page and "李建国" in page
    assert "不能用抽取记录验算" in page and not (folder / "draws").exists()
    monkeypatch.setattr(site, "draws", lambda _session, _bureau: (replace(recorded, published_at=""),))
    written(bureau, folder)
    assert "SPT-0417" not in text_of(folder, "draws.html")
