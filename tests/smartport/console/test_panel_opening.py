"""The distribution before and after the opening, and the opening itself."""

import pytest

from challenges.jury.models import Assignment, Recusal
from challenges.panels.models import Candidate, Juror, Panel, Relation, Seat
from tests.factories import NOW
from tests.factories.jury import make_full_panel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


@pytest.fixture
def panel(challenge):
    return make_full_panel(challenge)


@pytest.fixture
def path(panel):
    return f"/console/panels/{panel.pk}/opening/"


@pytest.fixture
def door(panel):
    return f"/console/panels/{panel.pk}/open/"


def test_preview_is_what_opening_does(organizer, panel, path, door):
    shown = organizer.get(path).context["matrix"]
    wanted = {
        (column.juror.pk, row.candidate.code)
        for row in shown.rows
        for column, state in zip(shown.columns, row.cells, strict=True)
        if state in ("asked", "anchor")
    }
    assert "Open the panel?" not in organizer.get(door).content.decode()
    assert organizer.post(door).url == path
    rows = Assignment.objects.values_list("juror", "candidate__code")
    assert set(rows) == wanted
    assert [organizer.post(door).url, organizer.get(door).url] == [path, path]
    told = organizer.get(path)
    assert told.context["matrix"].total == len(wanted)
    assert "Who scores what" in told.content.decode()


def test_what_is_missing_is_said_and_nothing_opens(organizer, panel, path, door):
    Candidate.objects.update(is_anchor=False)
    for page in (path, door):
        assert "Projects that every juror scores: 0 of 2" in organizer.get(page).content.decode()
    answer = organizer.post(door)
    assert (answer.status_code, Panel.objects.get().opened_at) == (409, None)


def test_impossible_distribution_names_who_lacks_what(organizer, panel, path):
    candidate = panel.candidates.filter(is_anchor=False).first()
    for juror in panel.jurors.all()[:3]:
        Recusal.objects.create(juror=juror, candidate=candidate, relation=Relation.OTHER, at=NOW)
    answer = organizer.get(path)
    assert answer.context["matrix"] is None
    assert candidate.code in answer.content.decode()
    assert "cannot be shared out" in answer.content.decode()


def test_without_a_screening_everybody_scores_everything(organizer, panel, path, door):
    Panel.objects.update(has_screening=False)
    assert organizer.get(path).context["matrix"].total == 4 * 5
    assert "with the names of their teams" in organizer.get(door).content.decode()
    organizer.post(door)
    assert Panel.objects.get().stage == "final"
    assert organizer.get(path).context["matrix"].total == 4 * 5


def test_who_has_not_signed_is_named(organizer, panel, door):
    juror = panel.jurors.filter(seat=Seat.JUROR).first()
    Juror.objects.filter(pk=juror.pk).update(declared_at=None)
    assert "Not signed yet" in organizer.get(door).content.decode()


def test_between_rounds_nothing_is_shared_out(organizer, panel, path):
    Panel.objects.update(opened_at=NOW, stage="selection")
    assert "nothing is shared out" in organizer.get(path).content.decode()


def test_preview_asks_as_many_queries_for_many(organizer, panel, path, django_assert_num_queries):
    organizer.get(path)
    with django_assert_num_queries(18):
        organizer.get(path)
