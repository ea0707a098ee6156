"""What happens in the demo edition: marks for its partners, an agenda, mentors' hours, a mail text; put in once."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageDraw

from challenges.agenda.actions import keep_item
from challenges.agenda.models import AgendaItem
from challenges.editions.models import Edition
from challenges.mail_texts.actions import keep_mail_text
from challenges.mail_texts.models import MailText
from challenges.mentoring.actions import Offer, offer_series
from challenges.mentoring.rules import Series
from challenges.partners.actions import keep_partner
from challenges.partners.logos import draw_logo
from smartport.accounts.models import User
from smartport.demo.people import DORA

TEXTS = Path(__file__).with_name("event.yaml")
INKS = ("#0c3a54", "#98126a", "#0d5f49", "#6d4a00", "#435d6b")
SIDE = 240


def add_event(edition: Edition, *, now: datetime) -> None:
    """Whatever is there, changed or not, stays as it is."""
    told: dict[str, Any] = yaml.safe_load(TEXTS.read_text("utf-8"))
    dora = User.objects.get(email=DORA.email)
    if edition.agenda.exists() or edition.mentor_slots.exists():
        return
    with transaction.atomic():
        for number, partner in enumerate(edition.partners.filter(logo="")):
            keep_partner(partner, logo=draw_logo(mark(number)), by=dora, now=now)
        for item in told["agenda"]:
            keep_item(_item(edition, item, now=now), by=dora, now=now)
        for offered in told["mentors"]:
            _offer(edition, offered, by=dora, now=now)
        if not MailText.objects.exists():
            keep_mail_text(MailText(**told["letter"]), by=dora, now=now)


def mark(number: int) -> "ContentFile[Any]":
    """A sign of our own, another for each number: a buoy with so many rings. It is nobody's real logo."""
    ink = INKS[number % len(INKS)]
    picture = Image.new("RGBA", (SIDE * 2, SIDE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for ring in range(1 + number % 3):
        edge = 16 + 36 * ring
        draw.ellipse((edge, edge, SIDE - edge, SIDE - edge), outline=ink, width=14)
    for wave in range(1 + number // 3):
        height = 60 + 44 * wave
        draw.rounded_rectangle((SIDE + 24, height, 2 * SIDE - 24, height + 18), radius=9, fill=ink)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return ContentFile(out.getvalue(), name="mark.png")


def _item(edition: Edition, told: dict[str, Any], *, now: datetime) -> AgendaItem:
    starts_at = _at(edition, day=told["day"], hour=told["hour"], now=now)
    ends_at = starts_at + timedelta(minutes=told["minutes"]) if "minutes" in told else None
    texts = {name: told.get(name, {}) for name in ("title", "place", "about")}
    return AgendaItem(
        edition=edition, kind=told["kind"], starts_at=starts_at, ends_at=ends_at, link=told.get("link", ""), **texts
    )


def _offer(edition: Edition, told: dict[str, Any], *, by: User, now: datetime) -> None:
    first = _day(edition, told["day"], now=now)
    offer = Offer(
        key=uuid5(NAMESPACE_URL, f"{edition.slug}/{told['mentor']}"),
        mentor=told["mentor"],
        topic=told["topic"],
        place=told["place"],
    )
    hours = Series(first, time(told["from"]), time(told["to"]), minutes=told["minutes"], weeks=told["weeks"])
    offer_series(edition, offer, hours, by=by, now=now)


def _day(edition: Edition, days: int, *, now: datetime) -> date:
    return (now + timedelta(days=days)).astimezone(edition.timezone).date()


def _at(edition: Edition, *, day: int, hour: int, now: datetime) -> datetime:
    return datetime.combine(_day(edition, day, now=now), time(hour), tzinfo=edition.timezone)
