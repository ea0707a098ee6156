"""What teams download of a pack without a recipe: all that is theirs, and nothing of the hidden answers."""

import hashlib
from pathlib import Path

import pytest

from evaluator.bundle import Bundle
from smartport.packs.pack import Pack, PackBroken
from smartport.packs.release import write_release
from tests.smartport.packs.test_pack import edited


def released(drafted: Path, tmp_path: Path) -> Path:
    write_release(Pack.read(drafted), Bundle.read(drafted), folder=tmp_path / "release")
    return tmp_path / "release"


def test_release_has_the_tables_and_says_what_they_are(drafted, tmp_path):
    folder = released(drafted, tmp_path)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {f"DICTIONARY.{language}.md" for language in ("fr", "ar", "en")}
    tables = {"data/train.csv", "data/test.csv", "sample_submission.csv"}
    assert files == {*tables, *pages, "README.md", "SHA256SUMS"}
    assert (folder / "data/train.csv").read_bytes() == (drafted / "train.csv").read_bytes()
    readme = (folder / "README.md").read_text("utf-8")
    assert "Attente à quai" in readme
    assert "- `data/test.csv`" in readme
    assert "For this challenge only" in readme


def test_checksums_are_those_of_the_files(drafted, tmp_path):
    folder = released(drafted, tmp_path)
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 7
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_dictionary_says_what_the_organizers_wrote(drafted, tmp_path):
    told = {"unit": "h", "fr": "Attente | à quai\nen heures", "ar": "الانتظار", "en": "Wait"}
    folder = released(edited(drafted, lambda d: d["data"]["columns"].update(Attente=told)), tmp_path)
    page = (folder / "DICTIONARY.fr.md").read_text("utf-8")
    row = next(line for line in page.splitlines() if line.startswith("| `Attente` "))
    assert row.startswith("| `Attente` | nombre | h | ")
    assert row.endswith("| Attente / à quai en heures À prédire ; seulement dans `data/train`. |")
    assert "| `Escale` | identifiant |  |  |  |" in page
    assert "| `Terminal` | catégorie |" in page


def test_range_of_the_hidden_answers_is_not_told(drafted, tmp_path):
    """The dictionary knows the training values alone."""
    truth = drafted / "reference" / "truth.csv"
    header, first, *rows = truth.read_text().splitlines()
    name, _, *rest = first.split(",")
    truth.write_text("\n".join([header, ",".join([name, "987654", *rest]), *rows]) + "\n")
    folder = released(drafted, tmp_path)
    assert not [path for path in folder.rglob("*") if path.is_file() and b"987654" in path.read_bytes()]


def test_test_table_with_the_answer_is_refused(drafted, tmp_path):
    path = drafted / "input" / "test.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\n".join([f"{header},Attente", *(f"{row},1" for row in rows)]) + "\n")
    with pytest.raises(PackBroken, match=r"test\.csv, row 2: it tells Attente of 'E\d+', which is a row of the hidden"):
        released(drafted, tmp_path)


def test_training_table_with_a_hidden_row_is_refused(drafted, tmp_path):
    hidden = (drafted / "reference" / "truth.csv").read_text().splitlines()[1].split(",")[0]
    for name in ("train.csv", "input/train.csv"):
        path = drafted / name
        header, first, *rows = path.read_text().splitlines()
        path.write_text("\n".join([header, first, ",".join([hidden, *first.split(",")[1:]]), *rows]) + "\n")
    with pytest.raises(PackBroken, match=rf"train\.csv, row 3: it tells Attente of '{hidden}'"):
        released(drafted, tmp_path)


def test_training_tables_that_differ_are_refused(drafted, tmp_path):
    with (drafted / "train.csv").open("a") as table:
        table.write("\n")
    with pytest.raises(PackBroken, match="differ: copy one over the other"):
        released(drafted, tmp_path)


def test_folder_inside_input_is_refused(drafted, tmp_path):
    (drafted / "input" / "more").mkdir()
    (drafted / "input" / "more" / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(PackBroken, match=r"input/more/x\.csv: input/ has files and no folders"):
        released(drafted, tmp_path)


def test_table_in_another_encoding_is_refused(drafted, tmp_path):
    (drafted / "input" / "extra.csv").write_bytes("Escale;é\n".encode("utf-16"))
    with pytest.raises(PackBroken, match=r"extra\.csv cannot be read as CSV in UTF-8"):
        released(drafted, tmp_path)
