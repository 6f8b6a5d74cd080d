"""Visits made by officers: arrival, a judged sheet, photographs."""

from __future__ import annotations

import io

from PIL import Image

from factories.bureau import Bureau
from inspector_desktop.check.acts import answer_line, arrive
from inspector_desktop.check.store import sheet_of
from inspector_desktop.inspection.issuing import House
from inspector_desktop.inspection.store import get_inspection

SITE = "https://gs.example.cn"


def jpeg(size=(3000, 2000), colour=(120, 140, 160)) -> bytes:
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(target, "JPEG", quality=95)
    return target.getvalue()


def come(bureau: Bureau, dossier: str, **changes):
    with bureau.reading() as session:
        team = get_inspection(session, bureau.desk().bureau, dossier).officers
    values = {
        "present": [one.id for one in team],
        "place": "加油区、油罐区、站房",
        "met": "赵永安",
        "met_post": "站长",
        **changes,
    }
    with bureau.writing() as session:
        arrive(
            session, desk=bureau.desk(), clock=bureau.clock, house=House(bureau.profile, SITE),
            dossier=dossier, **values,
        )  # fmt: skip
    return team


def judge_everything(bureau: Bureau, dossier: str, *, violates: int = 2) -> int:
    """Answer every question of the sheet; the first `violates` lines do not conform. Returns the number of lines."""
    with bureau.reading() as session:
        sheet = sheet_of(session, bureau.desk().bureau, dossier, at=bureau.clock.now())
    first = {"unit": "", "site": "fuel", "hazard": "yes"}
    given = 0
    repeats = {one.name for one in sheet.definition.groups if one.repeated}
    for _ in range(3):  # answers make further lines relevant
        for question in sheet.definition.questions:
            if any(one in repeats for one in sheet.definition.path(question.name)):
                continue  # nothing was added there
            if not sheet.relevant(question.name) or sheet.given(question.name).value:
                continue
            if question.kind == "verdict":
                verdict = "violates" if given < violates else "conforms"
                given += 1
                sheet.answer(
                    question.name,
                    verdict,
                    fact="检测报告日期为2026年3月2日，已超过半年。" if verdict == "violates" else "",
                )
            elif question.kind == "choice" and sheet.definition.choices.get(question.choices):
                names = [one.name for one in sheet.definition.choices[question.choices]]
                sheet.answer(
                    question.name, first.get(question.name, "") if first.get(question.name) in names else names[0]
                )
    with bureau.writing() as session:
        for name, answer in sheet.answers().items():
            answer_line(
                session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, line=name,
                number=sheet.definition.by_name[name].number, value=answer.value, fact=answer.fact,
                measure="measure-deadline" if answer.value == "violates" else "",
            )  # fmt: skip
    return len(sheet.lines())
