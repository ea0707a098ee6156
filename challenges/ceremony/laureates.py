"""Who has an award: taken from the jury's decision or the public's vote, or chosen by people who say why; and what is
said of them on the stage.

The journal says that it was done, by whom and from which source; never who they are, how many, or what is said of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from challenges.ceremony.award_holding import hold_award
from challenges.ceremony.award_rules import (
    ChosenElsewhere,
    ChosenTwice,
    LaureatesMoved,
    NobodyChosen,
    NotEligible,
    PlacesTooMany,
    Source,
    ranked,
    require_named,
)
from challenges.ceremony.awarded import has_poll, source_of, team_in_the_end
from challenges.ceremony.eligible import eligible_of
from challenges.ceremony.models import Award, Laureate
from challenges.ceremony.sources import Finding, Winner, winners_of
from challenges.journal.actions import write
from challenges.jury.snapshot import digest_of

SAID = ("citation", "pronunciation")
NAMES = ("rank", "project_id", "team_name", "project_title", "first", "second")


@dataclass(frozen=True)
class Pick:
    """Somebody on a place: `key` as eligible.Eligible names it; those on one place are ex aequo."""

    key: str
    place: int


def digest_in_view(award: Award, finding: Finding | None = None) -> str:
    """What a form was opened on: the laureates and the choice as they are, and what the source says. It is another one
    once somebody has changed any of them."""
    rows = [[row.rank, str(row.team_id), str(row.project_id)] for row in award.laureates.order_by("rank", "team_id")]
    said = [[one.rank, str(one.team and one.team.pk)] for one in finding.winners] if finding else []
    choice = [award.deciders, award.reason, str(award.decision_id), award.told]
    return digest_of({"laureates": rows, "said": said, "choice": choice})


@transaction.atomic
def take_laureates(award: Award, *, seen: str, by: AbstractBaseUser, now: datetime) -> bool:
    """The award has the laureates that its source says, under the names of now; `seen` is the digest_in_view of what
    was read. What was written for a team that stays, stays. False where it is so already.

    Raises what hold_awards and winners_of do, and LaureatesMoved.
    """
    held = _held(award, now=now)
    if source_of(held, has_poll=has_poll(held.edition_id)) == Source.CHOICE:
        raise LaureatesMoved
    finding = winners_of(held, now=now)
    if is_as_said(held, finding):
        return False
    if seen != digest_in_view(held, finding):
        raise LaureatesMoved
    held.decision, held.deciders, held.reason, held.chosen_by_id = finding.decision, "", "", None
    _put(held, finding.winners)
    told = {"decision": finding.decision.sha256} if finding.decision else {"vote": held.edition.slug}
    _journal("award.laureates_taken", held, by=by, now=now, **told)
    return True


@transaction.atomic
def choose_laureates(
    award: Award,
    picks: Sequence[Pick],
    *,
    deciders: str,
    reason: str,
    seen: str,
    by: AbstractBaseUser,
    now: datetime,
) -> bool:
    """The award has the laureates that `deciders` chose, for a reason that is kept with it; False where it is so
    already. Raises what hold_awards does, ChosenElsewhere, LaureatesMoved, NobodyChosen, ChosenTwice, NotEligible,
    PlacesTooMany, DecidersNeeded, ChoiceReasonNeeded, ChoiceTextTooLong."""
    held = _held(award, now=now)
    if source_of(held, has_poll=has_poll(held.edition_id)) != Source.CHOICE:
        raise ChosenElsewhere
    who, why = require_named(deciders, reason)
    finding = Finding(_picked(held, picks))
    if is_as_said(held, finding) and (held.deciders, held.reason) == (who, why):
        return False
    if seen != digest_in_view(held):
        raise LaureatesMoved
    held.decision, held.deciders, held.reason, held.chosen_by_id = None, who, why, by.pk
    _put(held, finding.winners)
    _journal("award.laureates_chosen", held, by=by, now=now)
    return True


@transaction.atomic
def clear_laureates(award: Award, *, by: AbstractBaseUser, now: datetime) -> bool:
    """Nobody has it, and what was written for them is gone; False where nobody had. Raises what hold_awards does."""
    held = _held(award, now=now)
    if not held.laureates.exists():
        return False
    held.decision, held.deciders, held.reason, held.chosen_by_id = None, "", "", None
    _put(held, ())
    _journal("award.laureates_cleared", held, by=by, now=now)
    return True


@transaction.atomic
def say_of(laureate: Laureate, *, by: AbstractBaseUser, now: datetime) -> bool:
    """Its citation and how its name is said, as the row says; False where that was so. Raises what hold_awards does,
    and LaureatesMoved where it has the award no more."""
    held = _held(laureate.award, now=now)
    was = held.laureates.select_for_update(no_key=True).filter(pk=laureate.pk).first()
    if was is None:
        raise LaureatesMoved
    changed = [name for name in SAID if getattr(was, name) != getattr(laureate, name)]
    if not changed:
        return False
    laureate.save(update_fields=changed)
    _journal("award.citation_written", held, by=by, now=now, fields=changed)
    return True


def is_as_said(award: Award, finding: Finding) -> bool:
    """Whether the laureates are those of a source, to the last name and figure."""
    there = {row.team_id: _values_of(row) for row in award.laureates.all()}
    said = {one.team.pk: _values(one) for one in finding.winners if one.team}
    decision = finding.decision.pk if finding.decision else None
    if there.keys() != said.keys() or award.decision_id != decision:
        return False
    return all(_is_kept(there[key], said[key]) for key in said)


def _is_kept(there: dict[str, Any], said: dict[str, Any]) -> bool:
    """The title of a page that was deleted is what it was."""
    wanted = said if said["project_id"] else {**said, "project_title": there["project_title"]}
    return there == wanted


def _held(award: Award, *, now: datetime) -> Award:
    held = hold_award(award, now=now)
    if held is None:
        raise LaureatesMoved
    return held


def _picked(award: Award, picks: Sequence[Pick]) -> tuple[Winner, ...]:
    if not picks:
        raise NobodyChosen
    possible = eligible_of(award.edition, award.challenge, [pick.key for pick in picks])
    if any(pick.key not in possible for pick in picks):
        raise NotEligible
    ranks = ranked([pick.place for pick in picks])
    found = [
        Winner(possible[pick.key].team, possible[pick.key].project, rank)
        for pick, rank in zip(picks, ranks, strict=True)
    ]
    if len({one.team.pk for one in found if one.team}) < len(found):
        raise ChosenTwice
    if any(one.rank > award.told for one in found):
        raise PlacesTooMany(told=award.told)
    return tuple(sorted(found, key=lambda one: one.rank))


def _put(award: Award, winners: Sequence[Winner]) -> None:
    """Rows of teams that became part of another are that one's now, with what was written for them."""
    rows = award.laureates.select_related("team__merged_into").order_by("-rank")
    there = {team_in_the_end(row.team).pk: row for row in rows}
    kept = [there[one.team.pk].pk for one in winners if one.team and one.team.pk in there]
    award.laureates.exclude(pk__in=kept).delete()
    for one in winners:
        if one.team is None:
            continue
        row = there.get(one.team.pk, Laureate(award=award))
        title = row.project_title if one.project is None and row.project_id is None else one.title
        for name, value in {**_values(one), "team_id": one.team.pk, "project_title": title}.items():
            setattr(row, name, value)
        row.save()
    award.save(update_fields=["decision", "deciders", "reason", "chosen_by"])


def _values(winner: Winner) -> dict[str, Any]:
    return {
        "rank": winner.rank,
        "project_id": winner.project.pk if winner.project else None,
        "team_name": winner.team.name if winner.team else "",
        "project_title": winner.title,
        "first": winner.first,
        "second": winner.second,
    }


def _values_of(row: Laureate) -> dict[str, Any]:
    return {
        name: getattr(row, name) for name in ("rank", "project_id", "team_name", "project_title", "first", "second")
    }


def _journal(deed: str, award: Award, *, by: AbstractBaseUser, now: datetime, **told: Any) -> None:
    write(deed, subject=f"award:{award.pk}", by=by, now=now, details={**award.whereabouts, **told})
