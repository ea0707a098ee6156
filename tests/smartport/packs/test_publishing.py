"""A pack comes onto the site whole, once, and says why where it cannot."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps

from challenges.editions.models import Challenge, Edition
from challenges.evaluations.queries import entry_format
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from datasets.models import Release
from evaluator.errors import BundleBroken
from smartport.packs.describing import different_texts, update_texts
from smartport.packs.pack import Pack, PackBroken
from smartport.packs.publishing import (
    Published,
    Times,
    parts_of,
    publish,
)
from smartport.packs.refusal import NotPublished
from tests.factories import NOW
from tests.smartport.packs.test_pack import edited

DAY = timedelta(days=1)


def published(folder: Path, edition: Edition, *, times: Times | None = None, built: Path | None = None) -> Published:
    pack = Pack.read(folder)
    with parts_of(pack, built=built) as parts:
        return publish(pack, parts, edition, times=times, now=NOW)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in apps.get_models() if model._meta.managed}


def test_pack_is_there_whole(drafted, edition):
    found = published(drafted, edition)
    assert found.challenge.is_published
    assert found.challenge.title["fr"] == "Attente à quai"
    assert (found.phase.opens_at, found.phase.closes_at) == (edition.opens_at, edition.closes_at)
    assert (found.phase.daily_limit, found.phase.total_limit) == (5, 100)
    assert found.challenge.release.files.filter(path="data/train.csv").exists()
    assert entry_format(found.phase).predictions.header == ("Escale", "Attente")
    assert len(entry_format(found.phase).expected_ids) == 60
    assert [news.split()[0] for news in found.news] == ["challenge", "phase", "data", "bundle"]


def test_nothing_of_the_truth_is_in_the_release(drafted, edition):
    paths = {file.path for file in published(drafted, edition).release.files.all()}
    assert not [path for path in paths if "truth" in path or "reference" in path]


def test_deeds_are_in_the_journal(drafted, edition):
    published(drafted, edition)
    deeds = list(JournalEntry.objects.order_by("number").values_list("deed", flat=True))
    assert deeds == ["journal.opened", "bundle.published", "challenge.published"]
    assert verify() is None


def test_second_time_changes_nothing(drafted, edition):
    published(drafted, edition)
    before = counts()
    again = published(drafted, edition)
    assert (counts(), again.news) == (before, ())


def test_times_are_the_phases_own(drafted, edition):
    times = Times(edition.opens_at + DAY, edition.closes_at - DAY)
    found = published(drafted, edition, times=times)
    assert Times(found.phase.opens_at, found.phase.closes_at) == times
    assert published(drafted, edition, times=times).news == ()
    with pytest.raises(NotPublished, match="has its dates already: change them in the console"):
        published(drafted, edition, times=Times(edition.opens_at, edition.closes_at))


def test_phase_that_would_close_before_it_opens_is_refused(drafted, edition):
    with pytest.raises(NotPublished, match="close before it opens"):
        published(drafted, edition, times=Times(NOW, NOW))
    assert not Challenge.objects.exists()


def test_corrected_truth_is_a_new_bundle(drafted, edition):
    first = published(drafted, edition)
    truth = drafted / "reference" / "truth.csv"
    truth.write_text(truth.read_text().replace("E0", "E0", 1) + "\n")
    second = published(drafted, edition)
    assert second.bundle != first.bundle
    assert [news.split()[0] for news in second.news] == ["bundle"]
    assert second.release == first.release


def test_changed_data_need_a_new_version(drafted, edition):
    first = published(drafted, edition)
    for name in ("train.csv", "input/train.csv"):
        with (drafted / name).open("a") as table:
            table.write("E9999,01/01/2025,Vrac,1000,9.5,non,1,J1\n")
    with pytest.raises(NotPublished, match="Published data never change: write another version"):
        published(drafted, edition)
    second = published(edited(drafted, lambda d: d["data"].update(version="2")), edition)
    assert Challenge.objects.get().release == second.release != first.release
    assert Release.objects.count() == 2


def test_corrected_title_does_not_touch_what_is_published_of_the_data(drafted, edition):
    first = published(drafted, edition)
    before = set(first.release.files.values_list("path", "sha256"))
    second = published(edited(drafted, lambda d: d["title"].update(fr="Attente en rade")), edition)
    assert second.release == first.release
    assert second.kept == ("DICTIONARY.fr.md", "README.md")
    assert set(second.release.files.values_list("path", "sha256")) == before


def test_broken_bundle_leaves_nothing(drafted, edition):
    (drafted / "reference" / "truth.csv").write_text("Escale,Attente,part\n")
    with pytest.raises(BundleBroken, match="no row is public"):
        published(drafted, edition)
    assert not Challenge.objects.exists()


def test_leak_leaves_nothing(drafted, edition):
    (drafted / "input" / "extra.csv").write_bytes((drafted / "reference" / "truth.csv").read_bytes())
    with pytest.raises(PackBroken, match=r"extra\.csv, row 2: it tells Attente"):
        published(drafted, edition)
    assert not Challenge.objects.exists()


def test_texts_of_the_site_stay_until_they_are_replaced(drafted, edition):
    challenge = published(drafted, edition).challenge
    Challenge.objects.update(title={**challenge.title, "fr": "Changé sur le site"})
    (drafted / "rules.fr.md").write_text("1. Un nouveau règlement.\n")
    pack, challenge = Pack.read(drafted), published(drafted, edition).challenge
    assert challenge.title["fr"] == "Changé sur le site"
    assert different_texts(pack, challenge) == ["title", "rules"]
    assert update_texts(pack, challenge, now=NOW) == ["title", "rules"]
    challenge.refresh_from_db()
    assert (challenge.title["fr"], challenge.rules_version) == ("Attente à quai", 2)
    assert challenge.rules["fr"] == "1. Un nouveau règlement.\n"
    assert update_texts(pack, challenge, now=NOW) == []
    assert JournalEntry.objects.filter(deed="challenge.texts_changed").count() == 1


def test_pack_with_a_recipe_is_published_from_what_was_built(settings, edition, built_rade):
    rade = settings.ROOT / "packs" / "rade"
    with pytest.raises(NotPublished, match=r"has a recipe\. Build its data first"):
        published(rade, edition)
    found = published(rade, edition, built=built_rade.release.parent)
    assert (found.challenge.slug, str(found.release)) == ("rade", str(found.challenge.release))
    assert found.release.files.filter(path="data/train.parquet").exists()
    assert published(rade, edition, built=built_rade.release.parent).news == ()


@pytest.mark.parametrize("name", ["release", "bundle"])
def test_folder_that_is_not_what_was_built_is_told(settings, edition, tmp_path, name):
    (tmp_path / ("bundle" if name == "release" else "release")).mkdir()
    with pytest.raises(NotPublished, match=f"has no folder {name}"):
        published(settings.ROOT / "packs" / "rade", edition, built=tmp_path)


def test_drafted_pack_has_nothing_built(drafted, edition, tmp_path):
    for name in ("release", "bundle"):
        (tmp_path / "built" / name).mkdir(parents=True)
    with pytest.raises(NotPublished, match="has no recipe: leave --built out"):
        published(drafted, edition, built=tmp_path / "built")
