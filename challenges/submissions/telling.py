"""Tells a team by letter that one of its submissions is disqualified, or no longer so."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.post.actions import Compose, Words, write_to
from challenges.post.rules import TEAM
from challenges.submissions.models import Disqualification
from challenges.wording import localized, say_moment


def write_disqualified(made: Disqualification, *, now: datetime) -> None:
    """To every member of its team, with the reason; in the transaction of the decision."""

    def words() -> Words:
        names = _names(made)
        subject = gettext("A submission of your team is disqualified: %(challenge)s")
        told = gettext(
            "The organizers have disqualified the file %(file)s, which your team handed in on %(moment)s. It counts "
            "nowhere; your team's next best takes its place."
        )
        why = gettext("The reason: %(reason)s")
        ask = gettext("If you think that this is wrong, write to the organizers on the page of questions.")
        read = gettext("Read it on the site: %(address)s")
        body = "\n\n".join(text % names for text in (told, why, ask, read))
        return Words(subject % names, body)

    _write(made, words, about=f"disqualified:{made.pk}", now=now)


def write_lifted(lifted: Disqualification, *, now: datetime) -> None:
    """To every member of its team; in the transaction of the decision."""

    def words() -> Words:
        names = _names(lifted)
        subject = gettext("A submission of your team counts again: %(challenge)s")
        told = gettext(
            "The organizers have lifted the disqualification of the file %(file)s, which your team handed in on "
            "%(moment)s. It counts as if nothing had been."
        )
        return Words(subject % names, f"{told}\n\n{gettext('Read it on the site: %(address)s')}" % names)

    _write(lifted, words, about=f"readmitted:{lifted.pk}", now=now)


def _write(told: Disqualification, words: Compose, *, about: str, now: datetime) -> None:
    members = get_user_model().objects.filter(memberships__team=told.submission.team_id)
    write_to(list(members), words, kind=TEAM, about=about, now=now)


def _names(told: Disqualification) -> dict[str, str]:
    """In the active language."""
    submission, language = told.submission, (get_language() or "fr")[:2]
    challenge = submission.phase.challenge
    return {
        "challenge": localized(challenge.title, language),
        "file": f"\u2068{submission.file_name}\u2069",
        "moment": say_moment(submission.received_at, zone=challenge.edition.timezone),
        "reason": localized(told.reason, language),
        "address": f"{settings.SITE_URL}{reverse('submission', args=[submission.pk])}",
    }
