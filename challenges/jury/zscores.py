"""The mean of each juror's z-scores: a sensitivity column only, for it takes a juror who saw good projects for a mild
one, and so fails where jurors specialise."""

from fractions import Fraction
from statistics import fmean

from challenges.jury.marks import ConstantJuror, Marks, require_enough


def z_scores(marks: Marks) -> dict[str, float]:
    """Each project's mean of `(S_ij - mean_j) / sd_j`, the standard deviation over all that juror j scored (divided by
    their number). Raises ConstantJuror, also of whoever scored one project alone, and TooFewBallots of a project
    without a mark."""
    require_enough(marks, at_least=1)
    standing: dict[str, tuple[float, float]] = {}
    for juror in marks.voting:
        scores = [mark.score for mark in marks.of_juror[juror]]
        middle = sum(scores, Fraction()) / len(scores)
        square = sum(((score - middle) ** 2 for score in scores), Fraction()) / len(scores)
        standing[juror] = float(middle), float(square) ** 0.5
    if constant := [juror for juror, (_, deviation) in standing.items() if not deviation]:
        raise ConstantJuror(constant)
    return {
        project: fmean((float(mark.score) - standing[mark.juror][0]) / standing[mark.juror][1] for mark in given)
        for project, given in marks.of_project.items()
    }
