"""Each of the five bureaus, and a sixth made by copying a file, walks from its registers to its published result.

The same acts for all; what differs comes out of the profile. The papers are read back from their PDFs.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tomllib
from dataclasses import dataclass, replace

import pytest
from factories.bureaus import drawn, enter_firms, open_any_bureau, plan_for, sealed
from factories.finished import AGREED, INK, approved_result, chosen_results, house_of, officers_of, published
from factories.proving import typed_pin
from factories.visits import come, judge_everything
from pypdf import PdfReader

from inspector_desktop import profile as profiles
from inspector_desktop.assets import resource
from inspector_desktop.check.acts import finish_check
from inspector_desktop.clock import civil_date
from inspector_desktop.disclosure.acts import mark_entered
from inspector_desktop.disclosure.store import find_publication, places_of
from inspector_desktop.draw.acts import publish_draw
from inspector_desktop.draw.store import get_draw
from inspector_desktop.draw.transcript import verify
from inspector_desktop.errors import Refused
from inspector_desktop.inspection.store import find_paper, get_inspection
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.notice.acts import issue_notice, register_paper_approval, serve_notice
from inspector_desktop.profile.base import Group, Row
from inspector_desktop.rectification.acts import (
    close_problems,
    issue_order,
    list_problems,
    propose_demands,
    reinspect,
    report_mending,
    serve_fix_paper,
)
from inspector_desktop.rectification.document import Officer
from inspector_desktop.rectification.facts import Rechecked
from inspector_desktop.rectification.rules import DONE
from inspector_desktop.signature.acts import finalise_record, sign, state_unit
from inspector_desktop.storage.evidence import read_evidence

SIXTH = "sixth-emergency"
SOURCE_OF_SIXTH = "zhanhe-emergency"
NAMES = (
    ('id = "zhanhe-emergency"', 'id = "sixth-emergency"'),
    ("湛河区", "第六县"),
    ('short = "湛"', 'short = "六"'),
    ('short_mark = "（湛）"', 'short_mark = "（六）"'),
    ('draw_id = "410411-YJ"', 'draw_id = "410499-YJ"'),
    ('region = "410411"', 'region = "410499"'),
)


@dataclass(frozen=True)
class Own:
    """What the papers of a bureau have to say, and the steps it has."""

    source: str
    name: str
    heading: str
    mark: str
    report: bool
    feedback: bool


BUREAUS = {
    "huaxian-meteorology": Own("000", "滑县气象局", "气象行政执法文书", "（滑）气", report=True, feedback=False),
    "wugang-civil-defence": Own("001", "舞钢市人民防空办公室", "人防行政执法文书", "（舞）人防", report=False, feedback=False),
    "ningjin-emergency": Own("002", "宁晋县应急管理局", "安全生产行政执法文书", "（宁）应急", report=True, feedback=False),
    "xushui-meteorology": Own("003", "保定市徐水区气象局", "气象行政执法文书", "（徐）气", report=False, feedback=False),
    "zhanhe-emergency": Own("004", "湛河区应急管理局", "安全生产行政执法文书", "（湛）应急", report=True, feedback=True),
    SIXTH: Own("004", "第六县应急管理局", "安全生产行政执法文书", "（六）应急", report=True, feedback=True),
}  # fmt: skip


def profile_of(name, folder):
    if name != SIXTH:
        return profiles.load(name)
    text = resource("profiles", f"{SOURCE_OF_SIXTH}.toml").read_text("utf-8")
    for old, new in NAMES:
        assert old in text
        text = text.replace(old, new)
    path = folder / f"{SIXTH}.toml"
    path.write_text(text, "utf-8")
    return profiles.read(path)


@pytest.fixture(params=BUREAUS)
def walked(request, tmp_path, clock):
    bureau = open_any_bureau(tmp_path, clock, profile_of(request.param, tmp_path))
    yield bureau, BUREAUS[request.param]
    bureau.engine.dispose()


def ordinary(profile):
    """The categories without key items, at most two."""
    return [one.id for one in profile.categories if not one.key_items][:2]


def ratios_of(profile):
    """What a plan has to set itself."""
    if profile.quota.by != "plan":
        return {}
    return {one: 100_000 for one in ordinary(profile) if profile.category(one).ratio_ppm is None}


def at(bureau, act, *, desk=None, **more):
    with bureau.writing() as session:
        return act(session, desk=desk or bureau.desk(), clock=bureau.clock, **more)


def view_of(bureau, dossier):
    with bureau.reading() as session:
        return get_inspection(session, bureau.profile.id, dossier)


def paper_of(bureau, dossier, kind):
    """Number and text of the latest paper of a kind, read from its PDF."""
    with bureau.reading() as session:
        paper = find_paper(session, bureau.profile.id, dossier, kind)
        assert paper is not None, kind
        pages = PdfReader(io.BytesIO(read_evidence(session, paper.blob))).pages
    return paper.number, re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def notified(bureau, dossier):
    at(bureau, register_paper_approval, dossier=dossier, approver="孙志远")
    at(
        bureau, issue_notice, house=house_of(bureau), dossier=dossier, contact="周敏", telephone="12350",
        materials=("管理制度",),
    )  # fmt: skip
    at(bureau, serve_notice, dossier=dossier, way="service-direct", receiver="赵永安", receiver_post="站长")


def visited(bureau, dossier):
    come(bureau, dossier)
    judge_everything(bureau, dossier, violates=2)
    bureau.clock.advance(hours=1, minutes=25)
    at(bureau, finish_check, dossier=dossier)


def signed(bureau, dossier):
    at(bureau, state_unit, house=house_of(bureau), dossier=dossier, stated=AGREED, read_how="read-aloud")
    signers = [("unit", AGREED.signer_name)]
    signers += [(f"officer:{one.id}", one.name) for one in officers_of(bureau, dossier)]
    for role, name in signers:
        bureau.clock.advance(minutes=1)
        at(
            bureau,
            sign,
            dossier=dossier,
            role=role,
            name=name,
            strokes=INK,
            identity=typed_pin(role, dossier, bureau.clock),
        )
    at(bureau, finalise_record, house=house_of(bureau), dossier=dossier)


def mended(bureau, dossier):
    """The order on site, its service, the unit's report, the reinspection, and the end of both problems."""
    team = officers_of(bureau, dossier)
    desk, house = bureau.desk(team[0].id), house_of(bureau)
    at(bureau, list_problems, desk=desk, house=house, dossier=dossier)
    demands = at(bureau, propose_demands, desk=desk, profile=bureau.profile, dossier=dossier)
    demands = [replace(one, basis=one.basis or "《安全生产法》第四十一条") for one in demands]
    paper = at(bureau, issue_order, desk=desk, house=house, dossier=dossier, demands=demands)
    at(
        bureau, serve_fix_paper, desk=desk, dossier=dossier, kind="order", number=paper.number, way="service-direct",
        receiver="赵永安",
    )  # fmt: skip
    numbers = [one.number for one in demands]
    at(bureau, report_mending, desk=desk, dossier=dossier, problems=numbers, words="已经整改。")
    officers = [Officer(one.name, one.certificate) for one in team]
    results = [Rechecked(number=one, result=DONE, words="") for one in numbers]
    at(bureau, reinspect, desk=desk, house=house, dossier=dossier, results=results, officers=officers)
    at(bureau, close_problems, desk=desk, dossier=dossier, problems=numbers)


