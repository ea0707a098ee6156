"""The page of the data: what is told of a release, to whom, and the licence."""

import json

import pytest

from challenges.journal.models import JournalEntry
from datasets.models import LicenceAcceptance, Release
from tests.challenges.pages.conftest import DATA
from tests.factories import OPENS_AT, accept_licence, make_release, release_folder

PLACE = "/challenges/rade/data/"
LICENCE = "/challenges/rade/licence/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return release_folder(tmp_path_factory.mktemp("release") / "1.0.0")


@pytest.fixture
def full(challenge, folder) -> Release:
    """All files of the pipeline; nobody has accepted its licence."""
    return make_release(challenge, folder)


def status_of(client, path: str) -> int:
    """Of a download, which is read to its end: a file that is left open is a fault of its own."""
    answer = client.get(f"{PLACE}{path}")
    answer.getvalue()
    return int(answer.status_code)


def shown(client, place: str = PLACE) -> str:
    return client.get(place).content.decode()


def test_everybody_reads_what_the_data_are(visitor, full):
    page = shown(visitor)
    for told in (
        "Calls at a port, as they are known a day before arrival.",
        "k = 5",
        "at least 5 different ships, trucks or companies",
        "l = 2",
        "0.9%",
        "30%",
        "7 raw columns were left out",
        "Training from 1 February 2020 to 31 October 2024, test from 1 January 2025 to 30 December 2025.",
        "Height of the swell.",
        "Rounded to 10 m.",
        "Vrac &lt;solide&gt; &amp; céréales",
        "rare values together",
        "1,200",
    ):
        assert told in page
    assert page.count('class="histogram"') == 5
    assert page.count("badge-live") == 1


def test_everybody_sees_the_files_and_nobody_without_a_licence_a_link(visitor, alices, full):
    for client in (visitor, alices):
        page = shown(client)
        assert "data/train.parquet" in page
        assert 'href="/challenges/rade/data/data/train.parquet"' not in page


def test_who_may_download_finds_the_way(alices, alice, full):
    accept_licence(full, alice)
    page = shown(alices)
    assert 'href="/challenges/rade/data/data/train.parquet"' in page
    assert "train = pd.read_parquet(&quot;rade/data/train.parquet&quot;)" in page
    assert "train = pl.read_parquet(&quot;rade/data/train.parquet&quot;)" in page
    assert "smartport data rade" in page


@pytest.mark.parametrize(
    ("who", "does"),
    [("visitor", "Log in"), ("carols", "Create or join a team"), ("mallorys", "Read the rules"), ("alices", "agree")],
)
def test_what_is_left_to_do_is_one_thing(request, full, mallorys_team, mallory, who, does):
    mallory.rules_acceptances.all().delete()
    panel = shown(request.getfixturevalue(who)).split('id="access"')[1].split("</section>")[0]
    things = {"Log in", "Create or join a team", "Read the rules", "agree"}
    assert {thing for thing in things if thing in panel} == {does}


def test_licence_is_accepted_by_a_ticked_box(alices, alice, full):
    answer = alices.post(LICENCE, {"agree": "yes"})
    assert (answer.status_code, answer.url) == (302, PLACE)
    assert LicenceAcceptance.objects.get().user == alice
    assert status_of(alices, "data/train.csv") == 200
    entry = JournalEntry.objects.get(deed="licence.accepted")
    assert (entry.subject, entry.details) == ("release:rade", {"licence": "CC-BY-4.0", "version": "1.0.0"})


def test_licence_without_the_tick_is_asked_again(alices, full):
    answer = alices.post(LICENCE)
    assert (answer.status_code, "Tick the box to accept the licence." in answer.content.decode()) == (422, True)
    assert not LicenceAcceptance.objects.exists()


def test_second_yes_changes_nothing(alices, full):
    for _ in range(2):
        alices.post(LICENCE, {"agree": "yes"})
    assert LicenceAcceptance.objects.count() == JournalEntry.objects.filter(deed="licence.accepted").count() == 1


