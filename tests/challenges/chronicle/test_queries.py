"""Who sees which lines, and how they are found."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from challenges.chronicle import queries
from challenges.chronicle.actions import place_missing
from challenges.chronicle.queries import Wanted, line_seen_by, page_of, people_who_act
from challenges.evaluations.models import Rejudge
from challenges.journal.actions import write
from challenges.journal.models import JournalEntry
from challenges.leaderboards.rejudging import ask_rejudge
from tests.factories import NOW, make_challenge, make_person, score_submission
from tests.factories.stage import make_ceremony

pytestmark = pytest.mark.database
ANY = Wanted(zone=ZoneInfo("Africa/Casablanca"))


@pytest.fixture
def otto(challenge, dora):
    """Organizes another challenge; Dora this one."""
    otto = make_person("otto", is_staff=True)
    challenge.organizers.add(dora)
    make_challenge(challenge.edition, slug="quais").organizers.add(otto)
    return otto


@pytest.fixture
def olga(db):
    return make_person("olga", is_staff=True, is_superuser=True)


@pytest.fixture
def received(submission, alice):
    """As the door writes it."""
    return write("submission.received", subject=f"submission:{submission.pk}", by=alice, now=NOW)


def numbers(user, wanted=ANY, **where):
    return [line.number for line in page_of(wanted, user=user, **where).lines]


def deeds(user, wanted=ANY):
    return {line.deed for line in page_of(wanted, user=user).lines}


def test_another_challenges_hidden_side_is_not_seen(otto, dora, olga, submission, received, leaderboard, alice):
    score_submission(submission, public=1.0, private=0.125)
    ask_rejudge(leaderboard.phase, reason={"fr": "Le barème secret"}, by=dora, now=NOW)
    write("token.made", subject=f"user:{alice.pk}", by=alice, now=NOW)
    place_missing()
    hidden = {"submission.received", "evaluation.scored", "rejudge.asked", "bundle.published"}
    assert hidden <= deeds(dora)
    assert hidden & deeds(otto) == set()
    assert "team.created" in deeds(otto)
    assert "token.made" not in deeds(dora) | deeds(otto)
    assert hidden | {"token.made"} <= deeds(olga)
    line = JournalEntry.objects.get(deed="rejudge.asked")
    assert (line_seen_by(otto, line.number), line_seen_by(dora, line.number)) == (None, line)


@pytest.mark.parametrize("words", ["secret", "rejudge", "KEY", "HASH", "NUMBER"])
def test_search_and_filters_find_nothing_of_it_either(otto, dora, submission, leaderboard, words):
    score_submission(submission)
    rejudge = ask_rejudge(leaderboard.phase, reason={"fr": "secret"}, by=dora, now=NOW)
    place_missing()
    line = JournalEntry.objects.get(deed="rejudge.asked")
    typed = {"KEY": str(rejudge.pk), "HASH": line.hash, "NUMBER": str(line.number)}.get(words, words)
    assert line.number not in numbers(otto, replace(ANY, words=typed))
    assert line.number not in numbers(otto, replace(ANY, about=(("challenge", leaderboard.phase.challenge_id),)))
    assert line.number not in numbers(otto, replace(ANY, actor=f"user:{dora.pk}"))
    if typed != words:
        assert line.number in numbers(dora, replace(ANY, words=typed))
    assert Rejudge.objects.count() == 1


def test_line_that_is_not_placed_yet_is_the_operators(dora, olga):
    write("deed", subject="x", now=NOW)
    assert (numbers(dora), numbers(olga)) == ([], [1, 0])


def test_pages_follow_one_another_in_both_directions(db, olga, monkeypatch):
    monkeypatch.setattr(queries, "A_PAGE", 3)
    for number in range(1, 8):
        write("deed", subject=f"thing:{number}", now=NOW)
    first = page_of(ANY, user=olga)
    assert ([line.number for line in first.lines], first.newer, first.older) == ([7, 6, 5], None, 5)
    second = page_of(ANY, user=olga, before=5)
    assert ([line.number for line in second.lines], second.newer, second.older) == ([4, 3, 2], 4, 2)
    last = page_of(ANY, user=olga, before=2)
    assert ([line.number for line in last.lines], last.newer, last.older) == ([1, 0], 1, None)
    assert numbers(olga, after=1) == [4, 3, 2]
    assert numbers(olga, after=4) == [7, 6, 5]


def test_filters_narrow(olga, submission, received):
    score_submission(submission)
    place_missing()
    assert deeds(olga, replace(ANY, deed="evaluation.scored")) == {"evaluation.scored"}
    assert deeds(olga, replace(ANY, actor="evaluations")) == {"evaluation.scored"}
    assert deeds(olga, replace(ANY, about=(("submission", submission.pk),))) == {
        "submission.received",
        "evaluation.scored",
    }
    assert "team.created" in deeds(olga, replace(ANY, about=(("team", submission.team_id),)))


def test_days_are_those_of_the_zone_both_included(olga):
    write("deed", subject="x", now=NOW - timedelta(days=1))
    write("deed", subject="y", now=NOW)
    day = NOW.date()
    assert numbers(olga, replace(ANY, first=day)) == [2]
    assert numbers(olga, replace(ANY, last=day - timedelta(days=1))) == [1, 0]
    assert numbers(olga, replace(ANY, first=day, last=day)) == [2]
    assert numbers(olga, replace(ANY, first=date.min.replace(year=1900), last=date(1901, 1, 1))) == []


def test_words_find_people_teams_and_things(olga, submission, received, alice):
    place_missing()
    for words in (str(submission.pk), f"submission:{submission.pk}", received.hash, "alizes", "ALICE", str(alice)):
        assert received.number in numbers(olga, replace(ANY, words=words)), words
    assert numbers(olga, replace(ANY, words=str(received.number))) == [received.number]
    assert numbers(olga, replace(ANY, words="nobody of this name")) == []
    assert received.number in numbers(olga, replace(ANY, words="alizes", deed="submission.received"))


@pytest.mark.parametrize("words", ["", "alizes", "3f1c2d9e-8a55-4b0e-9c53-5d1f0f6f7a10"])
def test_a_page_is_a_few_queries_whatever_is_looked_for(dora, submission, words, django_assert_max_num_queries):
    place_missing()
    with django_assert_max_num_queries(6):
        page_of(replace(ANY, words=words, deed="submission.received"), user=dora)


def test_people_who_act_are_the_staff(alice, dora, olga):
    assert set(people_who_act()) == {dora, olga}


def test_what_is_done_about_the_stage_is_not_read_by_who_may_not_prepare_it(challenge, dora, olga):
    ceremony = make_ceremony(challenge.edition)
    write("ceremony.key_pressed", subject=f"ceremony:{ceremony.pk}", by=dora, now=NOW, details={"step": "x:winner"})
    place_missing()
    otto = make_person("otto", is_staff=True, organizes_named_only=True)
    assert [("ceremony.key_pressed" in deeds(user)) for user in (dora, olga, otto)] == [True, True, False]
