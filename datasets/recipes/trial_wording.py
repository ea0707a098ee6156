"""One sentence that says what a choice costs and what it buys; only what was worked out."""

from django.utils.translation import gettext

from datasets.recipes.recipe import Recipe
from datasets.recipes.trying import ColumnTrial, Trial
from datasets.risk.wording import of_all, percent

NOTICED = 0.005
"""A share that moves by less is said to be the same."""


def headline(trial: Trial, saved: Trial | None, *, recipe: Recipe) -> str:
    """Against what is saved where that is otherwise, else what the recipe as a whole does."""
    if trial.is_too_much:
        told = {"share": percent(trial.left_out), "allowed": percent(trial.allowed)}
        return (
            gettext(
                "%(share)s of the rows would have to be left out, and at most %(allowed)s may: make what is known "
                "outside coarser, publish fewer such columns, or allow more."
            )
            % told
        )
    if saved is not None and not saved.is_too_much and saved is not trial:
        changed = " ".join(filter(None, [_bought(trial, saved, recipe=recipe), _cost(trial, saved)]))
        return changed or gettext("This changes nothing that can be measured on the sample.")
    return _whole(trial, recipe=recipe)


def of_whom(recipe: Recipe) -> str:
    """After a share, what k counts: `of the trucks`, or of the rows."""
    entities = recipe.protection.entities
    return of_all(entities) if entities else gettext("of the rows")


def _whole(trial: Trial, *, recipe: Recipe) -> str:
    told = {
        "raw": percent(trial.raw.entities),
        "treated": percent(trial.treated.entities),
        "published": percent(trial.published.entities),
        "of_whom": of_whom(recipe),
        "detail": percent(trial.detail),
        "left_out": percent(trial.left_out),
    }
    alone = gettext(
        "%(raw)s %(of_whom)s can be told from all others in the raw data, %(treated)s after the treatments, "
        "%(published)s in what is published."
    )
    cost = gettext("What is known outside keeps %(detail)s of its detail, and %(left_out)s of the rows are left out.")
    return f"{alone % told} {cost % told}"


def _bought(trial: Trial, saved: Trial, *, recipe: Recipe) -> str:
    before, after = saved.treated.entities, trial.treated.entities
    if abs(before - after) < NOTICED:
        return ""
    told = {"before": percent(before), "after": percent(after), "of_whom": of_whom(recipe)}
    said = gettext("%(after)s %(of_whom)s can be told from all others after the treatments, instead of %(before)s.")
    return said % told


def _cost(trial: Trial, saved: Trial) -> str:
    """The column whose detail changes most, and the rows that are left out."""
    before = {one.name: one for one in saved.columns}
    moved = [(one, before[one.name]) for one in trial.columns if one.name in before]
    sentences = []
    if moved:
        one, other = max(moved, key=lambda pair: abs(pair[0].detail - pair[1].detail))
        sentences.append(_detail(one, other))
        one, other = max(moved, key=lambda pair: abs(pair[0].tells - pair[1].tells))
        sentences.append(_tells(one, other))
    if abs(trial.left_out - saved.left_out) >= NOTICED:
        told = {"before": percent(saved.left_out), "after": percent(trial.left_out)}
        sentences.append(gettext("Rows left out: %(after)s instead of %(before)s.") % told)
    return " ".join(filter(None, sentences))


def _detail(one: ColumnTrial, other: ColumnTrial) -> str:
    if abs(one.detail - other.detail) < NOTICED:
        return ""
    told = {"column": one.name, "before": percent(other.detail), "after": percent(one.detail)}
    return gettext("“%(column)s” keeps %(after)s of its detail instead of %(before)s.") % told


def _tells(one: ColumnTrial, other: ColumnTrial) -> str:
    if abs(one.tells - other.tells) < NOTICED:
        return ""
    told = {"column": one.name, "before": percent(other.tells), "after": percent(one.tells)}
    return gettext("By itself “%(column)s” explains %(after)s of what is predicted instead of %(before)s.") % told
