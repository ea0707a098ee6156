"""Projects before a panel in the console."""

from uuid import uuid4

import pytest

from challenges.jury.models import Recusal
from challenges.panels.models import Panel, Relation, Tie
from tests.factories import NOW, make_person, make_team
from tests.factories.jury import make_full_panel
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


@pytest.fixture
def panel(challenge):
    return make_full_panel(challenge)


@pytest.fixture
def path(panel):
    return f"/console/panels/{panel.pk}/projects/"


def test_new_pages_are_brought_before_the_panel(organizer, panel, path, challenge, alices_team, alice):
    make_project(alices_team, challenge, by=alice, title="Vigie")
    assert "1 project page is not before the panel yet." in organizer.get(path).content.decode()
    assert [organizer.post(path, {"deed": "gather"}).status_code for _ in range(2)] == [302, 302]
    assert panel.candidates.count() == 5
    assert "Vigie" in organizer.get(path).content.decode()


def test_anchors_by_hand_and_by_chance(organizer, panel, path):
    one = panel.candidates.filter(is_anchor=False).first()
    keys = [str(row.pk) for row in panel.candidates.all()]
    organizer.post(path, {"deed": "anchors", "shown": keys, "anchor": [str(one.pk), "x", str(uuid4())]})
    assert [row.pk for row in panel.candidates.filter(is_anchor=True)] == [one.pk]
    organizer.post(path, {"deed": "anchors", "shown": [str(row.pk) for row in panel.candidates.exclude(pk=one.pk)]})
    assert [row.pk for row in panel.candidates.filter(is_anchor=True)] == [one.pk]
    organizer.post(path, {"deed": "draw"})
    assert panel.candidates.filter(is_anchor=True).count() == 2
    assert organizer.post(path, {"deed": "nonsense"}).status_code == 302


def test_withdrawn_with_a_reason_and_brought_back(organizer, panel, path):
    one = panel.candidates.first()
    withdraw, readmit = f"{path}{one.pk}/withdraw/", f"{path}{one.pk}/readmit/"
    assert organizer.post(withdraw, {"reason": ""}).status_code == 422
    assert [organizer.post(withdraw, {"reason": "Empty"}).url for _ in range(2)] == [path, path]
    assert "Empty" in organizer.get(path).content.decode()
    assert organizer.get(readmit).status_code == 200
    assert organizer.post(readmit).url == path
    one.refresh_from_db()
    assert one.withdrawn_at is None


def test_open_panel_takes_no_project(organizer, panel, path):
    one = panel.candidates.first()
    organizer.post(f"{path}{one.pk}/withdraw/", {"reason": "Empty"})
    Panel.objects.update(opened_at=NOW)
    for sent in ({"deed": "gather"}, {"deed": "draw"}, {"deed": "anchors"}):
        assert organizer.post(path, sent).status_code == 409
    assert organizer.post(f"{path}{one.pk}/readmit/").status_code == 409


def test_project_of_another_panel_is_not_here(organizer, path, challenge):
    other = Panel.objects.create(edition=challenge.edition, challenge=challenge, title={"fr": "x"}, created_at=NOW)
    foreign = other.candidates.create(code="Z9Z9")
    assert organizer.post(f"{path}{foreign.pk}/withdraw/", {"reason": "x"}).status_code == 404
    assert organizer.get(f"{path}{uuid4()}/readmit/").status_code == 404


def test_list_asks_as_many_queries_for_many(organizer, panel, path, challenge, django_assert_num_queries):
    first, second = panel.jurors.all()[:2]
    Tie.objects.create(juror=first, relation=Relation.OTHER, name="Crew 1")
    Recusal.objects.create(juror=first, candidate=panel.candidates.first(), relation=Relation.OTHER, at=NOW)
    organizer.get(path)
    with django_assert_num_queries(12):
        organizer.get(path)
    for number in range(7, 10):
        captain = make_person(f"captain{number}")
        team = make_team(challenge.edition, name=f"Crew {number}", captain=captain)
        make_project(team, challenge, by=captain)
    organizer.post(path, {"deed": "gather"})
    Tie.objects.create(juror=second, relation=Relation.OTHER, name="Crew 2")
    Recusal.objects.create(juror=second, candidate=panel.candidates.first(), relation=Relation.OTHER, at=NOW)
    with django_assert_num_queries(12):
        organizer.get(path)
