"""The starter kit: a notebook made of a program, a README in three languages, and a bundle to practise with."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from datasets.packs import PackBuilt
from smartport.packs.kit.chart import Bars, Lines
from smartport.packs.kits import keep_kit, kit_of
from smartport.packs.notebook import cells_of, notebook_of
from smartport.packs.pack import Pack

PROGRAM = '''"""Not shown."""

# %% [markdown]
# # Titre
#
# Texte

# %%
x = 1

x + 1
# %% named
print(x)
'''


@pytest.fixture(scope="module")
def rade():
    return Pack.read(Path(settings.ROOT) / "packs" / "rade")


@pytest.fixture(scope="module")
def kit(rade, built_rade):
    return zipfile.ZipFile(io.BytesIO(kit_of(rade, built_rade.practice)))


def test_cells_are_those_of_the_program():
    told = list(cells_of(PROGRAM))
    assert told == [("markdown", "# Titre\n\nTexte"), ("code", "x = 1\n\nx + 1"), ("code", "print(x)")]


def test_notebook_is_one_that_jupyter_opens():
    told = json.loads(notebook_of(PROGRAM))
    assert (told["nbformat"], told["nbformat_minor"]) == (4, 5)
    assert told["cells"][0] == {
        "cell_type": "markdown",
        "id": "cell-0",
        "metadata": {},
        "source": ["# Titre\n", "\n", "Texte"],
    }
    assert told["cells"][2]["outputs"] == []
    assert told["cells"][2]["execution_count"] is None


def test_kit_has_all_it_takes_to_begin(kit):
    names = {name.split("/")[0] for name in kit.namelist()}
    assert names == {"README.md", "chart.py", "main.py", "notebook.ipynb", "practice"}
    assert "practice/challenge.yaml" in kit.namelist()
    assert kit.read("main.py") == (Path(settings.ROOT) / "packs/rade/baselines/naive/main.py").read_bytes()
    readme = kit.read("README.md").decode()
    for word in ("Attente en rade", "الانتظار في المرسى", "smartport submit rade", "evaluate practice predictions.csv"):
        assert word in readme
    assert "$" not in readme


def test_kit_tells_nothing_that_is_hidden(kit, built_rade):
    """No id of the hidden test, no answer to it, no secret."""
    hidden = (built_rade.bundle / "reference" / "reference.csv").read_text().splitlines()[1:]
    ids = {line.split(",")[0].encode() for line in hidden}
    assert len(ids) > 1000
    for name in kit.namelist():
        words = set(kit.read(name).replace(b"\n", b",").split(b","))
        assert not ids & words, name


def test_same_pack_gives_the_same_kit(rade, built_rade, kit):
    assert kit_of(rade, built_rade.practice) == kit_of(rade, built_rade.practice)


def test_pack_without_notebook_or_practice_has_no_kit(challenge, rade, built_rade, tmp_path):
    keep_kit(rade, challenge, built=None)
    keep_kit(rade, challenge, built=PackBuilt(tmp_path))
    plain = Pack.read(shutil.copytree(rade.folder, tmp_path / "plain", ignore=shutil.ignore_patterns("kit")))
    keep_kit(plain, challenge, built=built_rade)
    challenge.refresh_from_db()
    assert not challenge.kit
    keep_kit(rade, challenge, built=built_rade)
    challenge.refresh_from_db()
    with challenge.kit.open() as stored:
        content = stored.read()
    assert content == kit_of(rade, built_rade.practice)
    assert challenge.kit_size == len(content)


def test_charts_are_drawn_whatever_they_are_given():
    assert Bars({"a": 1, "<b>": -2.5}, unit="h")._repr_svg_().count("<rect") == 3
    assert "&lt;b&gt;" in Bars({"<b>": 1})._repr_svg_()
    assert Bars({})._repr_svg_().startswith("<svg")
    drawn = Lines({"one": [0, 3, 7.5], "two": [1, 1, 1]}, x=[10, 20, 30], unit="h")._repr_svg_()
    assert drawn.count("<polyline") == 2
    assert [f">{level} h<" in drawn for level in (0, 2, 4, 6, 8, 10)] == [True, True, True, True, True, False]
    assert Lines({"flat": [0, 0]})._repr_svg_().count("<polyline") == 1
