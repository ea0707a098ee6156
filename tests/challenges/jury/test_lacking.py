"""What is missing before a panel can open."""

from datetime import timedelta

import pytest

from challenges.jury.lacking import readiness
from challenges.jury.models import Recusal
from challenges.panels.models import Candidate, Criterion, Juror, Panel, Relation, Seat, Tie
from challenges.teams.models import Membership
from tests.factories import NOW
from tests.factories.jury import make_full_panel, make_panel


def lacks(panel):
    panel = Panel.objects.get(pk=panel.pk)
    return [lack.what for lack in readiness(panel, now=NOW).lacks]


@pytest.fixture
def panel(challenge):
    return make_full_panel(challenge)


def test_full_panel_lacks_nothing_and_shows_its_distribution(panel):
    ready = readiness(panel, now=NOW)
    assert (ready.lacks, ready.shares is not None) == ([], True)


def test_empty_panel_lacks_everything(challenge):
    bare = make_panel(challenge, criteria=())
    wanted = ["criteria", "president", "deputy", "voting", "projects", "screening_hour", "final_hour"]
    assert lacks(bare) == wanted


def test_without_a_screening_no_anchor_and_no_hour_of_one(challenge):
    bare = make_panel(challenge, criteria=(), has_screening=False)
    assert "screening_hour" not in lacks(bare)
    full = make_full_panel(challenge, has_screening=False, screening_closes_at=None, projects=3)
    Candidate.objects.update(is_anchor=False)
    assert lacks(full) == []


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        (lambda panel: Criterion.objects.filter(key="rigour").update(levels={}), "texts"),
        (lambda panel: Criterion.objects.filter(key="rigour").update(title={"fr": "x"}), "texts"),
        (lambda panel: Panel.objects.update(jury_weight=70), "scale"),
        (lambda panel: Juror.objects.filter(seat=Seat.DEPUTY).update(declared_at=None), "signatures"),
        (lambda panel: Juror.objects.filter(seat=Seat.DEPUTY).update(seat=Seat.JUROR), "deputy"),
        (lambda panel: Tie.objects.create(juror=panel.jurors.first(), relation=Relation.OTHER, name="x"), "ties"),
        (lambda panel: Candidate.objects.update(is_anchor=False), "anchors"),
        (lambda panel: Panel.objects.update(screening_closes_at=NOW), "screening_hour"),
        (lambda panel: Panel.objects.update(final_closes_at=NOW - timedelta(days=1)), "final_hour"),
    ],
)
def test_each_lack_by_itself(panel, change, lack):
    change(panel)
    assert lacks(panel) == [lack]


def test_ordinary_juror_may_sign_later(panel):
    juror = panel.jurors.filter(seat=Seat.JUROR).first()
    Juror.objects.filter(pk=juror.pk).update(declared_at=None)
    assert lacks(panel) == []


def test_juror_who_plays_is_named(panel, alices_team):
    juror = panel.jurors.last()
    Membership.objects.create(team=alices_team, edition=alices_team.edition, user=juror.user, joined_at=NOW)
    (lack,) = readiness(panel, now=NOW).lacks
    assert (lack.what, lack.names) == ("players", (str(juror),))


def test_impossible_distribution_says_why(panel):
    candidate = panel.candidates.filter(is_anchor=False).first()
    for juror in panel.jurors.all()[:3]:
        Recusal.objects.create(juror=juror, candidate=candidate, relation=Relation.OTHER, at=NOW)
    (lack,) = readiness(panel, now=NOW).lacks
    assert (lack.what, lack.refusal.details["projects"]) == ("shares", candidate.code)
