"""The criteria as a form asks them, and as two drafts differ on them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from challenges.jury.rules import Draft
from challenges.panels.models import Criterion, Panel
from challenges.wording import localized

GRADE = "grade-"
"""Before a criterion's key in the form."""


@dataclass(frozen=True)
class Level:
    """A grade and what it means."""

    grade: int
    text: dict[str, str]
    is_given: bool


@dataclass(frozen=True)
class Question:
    """A criterion with its levels, and the grade it has."""

    criterion: Criterion
    levels: tuple[Level, ...]
    grade: int | None
    is_missing: bool = False

    @property
    def field(self) -> str:
        return f"{GRADE}{self.criterion.key}"


def questions_of(panel: Panel, draft: Draft, *, missing: Collection[str] = ()) -> list[Question]:
    """The criteria in order, with the grades of this draft; `missing` are those that a refusal named."""
    return [_question(one, draft.grades.get(one.key), missing) for one in panel.criteria.all()]


def clash_of(panel: Panel, saved: Draft, typed: Draft) -> list[tuple[str, str, str]]:
    """Of every field that differs: its name, what is saved, and what is here."""
    titles = {one.key: localized(one.title, (get_language() or "fr")[:2]) for one in panel.criteria.all()}
    rows = [(titles[key], _said(saved.grades.get(key)), _said(typed.grades.get(key))) for key in titles]
    rows.append((gettext("Comment for the team"), saved.to_team, typed.to_team))
    rows.append((gettext("Comment for the jury"), saved.to_jury, typed.to_jury))
    return [(name, before, now) for name, before, now in rows if before.strip() != now.strip()]


def _question(criterion: Criterion, grade: int | None, missing: Collection[str]) -> Question:
    levels = tuple(
        Level(step, criterion.levels.get(str(step), {}), step == grade)
        for step in range(criterion.lowest, criterion.highest + 1)
    )
    return Question(criterion, levels, grade, criterion.key in missing)


def _said(grade: int | None) -> str:
    return "–" if grade is None else str(grade)
