"""What is still missing before an award can be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from challenges.ceremony.award_rules import Source, missing
from challenges.ceremony.awarded import locked_decisions, source_of, team_in_the_end
from challenges.ceremony.models import Award, AwardKind, Laureate
from challenges.editions.models import Edition
from challenges.jury.models import Decision
from challenges.popular.models import Poll

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
TEXTS = ("title", "about", "prize")


@dataclass(frozen=True)
class Lack:
    """`what` is one of texts, partner, handed_by, undecided, vote, laureates, moved, renamed, fewer, citation,
    pronunciation; of one laureate the last two, of languages texts and citation."""

    what: str
    laureate: Laureate | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What an award's laureates would be taken from now."""

    source: Source
    decision: Decision | None = None
    is_vote_over: bool = False

    def has_given(self, award: Award) -> bool:
        """Whether the laureates that are there were taken from it."""
        if self.source == Source.DECISION:
            return self.decision is not None and award.decision_id == self.decision.pk
        return award.decision_id is None and bool(award.deciders) == (self.source == Source.CHOICE)


def grounds_of(edition: Edition, awards: Sequence[Award], *, now: datetime) -> dict[UUID, Ground]:
    """By award. Two queries, however many awards."""
    decisions = locked_decisions(awards)
    poll = Poll.objects.filter(edition=edition).first()
    is_over = poll is not None and now > poll.closes_at
    return {
        award.pk: Ground(
            source_of(award, has_poll=poll is not None),
            decisions.get(award.panel_id) if award.panel_id else None,
            is_vote_over=is_over,
        )
        for award in awards
    }


def lacks_of(award: Award, ground: Ground) -> list[Lack]:
    """In the order in which one mends them. Asks nothing of the database where awards came from queries.awards_of."""
    return [*_of_award(award), *_of_laureates(award, ground)]


def _of_award(award: Award) -> Iterator[Lack]:
    unwritten = {language for name in TEXTS for language in _unwritten(award, name)}
    if unwritten:
        yield Lack("texts", languages=tuple(code for code in LANGUAGES if code in unwritten))
    if award.kind == AwardKind.SPONSOR and award.partner_id is None:
        yield Lack("partner")
    if not award.handed_by:
        yield Lack("handed_by")


def _of_laureates(award: Award, ground: Ground) -> Iterator[Lack]:
    rows = list(award.laureates.all())
    if not rows:
        yield Lack(_why_nobody(ground))
        return
    if not ground.has_given(award):
        yield Lack("moved")
    elif any(_is_renamed(row) for row in rows):
        yield Lack("renamed")
    if len(rows) < award.told:
        yield Lack("fewer")
    for row in rows:
        if languages := missing(row.citation, of=LANGUAGES):
            yield Lack("citation", row, languages)
        if not row.pronunciation:
            yield Lack("pronunciation", row)


def _unwritten(award: Award, name: str) -> tuple[str, ...]:
    """A title in all languages; what else is told at all."""
    texts = getattr(award, name)
    return missing(texts, of=LANGUAGES) if name == "title" or any(texts.values()) else ()


def _why_nobody(ground: Ground) -> str:
    if ground.source == Source.DECISION and ground.decision is None:
        return "undecided"
    return "vote" if ground.source == Source.VOTE and not ground.is_vote_over else "laureates"


def _is_renamed(row: Laureate) -> bool:
    if team_in_the_end(row.team).pk != row.team_id or row.team_name != row.team.name:
        return True
    return row.project is not None and row.project_title != row.project.title
