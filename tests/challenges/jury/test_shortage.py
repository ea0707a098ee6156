"""Projects that cannot come to enough ballots."""

from challenges.jury.models import Round
from challenges.jury.opening import open_panel
from challenges.jury.progress import missing_ballots
from challenges.jury.shortage import short_projects, shortages
from challenges.panels.models import Juror, Seat
from tests.factories import NOW
from tests.factories.jury import at_stage, make_ballot, make_full_panel, make_panel


def test_short_of_what_each_round_wants(challenge, dora):
    panel = open_panel(make_full_panel(challenge, jurors=3), by=dora, now=NOW)
    assert short_projects(panel, Round.SCREENING) == []
    Juror.objects.filter(seat=Seat.JUROR).update(left_at=NOW)
    assert {count for _, count in short_projects(panel, Round.SCREENING)} == {2}
    at_stage(panel, "final")
    one = panel.candidates.first()
    panel.candidates.filter(pk=one.pk).update(is_finalist=True)
    assert short_projects(panel, Round.FINAL) == [(one.code, 0)]


def test_many_panels_at_once_say_the_same(challenge, dora, django_assert_num_queries):
    panel = open_panel(make_full_panel(challenge, jurors=3), by=dora, now=NOW)
    row = panel.jurors.last().assignments.first()
    make_ballot(row.juror, row.candidate, {"clarity": 3})
    Juror.objects.filter(pk=row.juror_id).update(left_at=NOW)
    draft = make_panel(challenge)
    with django_assert_num_queries(1):
        (found,) = shortages([panel, draft])
    assert found.short == short_projects(panel, Round.SCREENING)
    assert found.missing == sum(missing_ballots(panel, Round.SCREENING).values()) == 8
    assert shortages([draft]) == []
