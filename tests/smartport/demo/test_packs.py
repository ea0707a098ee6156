"""A pack as a person wrote it."""

from smartport.packs.pack import LANGUAGES


def test_pack_has_every_text_in_every_language(rade):
    assert set(rade.texts) == {"title", "summary", "metric", "statement", "rules"}
    for texts in rade.texts.values():
        assert set(texts) == set(LANGUAGES)
        assert all(text.strip() for text in texts.values())


def test_pack_names_its_baselines(rade):
    assert [baseline.name for baseline in rade.baselines] == ["Référence naïve", "Référence solide"]
    assert all((baseline.folder / "main.py").is_file() for baseline in rade.baselines)
