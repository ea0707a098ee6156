"""What people are written when results are published, and when they are corrected."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language, gettext

from challenges.ceremony.models import Laureate
from challenges.editions.models import Edition
from challenges.errors import gettext_noop
from challenges.post.actions import Words, write_each, write_to
from challenges.post.rules import ANNOUNCEMENTS
from challenges.results.codes import spaced
from challenges.results.models import Certificate, Erratum, Publication
from challenges.results.waiting import Waiting, all_told
from challenges.teams.models import Membership
from challenges.wording import isolated, localized

SUBJECT = gettext_noop("The results of %(edition)s are published")
OPENING = gettext_noop(
    "The results of %(edition)s are published: laureates, final leaderboards, and how it was judged."
)
LAUREATE_SUBJECT = gettext_noop("Your team is a laureate of %(edition)s")
LAUREATE_OPENING = gettext_noop("Congratulations: your team “%(team)s” is a laureate of %(edition)s.")
AWARDED = gettext_noop("%(award)s: rank %(rank)s")
CITATION = gettext_noop("The citation says: %(citation)s")
CERTIFICATES = gettext_noop("A certificate has been made out to you. Anyone who has its code can check it here:")
RESULTS_ARE_HERE = gettext_noop("All results: %(address)s")
THANKS = gettext_noop("Thank you for taking part.")
ERRATUM_SUBJECT = gettext_noop("A correction of the results of %(edition)s")
ERRATUM_BODY = gettext_noop("The published results of %(edition)s were corrected. The correction says:\n\n%(text)s")

Honours = Mapping[int, Sequence[Laureate]]


@dataclass(frozen=True)
class Readers:
    """How many people hear of the results: as laureates, and as members of the other teams."""

    laureates: int
    others: int


def readers_of(waiting: Waiting) -> Readers:
    """As the teams are now; of the others, those who want announcements get the letter, and whoever has a
    certificate. One query."""
    honoured = set(_honours(waiting))
    return Readers(len(honoured), _players(waiting.edition).exclude(pk__in=honoured).count())


def write_result_letters(publication: Publication, waiting: Waiting, *, now: datetime) -> int:
    """One letter to everybody concerned: of laureates and holders of a certificate to all, of the other members to
    those who want announcements. How many."""
    edition = publication.edition
    honours, certificates = _honours(waiting), _certificates(edition)
    users = get_user_model().objects
    laureates = list(users.filter(pk__in=honours))
    holders = list(users.filter(pk__in=certificates.keys() - honours.keys()))
    others = list(_players(edition).exclude(pk__in=[*honours, *certificates]))

    def compose(person: AbstractBaseUser) -> Words:
        return _words(edition, honours.get(person.pk, ()), certificates.get(person.pk, ()))

    about = f"results:{publication.pk}"
    return sum(
        len(write_each(people, compose, kind=kind, about=about, now=now))
        for people, kind in ((laureates, ""), (holders, ""), (others, ANNOUNCEMENTS))
    )


def write_erratum_letters(erratum: Erratum, *, now: datetime) -> int:
    """To the members of the teams that it changes something for. How many."""
    people = list(concerned_by(erratum.changes))
    return len(write_to(people, lambda: _corrected(erratum), kind="", about=f"erratum:{erratum.pk}", now=now))


def concerned_by(changes: Sequence[Mapping[str, Any]]) -> QuerySet[Any]:
    """The members of the teams that these changes name."""
    teams = [change["team_id"] for change in changes if change.get("team_id")]
    return get_user_model().objects.filter(memberships__team__in=teams, is_active=True).distinct().order_by("pk")


def results_address(edition: Edition) -> str:
    """Where they are, and stay."""
    return f"{settings.SITE_URL}/results/{edition.slug}/"


def _players(edition: Edition) -> QuerySet[Any]:
    plays = Membership.objects.filter(user=OuterRef("pk"), team__edition=edition, team__is_baseline=False)
    return get_user_model().objects.filter(Exists(plays), is_active=True).order_by("pk")


def _honours(waiting: Waiting) -> dict[int, list[Laureate]]:
    """What each member of a laureate's team is told of, by the member's key."""
    found: dict[int, list[Laureate]] = defaultdict(list)
    for laureate in all_told(waiting.awards):
        for user in waiting.members.get(laureate.team_id, ()):
            found[user].append(laureate)
    return dict(found)


def _certificates(edition: Edition) -> dict[int, list[Certificate]]:
    found: dict[int, list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.filter(edition=edition, revoked_at=None, holder__isnull=False):
        if certificate.holder_id is not None:
            found[certificate.holder_id].append(certificate)
    return dict(found)


def _words(edition: Edition, laurels: Sequence[Laureate], certificates: Sequence[Certificate]) -> Words:
    language = (get_language() or "fr")[:2]
    plain = {"edition": localized(edition.title, language)}
    names = {"edition": isolated(plain["edition"])}
    if laurels:
        names["team"] = isolated(laurels[0].team_name)
        parts = [gettext(LAUREATE_OPENING) % names, "\n".join(_awarded(one, language) for one in laurels)]
    else:
        parts = [gettext(OPENING) % names]
    if certificates:
        lines = [f"{one.get_kind_display()} · {isolated(spaced(one.code))}\n{_checked_at(one)}" for one in certificates]
        parts.append("\n".join([gettext(CERTIFICATES), *lines]))
    parts += [gettext(RESULTS_ARE_HERE) % {"address": results_address(edition)}, gettext(THANKS)]
    return Words(gettext(LAUREATE_SUBJECT if laurels else SUBJECT) % plain, "\n\n".join(parts) + "\n")


def _awarded(one: Laureate, language: str) -> str:
    """An award that tells its first place alone has no ranks."""
    award = isolated(localized(one.award.title, language))
    line = gettext(AWARDED) % {"award": award, "rank": one.rank} if one.award.told > 1 else award
    citation = localized(one.citation, language)
    return f"{line}\n{gettext(CITATION) % {'citation': isolated(citation)}}" if citation else line


def _checked_at(certificate: Certificate) -> str:
    return f"{settings.SITE_URL}/certificates/{certificate.code}/"


def _corrected(erratum: Erratum) -> Words:
    language = (get_language() or "fr")[:2]
    edition = erratum.publication.edition
    plain = {"edition": localized(edition.title, language)}
    names = {"edition": isolated(plain["edition"]), "text": isolated(localized(erratum.text, language))}
    where = gettext(RESULTS_ARE_HERE) % {"address": results_address(edition)}
    return Words(gettext(ERRATUM_SUBJECT) % plain, f"{gettext(ERRATUM_BODY) % names}\n\n{where}\n")
