"""One account, one vote."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from challenges.journal.models import JournalEntry
from challenges.popular.actions import cast_vote, keep_poll, remove_poll, take_vote_back
from challenges.popular.models import Poll, Vote
from challenges.popular.rules import (
    MOST_MOVES,
    AddressFirst,
    JurorsDecideElsewhere,
    MovedTooOften,
    NotInPoll,
    OwnProject,
    PollOver,
    VotesGiven,
)
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_person
from tests.factories.jury import make_juror, make_panel

LATE = CLOSES_AT + timedelta(microseconds=1)


@pytest.fixture
def lola(db):
    return make_person("lola")


def vote(poll, project, by, *, now=NOW, is_confirmed=True):
    return cast_vote(poll, project_id=project.pk, by=by, is_confirmed=is_confirmed, now=now)


def test_vote_moves_and_stays_one(poll, alices_project, mallorys_project, lola):
    vote(poll, alices_project, lola)
    later = NOW + timedelta(hours=1)
    moved = vote(poll, mallorys_project, lola, now=later)
    assert (moved.project, moved.first_at, moved.at, moved.moves) == (mallorys_project, NOW, later, 1)
    assert Vote.objects.count() == 1


def test_same_vote_again_moves_nothing(poll, alices_project, lola):
    vote(poll, alices_project, lola)
    assert vote(poll, alices_project, lola, now=NOW + timedelta(hours=1)).at == NOW


def test_vote_is_taken_back_once(poll, alices_project, lola):
    vote(poll, alices_project, lola)
    assert take_vote_back(poll, by=lola, now=NOW)
    assert not take_vote_back(poll, by=lola, now=NOW)
    assert not Vote.objects.exists()


def test_nobody_votes_after_the_close(poll, alices_project, lola):
    vote(poll, alices_project, lola, now=CLOSES_AT)
    with pytest.raises(PollOver):
        vote(poll, alices_project, lola, now=LATE)
    with pytest.raises(PollOver):
        take_vote_back(poll, by=lola, now=LATE)


def test_account_without_a_confirmed_address_does_not_vote(poll, alices_project, lola):
    with pytest.raises(AddressFirst):
        vote(poll, alices_project, lola, is_confirmed=False)


def test_member_does_not_vote_for_the_own_team(poll, alices_project, mallorys_project, bob):
    with pytest.raises(OwnProject):
        vote(poll, alices_project, bob)
    assert vote(poll, mallorys_project, bob).project == mallorys_project


def test_juror_does_not_vote(poll, alices_project, challenge, carol):
    make_juror(make_panel(challenge), carol)
    with pytest.raises(JurorsDecideElsewhere):
        vote(poll, alices_project, carol)


def test_project_that_is_not_there_or_not_shown_is_refused(poll, alices_project, lola):
    with pytest.raises(NotInPoll):
        cast_vote(poll, project_id=uuid4(), by=lola, is_confirmed=True, now=NOW)
    alices_project.is_public = False
    alices_project.save()
    with pytest.raises(NotInPoll):
        vote(poll, alices_project, lola)


def test_vote_is_not_moved_for_ever(poll, alices_project, mallorys_project, lola):
    vote(poll, alices_project, lola)
    Vote.objects.update(moves=MOST_MOVES)
    with pytest.raises(MovedTooOften):
        vote(poll, mallorys_project, lola)


def test_what_was_chosen_stands_in_no_journal(poll, alices_project, lola):
    before = JournalEntry.objects.count()
    vote(poll, alices_project, lola)
    take_vote_back(poll, by=lola, now=NOW)
    assert JournalEntry.objects.count() == before


def test_hours_are_kept_with_their_journal_line_and_second_maker_changes_the_first(edition, dora):
    keep_poll(Poll(edition=edition, opens_at=OPENS_AT, closes_at=CLOSES_AT), by=dora, now=NOW)
    keep_poll(Poll(edition=edition, opens_at=OPENS_AT, closes_at=LATE), by=dora, now=NOW)
    assert Poll.objects.get().closes_at == LATE
    assert list(JournalEntry.objects.filter(deed__startswith="poll.").values_list("deed", flat=True)) == [
        "poll.added",
        "poll.changed",
    ]


def test_vote_is_called_off_only_while_nobody_has_voted(poll, alices_project, lola, dora):
    vote(poll, alices_project, lola)
    with pytest.raises(VotesGiven):
        remove_poll(poll, by=dora, now=NOW)
    take_vote_back(poll, by=lola, now=NOW)
    assert remove_poll(poll, by=dora, now=NOW)
    assert not Poll.objects.exists()


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_double_click_is_one_vote(poll, alices_project, mallorys_project, lola):
    ready = Barrier(2)

    def click(project):
        ready.wait(timeout=10)
        vote(poll, project, lola)
        connection.close()

    threads = [Thread(target=click, args=(project,)) for project in (alices_project, mallorys_project)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert Vote.objects.count() == 1
