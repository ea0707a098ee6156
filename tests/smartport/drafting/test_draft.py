"""What is drafted can be read, answered by its naive baseline, and scored, whatever the metric."""

import csv
import math
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from evaluator.bundle import Bundle
from evaluator.metrics.program.measures.catalogue import METRICS
from smartport.drafting.draft import Wanted, draft
from smartport.drafting.questions import BY_HAND
from smartport.drafting.refusal import NotDrafted
from smartport.packs.pack import Pack
from tests.evaluator.metrics.making import scored
from tests.smartport.port_calls import port_calls

NUMBERS = ("mae", "rmse", "rmsle", "mape", "smape", "r2", "spearman", "csi", "pinball", "interval_score")
YES_OR_NO = ("log_loss", "brier", "roc_auc", "average_precision", "f1", "accuracy", "balanced_accuracy", "mcc", "kappa")
CASES = [
    *((metric, "Attente", {}) for metric in (*NUMBERS, "integrated_brier")),
    *((metric, "Retard", {}) for metric in YES_OR_NO),
    *((metric, "Terminal", {}) for metric in ("log_loss", "brier", "f1", "accuracy", "kappa")),
    ("ndcg", "Note", {"group": "Jour"}),
    ("map_at_k", "Retard", {"group": "Jour"}),
    ("mae", "Attente", {"time": "Date"}),
    ("f1", "Retard", {"group": "Terminal"}),
]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def answered(folder: Path) -> Path:
    """The naive baseline has run where the check looks for predictions."""
    environment = {**os.environ, "INPUT_DIR": str(folder / "input"), "OUTPUT_DIR": str(folder)}
    program = folder / "baselines" / "naive" / "main.py"
    subprocess.run([sys.executable, program], env=environment, check=True, capture_output=True)
    return folder


def with_relevant_row_in_each_query() -> list[dict[str, str]]:
    rows = port_calls()
    for number, row in enumerate(rows):
        if number % 5 == 0:
            row |= {"Retard": "oui", "Note": "2"}
    return rows


def test_every_metric_can_be_drafted_or_is_added_by_hand():
    assert {metric for metric, _, _ in CASES} | BY_HAND == {*METRICS, "skill", "weighted_sum"}


@pytest.mark.parametrize(("metric", "target", "options"), CASES)
def test_draft_is_scored_by_its_metric(metric, target, options, write_csv, tmp_path):
    table = write_csv(with_relevant_row_in_each_query())
    folder = draft(Wanted(table, "Escale", target, metric, seed=5, **options), to=tmp_path / "made").folder
    naive = scored(answered(folder))
    assert set(naive.scores) == {f"public_{metric}", f"private_{metric}"}
    assert all(map(math.isfinite, naive.scores.values()))
    (folder / "predictions.csv").write_bytes((folder / "input" / "sample_submission.csv").read_bytes())
    assert set(scored(folder).scores) == set(naive.scores)
    assert Pack.read(folder).slug == "made"


@pytest.mark.parametrize(("target", "metric"), [("Attente", "mae"), ("Retard", "balanced_accuracy")])
def test_metric_fits_the_target_where_none_is_named(target, metric, write_csv, tmp_path):
    assert draft(Wanted(write_csv(), "Escale", target, seed=1), to=tmp_path / "made").question.metric == metric


def test_naive_answer_beats_a_bad_one(write_csv, tmp_path):
    folder = draft(Wanted(write_csv(), "Escale", "Attente", "mae", seed=5), to=tmp_path / "made").folder
    naive = scored(answered(folder)).scores["private_mae"]
    (folder / "predictions.csv").write_bytes((folder / "input" / "sample_submission.csv").read_bytes())
    assert naive < scored(folder).scores["private_mae"]


@pytest.fixture
def folder(write_csv, tmp_path) -> Path:
    wanted = Wanted(write_csv(), "Escale", "Attente", "mae", hidden=("Retard",), title="Attente à quai", seed=5)
    return draft(wanted, to=tmp_path / "Attente à quai").folder


