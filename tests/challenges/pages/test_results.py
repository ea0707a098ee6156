"""The results page: nothing before, everything after, and for ever."""

import csv
import hashlib
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from challenges.editions.models import Edition
from challenges.projects.models import Project
from challenges.results.errata import correct
from smartport.accounts.consents import give, withdraw
from smartport.accounts.deletion import delete_account
from smartport.accounts.rules import PUBLICATION
from tests.factories import CLOSES_AT, make_edition
from tests.factories.editions import texts
from tests.factories.publishing import AFTER, make_evening, publish_now
from tests.factories.stage import make_ceremony

BELOW = "/results/demo/"
LATER = CLOSES_AT + timedelta(days=30)
SECRETS = ("0.7531", "For calm", "The quay", "The Minister", "d" * 64)


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


@pytest.fixture
def reader(visitor, evening, at):
    at(AFTER)
    return visitor


def correction(publication, dora, **given):
    laureate = publication.results["awards"][0]["laureates"][0]["id"]
    usual = {"key": uuid4(), "text": texts("A slip"), "laureate": laureate, "what": "name", "value": "Alizés Sud"}
    return correct(publication, **{**usual, "tells": False, "now": AFTER, **given}, by=dora)


def test_before_the_publication_it_says_when(reader, evening):
    page = reader.get("/results/")
    assert (page.status_code, "not published yet" in page.content.decode()) == (200, True)
    make_ceremony(evening.edition, begins_at=AFTER + timedelta(days=3), place=texts("Casablanca"))
    for path in ("/results/", BELOW):
        page = reader.get(path).content.decode()
        assert ("<time" in page, texts("Casablanca")["en"] in page) == (True, True)


def test_before_the_publication_there_is_not_a_byte_of_them(reader, evening):
    digest = evening.picture.content.name.rsplit("/", 1)[-1]
    for path in ("results.json", "laureates.csv", f"pictures/{digest}.webp"):
        assert reader.get(BELOW + path).status_code == 404
    for path in ("/", "/results/", BELOW, "/challenges/rade/", "/challenges/rade/leaderboard/"):
        page = reader.get(path).content.decode()
        assert [word for word in SECRETS if word in page] == []
        assert "results of the edition" not in page


def test_page_tells_laureates_boards_and_how_it_was_judged(reader, evening, dora):
    publish_now(evening.edition, by=dora)
    page = reader.get("/results/").content.decode()
    for told in ("Les Alizés", "Calm water", "Main jury", "Nadia", "The Minister", "The quay", "0.7531", "d" * 64):
        assert told in page, told
    for hidden in ("91.5", "88.25", "A clear idea"):
        assert hidden not in page
    of_edition = reader.get(BELOW).content.decode()
    assert page.split("<article")[1].split("</article>")[0] == of_edition.split("<article")[1].split("</article>")[0]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_page_is_in_every_language(reader, evening, dora, language):
    publish_now(evening.edition, by=dora)
    reader.cookies["language"] = language
    page = reader.get("/results/").content.decode()
    assert evening.laureate.citation[language] in page
    assert "None" not in page


def test_who_takes_a_consent_back_is_named_no_more(reader, evening, dora, alice, bob):
    def named():
        told = reader.get("/api/v1/editions/demo/results")
        names = told.json()["awards"][0]["laureates"][0]["people"]
        page = reader.get(BELOW).content.decode()
        assert [f"<bdi>{name}</bdi>" in page for name in ("Alice", "Bob")] == [
            name in names for name in ("Alice", "Bob")
        ]
        return names, told.headers["ETag"]

    for person in (alice, bob):
        give(person, purpose=PUBLICATION, now=AFTER)
    made = publish_now(evening.edition, by=dora)
    (names, etag), _ = named(), withdraw(bob, purpose=PUBLICATION, now=AFTER)
    assert names == ["Alice", "Bob"]
    (fewer, other), _ = named(), delete_account(alice, typed=alice.email, hides_team_names=False, now=LATER)
    assert (fewer, other == etag) == (["Alice"], False)
    assert named()[0] == []
    file = reader.get(BELOW + "results.json").content
    assert (b"Alice" in file, made.sha256) == (False, hashlib.sha256(file).hexdigest())


