"""Whether the hidden truth allows the metrics of a challenge, found before anything is handed in."""

from pathlib import Path

from evaluator.errors import BundleBroken
from evaluator.metrics.program.measures.asked import Task
from evaluator.metrics.program.measures.conditions import require_sound
from evaluator.metrics.program.measures.truth import Truth, TruthBroken, read_truth
from evaluator.scorekit.reading import read_ids


def require_sound_truth(task: Task, *, reference: Path, input: Path) -> None:  # noqa: A002
    """Raises BundleBroken with the file, the row and the column to mend."""
    try:
        truth = read_truth(reference / task.truth, id=task.id, columns=task.truth_columns)
        require_sound(task, truth)
    except TruthBroken as error:
        raise BundleBroken(str(error)) from error
    if task.predictions["ids"]:
        _require_same_ids(truth, path=input / str(task.predictions["ids"]), column=task.id)


def _require_same_ids(truth: Truth, *, path: Path, column: str) -> None:
    """What teams are asked for is what is scored."""
    name = f"{path.parent.name}/{path.name}"
    try:
        asked = read_ids(path, column=column)
    except (OSError, ValueError) as error:
        raise BundleBroken(f"{name} cannot be read: {error}") from error
    for these, those, here, there in (
        (truth.ids, set(asked), truth.name, name),
        (asked, set(truth.ids), name, truth.name),
    ):
        lone = next((id_ for id_ in these if id_ not in those), None)
        if lone is not None:
            raise BundleBroken(f"{here} has the id {lone!r} and {there} has not")
    if len(asked) != len(truth.ids):
        raise BundleBroken(f"{name} lists an id twice")
