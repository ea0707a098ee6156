"""A port officer's way: a table becomes a challenge by the guide's two commands, and entries to it are scored."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from sklearn.metrics import mean_absolute_error

from tests.journeys.site import RealSite
from tests.smartport.port_calls import port_calls

pytestmark = [pytest.mark.engine, pytest.mark.broker, pytest.mark.slow, pytest.mark.xdist_group("journeys")]

SLUG = "attente-a-quai"


@pytest.fixture(scope="module")
def folder(real_site: RealSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drafted and published by the commands, its rules accepted by alice."""
    home = tmp_path_factory.mktemp("officer")
    calls = port_calls()
    with (home / "escales.csv").open("w", encoding="windows-1252", newline="", errors="replace") as stream:
        table = csv.DictWriter(stream, calls[0], delimiter=";")
        table.writeheader()
        table.writerows(call | {"Tonnage": call["Tonnage"].replace("\u202f", " ")} for call in calls)
    made = home / SLUG
    words = ("--csv", home / "escales.csv", "--id", "Escale", "--target", "Attente", "--hide", "Retard")
    real_site.run("manage.py", "challenge", "draft", str(made), *map(str, words), "--title", "Attente à quai")
    real_site.run("manage.py", "challenge", "publish", str(made))
    with real_site.client("alice") as client:
        client.put(f"challenges/{SLUG}/rules-acceptance").raise_for_status()
    return made


def truth(folder: Path) -> list[dict[str, str]]:
    with (folder / "reference" / "truth.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected(folder: Path, predicted: dict[str, float], *, part: str) -> float:
    rows = [row for row in truth(folder) if row["part"] == part]
    return float(
        mean_absolute_error([float(row["Attente"]) for row in rows], [predicted[row["Escale"]] for row in rows])
    )


def scores_of(site: RealSite, submission: str) -> dict[str, float]:
    evaluation = site.evaluations(submission)[0]["id"]
    rows = site.rows("SELECT part, key, value FROM challenges_score WHERE evaluation_id = ?", evaluation)
    return {f"{row['part']}_{row['key']}": row["value"] for row in rows}


def test_predictions_get_scikit_learns_score(real_site: RealSite, folder: Path) -> None:
    predicted = {row["Escale"]: 7.0 + number / 7 for number, row in enumerate(truth(folder))}
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("Escale", "Attente"), *predicted.items()])
    submission = real_site.hand_in("alice", text.getvalue().encode(), challenge=SLUG, kind="predictions")
    ended = real_site.ended("alice", submission, seconds=60)
    assert (ended["state"], ended["outcome"]) == ("scored", "scored"), ended
    assert scores_of(real_site, submission) == {
        f"{part}_mae": expected(folder, predicted, part=part) for part in ("public", "private")
    }


def test_naive_baseline_is_scored_as_code(real_site: RealSite, folder: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(folder / "baselines" / "naive" / "main.py", "main.py")
    submission = real_site.hand_in("alice", packed.getvalue(), challenge=SLUG)
    ended = real_site.ended("alice", submission, seconds=90)
    assert (ended["state"], ended["outcome"]) == ("scored", "scored"), ended
    with (folder / "train.csv").open(encoding="utf-8", newline="") as stream:
        known = sorted(float(row["Attente"]) for row in csv.DictReader(stream))
    median = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    predicted = dict.fromkeys((row["Escale"] for row in truth(folder)), median)
    assert scores_of(real_site, submission)["private_mae"] == expected(folder, predicted, part="private")


def test_wrong_predictions_are_refused_at_the_door(real_site: RealSite, folder: Path) -> None:
    with real_site.client("alice") as client:
        file = ("predictions.csv", b"Escale,Attente\nE0000,soon\n")
        answer = client.post(f"challenges/{SLUG}/submissions", data={"kind": "predictions"}, files={"file": file})
    assert answer.status_code == 422
    assert ("not_a_number", 2, "Attente") in [
        (fault["code"], fault["row"], fault["column"]) for fault in answer.json()["faults"]
    ]


def test_training_table_is_there_to_be_downloaded(real_site: RealSite, folder: Path) -> None:
    with real_site.client("alice") as client:
        files = {
            file["path"]: file for file in client.get(f"challenges/{SLUG}/files").raise_for_status().json()["results"]
        }
        client.put(f"challenges/{SLUG}/licence-acceptance").raise_for_status()
        content = client.get(files["data/train.csv"]["url"]).raise_for_status().content
    assert content == (folder / "train.csv").read_bytes()
    assert not [path for path in files if "truth" in path]