def test_site_leads_to_the_results_once_they_are_there(reader, evening, dora):
    for path in ("/", "/challenges/rade/"):
        assert 'href="/results/"' not in reader.get(path).content.decode()
    publish_now(evening.edition, by=dora)
    for path in ("/", "/challenges/rade/"):
        assert 'href="/results/"' in reader.get(path).content.decode()


def test_page_and_picture_outlive_the_project(reader, evening, dora):
    publish_now(evening.edition, by=dora)
    digest = evening.picture.content.name.rsplit("/", 1)[-1]
    Project.objects.all().delete()
    assert "Calm water" in reader.get(BELOW).content.decode()
    answer = reader.get(f"{BELOW}pictures/{digest}.webp")
    assert (answer.status_code, answer.headers["Content-Type"], answer.content[:4]) == (200, "image/webp", b"RIFF")
    again = reader.get(f"{BELOW}pictures/{digest}.webp", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert reader.get(f"{BELOW}pictures/{'a' * 64}.webp").status_code == 404


def test_file_is_what_the_digest_is_of(reader, evening, dora):
    made = publish_now(evening.edition, by=dora)
    answer = reader.get(f"{BELOW}results.json")
    assert hashlib.sha256(answer.content).hexdigest() == made.sha256
    assert json.loads(answer.content) == made.results
    again = reader.get(f"{BELOW}results.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_laureates_are_a_table_that_no_spreadsheet_runs(reader, evening, dora):
    evening.laureate.team_name = "=cmd()"
    evening.laureate.save()
    made = publish_now(evening.edition, by=dora)
    correction(made, dora)
    text = reader.get(f"{BELOW}laureates.csv?lang=en").content.decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    assert (head[0], row[2], row[3], row[4]) == ("Award", "1", "'=cmd()", "Calm water")
    assert row[-1] == "The name of the team: =cmd() → Alizés Sud"
    assert reader.get(f"{BELOW}laureates.csv?lang=fr").content.decode("utf-8-sig").count(";") >= 14


def test_erratum_stands_above_and_the_original_stays(reader, evening, dora):
    made = publish_now(evening.edition, by=dora)
    correction(made, dora)
    assert "<strong><bdi>Alizés Sud</bdi></strong>" in reader.get(BELOW).content.decode().split('id="press"')[1]
    correction(made, dora, what="withdrawn", value="", text=texts("It is withdrawn"), now=AFTER + timedelta(hours=1))
    page = reader.get(BELOW).content.decode()
    assert page.index("It is withdrawn") < page.index("A slip") < page.index('id="laureates"')
    assert ("<del><bdi>Les Alizés</bdi></del>" in page, "Alizés Sud" in page, "Award withdrawn" in page) == (True,) * 3


def test_draft_and_unknown_editions_are_not_there(reader, evening, dora):
    publish_now(evening.edition, by=dora)
    Edition.objects.update(is_published=False)
    for path in (BELOW, f"{BELOW}results.json", f"{BELOW}laureates.csv", "/results/none/"):
        assert reader.get(path).status_code == 404


def test_results_of_an_earlier_edition_stay_where_they_are(reader, evening, dora):
    publish_now(evening.edition, by=dora)
    later = make_edition("later", opens_at=AFTER, closes_at=AFTER + timedelta(days=9))
    assert 'href="/results/demo/"' in reader.get("/results/").content.decode()
    page = reader.get(BELOW).content.decode()
    assert "Calm water" in page
    assert "The whole leaderboard" not in page
    assert later.slug not in page


def test_page_asks_few_queries(reader, evening, dora, django_assert_max_num_queries):
    publish_now(evening.edition, by=dora)
    with django_assert_max_num_queries(8):
        reader.get(BELOW)
