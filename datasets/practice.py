"""The bundle to practise with: a challenge in small, cut at random out of the training rows that everybody may have."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from datasets.brief import Practice
from datasets.bundling import build_bundle
from datasets.features.values import column
from datasets.releasing.commitment import solution_bytes
from datasets.rules import require_rows
from datasets.sides import Sides
from datasets.simulation.chance import stream
from datasets.splitting import PRIVATE, PUBLIC

PUBLIC_SHARE = 0.5


def build_practice(sides: Sides, practice: Practice, *, pack: Path, folder: Path, seed: int) -> Path:
    """A bundle like the real one, of published rows alone: whoever has the release could have made it. The rows are
    drawn without regard to when they were, so that being among them tells nothing. Raises what build_bundle does, and
    SampleTooSmall."""
    cut = cut_out(sides, practice, rng=stream(seed, sides.recipe.name, "practice"))
    told = sha256(solution_bytes(cut.truth)).hexdigest()  # not of the seed: whoever has it must learn nothing of that
    return build_bundle(cut, pack=pack, folder=folder, secret=told)


def cut_out(sides: Sides, practice: Practice, *, rng: np.random.Generator) -> Sides:
    """Whole groups of the training become test, half of them public; their answers are the truth."""
    recipe, train = sides.recipe, sides.train
    groups = column(train, practice.group) if practice.group else train[recipe.id]
    names = rng.permutation(groups.unique())
    sizes = groups.value_counts().loc[names].cumsum()
    most = min(practice.rows, int(practice.share * len(train)))
    chosen = names[: max(2, int((sizes <= most).sum()))]
    public = chosen[: max(1, round(PUBLIC_SHARE * len(chosen)))]
    drawn = train[groups.isin(chosen)].reset_index(drop=True)
    require_rows("practice", rows=len(drawn))
    part = groups[groups.isin(chosen)].isin(public).map({True: PUBLIC, False: PRIVATE})
    answers = list(recipe.target.answers)
    return Sides(
        recipe=recipe,
        train=train[~groups.isin(chosen)].reset_index(drop=True),
        test=drawn.drop(columns=answers),
        truth=_mixed(drawn[[recipe.id, *answers]].assign(part=part.to_numpy()), rng=rng),
        sample=_sample(drawn[[recipe.id]], like=sides.sample),
    )


def _mixed(rows: pd.DataFrame, *, rng: np.random.Generator) -> pd.DataFrame:
    return rows.iloc[rng.permutation(len(rows))].reset_index(drop=True)


def _sample(ids: pd.DataFrame, *, like: pd.DataFrame) -> pd.DataFrame:
    """One answer for all rows, as in the real sample submission."""
    sample = ids.copy()
    for name in like.columns.drop(ids.columns):
        sample[name] = like[name].iloc[0]
    return sample
