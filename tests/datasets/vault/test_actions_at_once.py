"""Two tabs, two people, two workers at the same instant: one of them does it, on a real database."""

import io

import pytest

from datasets.vault import keeping, rules
from datasets.vault.actions import append, delete, destroy, open_upload
from datasets.vault.models import Extract
from tests.datasets.vault.conftest import CONTENT, announced
from tests.factories import NOW
from tests.threads import at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def send(by) -> int:
    stream = io.BytesIO(CONTENT[:100])
    return append(Extract.objects.get(), offset=0, content=stream, by=by, now=NOW).received


def test_same_chunk_from_two_tabs_is_kept_once(begun, by_dora):
    answers = at_once(4, lambda number: send(by_dora))
    assert sorted(map(repr, answers)).count("100") == 1
    assert sum(isinstance(answer, rules.WrongOffset) for answer in answers) == 3
    begun.refresh_from_db()
    assert (begun.received, keeping.original(begun.pk).read_bytes()) == (100, CONTENT[:100])


def test_two_who_want_one_name_at_once_are_one_who_gets_it(by_dora):
    answers = at_once(4, lambda number: open_upload(announced(), by=by_dora, now=NOW).name)
    assert answers.count("escales") == 1
    assert all(isinstance(answer, rules.NameTaken | rules.UploadUnfinished | str) for answer in answers)
    assert Extract.objects.count() == 1


def test_many_who_destroy_at_once_write_one_line(ready, by_dora):
    delete(ready, reason="asked", by=by_dora, now=NOW)
    answers = at_once(4, lambda number: destroy(Extract.objects.get(), now=NOW))
    assert sorted(answers) == [False, False, False, True]
    assert ready.accesses.filter(deed="destroyed").count() == 1
