"""One person who votes, moves and takes back in several windows at the same instant has one vote at most."""

import pytest

from challenges.popular.actions import cast_vote, take_vote_back
from challenges.popular.models import Vote
from tests.factories import NOW, make_person
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
ROUNDS = 5


def test_nothing_fails_whatever_comes_first(poll, alices_project, mallorys_project):
    lola = make_person("lola")
    given = {"by": lola, "is_confirmed": True, "now": NOW}
    deeds = (
        lambda: cast_vote(poll, project_id=alices_project.pk, **given),
        lambda: take_vote_back(poll, by=lola, now=NOW),
        lambda: cast_vote(poll, project_id=mallorys_project.pk, **given),
        lambda: take_vote_back(poll, by=lola, now=NOW),
    )
    for _ in range(ROUNDS):
        answers = at_once(len(deeds), lambda number: deeds[number]())
        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert Vote.objects.count() <= 1
