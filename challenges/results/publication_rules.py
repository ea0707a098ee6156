"""When results are published, and what of them is told."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from challenges.ceremony.script import MOST_TOLD
from challenges.errors import Refusal, gettext_noop
from evaluator.report import canonical

Ranked = TypeVar("Ranked")  # has a rank
MOST_ROWS = 10
PODIUM = 3
ERRATUM_LENGTH = 2000
VALUE_LENGTH = 200
NAME, PROJECT, WITHDRAWN, OTHER = ("name", "project", "withdrawn", "other")
WHAT_CHANGES: Mapping[str, str] = {
    NAME: gettext_noop("The name of the team"),
    PROJECT: gettext_noop("The title of the project"),
    WITHDRAWN: gettext_noop("The award is withdrawn"),
    OTHER: gettext_noop("Something else"),
}


class AwardWithoutLaureate(Refusal):
    """Details: award."""

    code = "award_without_laureate"
    message = gettext_noop("The award “%(award)s” has no laureate.")
    hint = gettext_noop("Give it one, or remove the award: what is published stays as it is.")


class AwardPanelNotLocked(Refusal):
    """Details: award, panel."""

    code = "award_panel_not_locked"
    message = gettext_noop("The award “%(award)s” follows the jury “%(panel)s”, whose decision is not locked.")
    hint = gettext_noop("Wait for the second signature under its decision.")


class BoardStillOpen(Refusal):
    """Details: challenge, phase."""

    code = "results_board_open"
    message = gettext_noop("The leaderboard of “%(challenge)s”, phase “%(phase)s”, is not closed.")
    hint = gettext_noop("It closes by itself a little after the end of the phase, once its last result is in.")


class CeremonyGoesOn(Refusal):
    code = "results_ceremony_live"
    message = gettext_noop("The ceremony goes on: everything would be told before its hour.")
    hint = gettext_noop("Finish it or break it off first.")


class PublicationMoved(Refusal):
    code = "publication_moved"
    message = gettext_noop("The results are not those that you have read: somebody changed them meanwhile.")
    hint = gettext_noop("Read them again below, then publish.")


class ResultsNotPublished(Refusal):
    code = "results_not_published"
    message = gettext_noop("The results of this edition are not published yet.")
    hint = gettext_noop("They are told at the award ceremony and appear here right after it.")
    status = 404


class ErratumEmpty(Refusal):
    code = "erratum_empty"
    message = gettext_noop("An erratum says in French, Arabic and English what was wrong.")
    hint = gettext_noop("Write all three: it stands beside the results for ever.")
    field = "text"
    status = 422


class ErratumTooLong(Refusal):
    """Details: longest."""

    code = "erratum_too_long"
    message = gettext_noop("This text has more than %(longest)s characters.")
    field = "text"
    status = 422


class ChangeUnfit(Refusal):
    code = "erratum_change_unfit"
    message = gettext_noop("Say whose award changes, what of it, and what it says from now on.")
    hint = gettext_noop("A withdrawn award needs no new value; without a laureate, choose “Something else”.")
    field = "change"
    status = 422


def digest_of(results: Mapping[str, Any]) -> str:
    """SHA-256 of their canonical JSON."""
    return hashlib.sha256(canonical(results).encode()).hexdigest()


def told_places(laureates: Sequence[Ranked], *, told: int) -> list[Ranked]:
    """Those of the places that are told, never more than MOST_TOLD; ex aequo are one place."""
    ordered = sorted(laureates, key=_rank)
    places = [list(together) for _, together in groupby(ordered, key=_rank)]
    return [one for place in places[: min(max(told, 1), MOST_TOLD)] for one in place]


def _rank(one: Any) -> int:
    return int(one.rank)


def shown_rows(ranked: int) -> int:
    """How many rows of a board stand with the results: the better half and never the last places, a podium at
    least."""
    return min(MOST_ROWS, max(PODIUM, ranked // 2))


def require_erratum(text: Mapping[str, str]) -> dict[str, str]:
    """The three texts, tidied. Raises ErratumEmpty, ErratumTooLong."""
    told = {language: str(text.get(language, "")).strip() for language in ("fr", "ar", "en")}
    if not all(told.values()):
        raise ErratumEmpty
    if max(map(len, told.values())) > ERRATUM_LENGTH:
        raise ErratumTooLong(longest=ERRATUM_LENGTH)
    return told


def require_change(results: Mapping[str, Any], *, laureate: str, what: str, value: str) -> dict[str, Any] | None:
    """What an erratum changes, as it is kept: of which award and team, and from what to what; None for something else.
    Raises ChangeUnfit."""
    if what not in WHAT_CHANGES:
        raise ChangeUnfit
    found = laureate_of(results, laureate)
    if found is None:
        if what != OTHER or laureate:
            raise ChangeUnfit
        return None
    award, one = found
    told = {"laureate": laureate, "what": what, "award": award["title"], "team": one["team"], "team_id": one["team_id"]}
    if what in (WITHDRAWN, OTHER):
        return {**told, "from": "", "to": ""}
    tidied = " ".join("".join(letter for letter in value if letter.isprintable()).split())
    before = one["team"] if what == NAME else one["project"]
    if not tidied or len(tidied) > VALUE_LENGTH or tidied == before:
        raise ChangeUnfit
    return {**told, "from": before, "to": tidied}


def laureate_of(results: Mapping[str, Any], key: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """An award and the laureate of it with this key."""
    pairs = ((award, one) for award in results["awards"] for one in award["laureates"])
    return next(((award, one) for award, one in pairs if one["id"] == key), None)
