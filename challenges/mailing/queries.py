"""Whom a letter to a group reaches, and how far it is."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from challenges.mailing.models import Audience, Ground, GroupLetter
from challenges.mailing.rules import filled
from challenges.post.actions import Words
from challenges.post.models import Letter
from challenges.post.queries import narrowed
from challenges.post.rules import ANNOUNCEMENTS, TRIES
from challenges.submissions.models import Submission
from challenges.teams.models import Membership, Team
from challenges.wording import localized, say_moment

CONTACT = "contact"  # the consent that partners may write, as the accounts name it
WITH_TEAM = frozenset({Audience.MEMBERS, Audience.CAPTAINS, Audience.CHALLENGE, Audience.IDLE})
NO_TEAM = "–"
AT_ONCE = 500


@dataclass(frozen=True)
class Progress:
    """How many letters are written, how many went, how many are given up."""

    written: int
    sent: int
    given_up: int

    @property
    def waiting(self) -> int:
        return self.written - self.sent - self.given_up


def readers_of(letter: GroupLetter) -> QuerySet[Any]:
    """Who gets it: the group, without those whom its ground leaves out."""
    people = get_user_model()._default_manager.filter(is_active=True).exclude(email="").order_by("pk")
    if letter.audience == Audience.ORGANIZERS:
        people = people.filter(is_staff=True)
    elif letter.audience in WITH_TEAM:
        people = people.filter(Exists(_memberships(letter).filter(user=OuterRef("pk"))))
    if letter.ground != Ground.RUNNING:
        people = narrowed(people, kind=ANNOUNCEMENTS)
    if letter.ground == Ground.PARTNER:
        people = people.filter(consents__purpose=CONTACT, consents__withdrawn_at=None)
    return people


def kind_of(letter: GroupLetter) -> str:
    """What mail preferences call it; without one it is sent always, and has no way to stop it."""
    return "" if letter.ground == Ground.RUNNING else ANNOUNCEMENTS


def about_of(letter: GroupLetter) -> str:
    """What its letters are about: the same address gets one."""
    return f"group:{letter.pk}"


def words_for(letter: GroupLetter, *, person: str, team: str) -> Words:
    """In the active language."""
    language = (get_language() or "fr")[:2]
    names = {**_same_for_all(letter, language), "person": person, "name": person, "team": team or NO_TEAM}
    subject, body = (localized(texts, language) for texts in (letter.subject, letter.body))
    return Words(filled(subject, names), filled(body, names) + "\n")


def subject_of(letter: GroupLetter) -> str:
    """For organizers, in the active language: whose name stands in it is left open."""
    language = (get_language() or "fr")[:2]
    return filled(localized(letter.subject, language), _same_for_all(letter, language))


def _same_for_all(letter: GroupLetter, language: str) -> dict[str, str]:
    edition = letter.edition
    about = {"challenge": localized(letter.challenge.title, language)} if letter.challenge else {}
    closes = say_moment(edition.closes_at, zone=edition.timezone)
    return {**about, "edition": localized(edition.title, language), "closes": closes, "site": settings.SITE_URL}


def team_names(letter: GroupLetter, people: Collection[AbstractBaseUser]) -> dict[int, str]:
    """By person, the team they play in."""
    rows = Membership.objects.filter(edition=letter.edition_id, user__in=[person.pk for person in people])
    return dict(rows.values_list("user_id", "team__name"))


def by_the_hundred(letter: GroupLetter) -> Iterator[list[Any]]:
    """Its readers in pieces, each small enough for one transaction."""
    last, people = 0, readers_of(letter)
    while found := list(people.filter(pk__gt=last)[:AT_ONCE]):
        yield found
        last = found[-1].pk


def progress_of(letter: GroupLetter) -> Progress:
    """From its letters, as far as they are not forgotten."""
    told = Letter.objects.filter(about=about_of(letter)).aggregate(
        written=Count("pk"),
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        given_up=Count("pk", filter=Q(sent_at=None, tries__gte=TRIES)),
    )
    return Progress(**told)


def to_write() -> QuerySet[GroupLetter]:
    """What was sent and is not wholly written, the oldest first."""
    found = GroupLetter.objects.filter(sent_at__isnull=False, written_at=None)
    return found.select_related("edition", "challenge").order_by("sent_at")


def _memberships(letter: GroupLetter) -> QuerySet[Membership]:
    teams = Team.objects.filter(edition=letter.edition_id, is_baseline=False, merged_into=None)
    if letter.audience == Audience.CHALLENGE:
        entered = Membership.objects.filter(
            edition=letter.edition_id, user__rules_acceptances__challenge=letter.challenge_id
        )
        teams = teams.filter(pk__in=entered.values("team"))
    elif letter.audience == Audience.IDLE:
        handed_in = Submission.objects.filter(team=OuterRef("pk"))
        if letter.challenge_id:
            handed_in = handed_in.filter(phase__challenge=letter.challenge_id)
        teams = teams.filter(~Exists(handed_in))
    members = Membership.objects.filter(team__in=teams)
    return members.filter(is_captain=True) if letter.audience == Audience.CAPTAINS else members
