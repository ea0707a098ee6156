"""An item in a calendar."""

import pytest
from django.utils import translation
from icalendar import Calendar

from challenges.agenda.hours import hour_of
from challenges.editions.hours import calendar_of
from tests.factories import NOW, make_item

pytestmark = pytest.mark.django_db


def test_item_is_an_event_with_a_length_a_place_and_a_link(edition):
    item = make_item(edition, place={"fr": "Casablanca"}, about={"fr": "Venez"}, link="https://video.example/1")
    with translation.override("fr"):
        content = calendar_of(edition, [hour_of(item)], name="Port", now=NOW)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["uid"]), str(event["location"])) == (f"agenda-{item.pk}@testserver", "Casablanca")
    assert event["duration"].dt.total_seconds() == 3600
    assert str(event["summary"]) == "Webinar on the data (fr)"
    told = str(event["description"]).splitlines()[1:]
    assert told == ["Venez", "https://video.example/1", f"http://testserver/agenda/#item-{item.pk}"]
