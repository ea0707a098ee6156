"""The operator sees what the files take without their being measured for it."""

import pytest

from challenges.operations import storage as measuring
from challenges.operations.storage import Space, measure_storage
from smartport.console import storage
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
PAGE = "/console/storage/"


def test_only_operators_find_it(client, dora):
    client.force_login(dora)
    assert client.get(PAGE).status_code == 404


def test_before_it_is_measured_it_says_when(client, olga):
    assert "Not measured yet" in client.get(PAGE).content.decode()


def test_kinds_are_shown_as_they_were_measured(client, olga, submission, monkeypatch, django_assert_num_queries):
    measure_storage(now=NOW)
    monkeypatch.setattr(measuring, "taken_by_kind", lambda: pytest.fail("measured in a request"))
    client.get(PAGE)
    with django_assert_num_queries(3):
        shown = client.get(PAGE).content.decode()
    assert "Submissions" in shown
    assert "measured 0 seconds ago" in shown


@pytest.mark.parametrize(("free", "word"), [(500, "Enough"), (50, "Low"), (1, "Full")])
def test_disk_is_told_with_what_to_do(client, olga, settings, monkeypatch, free, word):
    settings.DISK_LIMIT = 100
    monkeypatch.setattr(storage, "spaces", lambda: [Space("data", 1000, free)])
    shown = client.get(PAGE).content.decode()
    assert word in shown
    assert ("Make room" in shown) is (word != "Enough")


def test_files_elsewhere_have_no_size_of_logs(client, olga, settings):
    settings.STORAGE_BUCKET = "challenge"
    measure_storage(now=NOW)
    assert "Files lie in the S3 storage" in client.get(PAGE).content.decode()
