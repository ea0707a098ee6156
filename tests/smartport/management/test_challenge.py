"""The words of the command, from a table to a page that visitors see."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from challenges import clock
from challenges.editions.models import Challenge, Edition
from tests.factories import NOW, make_edition, make_evaluation, make_submission, make_team


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


def printed(*words: object) -> str:
    out = io.StringIO()
    call_command("challenge", *map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(write_csv, tmp_path):
    words = ("--csv", write_csv(encoding="utf-16"), "--id", "Escale", "--target", "Attente", "--hide", "Retard")
    told = printed("draft", tmp_path / "attente", *words, "--seed", 5)
    assert "read: 200 rows, 8 columns (UTF-16, semicolons)" in told
    assert "split: 140 rows to learn from, 18 public, 42 private" in told
    return tmp_path / "attente"


def test_table_becomes_a_page_that_visitors_see(folder, edition):
    told = printed("publish", folder)
    assert told.count("new: ") == 4
    assert "demo/attente is on the site, open from 2026-11-01 08:00 to 2027-01-22 18:00 (Africa/Casablanca)" in told
    page = Client().get("/challenges/attente/").content.decode()
    assert "Escale,Attente" in page
    assert "de combien la prédiction s’écarte" in page
    files = Client().get("/challenges/attente/data/").content.decode()
    assert "data/train.csv" in files
    assert "truth" not in files
    assert printed("publish", folder).count("new: ") == 0


def test_dates_are_the_editions_days(folder, edition):
    printed("publish", folder, "--opens", "2026-12-01", "--closes", "2026-12-31")
    phase = Challenge.objects.get().phases.get()
    assert phase.opens_at == datetime(2026, 12, 1, tzinfo=UTC)
    assert phase.closes_at == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_hour_may_be_given(folder, edition):
    printed("publish", folder, "--closes", "2026-12-31T18:30")
    phase = Challenge.objects.get().phases.get()
    assert (phase.opens_at, phase.closes_at) == (edition.opens_at, datetime(2026, 12, 31, 18, 30, tzinfo=UTC))


def test_edition_may_be_named(folder, edition):
    make_edition("later", is_published=False)
    printed("publish", folder, "--edition", "later")
    assert Challenge.objects.get().edition.slug == "later"


def test_documents_of_published_data_stay(folder, edition):
    printed("publish", folder)
    path = folder / "challenge.yaml"
    path.write_text(path.read_text("utf-8").replace("ar: Attente", "ar: انتظار"), encoding="utf-8")
    told = printed("publish", folder)
    assert "DICTIONARY.ar.md, README.md stay as they were published; another version of the data takes" in told


def test_other_texts_are_told_and_replaced_when_asked(folder, edition):
    printed("publish", folder)
    (folder / "statement.fr.md").write_text("## Autre chose\n", encoding="utf-8")
    assert "The site says otherwise than the folder: statement. --update-texts takes it." in printed("publish", folder)
    assert "replaced: statement" in printed("publish", folder, "--update-texts")
    assert "replaced" not in printed("publish", folder, "--update-texts")
    assert Challenge.objects.get().statement["fr"] == "## Autre chose\n"


def test_new_bundle_where_there_are_results_leads_to_a_rejudge(folder, edition, alice):
    printed("publish", folder)
    phase = Challenge.objects.get().phases.get()
    team = make_team(edition, name="Les Alizés", captain=alice)
    make_evaluation(make_submission(team, phase), state="scored")
    with (folder / "reference" / "truth.csv").open("a") as truth:
        truth.write("\n")
    with pytest.raises(CommandError, match=f"manage.py rejudge attente --bundle {folder} --reason WHY"):
        printed("publish", folder)
    assert phase.bundles.count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--edition", "nowhere"), "There is no edition nowhere; there are: demo."),
        (("--closes", "soon"), "soon is not a date such as 2027-01-15"),
        (("--closes", "2020-01-01"), "would close before it opens"),
        (("--built", "/nowhere"), "has no folder release"),
    ],
)
def test_refusal_is_one_sentence(folder, edition, words, said):
    with pytest.raises(CommandError, match=said):
        printed("publish", folder, *words)
    assert not Challenge.objects.exists()


def test_without_an_edition_nothing_is_published(folder, db):
    with pytest.raises(CommandError, match="There is no published edition; there are: none yet"):
        printed("publish", folder)
    assert not Edition.objects.exists()


def test_folder_that_is_no_challenge_is_told(tmp_path, edition):
    with pytest.raises(CommandError, match=r"challenge\.yaml of .* cannot be read"):
        printed("publish", tmp_path)


def test_draft_says_why_not(write_csv, tmp_path):
    with pytest.raises(CommandError, match="There is no column Nom"):
        printed("draft", tmp_path / "made", "--csv", write_csv(), "--id", "Nom", "--target", "Attente")