def test_rows_are_all_there_once(folder):
    train, test, truth = (read(folder / name) for name in ("train.csv", "input/test.csv", "reference/truth.csv"))
    ids = [row["Escale"] for row in [*train, *test]]
    assert sorted(ids) == [row["Escale"] for row in port_calls()]
    assert {row["Escale"] for row in test} == {row["Escale"] for row in truth}
    assert [row["Escale"] for row in read(folder / "input/sample_submission.csv")] == [row["Escale"] for row in test]
    original = {row["Escale"]: row for row in port_calls()}
    for row in [*train, *truth]:
        assert row["Attente"] == original[row["Escale"]]["Attente"].replace(",", ".")
        assert row["Retard"] == original[row["Escale"]]["Retard"]
    for row in test:
        assert row["Tonnage"] == original[row["Escale"]]["Tonnage"].replace("\u202f", "")


def test_answer_and_what_goes_with_it_are_in_no_file_of_the_test(folder):
    assert not {"Attente", "Retard", "part"} & set(read(folder / "input/test.csv")[0])
    assert set(read(folder / "input/sample_submission.csv")[0]) == {"Escale", "Attente"}
    assert {row["Attente"] for row in read(folder / "input/sample_submission.csv")} == {"0"}
    assert set(read(folder / "reference/truth.csv")[0]) == {"Escale", "Attente", "Retard", "part"}


def test_order_of_the_test_does_not_tell_the_parts(folder):
    parts = {row["Escale"]: row["part"] for row in read(folder / "reference/truth.csv")}
    ids = [row["Escale"] for row in read(folder / "input/test.csv")]
    assert ids == sorted(ids)
    assert sum(parts[one] != parts[other] for one, other in pairwise(ids)) > 5


def test_truth_is_for_its_owner_and_the_containers_alone(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "reference" / "truth.csv").stat().st_mode & 0o777 == 0o644


def test_same_seed_drafts_the_same_bytes_and_none_another_draw(write_csv, tmp_path):
    folders = [
        draft(Wanted(write_csv(), "Escale", "Attente", seed=seed), to=tmp_path / str(at) / "made").folder
        for at, seed in enumerate((5, 5, None))
    ]
    one, same, other = ((folder / "reference/truth.csv").read_bytes() for folder in folders)
    assert one == same != other
    assert Bundle.read(folders[0]).digest == Bundle.read(folders[1]).digest


def test_description_is_ready_for_a_reader(folder):
    text = (folder / "challenge.yaml").read_text("utf-8")
    described = yaml.safe_load(text)
    assert described["slug"] == "attente-a-quai"
    assert described["title"] == dict.fromkeys(("fr", "ar", "en"), "Attente à quai")
    assert described["baselines"]["naive"]["expected"] == {}
    assert list(described["data"]["columns"]) == list(port_calls(1)[0])
    assert text.count("\n# ") >= 8
    for name in ("statement", "rules"):
        for language in ("fr", "ar", "en"):
            page = (folder / f"{name}.{language}.md").read_text("utf-8")
            assert len(page) > 400
            assert "{" not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "Nom"}, "There is no column Nom; the table has: Escale, Date"),
        ({"target": "Durée"}, "There is no column Durée"),
        ({"time": "Heure"}, "There is no column Heure"),
        ({"hidden": ("x",)}, "There is no column x"),
        ({"target": "Escale"}, "are different columns"),
        ({"hidden": ("Attente",)}, "are different columns"),
        ({"time": "Date", "group": "Jour"}, "not by both"),
        ({"time": "Attente"}, "neither the id, nor the target"),
        ({"metric": "beauty"}, "There is no metric beauty"),
        ({"metric": "skill"}, "skill is added to challenge.yaml by hand"),
        ({"metric": "ndcg"}, "name the query's column with --group"),
        ({"target": "Terminal", "metric": "mae"}, "row 2, column Terminal, 'Vrac': this is not a number"),
        ({"target": "Terminal", "metric": "roc_auc"}, "Column Terminal has 3 values, and roc_auc takes two"),
        ({"id": "Terminal"}, "this id stands in row "),
        ({"group": "Retard"}, "There are 2 groups; at least 3"),
        ({"time": "Terminal"}, "column Terminal, 'Vrac': this is not a date"),
    ],
)
def test_wish_that_cannot_be_met_is_told_in_one_sentence(changes, said, write_csv, tmp_path):
    wanted = Wanted(**{"csv": write_csv(), "id": "Escale", "target": "Attente", **changes})
    with pytest.raises(NotDrafted) as refusal:
        draft(wanted, to=tmp_path / "made")
    assert said in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert [path.name for path in tmp_path.iterdir()] == ["port.csv"]


