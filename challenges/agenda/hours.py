"""An item of the agenda as an hour of the calendar file."""

from django.urls import reverse
from django.utils.translation import get_language

from challenges.agenda.models import AgendaItem
from challenges.editions.hours import Hour
from challenges.wording import localized


def hour_of(item: AgendaItem) -> Hour:
    """In the active language. Where it can be followed from afar, the link stands with what it is about."""
    language = (get_language() or "fr")[:2]
    about = localized(item.about, language)
    return Hour(
        uid=f"agenda-{item.pk}",
        at=item.starts_at,
        said=localized(item.title, language),
        address=f"{reverse('agenda')}#item-{item.pk}",
        ends_at=item.ends_at,
        place=localized(item.place, language),
        about="\n".join(filter(None, (about, item.link))),
    )
