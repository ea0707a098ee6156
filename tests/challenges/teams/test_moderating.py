"""A team is renamed for cause: whatever it handed in, and every member is told why."""

import pytest

from challenges.journal.models import JournalEntry
from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.rules import TEAM
from challenges.teams.moderating import rename_for_cause
from challenges.teams.rules import NameStays, ReasonMissing, TeamNameTaken, TeamNameUnusable
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def rename(team, by, **fields):
    return rename_for_cause(team, **{"name": "Cap au large", "reason": "Une insulte", **fields}, by=by, now=NOW)


def test_team_that_handed_in_is_renamed_and_told(submission, alices_team, alice, bob, dora):
    prefer(bob, kind=TEAM, is_wanted=False)  # what organizers do to a team is told always
    assert rename(alices_team, dora).name == "Cap au large"
    letters = {letter.to: letter.body for letter in Letter.objects.filter(about__startswith="renamed:")}
    assert set(letters) == {alice, bob}
    assert "Une insulte" in letters[bob]
    entry = JournalEntry.objects.get(deed="team.renamed_by_organizers")
    assert entry.details == {"name": ["Les Alizés", "Cap au large"], "reason": "Une insulte"}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": "Contre-Courant"}, TeamNameTaken),
        ({"name": "Les Alizés"}, NameStays),
        ({"name": "\u202e"}, TeamNameUnusable),
        ({"reason": "  "}, ReasonMissing),
    ],
)
def test_refused_rename_changes_and_tells_nothing(alices_team, mallorys_team, dora, fields, refusal):
    with pytest.raises(refusal):
        rename(alices_team, dora, **fields)
    alices_team.refresh_from_db()
    assert (alices_team.name, Letter.objects.count()) == ("Les Alizés", 0)
