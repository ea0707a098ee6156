"""A declared tie in the console: what it may concern, and what comes of it."""

import pytest

from challenges.jury.models import Recusal
from challenges.panels.models import Relation, Tie
from tests.factories.jury import make_full_panel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


@pytest.fixture
def panel(challenge):
    return make_full_panel(challenge)


@pytest.fixture
def tie(panel):
    return Tie.objects.create(juror=panel.jurors.first(), relation=Relation.MENTOR, name="Captain2")


@pytest.fixture
def path(panel, tie):
    return f"/console/panels/{panel.pk}/ties/{tie.pk}/"


def test_suggested_projects_come_first(organizer, path, panel):
    answer = organizer.get(path)
    (first, where), *others = answer.context["rows"]
    assert (first.project.title, where) == ("Project 2", "member")
    assert {where for _, where in others} == {""}
    assert "name of a member" in answer.content.decode()


def test_tie_concerns_what_is_marked(organizer, path, panel, tie):
    assert organizer.post(path, {"deed": "concerns"}).status_code == 422
    one = panel.candidates.first()
    assert organizer.post(path, {"deed": "concerns", "candidate": str(one.pk)}).status_code == 302
    assert (Recusal.objects.get().candidate, Recusal.objects.get().relation) == (one, "mentor")
    assert organizer.get(path).status_code == 302
    answer = organizer.post(path, {"deed": "none"})
    assert (answer.status_code, "looked at this tie already" in answer.content.decode()) == (409, True)


def test_tie_concerns_none(organizer, path, tie):
    assert organizer.post(path, {"deed": "none"}).status_code == 302
    tie.refresh_from_db()
    assert tie.settled_at is not None
    assert not Recusal.objects.exists()


def test_tie_of_another_panel_is_not_here(organizer, panel, tie, path, challenge):
    other = type(panel).objects.create(
        edition=panel.edition, challenge=challenge, title={"fr": "x"}, created_at=panel.created_at
    )
    assert organizer.get(f"/console/panels/{other.pk}/ties/{tie.pk}/").status_code == 404
