"""Letters to teams: agreed texts, own scores, and nothing of anybody else."""

import pytest
from django.utils import translation

from challenges.jury.feedback import agree_feedback, comment_counts, comments_for, letter, own_scores, release_feedback
from challenges.jury.models import Feedback, Recusal, Round
from challenges.jury.presiding import FeedbackMoved, FeedbackReleased, NotAtThisStage, NotLocked, NotPresiding
from challenges.panels.models import Relation, Stage
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.hearing import GRADES, make_hearing
from tests.factories.jury import at_stage

MORE = {**GRADES, "F6PJ": (3, 3, 3, 3, 4)}


@pytest.fixture
def hearing(challenge):
    return make_hearing(challenge)


def agree(hearing, code="K7M2", text="A clear idea.", *, seen="", by=None):
    given = {"text": text, "seen": seen, "by": by or hearing.president.user, "now": NOW}
    return agree_feedback(hearing.candidates[code], **given)


def test_comments_are_gathered_without_the_recused(hearing):
    assert len(comments_for(hearing.candidates["K7M2"])) == 5
    given = {"juror": hearing.jurors["joris"], "candidate": hearing.candidates["K7M2"]}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)
    assert "Said by Joris." not in comments_for(hearing.candidates["K7M2"])
    assert comment_counts(hearing.panel)[hearing.candidates["K7M2"].pk] == 4


def test_agreed_text_goes_to_the_team_and_to_nobody_else(hearing):
    agree(hearing)
    at_stage(hearing.panel, Stage.LOCKED)
    assert release_feedback(hearing.panel, now=NOW) == 1
    sent = Letter.objects.get()
    assert sent.address == "captain1@smartport.test"
    assert "A clear idea." in sent.body
    assert all(word not in sent.body for word in ("Jamal", "Hidden crew 2", "Secret title 2", "K7M2"))
    assert release_feedback(hearing.panel, now=NOW) == 0
    assert Letter.objects.count() == 1


def test_nothing_goes_before_the_lock(hearing):
    agree(hearing)
    with pytest.raises(NotLocked):
        release_feedback(hearing.panel, now=NOW)
    assert not Letter.objects.exists()


def test_empty_text_takes_the_agreement_back(hearing):
    agree(hearing)
    kept = agree(hearing, text=" ", seen="A clear idea.")
    assert kept.agreed_at is None


def test_two_tabs_overwrite_nothing(hearing):
    agree(hearing)
    with pytest.raises(FeedbackMoved):
        agree(hearing, text="Another one.", seen="")
    assert agree(hearing, text="Another one.", seen="A clear idea.\r\n").text == "Another one."


def test_only_who_presides_agrees_and_not_too_early_or_late(hearing):
    with pytest.raises(NotPresiding):
        agree(hearing, by=hearing.deputy.user)
    agree(hearing)
    Feedback.objects.update(released_at=NOW)
    with pytest.raises(FeedbackReleased):
        agree(hearing, text="Too late.", seen="A clear idea.")
    at_stage(hearing.panel, Stage.FINAL)
    with pytest.raises(NotAtThisStage):
        agree(hearing, "B4XQ")


def test_few_projects_make_no_distribution(hearing):
    assert own_scores(hearing.panel)["K7M2"].among is None


def test_letter_tells_the_own_score_among_all(challenge):
    hearing = make_hearing(challenge, grades=MORE)
    score = own_scores(hearing.panel)["F6PJ"]
    with translation.override("en"):
        body = letter(hearing.candidates["F6PJ"], text="", score=score).body
    assert "of 100" in body
    assert score.among.lower <= score.among.middle <= score.among.upper


def test_who_was_not_in_the_final_has_the_score_of_the_screening(challenge):
    hearing = make_hearing(challenge, in_round=Round.SCREENING)
    assert set(own_scores(hearing.panel)) == set(GRADES)