def test_visitor_logs_in_before_accepting(visitor, full):
    answer = visitor.post(LICENCE, {"agree": "yes"})
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={PLACE}")


def test_licence_of_no_data_is_not_found(alices):
    assert alices.post(LICENCE, {"agree": "yes"}).status_code == 404


def test_licence_is_not_accepted_by_a_link(alices, full):
    answer = alices.get(LICENCE, {"agree": "yes"})
    assert (answer.status_code, answer.url, LicenceAcceptance.objects.exists()) == (302, PLACE, False)


def test_licence_holds_for_the_next_version_and_not_for_another_licence(alices, alice, full, challenge, folder):
    accept_licence(full, alice)
    make_release(challenge, folder, version="1.1.0")
    assert status_of(alices, "data/train.csv") == 200
    make_release(challenge, folder, version="2.0.0", licence="ODbL-1.0")
    assert status_of(alices, "data/train.csv") == 403


def test_organizer_downloads_without_being_asked(client, dora, full):
    client.force_login(dora)
    assert status_of(client, "data/train.csv") == 200


def test_open_licence_is_linked_to_its_text(alices, full):
    assert "https://creativecommons.org/licenses/by/4.0/" in shown(alices)


def test_changes_since_the_version_before_are_told(visitor, challenge, full, folder):
    made = make_release(challenge, folder, version="2.0.0")
    made.published_at = OPENS_AT.replace(year=2027)
    texts = {"fr": "Des lignes ont changé.", "en": "Rows changed."}
    made.changes = {"level": "major", "affects_scores": True, "changes": [{"code": "rows_changed", "texts": texts}]}
    made.save()
    page = shown(visitor)
    assert "Since version 1.0.0" in page
    assert "Rows changed." in page
    assert "cannot be compared" in page


def test_commitment_is_shown_where_there_is_one(visitor, full):
    full.commitment = "c" * 64
    full.save()
    assert "c" * 64 in shown(visitor)


def test_release_of_plain_files_is_listed_as_it_is(alices, release):
    page = shown(alices)
    assert 'href="/challenges/rade/data/data/train.csv"' in page
    assert "train = pd.read_csv(" in page
    assert 'id="columns"' not in page
    assert "/data/rows/" not in page
    assert alices.get("/challenges/rade/data/rows/").status_code == 404
    assert alices.get("/challenges/rade/data/data/train.csv").getvalue() == DATA


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"protection": [], "columns": 3}',
        '{"format": "smartport-profile/9"}',
        '{"format": "smartport-profile/1"}',
        "[" * 100_000,
    ],
)
def test_profile_that_cannot_be_read_is_passed_over(visitor, challenge, tmp_path, content):
    folder = release_folder(tmp_path / "odd")
    for name in ("profile.json", "recipe.json", "risk.json"):
        (folder / name).write_text(content)
    make_release(challenge, folder)
    answer = visitor.get(PLACE)
    assert (answer.status_code, 'id="columns"' in answer.content.decode()) == (200, False)


def test_column_without_a_value_is_told_all_the_same(visitor, challenge, tmp_path):
    folder = release_folder(tmp_path / "void")
    profile = json.loads((folder / "profile.json").read_text())
    nothing = {"min": None, "max": None, "mean": None, "quantiles": None, "histogram": {"edges": [], "counts": []}}
    profile["columns"][-1] |= {**nothing, "nulls": 1200, "distinct": 0}
    (folder / "profile.json").write_text(json.dumps(profile))
    make_release(challenge, folder)
    assert shown(visitor).count('class="histogram"') == 4


def test_page_asks_as_many_queries_for_a_wide_release_as_for_a_narrow_one(
    alices, alice, challenge, full, phase, tmp_path, django_assert_num_queries
):
    accept_licence(full, alice)
    with django_assert_num_queries(12):
        alices.get(PLACE)
    make_release(challenge, release_folder(tmp_path / "wide", extra_columns=50), version="1.1.0")
    with django_assert_num_queries(12):
        alices.get(PLACE)
