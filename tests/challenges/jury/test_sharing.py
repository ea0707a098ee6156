"""The distribution as it would be, from the rows as they are."""

from collections import Counter

import pytest

from challenges.jury.models import Recusal, Round
from challenges.jury.sharing import basis_of, by_juror, recused_pairs, shares_of, solved
from challenges.jury.wanted import ProjectsShort
from challenges.panels.models import Candidate, Juror, Relation, Seat
from tests.factories import NOW
from tests.factories.jury import assign, make_ballot, make_full_panel, make_juror

GRADES = {"relevance": 3, "rigour": 3, "feasibility": 3, "clarity": 3}


@pytest.fixture
def panel(challenge):
    return make_full_panel(challenge, jurors=5, projects=6)


def recuse(juror, candidate):
    Recusal.objects.create(juror=juror, candidate=candidate, relation=Relation.OTHER, at=NOW)


def test_each_project_has_its_ballots_and_anchors_everybody(panel):
    shares = shares_of(panel, Round.SCREENING)
    counts = Counter(code for _, code in shares.pairs)
    anchors = set(panel.candidates.filter(is_anchor=True).values_list("code", flat=True))
    assert {counts[code] for code in anchors} == {5}
    assert {counts[code] for code in set(counts) - anchors} == {3}
    loads = [len(codes) for codes in by_juror(shares.pairs).values()]
    assert max(loads) - min(loads) <= 1
    assert shares_of(panel, Round.SCREENING) == shares


def test_nobody_scores_what_they_are_recused_from(panel):
    juror, candidate = panel.jurors.first(), panel.candidates.first()
    recuse(juror, candidate)
    assert recused_pairs(panel) == {(juror.pk, candidate.code)}
    assert (juror.pk, candidate.code) not in shares_of(panel, Round.SCREENING).pairs


def test_two_of_one_house_do_not_score_the_same_project_however_it_is_written(panel):
    first, second = panel.jurors.all()[:2]
    Juror.objects.filter(pk=first.pk).update(institution="École Mohammadia")
    Juror.objects.filter(pk=second.pk).update(institution="ECOLE  MOHAMMADIA")
    pairs = shares_of(panel, Round.SCREENING).pairs
    both = [code for juror, code in pairs if juror == first.pk and (second.pk, code) in pairs]
    assert not Candidate.objects.filter(panel=panel, code__in=both, is_anchor=False).exists()


def test_fields_draw_projects(panel):
    candidate = panel.candidates.filter(is_anchor=False).first()
    candidate.project.pitch = "Houle et marées"
    candidate.project.save()
    juror = panel.jurors.last()
    Juror.objects.filter(pk=juror.pk).update(fields="houle\nmarées")
    assert (juror.pk, candidate.code) in shares_of(panel, Round.SCREENING).pairs


def test_what_is_cast_stays_and_what_was_told_stays_where_it_can(panel):
    before = shares_of(panel, Round.SCREENING).pairs
    codes = dict(panel.candidates.values_list("code", "pk"))
    people = {juror.pk: juror for juror in panel.jurors.all()}
    for juror, code in before:
        assign(people[juror], Candidate.objects.get(pk=codes[code]))
    gone, code = next(pair for pair in sorted(before))
    make_ballot(people[gone], Candidate.objects.get(pk=codes[code]), GRADES)
    Juror.objects.filter(pk=gone).update(left_at=NOW)
    after = shares_of(panel, Round.SCREENING).pairs
    assert (gone, code) in after
    assert {pair for pair in before if pair[0] != gone} <= after
    assert not {pair for pair in after if pair[0] == gone and pair[1] != code}


def test_reserves_and_who_has_not_signed_score_nothing(panel):
    reserve = make_juror(panel, name="rita", seat=Seat.RESERVE)
    unsigned = make_juror(panel, name="una", declared_at=None)
    found = {juror for juror, _ in shares_of(panel, Round.SCREENING).pairs}
    assert found.isdisjoint({reserve.pk, unsigned.pk})


def test_in_the_final_everybody_scores_every_finalist(panel):
    juror, candidate = panel.jurors.first(), panel.candidates.first()
    recuse(juror, candidate)
    panel.candidates.filter(is_anchor=True).update(is_finalist=True)
    recused = int(panel.candidates.filter(pk=candidate.pk, is_finalist=True).exists())
    basis = basis_of(panel, Round.FINAL)
    assert len(solved(basis).pairs) == 2 * 5 - recused


def test_what_cannot_be_names_who_lacks_what(panel):
    candidate = panel.candidates.filter(is_anchor=False).first()
    for juror in panel.jurors.all()[:3]:
        recuse(juror, candidate)
    with pytest.raises(ProjectsShort) as refused:
        shares_of(panel, Round.SCREENING)
    assert refused.value.details == {"projects": candidate.code, "at_least": 3}


def test_loads_differ_by_more_where_it_must_be(panel):
    other = [one for one in panel.candidates.all() if not one.is_anchor]
    juror = panel.jurors.last()
    for candidate in other[:3]:
        recuse(juror, candidate)
    assert shares_of(panel, Round.SCREENING).slack >= 1