@pytest.mark.obligation("F068")
@pytest.mark.obligation("F106")
@pytest.mark.obligation("F140")
@pytest.mark.obligation("F196")
@pytest.mark.obligation("F209")
def test_a_bureau_walks_from_its_registers_to_its_published_result(walked):
    bureau, own = walked
    profile = bureau.profile
    classes = [one.id for one in profile.credit.classes]
    for category in ordinary(profile):
        for credit in classes:
            enter_firms(bureau, category, 4, credit=credit)
    draw = sealed(bureau, plan_for(bureau, *ordinary(profile), ratios=ratios_of(profile)))
    released = drawn(bureau, draw)
    with bureau.reading() as session:
        transcript = get_draw(session, profile.id, draw).transcript
    assert verify(transcript.encode()).verified
    assert json.loads(transcript)["frozen"]["bureau"] == profile.bureau.draw_id
    with bureau.writing() as session:
        bureau.allot_numbers(session)
    dossier = released[0]
    assert len(officers_of(bureau, dossier)) >= 2

    notified(bureau, dossier)
    visited(bureau, dossier)
    signed(bureau, dossier)
    mended(bureau, dossier)
    if own.report:
        approved_result(bureau, dossier)
    chosen_results(bureau, dossier)
    today = civil_date(bureau.clock.now())
    at(bureau, mark_entered, house=house_of(bureau), dossier=dossier, entered_on=today, number="P-1")
    published(bureau, dossier)

    expected = {
        "notice": f"{own.mark}检告〔2026〕1号" if own.source == "000" else f"{own.mark}检通〔2026〕1号",
        "check-record": f"{own.mark}检记〔2026〕1号",
        "order": f"{own.mark}责改〔2026〕1号",
        "reinspection": f"{own.mark}复查〔2026〕1号",
    }
    for kind, number in expected.items():
        printed, text = paper_of(bureau, dossier, kind)
        assert printed == number
        assert number in text
        assert own.heading in text
        assert profile.document(kind).title in text
        assert own.name in text
    for other in BUREAUS.values():
        if other.name != own.name:
            assert other.name not in paper_of(bureau, dossier, "check-record")[1]
    assert profile.bureau.court in paper_of(bureau, dossier, "order")[1]
    if own.report:
        assert paper_of(bureau, dossier, "check-report")[0] == f"{own.mark}检报〔2026〕1号"
    view = view_of(bureau, dossier)
    done = {step for step, when in view.done.items() if when}
    walked_steps = {one.id for one in profile.steps} - {"feedback", "archive"}
    assert walked_steps <= done
    assert ("report" in done) == own.report
    assert profile.has_step("feedback") == own.feedback
    with bureau.reading() as session:
        shown = find_publication(session, profile.id, dossier)
        assert shown is not None
        assert shown.state == "pub-shown"
        assert own.name in shown.content.text
        assert set(places_of(session, profile.id, dossier)) >= {"platform", "portal"}
        assert rebuild(session).equal


