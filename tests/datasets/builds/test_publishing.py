"""A signed build becomes a release, once; then the vault lets go of it."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage

from datasets.builds import keeping
from datasets.builds.models import Build, BuildState, Draft
from datasets.builds.publishing import decisions_of, publish_build
from datasets.builds.rules import (
    QUESTIONS,
    AnswersMissing,
    BuildNotReady,
    FilesChanged,
    FilesGone,
    NotTyped,
    VersionTaken,
)
from datasets.builds.running import run_build
from datasets.builds.signing import sign
from datasets.releases.models import LedgerLine, Release
from datasets.risk.composition import RowsReleasedBefore
from tests.datasets.builds.test_signing import answer
from tests.factories import NOW

pytestmark = pytest.mark.database
LATER = NOW + timedelta(days=1)


@pytest.fixture
def signed(ready: Build, dora) -> Build:
    for question in QUESTIONS:
        sign(ready, answer(question), by=dora, now=NOW)
    return ready


def test_files_labels_and_commitment_are_published(signed, made, dora):
    names = {path.relative_to(made.release).as_posix() for path in made.release.rglob("*") if path.is_file()}
    release = publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    assert (release.slug, release.version, release.published_at) == ("passages", "1.0.0", LATER)
    assert {file.path for file in release.files.all()} == names
    assert (release.commitment, release.salt) == (made.commitment, made.salt)
    with release.labels.open("rb") as stream:
        assert sha256(stream.read() + bytes.fromhex(release.salt)).hexdigest() == release.commitment
    assert not default_storage.exists(release.labels.name)
    assert json.loads(release.recipe)["name"] == "passages"
    assert "Immatriculation" not in release.recipe


def test_build_is_over_and_nothing_private_is_left_of_it(signed, extract, dora):
    publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    assert (signed.state, signed.finished_at) == (BuildState.PUBLISHED, LATER)
    assert not keeping.folder(signed.pk).exists()
    noted = extract.accesses.filter(deed="used", at=LATER).get()
    assert (noted.by, noted.details) == (dora, {"build": "passages r1 → passages 1.0.0"})


def read(release: Release, path: str) -> str:
    with release.files.get(path=path).content.open("rb") as stream:
        return stream.read().decode()


def test_signatures_stand_in_the_published_documents(signed, dora):
    release = publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    risk = json.loads(read(release, "risk.json"))
    assert risk["decisions"] == [{**one, "at": NOW.isoformat()} for one in decisions_of(signed)]
    assert [one["signer"] for one in risk["decisions"]] == ["Dora Alami"] * 3
    assert "Dora Alami" in read(release, "DATASHEET.fr.md")
    sums = dict(reversed(line.split("  ")) for line in read(release, "SHA256SUMS").splitlines())
    assert sums == {file.path: file.sha256 for file in release.files.exclude(path="SHA256SUMS")}


def test_data_are_byte_for_byte_those_that_were_verified(signed, made, dora):
    release = publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    for path in ("data/train.parquet", "data/test.csv", "profile.json", "recipe.json", "README.md"):
        assert release.files.get(path=path).sha256 == sha256((made.release / path).read_bytes()).hexdigest()


def test_rows_are_entered_in_the_ledger(signed, made, dora):
    release = publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    line = LedgerLine.objects.get()
    assert (line.release, line.rows) == (release, int(made.samples.recoding.kept.sum()))
    assert keeping.ledger_marks(line.marks).stat().st_size > 8 * line.rows
    assert keeping.ledger_recipe(line.marks).read_text() == signed.revision.text


def test_second_click_publishes_nothing(signed, dora):
    stale = Build.objects.select_related("revision__draft").get(pk=signed.pk)
    publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    with pytest.raises((BuildNotReady, FilesGone)):
        publish_build(stale, typed="1.0.0", by=dora, now=LATER)
    assert Release.objects.count() == 1


def test_version_is_typed(signed, dora):
    with pytest.raises(NotTyped):
        publish_build(signed, typed="passages", by=dora, now=LATER)
    assert not Release.objects.exists()


@pytest.mark.parametrize("missing", QUESTIONS)
def test_every_question_is_signed_first(ready, dora, missing):
    for question in QUESTIONS:
        if question != missing:
            sign(ready, answer(question), by=dora, now=NOW)
    with pytest.raises(AnswersMissing):
        publish_build(ready, typed="1.0.0", by=dora, now=LATER)


def test_build_that_waits_is_not_published(asked, dora):
    with pytest.raises(FilesGone):
        publish_build(asked, typed="1.0.0", by=dora, now=LATER)


def test_refused_build_is_not_published(ready, dora):
    sign(ready, answer(is_accepted=False, reason="Non."), by=dora, now=NOW)
    with pytest.raises(BuildNotReady):
        publish_build(ready, typed="1.0.0", by=dora, now=LATER)


def test_version_that_was_published_meanwhile_is_not_written_over(signed, dora):
    Release.objects.create(slug="passages", version="1.0.0", title={}, licence="CC0-1.0", published_at=NOW)
    with pytest.raises(VersionTaken):
        publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    signed.refresh_from_db()
    assert signed.state == BuildState.READY


def test_version_that_appears_while_the_files_are_stored_is_not_written_over(signed, dora, monkeypatch):
    other = {"slug": "passages", "version": "1.0.0", "title": {}, "licence": "CC0-1.0", "published_at": NOW}
    monkeypatch.setattr("datasets.builds.publishing._store", lambda folder: Release.objects.create(**other))
    with pytest.raises(VersionTaken):
        publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    signed.refresh_from_db()
    assert signed.state == BuildState.READY
    assert Release.objects.get().commitment == ""


@pytest.mark.parametrize("path", ["data/train.csv", "README.md"])
def test_files_that_somebody_changed_are_not_published(signed, dora, path):
    with (keeping.release(signed.pk) / path).open("a") as file:
        file.write("one more\n")
    with pytest.raises(FilesChanged):
        publish_build(signed, typed="1.0.0", by=dora, now=LATER)


def test_files_that_are_gone_are_not_published(signed, dora):
    keeping.remove(signed.pk)
    with pytest.raises(FilesGone):
        publish_build(signed, typed="1.0.0", by=dora, now=LATER)


def test_publication_that_breaks_off_leaves_all_as_it_was_and_may_be_asked_again(signed, dora, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("datasets.builds.publishing.enter", broken)
        with pytest.raises(OSError, match="disk"):
            publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    assert not Release.objects.exists()
    signed.refresh_from_db()
    assert signed.state == BuildState.READY
    assert publish_build(signed, typed="1.0.0", by=dora, now=LATER).files.exists()


def broken(*args, **options):
    raise OSError("disk")


def test_same_rows_are_not_told_again_in_another_way(signed, draft, extract, dora):
    publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    finer = signed.revision.text.replace("name: passages", "name: finer", 1).replace("k: 5", "k: 3")
    other = Draft.objects.create(extract=extract, name="finer", created_at=NOW, created_by=dora)
    revision = other.revisions.create(number=1, text=finer, at=NOW, by=dora)
    build = Build.objects.create(revision=revision, asked_at=NOW)
    assert run_build(build.pk, clock=lambda: LATER)
    build.refresh_from_db()
    assert build.state == BuildState.BLOCKED
    found = next(one for one in build.findings if one["of"] == "ledger")
    assert (found["code"], found["severity"]) == (RowsReleasedBefore.code, "blocks")
    assert "passages 1.0.0" in found["values"]["message"]


def test_same_recipe_under_another_name_may_be_published(signed, extract, dora):
    publish_build(signed, typed="1.0.0", by=dora, now=LATER)
    same = Draft.objects.create(extract=extract, name="same", created_at=NOW, created_by=dora)
    text = signed.revision.text.replace("name: passages", "name: same", 1)
    build = Build.objects.create(revision=same.revisions.create(number=1, text=text, at=NOW), asked_at=NOW)
    assert run_build(build.pk, clock=lambda: LATER)
    build.refresh_from_db()
    assert [one for one in build.findings if one["of"] == "ledger"] == []
