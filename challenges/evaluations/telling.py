"""Tells a team by letter that a submission has its result; of the result itself nothing travels."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.evaluations.models import Evaluation, State
from challenges.post.actions import Words, write_to
from challenges.post.queries import narrowed
from challenges.post.rules import RESULTS
from challenges.wording import localized, say_moment


def write_result(evaluation: Evaluation, *, now: datetime) -> None:
    """To the members of its team who want such letters: one for each submission, however often it is evaluated, and
    none of a rejudge, which the board announces. In the transaction of the result; where nobody wants one, that is one
    query."""
    if evaluation.rejudge_id is not None:
        return
    submission = evaluation.submission
    members = get_user_model().objects.filter(memberships__team=submission.team_id, is_active=True)
    readers = list(narrowed(members, kind=RESULTS))
    if readers:
        about = f"result:{submission.pk}"
        write_to(readers, lambda: letter_about(evaluation), kind=RESULTS, about=about, now=now)


def letter_about(evaluation: Evaluation) -> Words:
    """In the active language."""
    submission = evaluation.submission
    challenge = submission.phase.challenge
    title = localized(challenge.title, (get_language() or "fr")[:2])
    names = {
        "file": f"\u2068{submission.file_name}\u2069",
        "moment": say_moment(submission.received_at, zone=challenge.edition.timezone),
    }
    if evaluation.state == State.SCORED:
        subject = gettext("Your submission is scored: %(challenge)s")
        told = gettext("The file %(file)s, which your team handed in on %(moment)s, is scored.")
    else:
        subject = gettext("Your submission could not be scored: %(challenge)s")
        told = gettext(
            "The file %(file)s, which your team handed in on %(moment)s, could not be scored. The page says why, and "
            "what to do."
        )
    read = gettext("Read it on the site: %(address)s")
    link = f"{settings.SITE_URL}{reverse('submission', args=[submission.pk])}"
    return Words(subject % {"challenge": title}, f"{told % names}\n\n{read % {'address': link}}")
