"""Who reads the president's pages, and what is on none of them before its hour."""

import pytest
from django.urls import reverse

from challenges import clock
from challenges.jury.gathering import sitting
from challenges.jury.locking import digest_in_view, sign_first, sign_second
from challenges.jury.models import Ballot, Decision, Recusal, Round
from challenges.panels.models import Candidate, Relation, Stage
from tests.factories import NOW
from tests.factories.hearing import GRADES, make_hearing
from tests.factories.jury import assign, at_stage

PAGES = ("jury-results", "jury-motions", "jury-lock", "jury-minutes", "jury-feedback")
PLANTED = ("K7M2", "Hidden crew", "Secret title", "Said by")


@pytest.fixture
def hearing(challenge, dora, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    challenge.organizers.add(dora)
    return make_hearing(challenge)


def page(client, hearing, name, *, by, **query):
    client.cookies["language"] = "en"
    client.force_login(by)
    return client.get(reverse(name, args=[hearing.panel.pk]), query)


def lock(hearing):
    seen = digest_in_view(sitting(hearing.panel, Round.FINAL))
    sign_first(hearing.panel, name="Petra P.", deliberation="", seen=seen, by=hearing.president.user, now=NOW)
    digest = Decision.objects.get().sha256
    sign_second(hearing.panel, name="Deborah D.", seen=digest, by=hearing.deputy.user, now=NOW)


@pytest.mark.parametrize("name", PAGES)
def test_president_reads_every_page(client, hearing, name):
    answer = page(client, hearing, name, by=hearing.president.user)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_reads_anything_before_the_lock(client, hearing, dora, mallory, name):
    captain = hearing.candidates["K7M2"].project.team.memberships.get().user
    for person in (dora, mallory, captain, hearing.jurors["jamal"].user):
        answer = page(client, hearing, name, by=person)
        assert answer.status_code == 404
        assert all(word not in answer.content.decode() for word in PLANTED)
    client.logout()
    assert client.get(reverse(name, args=[hearing.panel.pk])).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_president_reads_no_team_before_the_lock(client, hearing, name):
    told = page(client, hearing, name, by=hearing.president.user).content.decode()
    assert "Hidden crew" not in told
    assert "Secret title" not in told


def test_president_waits_for_the_own_ballots(client, hearing):
    at_stage(hearing.panel, Stage.FINAL)
    hearing.president.assignments.get(candidate=hearing.candidates["K7M2"]).ballot.delete()
    answer = page(client, hearing, "jury-results", by=hearing.president.user)
    assert answer.status_code == 403
    assert "Your own ballots come first" in answer.content.decode()
    assert "K7M2" not in answer.content.decode()


def test_recused_president_is_told_who_presides(client, hearing):
    given = {"juror": hearing.president, "candidate": hearing.candidates["W3ZN"]}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)
    answer = page(client, hearing, "jury-results", by=hearing.president.user)
    assert answer.status_code == 403
    assert "Deborah" in answer.content.decode()
    assert "K7M2" not in answer.content.decode()
    assert page(client, hearing, "jury-feedback", by=hearing.deputy.user).status_code == 200


def test_keepers_read_after_the_lock(client, hearing, dora):
    lock(hearing)
    answer = page(client, hearing, "jury-minutes", by=dora)
    assert "Hidden crew 1" in answer.content.decode()
    assert page(client, hearing, "jury-results", by=dora).status_code == 200
    assert page(client, hearing, "jury-feedback", by=dora).status_code == 404


@pytest.mark.parametrize("name", ["jury-lock", "jury-results", "jury-motions"])
def test_deputy_reads_and_does_nothing(client, hearing, name):
    answer = page(client, hearing, name, by=hearing.deputy.user)
    assert answer.status_code == 200
    assert '<form method="post"' not in answer.content.decode()


@pytest.mark.parametrize("stage", [Stage.SCREENING, Stage.SELECTION])
def test_screening_has_its_results(client, challenge, stage):
    hearing = make_hearing(challenge, stage=stage, in_round=Round.SCREENING)
    answer = page(client, hearing, "jury-results", by=hearing.president.user)
    assert answer.status_code == 200
    assert "K7M2" in answer.content.decode()
    assert page(client, hearing, "jury-results", by=hearing.president.user, round="final").status_code == 404


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ({}, "There is no ranking yet"),
        (dict.fromkeys(GRADES, (None,) * 5), "Fewer than 3 valid ballots"),
        (dict.fromkeys(GRADES, (3,) * 5), "All grades are the same"),
        ({"K7M2": (5, 4, 5, None, None), "B4XQ": (None, None, None, 3, 4)}, "cannot be compared"),
        ({code: (*given[:4], 3) for code, given in GRADES.items()}, "Always the same score"),
        ({"K7M2": (5, 5, 4, 5, 5)}, "stands first"),
    ],
)
@pytest.mark.parametrize("name", PAGES)
def test_odd_panels_are_told_in_sentences(client, challenge, grades, said, name):
    hearing = make_hearing(challenge, grades=grades)
    answer = page(client, hearing, name, by=hearing.president.user)
    assert answer.status_code == 200
    assert name != "jury-results" or said in answer.content.decode()


def test_results_take_few_queries(client, hearing, django_assert_num_queries):
    client.force_login(hearing.president.user)
    for juror in hearing.jurors.values():
        assign(juror, hearing.candidates["K7M2"], in_round=Round.SCREENING)
    with django_assert_num_queries(19):
        client.get(reverse("jury-results", args=[hearing.panel.pk]))


def test_president_recused_from_no_finalist_reads_nothing_of_that_project(client, hearing):
    """Neither its scores of the screening nor the comments on it; the deputy does."""
    Candidate.objects.filter(panel=hearing.panel, code="W3ZN").update(is_finalist=False)
    lost = hearing.candidates["W3ZN"]
    Recusal.objects.create(juror=hearing.president, candidate=lost, relation=Relation.FAMILY, at=NOW)
    president, deputy = hearing.president.user, hearing.deputy.user
    assert page(client, hearing, "jury-results", by=president).status_code == 200
    assert page(client, hearing, "jury-results", by=president, round="screening").status_code == 404
    assert page(client, hearing, "jury-results", by=deputy, round="screening").status_code == 200
    letter = reverse("jury-feedback-letter", args=[hearing.panel.pk, lost.pk])
    client.force_login(president)
    assert client.get(letter).status_code == 404
    listed = page(client, hearing, "jury-feedback", by=president).content.decode()
    assert letter not in listed
    assert "Deborah</bdi> writes this one" in listed
    client.force_login(deputy)
    assert client.get(letter).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_pages_stand_when_retention_has_emptied_the_ballots(client, hearing, name):
    lock(hearing)
    Ballot.objects.update(grades={}, to_team="", to_jury="")
    answer = page(client, hearing, name, by=hearing.president.user)
    assert answer.status_code == 200
    assert name != "jury-minutes" or "Secret title 1" in answer.content.decode()


def test_finalists_are_chosen_by_hand_where_there_is_no_ranking(client, hearing, challenge):
    """A recusal has left a project with too few ballots."""
    at_stage(hearing.panel, Stage.SELECTION)
    answer = page(client, hearing, "jury-finalists", by=hearing.president.user)
    assert (answer.status_code, "There is no ranking" in answer.content.decode()) == (200, True)
