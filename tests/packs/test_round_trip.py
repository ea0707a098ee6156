"""The challenge of every pack of the house is exported, made again from its ZIP, and is then the same file."""

import pytest
from django.core.files.base import ContentFile

from challenges.evaluations.queries import bundle_in_force
from challenges.making.actions import begin, bring
from smartport.making.bringing import brought
from smartport.making.creating import create
from smartport.making.exporting import write_folder
from smartport.making.zipping import write_zip
from smartport.packs.pack import Pack
from smartport.packs.publishing import Times, parts_of, publish
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_edition
from tests.packs.building import PACKS, SLUGS, built_once

pytestmark = pytest.mark.django_db


def exported(challenge, folder) -> bytes:
    (folder / "pack").mkdir(parents=True)
    write_folder(challenge, folder / "pack")
    write_zip(folder / "pack", folder / "pack.zip")
    return (folder / "pack.zip").read_bytes()


@pytest.mark.parametrize("slug", SLUGS)
def test_pack_comes_back_byte_for_byte(slug, edition, dora, tmp_path, tmp_path_factory):
    pack = Pack.read(PACKS / slug)
    with parts_of(pack, built=built_once(slug, tmp_path_factory).folder) as parts:
        challenge = publish(pack, parts, edition, times=None, now=NOW).challenge
    first = exported(challenge, tmp_path / "first")
    making = begin(make_edition("next"), way="zip", by=dora, now=NOW)
    bring(making, ContentFile(first, name="pack.zip"), now=NOW)
    with brought(making.content, by=dora) as found:
        assert found.faults == ()
        again = create(making, found.ready, slug=slug, times=Times(OPENS_AT, CLOSES_AT), by=dora, now=NOW)
    assert exported(again, tmp_path / "second") == first
    assert [bundle_in_force(one.phases.get()).sha256 for one in (challenge, again)] == [
        bundle_in_force(challenge.phases.get()).sha256
    ] * 2
