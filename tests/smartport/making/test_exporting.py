"""A challenge that is exported is made again from its ZIP, and exported from there it is the same file."""

from pathlib import Path

import pytest
import yaml
from django.core.files.base import ContentFile

from challenges.editions.models import Challenge
from challenges.evaluations.queries import bundle_in_force
from challenges.making.actions import begin, bring
from smartport.making.bringing import brought
from smartport.making.creating import create
from smartport.making.exporting import write_folder
from smartport.making.zipping import write_zip
from smartport.packs.pack import Pack
from smartport.packs.publishing import Times, parts_of, publish
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_edition
from tests.packs.building import PACKS

pytestmark = pytest.mark.django_db


def exported(challenge: Challenge, folder: Path) -> bytes:
    (folder / "pack").mkdir(parents=True)
    write_folder(challenge, folder / "pack")
    write_zip(folder / "pack", folder / "pack.zip")
    return (folder / "pack.zip").read_bytes()


def imported(content: bytes, edition, *, by, slug: str) -> Challenge:
    making = begin(edition, way="zip", by=by, now=NOW)
    bring(making, ContentFile(content, name="pack.zip"), now=NOW)
    with brought(making.content, by=by) as found:
        assert found.faults == ()
        return create(making, found.ready, slug=slug, times=Times(OPENS_AT, CLOSES_AT), by=by, now=NOW)


@pytest.fixture
def rade(edition, built_rade) -> Challenge:
    pack = Pack.read(PACKS / "rade")
    with parts_of(pack, built=built_rade.folder) as parts:
        return publish(pack, parts, edition, times=None, now=NOW).challenge


def test_pack_of_the_house_comes_back_byte_for_byte(rade, dora, tmp_path):
    first = exported(rade, tmp_path / "first")
    again = imported(first, make_edition("next"), by=dora, slug="rade")
    assert exported(again, tmp_path / "second") == first
    assert again.release == rade.release
    old, new = (bundle_in_force(one.phases.get()) for one in (rade, again))
    assert (old.sha256, old.manifest) == (new.sha256, new.manifest)
    assert (again.title, again.statement, again.prizes, again.naive_anchor) == (
        rade.title,
        rade.statement,
        rade.prizes,
        rade.naive_anchor,
    )
    assert again.kit_size == rade.kit_size > 0


def test_pack_of_the_house_keeps_its_own_files(rade, tmp_path):
    exported(rade, tmp_path / "first")
    for path in (PACKS / "rade").rglob("*"):
        name = path.relative_to(PACKS / "rade")
        if path.is_file() and "__pycache__" not in name.parts:
            assert (tmp_path / "first" / "pack" / name).read_bytes() == path.read_bytes(), name


def test_drafted_challenge_comes_back_byte_for_byte(edition, drafted, dora, tmp_path):
    pack = Pack.read(drafted)
    with parts_of(pack, built=None) as parts:
        challenge = publish(pack, parts, edition, times=None, now=NOW).challenge
    first = exported(challenge, tmp_path / "first")
    again = imported(first, make_edition("next"), by=dora, slug=challenge.slug)
    assert exported(again, tmp_path / "second") == first


def test_edited_texts_stand_over_the_packs(rade, dora, tmp_path):
    rade.title = {**rade.title, "fr": "  Attente à Jorf : l’« essai » "}
    rade.statement = {**rade.statement, "en": rade.statement["en"] + "\r\nOne more line.\r\n", "ar": ""}
    rade.prizes, rade.theme, rade.naive_anchor, rade.target_anchor = [], {}, None, None
    rade.save()
    phase = rade.phases.get()
    phase.daily_limit, phase.log_policy = 9, "off"
    phase.save()
    first = exported(rade, tmp_path / "first")
    again = imported(first, make_edition("next"), by=dora, slug="rade")
    assert exported(again, tmp_path / "second") == first
    assert again.title["fr"] == "Attente à Jorf : l’« essai »"
    assert again.statement["en"].endswith("\nOne more line.\n")
    assert "data:image/svg+xml;base64," in again.statement["en"]
    assert "](figure.svg)" in (tmp_path / "first" / "pack" / "statement.en.md").read_text("utf-8")
    assert (again.prizes, again.naive_anchor, again.phases.get().daily_limit, again.phases.get().log_policy) == (
        [],
        None,
        9,
        "off",
    )


def test_challenge_without_a_pack_is_exported_with_what_there_is(challenge, bundle, dora, tmp_path):
    first = exported(challenge, tmp_path / "first")
    described = yaml.safe_load((tmp_path / "first" / "pack" / "challenge.yaml").read_text("utf-8"))
    assert described["title"] == challenge.title
    assert described["evaluation"]["kinds"] == ["predictions", "code"]
    assert (tmp_path / "first" / "pack" / "built" / "bundle" / "reference" / "truth.csv").exists()
    again = imported(first, make_edition("next"), by=dora, slug=challenge.slug)
    assert exported(again, tmp_path / "second") == first


def test_kit_that_is_no_zip_brings_no_practice(challenge, bundle, tmp_path):
    challenge.kit.save("kit", ContentFile(b"kit"))
    exported(challenge, tmp_path / "first")
    assert not (tmp_path / "first" / "pack" / "built" / "practice").exists()
