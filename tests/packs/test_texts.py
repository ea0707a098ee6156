"""What every pack says: complete in three languages, of one shape, with a picture that is drawn from its data."""

import re

import pytest
import yaml

from evaluator.bundle import Bundle
from smartport.packs.pack import LANGUAGES, Pack
from tests.packs.building import BASELINES, PACKS, SLUGS

SHAPE = re.compile(r"^(#+ |\d+[.)] |\| |!\[|```|- )", re.MULTILINE)


@pytest.fixture(scope="session")
def challenge(pack):
    return yaml.safe_load((pack / "challenge.yaml").read_text(encoding="utf-8"))


def page(pack, name, language):
    return (pack / f"{name}.{language}.md").read_text(encoding="utf-8")


def texts_in(told):
    """Every text per language, wherever it stands."""
    if isinstance(told, dict):
        if set(told) & set(LANGUAGES):
            yield told
        else:
            for value in told.values():
                yield from texts_in(value)
    elif isinstance(told, list):
        for value in told:
            yield from texts_in(value)


def test_the_six_are_there_in_the_order_of_the_edition():
    packs = sorted((Pack.read(PACKS / slug) for slug in SLUGS), key=lambda pack: pack.setting.order)
    assert [pack.slug for pack in packs] == list(SLUGS)
    assert sorted(path.parent.name for path in PACKS.glob("*/challenge.yaml")) == sorted(SLUGS)


def test_texts_are_there_in_three_languages(pack, challenge):
    recipe = yaml.safe_load((pack / "recipe.yaml").read_text(encoding="utf-8"))
    found = [*texts_in(challenge), *texts_in(recipe)]
    assert len(found) > 20
    assert all(set(texts) == set(LANGUAGES) and all(map(str.strip, texts.values())) for texts in found)
    arabic = [texts["ar"] for texts in found]
    assert not [text for text in arabic if not re.search(r"[؀-ۿ]", text)]


@pytest.mark.parametrize("name", ["statement", "rules"])
def test_pages_have_the_same_shape_in_three_languages(pack, name):
    shapes = [SHAPE.findall(page(pack, name, language)) for language in LANGUAGES]
    assert shapes[0] == shapes[1] == shapes[2]
    assert len(shapes[0]) >= 8


def test_statement_has_a_picture_that_is_told_in_words(pack):
    for language in LANGUAGES:
        alts = re.findall(r"!\[([^\]]+)\]\(figure\.svg\)", page(pack, "statement", language))
        assert len(alts) == 1
        assert len(alts[0]) > 20


def test_statement_says_that_the_data_are_simulated(pack):
    for language, word in (("fr", "simulé"), ("ar", "محاكا"), ("en", "simulated")):
        assert word in re.sub(r"[\u064b-\u0652]", "", page(pack, "statement", language)).lower()


def test_figure_is_drawn_from_the_data(pack, built, run_program):
    drawn = run_program(pack / "figure.py", built.release / "data" / "train.csv")
    assert drawn.stderr == ""
    assert drawn.stdout == (pack / "figure.svg").read_text(encoding="utf-8")
    assert "<text" not in re.sub(r"<text[^>]*>[\d\s.,:%hkm+−-]*</text>", "", drawn.stdout)  # numbers, no words


def test_setting_names_a_theme_partners_prizes_and_a_scale(pack, challenge):
    setting = Pack.read(pack).setting
    known = {told["short_name"] for told in yaml.safe_load((PACKS / "partners.yaml").read_text(encoding="utf-8"))}
    assert setting.theme
    assert {"ANP", *setting.partners} <= known
    assert len(setting.partners) >= 2
    assert setting.prizes
    assert setting.scale is not None


def test_scale_begins_at_the_naive_baseline(built, challenge):
    primary = next(column.key for column in Bundle.read(built.bundle).scores if column.primary)
    expected = challenge["baselines"]["naive"]["expected"][f"private_{primary}"]
    assert challenge["scale"]["naive"] == expected


def test_baselines_are_the_two(challenge):
    assert tuple(challenge["baselines"]) == BASELINES
