"""A case as JSON, and back: every number a text that reads back exactly (`12`, `-0.5`, `1/3`), times in ISO format."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from challenges.jury.anchored import Scale
from challenges.jury.case import Case
from challenges.jury.combining import Weights
from challenges.jury.marks import Mark, Marks
from challenges.jury.motions import Motion
from challenges.jury.rubric import Criterion, exact, plain

# A snapshot comes from anybody: what it may ask to be computed is bounded.
MOST = {"jurors": 200, "projects": 1000, "criteria": 50, "ballots": 50_000, "motions": 200}
REPETITIONS_AT_MOST = 20_000
KEYS = frozenset(
    {
        *("ballots", "criteria", "jurors", "last_submissions", "metrics", "motions", "private", "projects"),
        *("recusals", "repetitions", "scale", "seed", "weights"),
    }
)


def inputs_of(case: Case) -> dict[str, Any]:
    """Grades where a ballot has any, else its score."""
    marks = case.marks
    return {
        "ballots": [_ballot(mark) for mark in marks.marks],
        "criteria": [_criterion(criterion) for criterion in case.criteria],
        "jurors": list(marks.jurors),
        "last_submissions": {project: at.isoformat() for project, at in case.last_submission.items()},
        "metrics": _texts(case.metrics),
        "motions": [_motion(motion) for motion in case.motions],
        "private": _texts(case.private),
        "projects": list(marks.projects),
        "recusals": [list(pair) for pair in sorted(marks.recused)],
        "repetitions": case.repetitions,
        "scale": {"naive": plain(case.scale.naive), "target": plain(case.scale.target)} if case.scale else None,
        "seed": case.seed,
        "weights": {"automatic": plain(case.weights.automatic), "jury": plain(case.weights.jury)},
    }


def case_of(inputs: Mapping[str, Any]) -> Case:
    """The same back; every score is computed from the grades again. Raises ValueError, TypeError, KeyError or
    AttributeError where it is no case, and the refusals of its parts where it is an impossible one."""
    if inputs.keys() != KEYS:
        raise ValueError("the inputs do not have the parts of a case")
    for key, most in MOST.items():
        if not isinstance(inputs[key], list) or len(inputs[key]) > most:
            raise ValueError(f"{key} is not a list of at most {most}")
    criteria = tuple(Criterion.of(**one) for one in inputs["criteria"])
    marks = tuple(_mark(ballot, criteria) for ballot in inputs["ballots"])
    recused = frozenset((str(juror), str(project)) for juror, project in inputs["recusals"])
    scale, weights = inputs["scale"], inputs["weights"]
    return Case(
        Marks(_names(inputs["jurors"]), _names(inputs["projects"]), marks, recused),
        criteria,
        seed=_whole(inputs["seed"]),
        repetitions=_whole(inputs["repetitions"], most=REPETITIONS_AT_MOST),
        weights=Weights(exact(str(weights["jury"])), exact(str(weights["automatic"]))),
        scale=Scale(exact(str(scale["naive"])), exact(str(scale["target"]))) if scale else None,
        metrics=_numbers(inputs["metrics"]),
        private=_numbers(inputs["private"]),
        last_submission={project: _moment(at) for project, at in inputs["last_submissions"].items()},
        motions=tuple(_moved(motion) for motion in inputs["motions"]),
    )


def _ballot(mark: Mark) -> dict[str, Any]:
    told: dict[str, Any] = {"grades": _texts(mark.grades)} if mark.grades else {"score": plain(mark.score)}
    return {"juror": mark.juror, "project": mark.project, "seconds": mark.seconds, **told}


def _mark(ballot: Mapping[str, Any], criteria: tuple[Criterion, ...]) -> Mark:
    pair = str(ballot["juror"]), str(ballot["project"])
    seconds = None if ballot["seconds"] is None else _whole(ballot["seconds"])
    if "grades" in ballot:
        return Mark.graded(pair, _numbers(ballot["grades"]), criteria, seconds=seconds)
    return Mark(*pair, exact(str(ballot["score"])), seconds=seconds)


def _criterion(criterion: Criterion) -> dict[str, str]:
    numbers = {"weight": criterion.weight, "lowest": criterion.lowest, "highest": criterion.highest}
    return {"key": criterion.key, **_texts(numbers)}


def _motion(motion: Motion) -> dict[str, Any]:
    return {
        "new": list(motion.new),
        "old": list(motion.old),
        "reason": motion.reason,
        "recused": list(motion.recused),
        "voters": list(motion.voters),
    }


def _moved(motion: Mapping[str, Any]) -> Motion:
    lists = {key: _names(motion[key]) for key in ("old", "new", "voters", "recused")}
    return Motion(**lists, reason=str(motion["reason"]))


def _texts(numbers: Mapping[str, Fraction]) -> dict[str, str]:
    return {key: plain(value) for key, value in numbers.items()}


def _numbers(texts: Mapping[str, Any]) -> dict[str, Fraction]:
    return {key: exact(str(text)) for key, text in texts.items()}


def _names(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise TypeError("this is not a list of names")
    if len(set(found)) != len(found):
        raise ValueError("a name is there twice")
    return tuple(found)


def _whole(value: Any, *, most: int | None = None) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0 or (most is not None and value > most):
        raise ValueError("this is not a whole number of the right size")
    return value


def _moment(text: Any) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time needs its zone")
    return found