@pytest.mark.parametrize("name", [one for one in BUREAUS if one != SIXTH])
@pytest.mark.obligation("F068")
def test_every_rule_names_its_clause_in_its_own_source_a_law_or_a_default(name):
    own = BUREAUS[name]
    groups = [row for row in rows(profiles.load(name)) if isinstance(row, Group)]
    assert len(groups) > 80
    for group in groups:
        assert re.match(rf"{own.source} \S|《[^》]+》|默认：\S", group.clause), group.clause
    assert sum(group.clause.startswith(f"{own.source} ") for group in groups) > 20
    assert bare(tomllib.loads(resource("profiles", f"{name}.toml").read_text("utf-8")), "") == []


def rows(value):
    if isinstance(value, Row):
        yield value
        for name in type(value).model_fields:
            yield from rows(getattr(value, name))
    elif isinstance(value, tuple):
        for one in value:
            yield from rows(one)


def bare(table, where):
    """Tables that hold a value and no clause."""
    found = []
    if any(not isinstance(value, dict | list) for value in table.values()) and "clause" not in table:
        found.append(where)
    for key, value in table.items():
        if isinstance(value, dict):
            found += bare(value, f"{where}.{key}")
        elif isinstance(value, list) and "clause" not in table:
            found += [one for row in value if isinstance(row, dict) for one in bare(row, f"{where}.{key}")]
    return found


def texts_in(path):
    """Every text of a module's code; its docstrings may cite an example."""
    tree = ast.parse(path.read_text("utf-8"))
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    documented = {ast.get_docstring(one, clean=False) for one in ast.walk(tree) if isinstance(one, holders)}
    found = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return [one for one in found if one not in documented]


def test_no_bureaus_name_id_or_platform_stands_in_the_code_beside_the_demonstration():
    package = resource("profiles").parent.parent / "inspector_desktop"
    known = [profiles.load(one) for one in BUREAUS if one != SIXTH]
    names = {name for one in known for name in (one.id, one.bureau.name, one.bureau.platform, one.documents.heading)}
    found = [
        (path.name, text)
        for path in package.rglob("*.py")
        if "demo" not in path.parts
        for text in texts_in(path)
        if any(name in text for name in names)
    ]
    assert found == []


def test_a_draw_is_made_public_only_after_the_last_check_of_any_bureau(walked):
    bureau, _ = walked
    for category in ordinary(bureau.profile):
        enter_firms(bureau, category, 8)
    draw = sealed(bureau, plan_for(bureau, *ordinary(bureau.profile), ratios=ratios_of(bureau.profile)))
    drawn(bureau, draw)
    with pytest.raises(Refused, match="refused-publish-early"):
        at(bureau, publish_draw, profile=bureau.profile, draw=draw)
