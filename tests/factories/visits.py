"""Visits made by officers: arrival, a judged sheet, photographs."""

from __future__ import annotations

import io

from PIL import Image

from factories.bureau import Bureau
from inspector_desktop.check.acts import answer_line, arrive
from inspector_desktop.check.store import sheet_of
from inspector_desktop.checklist.definition import CHOOSING, Definition, Question
from inspector_desktop.checklist.sheet import Sheet
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
        "rights_told": True,
        **changes,
    }
    with bureau.writing() as session:
        arrive(
            session, desk=bureau.desk(), clock=bureau.clock, house=House(bureau.profile, SITE),
            dossier=dossier, **values,
        )  # fmt: skip
    return team


def _any_answer(definition: Definition, question: Question) -> str:
    """What every shipped table takes for a question of this kind that must be answered."""
    usual = {"integer": "1", "decimal": "1", "range": "1", "date": "2030-06-30", "time": "09:00", "acknowledge": "OK"}
    if question.kind in CHOOSING:
        names = [one.name for one in definition.choices[question.choices]]
        return " ".join(names) if question.kind == "rank" else names[0]
    return usual.get(question.kind, "已核对")


def judge(sheet: Sheet, *, violates: int = 2) -> None:
    """Answer every question of a sheet that a visit must answer; the first `violates` lines do not conform."""
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
            elif question.name in {one.key for one in sheet.missing()}:
                sheet.answer(question.name, _any_answer(sheet.definition, question))


def judge_everything(bureau: Bureau, dossier: str, *, violates: int = 2) -> int:
    """Judge a sheet and keep its answers as an officer's. Returns the number of lines."""
    with bureau.reading() as session:
        sheet = sheet_of(session, bureau.desk().bureau, dossier, at=bureau.clock.now())
    judge(sheet, violates=violates)
    with bureau.writing() as session:
        for name, answer in sheet.answers().items():
            answer_line(
                session, desk=bureau.desk(), clock=bureau.clock, dossier=dossier, line=name,
                number=sheet.definition.by_name[name].number, value=answer.value, fact=answer.fact,
                measure="measure-deadline" if answer.value == "violates" else "",
            )  # fmt: skip
    return len(sheet.lines())
