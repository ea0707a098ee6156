"""What a pack's folder must say, and the sentence where it does not."""

import pytest
import yaml
from django.conf import settings

from smartport.packs.pack import LANGUAGES, Pack, PackBroken


def edited(folder, change):
    path = folder / "challenge.yaml"
    described = yaml.safe_load(path.read_text("utf-8"))
    change(described)
    path.write_text(yaml.safe_dump(described, allow_unicode=True), encoding="utf-8")
    return folder


def test_drafted_folder_is_a_pack(drafted):
    pack = Pack.read(drafted)
    assert pack.slug == "attente"
    assert set(pack.texts) == {"title", "summary", "metric", "statement", "rules"}
    assert all(set(texts) == set(LANGUAGES) and all(texts.values()) for texts in pack.texts.values())
    assert [baseline.slug for baseline in pack.baselines] == ["naive"]
    assert (pack.data.version, pack.data.licence) == ("1", "Réservé à ce défi / For this challenge only")


def test_pack_with_a_recipe_says_nothing_of_its_data():
    pack = Pack.read(settings.ROOT / "packs" / "rade")
    assert (pack.data.columns, pack.data.licence) == ({}, "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(slug="Attente"), "slug is the address"),
        (lambda d: d.update(slug=7), "slug is the address"),
        (lambda d: d.update(slug="a" * 51), "slug is the address"),
        (lambda d: d.update(title="Attente"), "title must have a text in each of: fr, ar, en"),
        (lambda d: d["summary"].pop("ar"), "summary must have a text"),
        (lambda d: d.pop("metric"), "metric must have a text"),
        (lambda d: d.pop("phase"), "phase is missing"),
        (lambda d: d["phase"].update(daily_limit="five"), "daily_limit of phase is a whole number"),
        (lambda d: d["phase"].update(total_limit=0), "total_limit of phase is a whole number"),
        (lambda d: d["phase"].update(gap_minutes=True), "gap_minutes of phase is a whole number from 0 to 1440"),
        (lambda d: d["phase"].update(gap_minutes=1441), "gap_minutes of phase is a whole number from 0 to 1440"),
        (lambda d: d["phase"].update(dayly_limit=5), "phase has a line that nobody reads: dayly_limit"),
        (lambda d: d.update(baselines=["naive"]), "baselines is missing, or has no lines"),
        (lambda d: d["baselines"].update(naive=None), "title must have a text"),
        (lambda d: d["data"].update(columns=["a"]), "columns of data tells of each column"),
    ],
)
def test_mistake_is_told(drafted, change, said):
    with pytest.raises(PackBroken, match=said):
        Pack.read(edited(drafted, change))


def test_text_with_a_colon_is_told_by_its_line(drafted):
    path = drafted / "challenge.yaml"
    path.write_text(path.read_text("utf-8").replace("fr: Attente à quai", "fr: Attente : à quai", 1), encoding="utf-8")
    with pytest.raises(PackBroken, match=r"line 10: mapping values are not allowed here\. A text with a colon"):
        Pack.read(drafted)


@pytest.mark.parametrize("text", ["[", "- a", ""])
def test_unreadable_description_is_told(drafted, text):
    (drafted / "challenge.yaml").write_text(text)
    with pytest.raises(PackBroken, match=r"challenge\.yaml"):
        Pack.read(drafted)


@pytest.mark.parametrize("name", ["challenge.yaml", "statement.ar.md", "rules.fr.md"])
def test_missing_file_is_told(drafted, name):
    (drafted / name).unlink()
    with pytest.raises(PackBroken, match=name):
        Pack.read(drafted)


def test_missing_drawing_is_told(drafted):
    (drafted / "statement.en.md").write_text("![x](figure.svg)")
    with pytest.raises(PackBroken, match=r"figure\.svg"):
        Pack.read(drafted)
