"""What an award lacks before it can be told, in words, and the page that mends it. No laureate is named: the list of
awards may lie open on a desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from challenges.ceremony.award_lacking import Lack
from challenges.ceremony.award_rules import Source
from challenges.ceremony.models import Award
from smartport.console.sheets import NAMES

SAID: Mapping[str, str] = {
    "texts": gettext_noop("Its texts are not written in: %(languages)s"),
    "partner": gettext_noop("The partner who gives it is not named"),
    "handed_by": gettext_noop("Nobody is named who hands it over"),
    "undecided": gettext_noop("The jury has not locked its decision yet"),
    "vote": gettext_noop("The vote of the public is not over yet"),
    "laureates": gettext_noop("Nobody has it yet"),
    "moved": gettext_noop("Its laureates come from something that does not decide it any more: take them anew"),
    "renamed": gettext_noop("A team or a project has another name since the laureates were taken: take them anew"),
    "fewer": gettext_noop("Fewer teams have it than places are told"),
    "citation": gettext_noop("Place %(rank)s: the citation is missing (%(languages)s)"),
    "pronunciation": gettext_noop("Place %(rank)s: it is not written how the name is said"),
}
IN_THE_SHEET = frozenset({"texts", "partner", "handed_by", "fewer"})


@dataclass(frozen=True)
class ToldAwardLack:
    """A sentence, and where it is mended."""

    said: str
    address: str


def told_award_lacks(lacks: Iterable[Lack], *, award: Award, source: Source) -> list[ToldAwardLack]:
    """In the reader's language."""
    return [ToldAwardLack(_said(lack), _address(lack, award, source)) for lack in lacks]


def _said(lack: Lack) -> str:
    languages = " · ".join(gettext(NAMES[code]) for code in lack.languages)
    return gettext(SAID[lack.what]) % {"languages": languages, "rank": lack.laureate.rank if lack.laureate else ""}


def _address(lack: Lack, award: Award, source: Source) -> str:
    if lack.laureate is not None:
        return reverse("console-laureate", args=[award.pk, lack.laureate.pk])
    if lack.what in IN_THE_SHEET:
        return reverse("console-award-edit", args=[award.pk])
    if lack.what == "undecided":
        return reverse("console-award", args=[award.pk])
    if lack.what == "vote":
        return reverse("console-poll", args=[award.edition.slug])
    return reverse("console-award-choose" if source == Source.CHOICE else "console-award-take", args=[award.pk])
