"""What is written to a team and to its mentor about an hour."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.errors import gettext_noop
from challenges.mentoring.models import MentorBooking, MentorSlot
from challenges.post.actions import Words, write_to
from challenges.post.rules import MENTORS
from challenges.teams.models import Team
from challenges.wording import localized, say_moment


@dataclass(frozen=True)
class Draft:
    """A letter before it has names and a language: message ids. `lead` stands before the link at the end."""

    subject: str
    body: str
    lead: str
    says_where: bool = True


BOOKED = Draft(
    gettext_noop("Booked: %(mentor)s, %(at)s"),
    gettext_noop("The team “%(team)s” has booked an hour with %(mentor)s.\n\nWhen: %(at)s\nTopic: %(topic)s"),
    gettext_noop("The team can cancel until an hour before:"),
)
CANCELLED = Draft(
    gettext_noop("Cancelled: %(mentor)s, %(at)s"),
    gettext_noop("The hour of the team “%(team)s” with %(mentor)s is cancelled.\n\nIt would have been: %(at)s"),
    gettext_noop("All mentors' hours are here:"),
    says_where=False,
)
MOVED = Draft(
    gettext_noop("Changed: %(mentor)s, now %(at)s"),
    gettext_noop(
        "The hour of the team “%(team)s” with %(mentor)s has changed.\n\nIt was: %(was)s\nIt is now: %(at)s\n"
        "Topic: %(topic)s"
    ),
    gettext_noop("If that does not suit the team, it can cancel and book another hour:"),
)
WITHDRAWN = Draft(
    gettext_noop("Withdrawn: %(mentor)s, %(at)s"),
    gettext_noop(
        "The hour that the team “%(team)s” booked with %(mentor)s does not take place. We are sorry.\n\n"
        "It would have been: %(at)s"
    ),
    gettext_noop("All mentors' hours are here:"),
    says_where=False,
)
REMINDER = Draft(
    gettext_noop("Reminder: %(mentor)s, %(at)s"),
    gettext_noop("The hour of the team “%(team)s” with %(mentor)s is near.\n\nWhen: %(at)s\nTopic: %(topic)s"),
    gettext_noop("The team can cancel until an hour before:"),
)


def tell(
    draft: Draft,
    booking: MentorBooking,
    *,
    about: str,
    now: datetime,
    was: datetime | None = None,
    with_mentor: bool = True,
) -> None:
    """To the team's members, and to the mentor who has an account; once about the same thing."""
    slot: MentorSlot = booking.slot
    people = list(get_user_model().objects.filter(memberships__team=booking.team_id))
    if with_mentor and slot.account is not None:
        people = [*(one for one in people if one.pk != slot.account_id), slot.account]
    write_to(people, _compose(draft, booking, was=was or slot.starts_at), kind=MENTORS, about=about, now=now)


def _compose(draft: Draft, booking: MentorBooking, *, was: datetime) -> Callable[[], Words]:
    slot: MentorSlot = booking.slot
    team: Team = booking.team

    def words() -> Words:
        zone = slot.edition.timezone
        names: dict[str, Any] = {
            "mentor": slot.mentor,
            "team": team.name,
            "at": say_moment(slot.starts_at, zone=zone),
            "was": say_moment(was, zone=zone),
            "topic": localized(slot.topic, (get_language() or "fr")[:2]),
        }
        more = [slot.place, slot.link, booking.about and f"\n> {booking.about}"] if draft.says_where else []
        link = f"{settings.SITE_URL}{reverse('mentors')}"
        lines = [gettext(draft.body) % names, *filter(None, more), "", gettext(draft.lead), link]
        return Words(gettext(draft.subject) % names, "\n".join(lines) + "\n")

    return words
