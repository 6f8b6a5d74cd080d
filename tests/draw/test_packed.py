"""Long lists packed as evidence: the very same draw and transcript as of lists that stand in the fact itself."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from factories import draw_inputs as inputs
from factories.bureau import DIGITS, approved_plan, enter_some_subjects, frozen_draw, open_bureau
from factories.finished import house_of
from sqlmodel import col, select

from inspector_desktop.draw import freezing, kept, packed, resealing
from inspector_desktop.draw import transcript as tr
from inspector_desktop.draw.acts import hold_draw, publish_draw, release_draw, void_draw
from inspector_desktop.draw.chain import chain_of
from inspector_desktop.draw.columns import Columns
from inspector_desktop.draw.frozen import Frozen, conceal, freeze
from inspector_desktop.draw.packed import Hidden, Listing, pack, unpack, without_lists
from inspector_desktop.draw.papers import sealed_list, signed_record
from inspector_desktop.draw.store import DrawView, get_draw, with_list
from inspector_desktop.draw.substituting import Asked, replace_officer
from inspector_desktop.draw.ticket import draw as drawn_from
from inspector_desktop.errors import Damaged, Missing, Refused
from inspector_desktop.headquarters.site import write_site
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import Entry
from inspector_desktop.registry.acts import change_subjects
from inspector_desktop.storage.evidence import drop_evidence


def a_listing(rng: random.Random, names: tuple[str, ...] = ("滑县加油站", 'A"B\\C', "")) -> tuple[Frozen, Hidden]:
    """A random list in which everybody is concealed, as the program conceals them."""
    given = inputs.a_frozen(rng, objects=40)
    inside, outside = len(given.objects), len(given.excluded)
    nonces, texts = rng.randbytes(16 * (inside + outside)), [rng.choice(names) for _ in range(inside + outside)]
    labels = packed.conceal_all(nonces, texts)
    shown = {one.id: (inputs.a_nonce(rng), "上级已检查") for one in given.excluded if rng.random() < 0.5}
    excluded = tuple(
        one._replace(label=label, grounds=conceal(*shown[one.id]) if one.id in shown else "")
        for one, label in zip(given.excluded, labels[inside:], strict=True)
    )
    own = given.columns
    columns = Columns(own.ids, own.strata, own.areas, own.needs, labels[:inside])
    return freeze(replace(given, objects=columns, excluded=excluded)), Hidden(nonces, texts, shown)


@pytest.mark.parametrize("count", [0, 1, 9_999, 10_001])
@pytest.mark.parametrize("odd", ["", "第一行\n第二行"])
def test_names_concealed_all_at_once_have_the_labels_they_have_one_by_one(count, odd):
    nonces, texts = random.Random(count).randbytes(16 * count), [f"滑县第{at}加油站" for at in range(count)]
    if odd and texts:
        texts[count // 2] = odd
    digits = nonces.hex()
    alone = [conceal(digits[32 * at : 32 * at + 32], text) for at, text in enumerate(texts)]
    assert packed.conceal_all(nonces, texts) == alone


def again(value: Frozen, hidden: Hidden) -> Listing:
    kept_as = pack(value, hidden)
    assert kept_as is not None
    return unpack(without_lists(value), kept_as, {})


@pytest.mark.parametrize("seed", range(30))
def test_a_packed_list_is_the_same_list_with_the_same_names_and_makes_the_same_transcript(seed):
    rng = random.Random(seed)
    value, hidden = a_listing(rng)
    found = again(value, hidden)
    assert found.frozen == value and found.frozen.canonical == value.canonical
    opened = Listing(value, hidden, {}).opened
    assert dict(found.opened) == {label: (nonce, text) for label, (nonce, text) in opened.items()}
    inside = len(value.objects)
    assert {one: found.names[one] for one in found.names} == dict(
        zip([*value.columns.ids, *(one.id for one in value.excluded)], hidden.names, strict=True)
    )
    digits = inputs.digits_for(rng, value.source)
    try:
        drawn = drawn_from(value, digits)
    except Refused:
        return  # a team of one, which a frozen list may have until it is drawn
    opening = inputs.an_opening(digits)
    file = tr.assemble(value, opening=opening, drawn=drawn, opened=dict(opened))
    other = drawn_from(found.frozen, digits)
    made = tr.sealed(found.frozen, opening=opening, drawn=other, opened=found.opened)
    assert b"".join(made.pieces) == file and tr.verify(file).verified
    short = json.loads(made.short)
    assert (short["frozen"], short["opened"], short["digest"]) == ({}, {}, json.loads(file)["digest"])
    assert inside == len(found.frozen.columns)


@pytest.mark.parametrize("seed", range(5))
def test_the_closed_names_alone_are_missing(seed):
    value, hidden = a_listing(random.Random(seed))
    found = again(value, hidden)
    closing = list(value.columns.ids[:2])
    left = found.opened_but(closing)
    gone = {label for name, label in zip(value.columns.ids, value.columns.labels, strict=True) if name in closing}
    assert dict(left) == {label: pair for label, pair in found.opened.items() if label not in gone}


def test_a_damaged_list_is_refused_or_has_another_commitment():
    rng = random.Random(7)
    value, hidden = a_listing(rng)
    right = pack(value, hidden)
    rest, opened = without_lists(value), dict(Listing(value, hidden, {}).opened)
    assert right is not None
    for _ in range(300):
        at = rng.randrange(len(right))
        wrong = right[:at] + bytes([right[at] ^ rng.randrange(1, 256)]) + right[at + 1 :]
        try:
            found = unpack(rest, wrong, {})
        except (Damaged, Refused):
            continue
        assert found.frozen.commitment != value.commitment or dict(found.opened) == opened
    for wrong in (b"", right[:-1], right + b"\0", right.replace(b"draw-list-1", b"draw-list-2")):
        with pytest.raises(Damaged):
            unpack(rest, wrong, {})


def test_a_name_of_two_lines_has_no_packed_form():
    value, hidden = a_listing(random.Random(3), names=("两\n行",))
    assert pack(value, hidden) is None


# ---- through the acts ----------------------------------------------------------------------------------


@pytest.fixture
def bureau(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(freezing, "LONG", 1)
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def draw(bureau):
    enter_some_subjects(bureau)
    with bureau.writing() as session:
        change_subjects(
            session,
            desk=bureau.desk(),
            clock=bureau.clock,
            ids=["S0001"],
            changes={"survival": "closed"},
            reason="注销",
        )
    return frozen_draw(bureau, approved_plan(bureau))


def do(bureau, act, number="16005", **given):
    with bureau.writing() as session:
        return act(session, desk=bureau.desk(number), clock=bureau.clock, **given)


def see(bureau, draw, *, whole: bool = True) -> DrawView:
    with bureau.reading() as session:
        found = get_draw(session, bureau.desk().bureau, draw)
        return with_list(session, found) if whole else found


def hold(bureau, draw):
    bureau.clock.advance(minutes=20)
    do(
        bureau,
        hold_draw,
        profile=bureau.profile,
        draw=draw,
        first=("王秀英", DIGITS),
        second=("赵志强", DIGITS),
        witnesses=("孙丽",),
    )


def test_a_large_draw_is_entered_without_its_lists_and_its_transcript_is_the_whole_file(bureau, draw):
    sealed = see(bureau, draw)
    assert json.loads(sealed.frozen)["objects"] == [] and sealed.listed
    assert kept.frozen_of(sealed).commitment == sealed.commitment
    hold(bureau, draw)
    held = see(bureau, draw)
    file = resealing.transcript_of(held)
    answer = tr.verify(file)
    content = json.loads(file)
    assert answer.verified and answer.number == 1 and content["digest"] == json.loads(held.transcript)["digest"]
    assert len(content["opened"]) == 47 + len(content["frozen"]["officers"])
    assert [one["id"] for one in content["frozen"]["excluded"]] == ["S0001"]
    rows = [(one.subject, one.ticket, one.stratum, one.position, one.batch, one.group, one.items) for one in held.drawn]
    assert rows == [
        (one["id"], one["ticket"], one["stratum"], one["position"], one["batch"], one["group"], tuple(one["items"]))
        for one in content["result"]["objects"]
    ]
    with bureau.reading() as session:
        assert rebuild(session).equal and chain_of(session, held.bureau).sound
        bodies = session.exec(select(Entry.body).where(col(Entry.kind).startswith("draw.")))
        assert max(map(len, bodies)) < len(file) / 2


def test_a_large_draw_is_released_and_changed_like_any_other(bureau, draw):
    hold(bureau, draw)
    released = do(bureau, release_draw, profile=bureau.profile, draw=draw)
    assert len(released) == len(see(bureau, draw, whole=False).drawn)
    first = see(bureau, draw, whole=False).drawn[0]
    leaves = see(bureau, draw, whole=False).groups[first.group][0]
    asked = Asked(
        ground="interest", asked_by="unit", asked_name="赵永安", text="其弟为该站股东", approver="吴局长",
        decided_at=bureau.clock.now(),
    )  # fmt: skip
    do(bureau, replace_officer, profile=bureau.profile, draw=draw, person=leaves, subjects=[first.subject], asked=asked)
    changed = see(bureau, draw)
    file = resealing.transcript_of(changed)
    assert tr.verify(file).verified and json.loads(file)["changes"][0]["out"] == leaves
    assert resealing.verify_kept(changed).verified
    with bureau.reading() as session:
        assert rebuild(session).equal and chain_of(session, changed.bureau).sound


def test_a_large_draw_declared_void_keeps_its_result(bureau, draw):
    hold(bureau, draw)
    do(bureau, void_draw, profile=bureau.profile, draw=draw, reason="名单有误", approver="吴局长")
    gone = see(bureau, draw)
    answer = tr.verify(resealing.transcript_of(gone))
    assert answer.verified and answer.void_event == "held" and gone.state == "void"
    do(bureau, publish_draw, profile=bureau.profile, draw=draw)
    assert see(bureau, draw).published_at


def test_the_papers_of_a_large_draw_are_issued_and_the_site_shows_its_file(bureau, draw, tmp_path):
    assert do(bureau, sealed_list, house=house_of(bureau), draw=draw).startswith(b"%PDF")
    hold(bureau, draw)
    assert do(bureau, signed_record, house=house_of(bureau), draw=draw).startswith(b"%PDF")
    do(bureau, void_draw, profile=bureau.profile, draw=draw, reason="名单有误", approver="吴局长")
    do(bureau, publish_draw, profile=bureau.profile, draw=draw)
    with bureau.reading() as session:
        write_site(session, tmp_path / "site", bureau.clock)
    assert (tmp_path / "site" / "draws" / "1.json").read_bytes() == resealing.transcript_of(see(bureau, draw))
    with bureau.reading() as session:
        write_site(session, tmp_path / "away", bureau.clock, evidence=_away)
    assert not (tmp_path / "away" / "draws").exists()


def _away(digest: str) -> bytes:
    raise Missing("error-evidence-missing", hash=digest[:8])


def test_where_the_list_has_not_come_the_draw_is_shown_and_not_computed(bureau, draw):
    hold(bureau, draw)
    with bureau.writing() as session:
        drop_evidence(session, see(bureau, draw, whole=False).listed)
    found = see(bureau, draw, whole=False)
    assert found.drawn and found.commitment
    with bureau.reading() as session:
        (line,) = chain_of(session, found.bureau).lines
        assert not line.wrong and not line.verified
        with pytest.raises(Missing, match="error-evidence-missing"):
            with_list(session, found)
    with pytest.raises(TypeError):
        kept.frozen_of(found)
