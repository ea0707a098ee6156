"""Finalists are proposed by the ranking and chosen by the president, which opens the final."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.jury.finalists import choose_finalists, proposed
from challenges.jury.gathering import sitting
from challenges.jury.models import Assignment, Recusal, Round
from challenges.jury.presiding import FinalistUnknown, NoFinalists, NotAtThisStage, NotPresiding, ReasonNeeded
from challenges.panels.models import Candidate, Relation, Stage
from challenges.post.models import Letter
from tests.factories import NOW
from tests.factories.hearing import make_hearing

BEST = ("B4XQ", "K7M2")


@pytest.fixture
def hearing(challenge):
    return make_hearing(challenge, stage=Stage.SELECTION, in_round=Round.SCREENING, finalists=2)


def choose(hearing, chosen=BEST, *, reason="", by=None):
    given = {"chosen": chosen, "reason": reason, "by": by or hearing.president.user, "now": NOW}
    return choose_finalists(hearing.panel, **given)


def recuse(hearing, name, code):
    given = {"juror": hearing.jurors[name], "candidate": hearing.candidates[code]}
    Recusal.objects.create(**given, relation=Relation.FAMILY, at=NOW)


def test_proposed_are_the_first_of_the_ranking(hearing):
    assert proposed(sitting(hearing.panel, Round.SCREENING)) == BEST


def test_proposed_are_all_who_share_the_last_place(challenge):
    grades = {"K7M2": (5, 5, 5, 5, 5), "B4XQ": (3, 3, 3, 3, 3), "T9HD": (3, 3, 3, 3, 3), "W3ZN": (1, 1, 1, 1, 1)}
    hearing = make_hearing(challenge, in_round=Round.SCREENING, stage=Stage.SELECTION, finalists=2, grades=grades)
    assert proposed(sitting(hearing.panel, Round.SCREENING)) == ("B4XQ", "K7M2", "T9HD")


def test_choosing_opens_the_final_for_everybody_who_is_not_recused(hearing):
    recuse(hearing, "joris", "K7M2")
    choose(hearing)
    hearing.panel.refresh_from_db()
    assert hearing.panel.stage == Stage.FINAL
    assert set(Candidate.objects.filter(is_finalist=True).values_list("code", flat=True)) == set(BEST)
    asked = Assignment.objects.filter(round=Round.FINAL)
    assert asked.count() == 9
    assert list(asked.filter(juror=hearing.jurors["joris"]).values_list("candidate__code", flat=True)) == ["B4XQ"]


def test_others_than_the_proposed_need_a_reason(hearing):
    with pytest.raises(ReasonNeeded):
        choose(hearing, ("K7M2", "W3ZN"))
    choose(hearing, ("K7M2", "W3ZN"), reason="W3ZN is the only one on safety.")
    line = JournalEntry.objects.get(deed="jury.finalists_chosen")
    assert line.details["finalists"] == ["K7M2", "W3ZN"]
    assert ("proposed" in line.details, line.details["as_ranked"]) == (False, False)
    assert line.details["reason"] == "W3ZN is the only one on safety."


@pytest.mark.parametrize(("chosen", "refusal"), [((), NoFinalists), (("NOPE",), FinalistUnknown)])
def test_choice_of_nothing_or_of_strangers_is_refused(hearing, chosen, refusal):
    with pytest.raises(refusal):
        choose(hearing, chosen, reason="Because.")


def test_only_who_presides_chooses(hearing):
    with pytest.raises(NotPresiding):
        choose(hearing, by=hearing.deputy.user)
    recuse(hearing, "petra", "T9HD")
    assert choose(hearing, by=hearing.deputy.user)


def test_a_second_choice_is_refused(hearing):
    choose(hearing)
    with pytest.raises(NotAtThisStage):
        choose(hearing, ("K7M2",), reason="Again.")


def test_jurors_are_told_once_by_letter(hearing):
    recuse(hearing, "joris", "K7M2")
    recuse(hearing, "joris", "B4XQ")
    choose(hearing)
    told = Letter.objects.filter(about__startswith="jury:")
    names = {name: juror.user_id for name, juror in hearing.jurors.items()}
    assert sorted(told.values_list("to", flat=True)) == sorted(key for name, key in names.items() if name != "joris")
    assert all("2 projets" in letter.body for letter in told)
    with pytest.raises(NotAtThisStage):
        choose(hearing)
    assert told.count() == 4
