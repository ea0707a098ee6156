"""Asking and answering, and who is told."""

from datetime import timedelta

import pytest

from challenges.journal.models import JournalEntry
from challenges.leaderboards.merging import accept_merge
from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.rules import ANSWERS, QUESTIONS
from challenges.questions.actions import ask
from challenges.questions.models import Question
from challenges.questions.queries import questions_of
from challenges.questions.rules import OPEN_AT_ONCE, AskingOver, QuestionUnusable, TooManyQuestions
from challenges.teams.merging import propose_merge
from challenges.teams.models import Membership, Team
from challenges.teams.rules import NoTeam
from smartport.accounts.models import User
from tests.factories import (
    CLOSES_AT,
    NOW,
    make_answer,
    make_challenge,
    make_edition,
    make_person,
    make_question,
    make_team,
)
from tests.threads import at_once

pytestmark = pytest.mark.database
LATER = NOW + timedelta(hours=1)


def test_question_is_kept_and_written_down(alices_team, challenge, alice):
    question = make_question(alices_team, challenge, by=alice, text=" May we? \n")
    assert (question.text, question.by, question.answered_at, question.folded) == ("May we?", alice, None, "")
    entry = JournalEntry.objects.get(deed="question.asked")
    assert (entry.subject, entry.details) == (f"question:{question.pk}", {"challenge": "rade"})


def test_question_is_told_to_those_who_answer_it_in_their_language(alices_team, challenge, alice, carol, dora):
    for person, changes in ((carol, {"is_staff": True}), (dora, {"language": "en"})):
        User.objects.filter(pk=person.pk).update(**changes)
    question = make_question(alices_team, challenge, by=alice, text="May we?\nReally?")
    letters = {letter.to: letter for letter in Letter.objects.all()}
    assert letters.keys() == {carol, dora}
    assert letters[dora].subject == "A question from the team “Les Alizés”: Waiting at anchorage"
    assert letters[dora].body.startswith("> May we?\n> Really?\n\n")
    assert f"http://testserver/questions/{question.pk}/answer/" in letters[dora].body
    assert (letters[carol].kind, letters[carol].language) == (QUESTIONS, "fr")


def test_question_is_told_to_the_challenges_own_organizers_only(alices_team, challenge, alice, carol, dora):
    User.objects.filter(pk=carol.pk).update(is_staff=True)
    challenge.organizers.add(carol)
    make_question(alices_team, challenge, by=alice)
    assert [letter.to for letter in Letter.objects.all()] == [carol]


def test_organizer_who_wants_no_such_letters_gets_none(alices_team, challenge, alice, dora):
    prefer(dora, kind=QUESTIONS, is_wanted=False)
    make_question(alices_team, challenge, by=alice)
    assert not Letter.objects.exists()


def test_question_that_is_none_leaves_nothing(alices_team, challenge, alice):
    with pytest.raises(QuestionUnusable):
        make_question(alices_team, challenge, by=alice, text="?")
    assert not Question.objects.exists()


def test_question_comes_too_late(alices_team, challenge, alice):
    with pytest.raises(AskingOver):
        make_question(alices_team, challenge, by=alice, now=CLOSES_AT + timedelta(days=8))


def test_answer_is_told_to_every_member_in_their_language(alices_team, challenge, alice, bob, carol, dora):
    bob.language = "en"
    bob.save()
    question = make_question(alices_team, challenge, by=alice, text="May we?\nReally?")
    make_answer(question, by=dora, text="You may.", is_public=False)
    letters = {letter.to: letter for letter in Letter.objects.filter(kind=ANSWERS)}
    assert letters.keys() == {alice, bob}
    assert letters[bob].subject == "Your question has an answer: Waiting at anchorage"
    assert letters[bob].body.startswith("> May we?\n> Really?\n\nYou may.\n\n")
    assert f"/challenges/rade/questions/#question-{question.pk}" in letters[bob].body


def test_answer_that_is_changed_is_told_again_and_one_that_is_not_is_not(alices_team, challenge, alice, dora):
    question = make_question(alices_team, challenge, by=alice)
    make_answer(question, by=dora)
    make_answer(question, by=dora, is_public=False, now=LATER)
    assert Letter.objects.filter(to=alice).count() == 1
    changed = make_answer(question, by=dora, text="You may not.", now=LATER)
    assert (changed.answered_at, changed.edited_at) == (NOW, LATER)
    assert Letter.objects.filter(to=alice).count() == 2


def test_answer_is_written_down_without_its_words(alices_team, challenge, alice, dora):
    make_answer(make_question(alices_team, challenge, by=alice), by=dora, text="Tidemark", is_public=False)
    entry = JournalEntry.objects.get(deed="question.answered")
    told = {"challenge": "rade", "public": False, "rewritten": False, "changes": {"is_public": [None, False]}}
    assert (entry.by, entry.details) == (dora, told)


def test_questions_go_along_when_teams_merge(alices_team, mallorys_team, challenge, alice, mallory, dora):
    before = make_question(mallorys_team, challenge, by=mallory)
    accept_merge(propose_merge(mallorys_team, into=alices_team.name, by=mallory, now=NOW), by=alice, now=NOW)
    meanwhile = ask(challenge, team=mallorys_team, text="May we still?", language="en", by=mallory, now=NOW)
    assert set(questions_of(alices_team, challenge)) == {before, meanwhile}
    Letter.objects.all().delete()
    make_answer(before, by=dora)
    assert {letter.to for letter in Letter.objects.all()} >= {alice, mallory}


def test_team_that_is_dissolved_asks_nothing(alices_team, challenge, alice):
    Membership.objects.all().delete()
    Team.objects.filter(pk=alices_team.pk).delete()
    with pytest.raises(NoTeam):
        ask(challenge, team=alices_team, text="May we?", language="en", by=alice, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_requests_at_once_do_not_pass_the_limit():
    edition = make_edition()
    challenge, alice = make_challenge(edition), make_person("alice")
    team = make_team(edition, name="Les Alizés", captain=alice)
    for number in range(OPEN_AT_ONCE - 2):
        make_question(team, challenge, by=alice, text=f"Question {number}")

    def act(number: int) -> str:
        ask(challenge, team=team, text=f"At once {number}", language="en", by=alice, now=NOW)
        return "asked"

    done = at_once(6, act)
    assert [type(one) for one in done if one != "asked"] == [TooManyQuestions] * 4
    assert team.questions.count() == OPEN_AT_ONCE
