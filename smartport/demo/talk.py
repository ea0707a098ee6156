"""What the demo's organizers say: frequent questions and one announcement, each put in once."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from challenges.editions.actions import publish_announcement
from challenges.editions.models import Announcement, Edition, FaqEntry
from smartport.accounts.models import User
from smartport.demo.people import DORA

TEXTS = Path(__file__).with_name("talk.yaml")


@transaction.atomic
def add_talk(edition: Edition, *, now: datetime) -> None:
    """Whatever of it is there, changed or not, stays as it is; what the organizers took away stays away."""
    told: dict[str, Any] = yaml.safe_load(TEXTS.read_text("utf-8"))
    if not FaqEntry.objects.filter(edition=edition).exists():
        challenges = {challenge.slug: challenge for challenge in edition.challenges.all()}
        FaqEntry.objects.bulk_create(
            FaqEntry(
                edition=edition,
                challenge=challenges[entry["challenge"]] if "challenge" in entry else None,
                order=order,
                question=entry["question"],
                answer=entry["answer"],
            )
            for order, entry in enumerate(told["faq"])
            if "challenge" not in entry or entry["challenge"] in challenges
        )
    if not edition.announcements.exists():
        dora = User.objects.get(email=DORA.email)
        welcome = Announcement.objects.create(edition=edition, by=dora, **told["announcement"])
        publish_announcement(welcome, by=dora, now=now)
