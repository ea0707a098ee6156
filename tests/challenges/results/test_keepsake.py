"""The row of a copy: one under way for each edition."""

import pytest
from django.db import IntegrityError, transaction

from challenges.results.models import Keepsake, KeepsakeState
from tests.factories import NOW, make_edition

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize("state", [KeepsakeState.WAITING, KeepsakeState.RUNNING])
def test_one_is_under_way_for_each_edition(edition, state):
    Keepsake.objects.create(edition=edition, asked_at=NOW, state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Keepsake.objects.create(edition=edition, asked_at=NOW)
    Keepsake.objects.create(edition=edition, asked_at=NOW, state=KeepsakeState.READY)
    Keepsake.objects.create(edition=make_edition("other"), asked_at=NOW)


def test_it_outlives_the_account_of_who_asked(edition, dora):
    kept = Keepsake.objects.create(edition=edition, asked_at=NOW, asked_by=dora)
    dora.delete()
    kept.refresh_from_db()
    assert kept.asked_by is None
