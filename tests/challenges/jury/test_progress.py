"""Who has cast how many of how many."""

from challenges.jury.models import Recusal, Round
from challenges.jury.progress import Part, cells_of, missing_ballots, progress
from challenges.panels.models import Juror, Relation, Seat
from tests.factories import NOW
from tests.factories.jury import assign, make_ballot, make_full_panel, make_juror

GRADES = {"relevance": 3, "rigour": 3, "feasibility": 3, "clarity": 3}


def test_cast_of_asked(challenge, django_assert_num_queries):
    panel = make_full_panel(challenge, jurors=4, projects=3)
    make_juror(panel, name="rita", seat=Seat.RESERVE)
    first, second, third, idle = panel.jurors.exclude(seat=Seat.RESERVE)
    one, two, three = panel.candidates.all()
    make_ballot(first, one, GRADES)
    make_ballot(first, two, GRADES, is_cast=False)
    assign(first, three)
    make_ballot(second, one, GRADES)
    assign(second, two)
    make_ballot(third, one, GRADES)
    Recusal.objects.create(juror=third, candidate=one, relation=Relation.OTHER, at=NOW)
    Juror.objects.filter(pk=second.pk).update(left_at=NOW)
    with django_assert_num_queries(4):
        found = progress(panel, Round.SCREENING)
    assert [(juror.pk, part) for juror, part in found.jurors] == [
        (first.pk, Part(1, 3)),
        (second.pk, Part(1, 1)),
        (third.pk, Part(0, 0)),
        (idle.pk, Part(0, 0)),
    ]
    assert found.projects == [(one.code, Part(2, 2)), (two.code, Part(0, 1)), (three.code, Part(0, 1))]
    assert found.whole == Part(2, 4)
    assert missing_ballots(panel, Round.SCREENING) == {first.pk: 2}
    assert cells_of(panel, Round.FINAL) == {}


def test_percent_is_never_whole_too_early():
    assert [Part(199, 200).percent, Part(2, 2).percent, Part().percent, Part(1, 3).missing] == [99, 100, 0, 2]
