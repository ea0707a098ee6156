"""Scorers that are careless, each in its own way, and what a check must say of them.

They go on after `plain.SCORER`; `careful()` refuses as scorekit does, so that only the one carelessness is left.
"""

from typing import NamedTuple


class Careless(NamedTuple):
    scorer: str
    caught: set[str]


CARELESS = {
    "skips NaN": Careless(
        """
values = {row["id"]: float(row["value"]) for row in required(rows())}
score([(row, values[row["id"]]) for row in TRUTH if values[row["id"]] == values[row["id"]]])
""",
        {"nan_accepted", "infinity_breaks_the_scorer", "empty_cell_breaks_the_scorer", "text_breaks_the_scorer"},
    ),
    "joins by position": Careless(
        """
careful()
score([(row, float(given["value"])) for row, given in zip(TRUTH, rows())])
""",
        {"rows_permuted_other_score"},
    ),
    "takes the second column": Careless(
        """
careful()
values = {cells[0]: float(cells[1]) for cells in list(csv.reader(lines()))[1:]}
score([(row, values[row["id"]]) for row in TRUTH])
""",
        {"columns_permuted_breaks_the_scorer"},
    ),
    "takes the last column": Careless(
        """
header, *below = list(csv.reader(lines()))
if len(header) < 3: careful()
values = {cells[0]: float(cells[-1]) for cells in below}
score([(row, values[row["id"]]) for row in TRUTH])
""",
        {"extra_column_other_score", "columns_permuted_breaks_the_scorer"},
    ),
    "ignores duplicates": Careless(
        """
values = {row["id"]: float(row["value"]) for row in rows()}
score([(row, values[row["id"]]) for row in TRUTH])
""",
        {"id_twice_accepted", "id_unknown_accepted", "nan_breaks_the_scorer", "id_missing_breaks_the_scorer"},
    ),
    "counts duplicates": Careless(
        """
truth = {row["id"]: row for row in TRUTH}
if len(rows()) < len(TRUTH): careful()
score([(truth[row["id"]], float(row["value"])) for row in rows()])
""",
        {"id_twice_accepted", "id_twice_for_another_accepted", "id_unknown_breaks_the_scorer"},
    ),
    "accepts missing rows": Careless(
        """
values = {row["id"]: float(row["value"]) for row in rows()}
score([(row, values[row["id"]]) for row in TRUTH if row["id"] in values])
""",
        {"id_missing_accepted", "half_missing_accepted", "truncated_accepted", "id_twice_for_another_accepted"},
    ),
    "takes nothing for zero": Careless(
        """
if len(FILE.read_bytes().splitlines()) == 1: write_scores({"mae": 0.0}, folder=OUT)
else: score(zip(TRUTH, careful()))
""",
        {"header_alone_accepted"},
    ),
    "crashes on an empty file": Careless(
        """
FILE.read_bytes().splitlines()[0]
score(zip(TRUTH, careful()))
""",
        {"empty_file_breaks_the_scorer"},
    ),
    "crashes on bytes": Careless(
        """
FILE.read_text("utf-8")
score(zip(TRUTH, careful()))
""",
        {"not_text_breaks_the_scorer"},
    ),
    "fills in a column": Careless(
        """
if FILE.read_bytes().startswith(b"id\\n"): write_scores({"mae": 3.0}, folder=OUT)
else: score(zip(TRUTH, careful()))
""",
        {"column_missing_accepted"},
    ),
    "wants an order of its own": Careless(
        """
values = careful()
if [row["id"] for row in rows()] != [row["id"] for row in TRUTH]:
    refuse(Findings((Fault("order", "Sort your rows"),), 1), folder=OUT)
score(zip(TRUTH, values))
""",
        {"rows_permuted_refused"},
    ),
    "draws at random": Careless(
        """
score([(row, value + random.random()) for row, value in zip(TRUTH, careful())])
""",
        {"scorer_draws", "baseline_draws"},
    ),
    "does not look at the ids": Careless(
        """
values = sorted(careful())
score(list(zip(sorted(TRUTH, key=lambda row: float(row["value"])), values)))
""",
        {"ids_do_not_matter"},
    ),
    "is afraid of zero": Careless(
        """
values = careful()
if values == [float(row["value"]) for row in TRUTH]: raise ZeroDivisionError("a perfect answer")
score(zip(TRUTH, values))
""",
        {"perfect_breaks_the_scorer"},
    ),
    "squares what is huge": Careless(
        """
values = {row["id"]: float(row["value"]) for row in required(rows())}
score([(row, values[row["id"]] ** 2) for row in TRUTH])
""",
        {"huge_breaks_the_scorer", "right_answers_beaten"},
    ),
    "tells the truth in a refusal": Careless(
        """
values = careful()
if len(set(values)) > 1: score(zip(TRUTH, values))
else: refuse(Findings(tuple(Fault("far", f"{row['id']} is {row['value']}") for row in TRUTH), 99), folder=OUT)
""",
        {"answers_told_to_teams", "sample_refused", "constant_refused"},
    ),
    "never works": Careless(
        """
raise SystemExit("no module named numpy")
""",
        {"sample_breaks_the_scorer", "perfect_breaks_the_scorer", "scorer_not_tried", "baseline_breaks_the_scorer"},
    ),
}
