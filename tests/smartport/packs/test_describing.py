"""What the site says of a challenge beside its texts: theme, prizes, scale, partners."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from challenges.editions.models import Partner
from smartport.packs.describing import describe, different_texts, unknown_partners, update_texts
from smartport.packs.pack import Pack, PackBroken
from tests.factories import NOW

TEXTS = "{fr: a, ar: b, en: c}"


@pytest.fixture
def rade():
    return Pack.read(Path(settings.ROOT) / "packs" / "rade")


def rewritten(tmp_path, old, new):
    folder = shutil.copytree(Path(settings.ROOT) / "packs" / "rade", tmp_path / "rade")
    described = folder / "challenge.yaml"
    text = described.read_text(encoding="utf-8")
    assert old in text
    described.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_challenge_takes_what_the_pack_says(db, edition, rade):
    for name in ("ANP", "Elsewhere"):
        Partner.objects.create(edition=edition, short_name=name, name={"fr": name})
    challenge = describe(rade, edition, is_published=False)
    challenge.refresh_from_db()
    assert challenge.theme == rade.setting.theme
    assert challenge.prizes[0]["title"]["fr"] == "Grand prix de la rade"
    assert (challenge.naive_anchor, challenge.target_anchor) == (rade.setting.scale.naive, rade.setting.scale.target)
    assert [partner.short_name for partner in challenge.partners.all()] == ["ANP"]
    assert unknown_partners(rade, edition) == ["PortNet", "ASMEX"]
    assert different_texts(rade, challenge) == []


def test_changed_prizes_and_scale_are_seen_and_taken(db, edition, rade, tmp_path):
    challenge = describe(rade, edition, is_published=False)
    new = Pack.read(rewritten(tmp_path, "target: 2.8", "target: 2.5"))
    assert different_texts(new, challenge) == ["target_anchor"]
    assert update_texts(new, challenge, now=NOW) == ["target_anchor"]
    challenge.refresh_from_db()
    assert challenge.target_anchor == 2.5
    assert challenge.rules_version == 1


def test_second_time_keeps_what_the_organizers_made_of_it(db, edition, rade):
    challenge = describe(rade, edition, is_published=True)
    challenge.prizes = []
    challenge.save()
    assert describe(rade, edition, is_published=True).prizes == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("order: 1", "order: first", "order is the place"),
        ("partners: [ANP, PortNet, ASMEX]", "partners: ANP", "partners lists short names"),
        ("partners: [ANP, PortNet, ASMEX]", "partners: [1]", "partners lists short names"),
        ("scale: {naive: 6.0940, target: 2.8}", "scale: {naive: 3, target: 3}", "two different numbers"),
        ("scale: {naive: 6.0940, target: 2.8}", "scale: {naive: 3}", "two different numbers"),
        ("scale: {naive: 6.0940, target: 2.8}", "scale: {naive: 3, target: .nan}", "two different numbers"),
        ("scale: {naive: 6.0940, target: 2.8}", "scale: 3", "scale is missing"),
        ("prizes:\n", f"prizes: {TEXTS}\nspare:\n", "prizes is a list"),
        ("prizes:\n", f"prizes: [{{title: {TEXTS}}}]\nspare:\n", "about must have a text"),
        ("theme:\n", "theme: water\nspare:\n", "theme must have a text"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, old, new, said):
    with pytest.raises(PackBroken, match=said):
        Pack.read(rewritten(tmp_path, old, new))
