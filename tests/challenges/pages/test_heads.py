"""How the journal ended each day: for everybody, and nothing else of it."""

import csv
import io
from datetime import timedelta

import pytest

from challenges.journal.actions import write
from challenges.journal.models import DayHead, JournalEntry
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PAGE = "/journal/"


@pytest.fixture
def heads(edition, alice):
    for number in range(1, 4):
        write("team.created", subject="team:s3cret", by=alice, now=NOW, details={"name": "Les Alizés"})
        if number != 2:
            entry = JournalEntry.objects.get(number=number)
            day = NOW.date() - timedelta(days=4 - number)
            DayHead.objects.create(day=day, zone="Africa/Casablanca", number=number, hash=entry.hash, noted_at=NOW)
    return list(DayHead.objects.order_by("-day"))


def test_everybody_reads_number_hash_and_count_and_nothing_else(client, heads):
    page = client.get(PAGE).content.decode()
    for head in heads:
        assert head.hash in page
    others = JournalEntry.objects.exclude(hash__in=[head.hash for head in heads])
    for told in ("s3cret", "Alizés", "Alice", "team.created", *others.values_list("hash", flat=True)):
        assert told not in page


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_page_is_there_without_any_day(client, edition, language):
    client.cookies["language"] = language
    assert client.get(PAGE).status_code == 200


def test_page_is_there_without_an_edition(client, db):
    assert client.get(PAGE).status_code == 200


def test_head_that_was_written_down_is_compared(client, heads):
    client.cookies["language"] = "en"
    head = heads[0]
    asked = {"number": head.number, "hash": f" {head.hash[:32].upper()} {head.hash[32:]} "}
    assert "It matches" in client.get(PAGE, asked).content.decode()
    JournalEntry.objects.filter(number=head.number).update(hash="0" * 64)
    assert "It does not match" in client.get(PAGE, asked).content.decode()


@pytest.mark.parametrize("asked", [{"number": "1"}, {"hash": "a" * 64}, {"number": "x", "hash": "y"}])
def test_head_that_is_none_is_refused_in_words(client, heads, asked):
    client.cookies["language"] = "en"
    answer = client.get(PAGE, asked)
    assert (answer.status_code, "A head is a number and a hash" in answer.content.decode()) == (422, True)


def test_days_as_a_file_for_programs(client, heads):
    answer = client.get(f"{PAGE}heads.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert rows == [
        {
            "day": str(head.day),
            "zone": "Africa/Casablanca",
            "lines": str(lines),
            "number": str(head.number),
            "hash": head.hash,
        }
        for head, lines in zip(heads, (2, 2), strict=True)
    ]
    assert client.get(f"{PAGE}heads.csv", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_page_is_few_queries(client, heads, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(PAGE)
