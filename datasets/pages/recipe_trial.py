"""What the form of a recipe, as it stands, would cost and buy: worked out on a sample, and put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from datasets.builds.models import Revision
from datasets.builds.sampling import Sample, sampled_tables
from datasets.pages.recipe_visit import Opened
from datasets.recipes.entries import EntryUnfit
from datasets.recipes.reading import recipe_of
from datasets.recipes.recipe import Recipe
from datasets.recipes.trial_wording import headline
from datasets.recipes.trying import ColumnTrial, Trial, try_recipe
from datasets.recipes.wording import Said, column_named, say
from datasets.rules import DataRefusal

KEPT_SECONDS = 3600
OF_OTHER_ROWS = frozenset({"ongoing", "longest_ongoing", "recent_median"})


@dataclass(frozen=True)
class Told:
    """A trial for the page: `saved` is that of the revision the form was made from, for comparison. Where there is
    `said`, the choice cannot be tried, and `wrong` is the place of the column at fault."""

    trial: Trial | None = None
    saved: Trial | None = None
    said: Said | None = None
    wrong: int | None = None
    sample: Sample | None = None
    recipe: Recipe | None = None
    sentence: str = ""

    @property
    def has_lines(self) -> bool:
        """Whether something is counted over other rows, of which the sample has a part only."""
        features = {one.feature for one in self.recipe.columns} if self.recipe else set()
        return bool(features & OF_OTHER_ROWS)

    @property
    def columns(self) -> list[tuple[ColumnTrial, ColumnTrial | None]]:
        """Each column with itself as it was saved."""
        before = {one.name: one for one in self.saved.columns} if self.saved else {}
        return [(one, before.get(one.name)) for one in self.trial.columns] if self.trial else []


def trial_of(seen: Opened, content: Mapping[str, Any], *, faults: Sequence[EntryUnfit], focus: str) -> Told:
    """Never raises a refusal: a choice that cannot be tried says why."""
    try:
        if faults:
            raise faults[0]
        recipe = recipe_of(content)
        trial, sample = _tried(seen, recipe, focus=focus)
    except DataRefusal as refusal:
        return Told(said=say(refusal), wrong=column_named(refusal, content))
    saved = trial if recipe == seen.recipe else _saved(seen.base, seen)
    return Told(trial, saved, sample=sample, recipe=recipe, sentence=headline(trial, saved, recipe=recipe))


def _tried(seen: Opened, recipe: Recipe, *, focus: str) -> tuple[Trial, Sample]:
    tables, sample = sampled_tables(seen.draft.extract, recipe)
    return try_recipe(tables, recipe, share=sample.share, focus=focus or None), sample


def _saved(revision: Revision, seen: Opened) -> Trial | None:
    """That of the revision itself, remembered: it does not change."""
    key = f"trial-{revision.pk}"
    found: Trial | None = cache.get(key)
    if found is None and seen.recipe is not None:
        try:
            found, _ = _tried(seen, seen.recipe, focus="")
        except DataRefusal:
            return None
        cache.set(key, found, KEPT_SECONDS)
    return found
