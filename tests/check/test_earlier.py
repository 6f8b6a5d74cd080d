"""What was answered the time before: by the same table, whatever other tables were used since."""

from __future__ import annotations

import pytest
from factories.bureau import enter_some_subjects, open_bureau
from factories.joint import OURS, assigned, ended, officer

from inspector_desktop.check.earlier import earlier_answers
from inspector_desktop.check.store import get_definition
from inspector_desktop.inspection.facts import AssignedItem
from inspector_desktop.inspection.joint_forms import Part, combined, origin_of
from inspector_desktop.inspection.store import get_inspection
from inspector_desktop.registry.form_store import shipped_definition


@pytest.fixture
def bureau(tmp_path, clock):
    made = open_bureau(tmp_path, clock)
    enter_some_subjects(made)
    return made


def item(form: str) -> AssignedItem:
    return AssignedItem(item=form, title=form, version=1, basis="", form=form)


@pytest.fixture
def visits(bureau):
    """Three checks of one subject that ended, and a fourth by the first table that is under way."""
    made, team = [], (officer(OURS[0], "李建国"), officer(OURS[1], "周敏"))
    for forms in (("petrol-station",), ("lightning-safety", "petrol-station"), ("lightning-safety",)):
        bureau.clock.advance(days=30)
        made.append(
            ended(
                bureau, assigned(bureau, "·".join(forms), items=tuple(map(item, forms)), officers=team, form=forms[0])
            )
        )
    return made


def test_an_answer_is_found_by_its_table_and_its_name_there():
    petrol, lightning = shipped_definition("petrol-station"), shipped_definition("lightning-safety")
    both = combined([Part("甲", lightning), Part("乙", petrol)])
    assert origin_of(petrol, "agreement") == ("petrol-station", "agreement")
    found = [origin_of(both, one.name) for one in both.questions]
    assert found == [(one.form, question.name) for one in (lightning, petrol) for question in one.questions]


def test_the_last_check_by_the_same_table_counts_and_no_other(bureau, visits):
    first, both, lightning = visits
    with bureau.reading() as session:
        desk = bureau.desk()

        def of(dossier: str) -> dict[str, str]:
            view = get_inspection(session, desk.bureau, dossier)
            answers = earlier_answers(session, view, get_definition(session, desk.bureau, dossier))
            return {key: one.ended_at for key, one in answers.items()}

        ends = {one: get_inspection(session, desk.bureau, one).done["check"] for one in visits}
        assert of(first) == {}
        names = get_definition(session, desk.bureau, both).by_name
        assert set(of(both).values()) == {ends[first]}
        assert all(
            origin_of(get_definition(session, desk.bureau, both), key)[0] == "petrol-station" for key in of(both)
        )
        assert "agreement_2" in names and "agreement_2" in of(both) and "agreement" not in of(both)
        assert set(of(lightning).values()) == {ends[both]}
        assert "agreement" in of(lightning)
