"""The same least squares in floats, of many weightings of the jurors at once: for the bootstrap and for leaving out."""

import numpy as np
import numpy.typing as npt

from challenges.jury.marks import Marks

Floats = npt.NDArray[np.float64]
# How many weightings are solved together: bounds the memory at 200 projects and 40 jurors to some 30 MB.
TOGETHER = 250


def qualities(marks: Marks, weights: Floats) -> Floats:
    """`q` of every weighting: minimises `sum w_j (S_ij - q_i - b_j)^2`, `sum b_j = 0`.

    `weights` has a row a weighting and a column a juror of `marks.jurors`, none negative; a weight of 0 leaves the
    juror out. The answer has a row a weighting and a column a project. Every weighting has to leave the panel
    connected: severity.parts tells.
    """
    rows = [_solved(marks.matrix, weights[at : at + TOGETHER]) for at in range(0, len(weights), TOGETHER)]
    return np.concatenate(rows) if rows else np.empty((0, len(marks.projects)))


def _solved(matrix: Floats, weights: Floats) -> Floats:
    """With x_j = sqrt(w_j) b_j the equations stay well conditioned however small a weight is."""
    given = ~np.isnan(matrix)
    scores = np.where(given, matrix, 0.0)
    counts = given.sum(axis=0).astype(float)
    roots = np.sqrt(weights)
    totals = weights @ given.T
    means = (weights @ scores.T) / totals
    shared = (given.T[None] / totals[:, None, :]) @ given.astype(float)
    system = np.eye(matrix.shape[1])[None] * np.where(counts, counts, 1.0) - roots[:, :, None] * roots[:, None] * shared
    # Adding what is in the null space fixes the constant that least squares leaves open.
    system += roots[:, :, None] * roots[:, None] / (roots**2).sum(axis=1)[:, None, None]
    right = roots * (scores.sum(axis=0) - means @ given)
    found = np.linalg.solve(system, right[..., None])[..., 0]
    severity = np.divide(found, roots, out=np.zeros_like(found), where=roots > 0)
    voting = (roots > 0) & (counts > 0)
    severity -= ((severity * voting).sum(axis=1) / voting.sum(axis=1))[:, None] * voting
    quality: Floats = means - ((weights * severity) @ given.T) / totals
    return quality
