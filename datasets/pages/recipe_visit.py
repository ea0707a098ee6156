"""An organizer in front of a recipe: what every page of a recipe knows, and how a change of it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest

from datasets import clock
from datasets.builds.actions import save_revision
from datasets.builds.models import Build, Draft, Revision
from datasets.builds.previous import proposed_version
from datasets.builds.queries import builds_of, last_release, last_revision
from datasets.recipes.reading import parse_yaml, recipe_of
from datasets.recipes.recipe import Recipe
from datasets.recipes.writing import recipe_text
from datasets.releases.models import Release
from datasets.releasing.rules import VersionUnreadable
from datasets.rules import DataRefusal

Lines = dict[str, Any]
LONGEST_NUMBER = 9  # digits of a revision
NO_NUMBER = -1


@dataclass(frozen=True)
class Opened:
    """A recipe as it stands: `base` is the revision that a form was made from, `last` the newest. `recipe` is None
    where the text is none."""

    draft: Draft
    base: Revision
    last: Revision
    content: Lines
    recipe: Recipe | None
    last_build: Build | None
    last_release: Release | None

    @property
    def next_version(self) -> str:
        """Under which version a build would be published; empty where the recipe says one that will do."""
        if self.recipe is None:
            return ""
        try:
            proposed = proposed_version(self.recipe.version, last=self.last_release)
        except VersionUnreadable:
            return ""
        return "" if proposed == self.recipe.version else proposed

    @property
    def raw_names(self) -> list[str]:
        return [str(note["name"]) for note in self.draft.extract.columns]

    @property
    def note_of(self) -> Mapping[str, Mapping[str, Any]]:
        return {str(note["name"]): note for note in self.draft.extract.columns}

    def raw_of(self, *kinds: str) -> list[str]:
        """Raw columns of these types."""
        return [name for name, note in self.note_of.items() if not kinds or note["type"] in kinds]


def reader(request: HttpRequest) -> AbstractBaseUser:
    """The person who is logged in; for doors that require it."""
    return cast(AbstractBaseUser, request.user)


def opened(request: HttpRequest, name: str) -> Opened:
    """The recipe of this name, at the revision that the form names, else at the last. Raises Http404."""
    draft = Draft.objects.select_related("extract").filter(name=name).first()
    if draft is None:
        raise Http404
    last = last_revision(draft)
    base = _named(draft, request.POST.get("revision", ""), last=last)
    content = parse_yaml(base.text)
    return Opened(draft, base, last, content, recipe_or_none(content), builds_of(draft).first(), last_release(name))


def recipe_or_none(content: Mapping[str, Any]) -> Recipe | None:
    """What the lines mean, if they mean anything."""
    try:
        return recipe_of(content)
    except DataRefusal:
        return None


def save(request: HttpRequest, seen: Opened, content: Mapping[str, Any]) -> Revision:
    """As the next revision: after the one that the form was made from, or after a later one that its writer was told
    of. Raises RevisionStale, and what the recipe's rules refuse."""
    return save_revision(
        seen.draft, text=recipe_text(content), after=over_or_base(request, seen), by=reader(request), now=clock.now()
    )


def over_or_base(request: HttpRequest, seen: Opened) -> int:
    """The revision that its writer was told of, else the one that the form was made from."""
    over = number_in(request.POST.get("over", ""))
    return seen.base.number if over == NO_NUMBER else over


def number_in(text: str) -> int:
    """What may be a revision's number, else NO_NUMBER."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_NUMBER else NO_NUMBER


def _named(draft: Draft, text: str, *, last: Revision) -> Revision:
    """The last one where none is named. Raises Http404."""
    if not text.isdecimal() or number_in(text) == last.number:
        return last
    found = draft.revisions.select_related("by").filter(number=number_in(text)).first()
    if found is None:
        raise Http404
    return found
