"""What happens in an edition: agenda, mentors' hours, mail texts."""

from datetime import datetime, timedelta

from challenges.agenda.models import AgendaItem
from challenges.editions.models import Edition, Partner
from challenges.mail_texts.models import MailText
from challenges.mentoring.models import MentorSlot
from tests.factories.editions import NOW, texts

TWENTY_MINUTES = timedelta(minutes=20)


def make_partner(edition: Edition, *, short_name: str = "ANP", **fields: object) -> Partner:
    """Without a logo."""
    return Partner.objects.create(edition=edition, short_name=short_name, name=texts("Ports agency"), **fields)


def make_item(edition: Edition, *, title: str = "Webinar on the data", **fields: object) -> AgendaItem:
    """A webinar of an hour, two days after NOW."""
    starts_at = fields.pop("starts_at", NOW + timedelta(days=2))
    given = {"kind": "webinar", "ends_at": starts_at + timedelta(hours=1), **fields}
    return AgendaItem.objects.create(edition=edition, title=texts(title), starts_at=starts_at, **given)


def make_slot(edition: Edition, *, starts_at: datetime = NOW + timedelta(days=4), **fields: object) -> MentorSlot:
    """Twenty minutes with Hicham, four days after NOW."""
    given = {
        "mentor": "Hicham Berrada",
        "topic": texts("Life of a quay"),
        "place": "Quai 3, salle B",
        "link": "https://video.example/quai3",
        "ends_at": starts_at + TWENTY_MINUTES,
    }
    return MentorSlot.objects.create(edition=edition, starts_at=starts_at, **{**given, **fields})


def make_mail_text(name: str = "Welcome") -> MailText:
    """Greets a team."""
    body = {"fr": "Bonjour {name} de {team}.", "ar": "مرحبا {name}.", "en": "Hello {name} of {team}."}
    return MailText.objects.create(name=name, subject=texts("Welcome to {edition}"), body=body)