@pytest.mark.parametrize(
    ("row", "change", "wanted", "said"),
    [
        (9, {"Attente": ""}, {}, "row 11, column Attente, '': the answer is missing; fill it in"),
        (9, {"Attente": "long"}, {"metric": "mae"}, "row 11, column Attente, 'long': this is not a number"),
        (9, {"Attente": "-1"}, {"metric": "rmsle"}, "row 11, column Attente, '-1': rmsle needs numbers that"),
        (9, {"Attente": "1.5"}, {"metric": "mae"}, "row 11, column Attente, '1.5': elsewhere in this"),
        (9, {"Attente": "0"}, {"metric": "mape"}, "row 11, column Attente, '0': mape divides by it"),
        (9, {"Attente": "-1"}, {"metric": "integrated_brier"}, "durations that are not below 0"),
        (9, {"Escale": ""}, {}, "row 11, column Escale, '': the id is missing"),
        (9, {"Escale": "E0000"}, {}, "row 11, column Escale, 'E0000': this id stands in row 2 already"),
        (9, {"Retard": "Oui"}, {"target": "Retard", "metric": "brier"}, "p_Oui"),
    ],
)
def test_cell_that_will_not_do_is_named(row, change, wanted, said, write_csv, tmp_path):
    rows = port_calls()
    rows[row] |= change
    if said == "p_Oui":  # a third label: probabilities of three classes
        folder = draft(Wanted(write_csv(rows), "Escale", **wanted), to=tmp_path / "made").folder
        assert said in (folder / "challenge.yaml").read_text()
        return
    with pytest.raises(NotDrafted) as refusal:
        draft(Wanted(write_csv(rows), "Escale", **{"target": "Attente", **wanted}), to=tmp_path / "made")
    assert said in str(refusal.value)


def test_empty_answers_are_counted(write_csv, tmp_path):
    rows = [row | ({"Attente": ""} if number > 150 else {}) for number, row in enumerate(port_calls())]
    with pytest.raises(NotDrafted, match=r"\(49 rows in all\)"):
        draft(Wanted(write_csv(rows), "Escale", "Attente"), to=tmp_path / "made")


def test_short_table_is_refused(write_csv, tmp_path):
    with pytest.raises(NotDrafted, match="The public part would have"):
        draft(Wanted(write_csv(port_calls(100)), "Escale", "Attente", seed=1), to=tmp_path / "made")


def test_column_called_part_is_refused(write_csv, tmp_path):
    rows = [{"part": row["Escale"], "x": row["Attente"]} for row in port_calls()]
    with pytest.raises(NotDrafted, match="called part"):
        draft(Wanted(write_csv(rows), "part", "x"), to=tmp_path / "made")


def test_challenge_that_would_not_work_leaves_nothing(write_csv, tmp_path):
    """Three rows in 200 are positive: of those that are hidden, not one for each part."""
    rows = [row | {"Retard": "oui" if number < 3 else "non"} for number, row in enumerate(port_calls())]
    with pytest.raises(NotDrafted, match=r"The challenge would not work: .*roc_auc is undefined"):
        draft(Wanted(write_csv(rows), "Escale", "Retard", "roc_auc", seed=1), to=tmp_path / "made")
    assert [path.name for path in tmp_path.iterdir()] == ["port.csv"]


def test_nothing_is_written_over(folder, write_csv):
    before = (folder / "challenge.yaml").read_bytes()
    with pytest.raises(NotDrafted, match="nothing is written over"):
        draft(Wanted(write_csv(), "Escale", "Attente"), to=folder)
    assert (folder / "challenge.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["Temps d'attente `x`: #1", "نص", "yes", "- liste", "{a}", "100%"])
def test_column_names_may_be_anything_that_can_be_shown(name, write_csv, tmp_path):
    rows = [{f"id {name}": row["Escale"], name: row["Attente"]} for row in port_calls()]
    folder = draft(Wanted(write_csv(rows), f"id {name}", name, seed=1), to=tmp_path / "made").folder
    assert Bundle.read(folder).predictions.columns == (name,)
    assert Pack.read(folder).texts["title"]["fr"]
    assert math.isfinite(scored(answered(folder)).scores["public_mae"])
