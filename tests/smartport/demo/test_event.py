"""The demonstration shows what happens in an edition."""

import pytest

from challenges.agenda.models import AgendaItem
from challenges.mail_texts.models import MailText
from challenges.mentoring.models import MentorSlot
from smartport.demo.event import add_event, mark
from smartport.demo.people import DORA
from tests.factories import NOW, make_partner, make_person

pytestmark = pytest.mark.django_db


def test_event_is_put_in_once(edition):
    make_person("dora").__class__.objects.filter(username="dora").update(email=DORA.email)
    partners = [make_partner(edition, short_name=name) for name in ("ANP", "PortNet")]
    for _ in range(2):
        add_event(edition, now=NOW)
    assert (AgendaItem.objects.count(), MentorSlot.objects.count(), MailText.objects.count()) == (5, 36, 1)
    for partner in partners:
        partner.refresh_from_db()
    assert len({partner.logo_digest for partner in partners}) == 2


def test_what_organizers_changed_stays(edition):
    make_person("dora").__class__.objects.filter(username="dora").update(email=DORA.email)
    add_event(edition, now=NOW)
    AgendaItem.objects.exclude(kind="jury").delete()
    add_event(edition, now=NOW)
    assert AgendaItem.objects.count() == 1


def test_marks_are_each_their_own():
    assert len({mark(number).read() for number in range(10)}) == 10
