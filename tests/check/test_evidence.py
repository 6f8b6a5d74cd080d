"""Evidence of a visit: where each piece belongs, what is known of it, what covers the moments, what is never lost."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from datetime import timedelta

import pytest
from factories.bureau import open_bureau, released_inspections
from factories.pictures import noise, phone, saved
from factories.visits import come
from PIL import Image

from inspector_desktop.check.acts import answer_line
from inspector_desktop.check.evidence_acts import (
    Picture,
    add_picture,
    add_pictures,
    add_recording,
    derive,
    missing_moments,
    move_picture,
    register_recorder,
    shown_at,
    take_picture,
    withdraw_picture,
    withdraw_recording,
)
from inspector_desktop.check.evidence_store import answered_of, evidence_of, originals_of
from inspector_desktop.check.media import AUDIO, DOCUMENT, VIDEO, look_into
from inspector_desktop.check.moments import MOMENTS, line_at, within_visit
from inspector_desktop.check.pictures import prepare_photo
from inspector_desktop.check.store import photos_of
from inspector_desktop.clock import stamp
from inspector_desktop.errors import Missing, Refused
from inspector_desktop.journal.applying import rebuild
from inspector_desktop.journal.records import Citation
from inspector_desktop.notice.acts import register_paper_approval
from inspector_desktop.storage.evidence import drop_evidence, put_sealed, read_evidence, sealed_folder
from inspector_desktop.storage.sealing import seal, sweep


@pytest.fixture
def bureau(tmp_path, clock):
    opened = open_bureau(tmp_path, clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def dossier(bureau):
    first, *_ = released_inspections(bureau)
    with bureau.writing() as session:
        register_paper_approval(session, desk=bureau.desk(), clock=bureau.clock, dossier=first, approver="孙志远")
    come(bureau, first)
    return first


def act(bureau, function, dossier, **given):
    with bureau.writing() as session:
        return function(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, **given)


def seen(bureau, dossier):
    with bureau.reading() as session:
        return evidence_of(session, bureau.desk().bureau, dossier)


def test_a_phones_clock_is_set_right_once_and_the_place_of_a_picture_is_kept(bureau, dossier):
    content = phone()
    digest = act(
        bureau, add_picture, dossier,
        picture=Picture(prepare_photo(content, "a.jpg"), "a.jpg", line="first_person", offset_s=-600, original=content),
    )  # fmt: skip
    found = seen(bureau, dossier)
    origin = found.origin(digest)
    assert origin.shown_at == "2026-11-20T06:05:02Z" == shown_at("2026-11-20 14:15:02", -600)
    assert (origin.device, origin.original_size, origin.original_type) == ("HUAWEI Mate 60", len(content), "image/jpeg")
    assert found.photos[0].taken_at == "2026-11-20 14:15:02"
    with bureau.reading() as session:
        assert read_evidence(session, origin.original) == content
        cited = {row.hash for row in session.query(Citation).filter_by(dossier=dossier)}
        assert {digest, origin.original} <= cited
        assert rebuild(session).equal


def test_the_same_original_is_not_kept_twice_not_even_after_it_was_taken_off(bureau, dossier):
    picture = Picture(prepare_photo(phone(), "a.jpg"), "a.jpg", line="first_person")
    digest = act(bureau, add_picture, dossier, picture=picture)
    with pytest.raises(Refused, match="refused-photo-twice"):
        act(bureau, add_picture, dossier, picture=picture)
    act(bureau, withdraw_picture, dossier, digest=digest, line="first_person", reason="拍虚")
    with pytest.raises(Refused, match="refused-photo-twice"):
        act(bureau, add_picture, dossier, picture=picture)
    other = Picture(prepare_photo(saved(noise(), "JPEG"), "b.jpg"), "b.jpg")
    assert len(act(bureau, add_pictures, dossier, pictures=[picture, other, other])) == 1
    with bureau.reading() as session:
        assert len(originals_of(session, bureau.desk().bureau, dossier)) == 2
    wide = noise((300, 200))
    act(bureau, add_picture, dossier, picture=Picture(prepare_photo(saved(wide, "PNG"), "c.png"), "c.png", line="a"))
    with pytest.raises(Refused, match="refused-photo-twice"):  # the same picture, in another file
        act(bureau, add_picture, dossier, picture=Picture(prepare_photo(saved(wide, "BMP"), "c.bmp"), "c.bmp"))


def test_a_picture_that_answers_a_question_keeps_what_its_camera_noted_and_is_there_once(bureau, dossier):
    content = phone()
    digest = act(bureau, take_picture, dossier, content=content, name="a.jpg", line="first_person")
    assert seen(bureau, dossier).origin(digest).device == "HUAWEI Mate 60"
    assert act(bureau, take_picture, dossier, content=content, name="b.jpg") == digest
    assert [one.line for one in seen(bureau, dossier).photos] == ["first_person"]
    act(bureau, withdraw_picture, dossier, digest=digest, line="first_person", reason="拍虚")
    with pytest.raises(Refused, match="refused-photo-twice"):
        act(bureau, take_picture, dossier, content=content, name="a.jpg")


def test_binding_elsewhere_leaves_a_trace_and_taking_off_needs_a_reason_and_deletes_nothing(bureau, dossier):
    picture = Picture(prepare_photo(saved(noise(), "JPEG"), "a.jpg"), "a.jpg", line="first_person")
    digest = act(bureau, add_picture, dossier, picture=picture)
    act(
        bureau, move_picture, dossier, digest=digest, before="first_person", line="", step="moment-certificates",
        note="两名执法人员出示证件",
    )  # fmt: skip
    found = seen(bureau, dossier)
    assert [(one.line, one.note) for one in found.photos] == [("", "两名执法人员出示证件")]
    assert (found.origin(digest).step, found.origin(digest).moved) == ("moment-certificates", 1)
    with pytest.raises(Refused, match="refused-evidence-step"):
        act(bureau, move_picture, dossier, digest=digest, before="", line="", step="nowhere")
    with pytest.raises(Refused, match="refused-withdraw-reason"):
        act(bureau, withdraw_picture, dossier, digest=digest, line="", reason=" ")
    act(bureau, withdraw_picture, dossier, digest=digest, line="", reason="拍虚，已重拍")
    found = seen(bureau, dossier)
    assert not found.photos and found.withdrawn[0].reason == "拍虚，已重拍"
    with pytest.raises(Missing):
        act(bureau, withdraw_picture, dossier, digest=digest, line="", reason="再次")
    with bureau.reading() as session:
        assert read_evidence(session, digest)
        assert rebuild(session).equal


def test_a_derived_picture_cites_the_one_it_was_made_of_which_stays_as_it_was(bureau, dossier):
    first = Picture(prepare_photo(phone(), "a.jpg"), "a.jpg", line="first_person", offset_s=60)
    digest = act(bureau, add_picture, dossier, picture=first)
    with bureau.reading() as session:
        view = photos_of(session, bureau.desk().bureau, dossier)[0]
        before = read_evidence(session, digest)
    drawn = Image.open(io.BytesIO(before))
    drawn.paste("red", (10, 10, 60, 60))
    made = derive(view, prepare_photo(saved(drawn, "PNG"), "a"), made_by="annotation", name="a（标注）")
    second = act(bureau, add_picture, dossier, picture=made)
    found = seen(bureau, dossier)
    assert second != digest and {one.line for one in found.photos} == {"first_person"}
    assert (found.origin(second).made_of, found.origin(second).made_by) == (digest, "annotation")
    assert found.origin(second).shown_at == found.origin(digest).shown_at
    assert next(one for one in found.photos if one.hash == second).original_hash == view.original_hash
    with bureau.reading() as session:
        assert read_evidence(session, digest) == before


@pytest.mark.obligation("F035")
def test_the_moments_that_must_be_recorded_and_what_covers_each(bureau, dossier):
    with bureau.reading() as session:
        assert missing_moments(session, desk=bureau.desk(), dossier=dossier) == MOMENTS
    for step, line in (("moment-certificates", ""), ("", "first_person"), ("step-shot-service", "")):
        picture = Picture(prepare_photo(saved(noise(), "JPEG"), "a.jpg"), "a.jpg", line=line, step=step)
        act(bureau, add_picture, dossier, picture=picture)
    covered = {one.moment: dict(one.by) for one in seen(bureau, dossier).moments}
    assert covered["moment-certificates"] == covered["moment-check"] == covered["moment-papers"] == {"cover-photo": 1}
    assert seen(bureau, dossier).missing() == ("moment-enter", "moment-purpose", "moment-report")
    now = bureau.clock.now()
    entry = {"device": "DSJ-0417", "file": "2026112014000001", "keeper": "采集站", "moments": MOMENTS[:4],
             "from_at": now - timedelta(minutes=30), "until_at": now}  # fmt: skip
    for change, code in (
        ({"device": ""}, "refused-recorder-file"), ({"until_at": None}, "refused-recorder-times"),
        ({"until_at": now - timedelta(hours=1)}, "refused-recorder-times"),
        ({"until_at": now + timedelta(hours=1)}, "refused-recorder-later"),
        ({"keeper": " "}, "refused-recorder-keeper"), ({"moments": ()}, "refused-recorder-moments"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=code):
            act(bureau, register_recorder, dossier, **{**entry, **change})
    act(bureau, register_recorder, dossier, **entry)
    assert seen(bureau, dossier).missing() == ()
    act(bureau, withdraw_recording, dossier, device="DSJ-0417", file=entry["file"], reason="登记错了文件号")
    found = seen(bureau, dossier)
    assert found.missing() and found.recorders[0].withdrawn == "登记错了文件号"
    with bureau.reading() as session:
        assert rebuild(session).equal


def test_a_line_is_proposed_by_the_time_it_was_answered(bureau, dossier):
    began = bureau.clock.now()
    for at, line in enumerate(("first_person", "second_person")):
        bureau.clock.advance(minutes=10)
        with bureau.writing() as session:
            answer_line(session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, line=line, number=at + 1,
                        value="conforms")  # fmt: skip
    with bureau.reading() as session:
        answered = answered_of(session, bureau.desk().bureau, dossier)

    def proposed(minutes):
        return line_at(stamp(began + timedelta(minutes=minutes)), answered, arrived_at=stamp(began))

    assert [proposed(one) for one in (2, 9, 11, 14, 16, 25, 80, -5)] == [
        "first_person", "first_person", "first_person", "first_person", "second_person", "second_person", "", "",
    ]  # fmt: skip
    assert line_at("", answered, arrived_at=stamp(began)) == ""


def test_pictures_of_the_visit_are_told_from_those_of_another_day():
    visit = {"arrived_at": "2026-11-20T06:00:00Z", "left_at": "2026-11-20T07:30:00Z"}
    found = [within_visit(f"2026-11-20T{at}:00Z", **visit) for at in ("05:40", "05:46", "06:30", "07:44", "07:46")]
    assert found == [False, True, True, True, False] and not within_visit("", **visit)


def mp4(seconds: int, *, sound_only: bool = False, version: int = 0) -> bytes:
    if version:
        head = struct.pack(">B3xQQIQ", 1, 0, 0, 1000, seconds * 1000)
    else:
        head = struct.pack(">B3xIIII", 0, 0, 0, 1000, seconds * 1000)
    mvhd = struct.pack(">I4s", len(head) + 108, b"mvhd") + head + bytes(100)
    track = b"\x00\x00\x00\x20hdlr" + bytes(8) + (b"soun" if sound_only else b"vide") + bytes(12)
    body = mvhd + track
    return b"\x00\x00\x00\x18ftypmp42" + bytes(12) + struct.pack(">I4s", len(body) + 8, b"moov") + body


def wave(seconds: int) -> bytes:
    data = bytes(8000 * seconds)
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    inside = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


FILES = {
    "a.mp4": (mp4(75), VIDEO, "video/mp4", 75), "b.mp4": (mp4(9, version=1), VIDEO, "video/mp4", 9),
    "c.m4a": (mp4(12, sound_only=True), AUDIO, "audio/mp4", 12), "d.wav": (wave(3), AUDIO, "audio/wav", 3),
    "e.amr": (b"#!AMR\n" + (b"\x3c" + bytes(31)) * 100, AUDIO, "audio/amr", 2),
    "f.mp3": (b"ID3\x03\x00" + bytes(500), AUDIO, "audio/mpeg", 0),
    "g.pdf": (b"%PDF-1.7\n", DOCUMENT, "application/pdf", 0),
    "h.mp4": (b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 400, VIDEO, "video/mp4", 0),
    "i.avi": (b"RIFF\x00\x01\x00\x00AVI LIST\x00\x01\x00\x00hdrlavih" + struct.pack("<IIIIII", 56, 40_000, 0, 0, 0, 250)
              + bytes(64), VIDEO, "video/x-msvideo", 10),
    "j.flac": (b"fLaC\x00\x00\x00\x22" + bytes(10) + ((44_100 << 44) | 44_100 * 5).to_bytes(8, "big") + bytes(20), AUDIO,
               "audio/flac", 5),
    "k.ogg": (b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(90) + b"OggS\x00\x04" + struct.pack("<q", 48_000 * 7)
              + bytes(20), AUDIO, "audio/ogg", 7),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_a_recording_is_and_how_long_it_plays_is_told_from_its_bytes(tmp_path, name):
    content, kind, media_type, seconds = FILES[name]
    path = tmp_path / "录音 01.bin"
    path.write_bytes(content)
    found = look_into(path)
    assert (found.kind, found.media_type, found.seconds, found.size) == (kind, media_type, seconds, len(content))


def test_files_that_are_no_recordings_are_refused(tmp_path, monkeypatch):
    path = tmp_path / "录像.mp4"
    for content, code in (
        (b"", "refused-photo-empty"), (b"MZ\x90\x00", "refused-media-kind"), (b"<html>", "refused-media-kind"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(9), "refused-media-kind"), (b"RIFF\x00\x00\x00\x00ACON", "refused-media-kind"),
    ):  # fmt: skip
        path.write_bytes(content)
        with pytest.raises(Refused, match=code):
            look_into(path)
    monkeypatch.setattr("inspector_desktop.check.media.LARGEST", 100)
    path.write_bytes(mp4(3))
    with pytest.raises(Refused, match="refused-media-large"):
        look_into(path)
    with pytest.raises(Refused, match="refused-photo-unreadable"):
        look_into(tmp_path / "gone.mp3")


def test_a_recording_belongs_to_the_dossier_and_a_large_one_lies_sealed_beside_the_store(bureau, dossier, tmp_path):
    path = tmp_path / "big.mp4"
    path.write_bytes(mp4(75) + bytes(3_000_001))
    media = look_into(path)
    with bureau.reading() as session:
        folder = sealed_folder(session)
    told: list[tuple[int, int]] = []
    sealed = seal(path, folder, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (media.size, media.size)
    digest = act(
        bureau, add_recording, dossier, media=media, name=path.name, content=sealed, step="moment-report",
        note="听取汇报录像",
    )  # fmt: skip
    found = seen(bureau, dossier)
    assert (found.recordings[0].seconds, found.recordings[0].kind) == (75, VIDEO)
    assert "moment-report" not in found.missing()
    raw = (folder / digest).read_bytes()
    assert b"ftyp" not in raw[:64] and len(raw) > media.size
    with bureau.reading() as session:
        assert read_evidence(session, digest) == path.read_bytes()
        assert sweep(folder, {digest}) == 0
    with pytest.raises(Refused, match="refused-photo-twice"):
        act(bureau, add_recording, dossier, media=media, name=path.name, content=sealed)
    act(bureau, withdraw_recording, dossier, digest=digest, reason="录错单位")
    assert "moment-report" in seen(bureau, dossier).missing() and seen(bureau, dossier).recordings


def test_a_sealed_file_that_was_cut_changed_or_lost_is_never_given_out(bureau, tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(b"x" * 2_500_000)
    with bureau.writing() as session:
        folder = sealed_folder(session)
        sealed = seal(path, folder)
        put_sealed(session, sealed, media_type="video/mp4", added_at="2026-11-20T06:00:00Z")
    target = folder / sealed.hash
    whole = target.read_bytes()
    for content in (whole[: (1 << 20) + 16], whole[:-1], b"y" + whole[1:], whole[(1 << 20) + 16 :]):
        target.write_bytes(content)
        with bureau.reading() as session, pytest.raises(Exception, match="error-evidence-damaged"):
            read_evidence(session, sealed.hash)
    target.unlink()
    with bureau.reading() as session, pytest.raises(Missing):
        read_evidence(session, sealed.hash)
    target.write_bytes(whole)
    with bureau.writing() as session:
        drop_evidence(session, sealed.hash)
    assert not target.exists()
    seal(path, folder)
    assert sweep(folder, ()) == 1


def test_nothing_is_added_where_the_dossier_does_not_lie(bureau, dossier):
    desk = replace(bureau.desk(), life="another life")
    with bureau.writing() as session, pytest.raises(Refused, match="refused-not-here"):
        add_picture(
            session, desk=desk, clock=bureau.clock, dossier=dossier,
            picture=Picture(prepare_photo(saved(noise(), "JPEG"), "a"), "a"),
        )  # fmt: skip
