"""The demo edition's conditions of participation, a team that looks for members, and somebody who looks for a team."""

from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from challenges.editions.models import Edition
from challenges.teams.actions import accept_eligibility
from challenges.teams.changing import Change, change_team
from challenges.teams.models import Seeker
from challenges.teams.queries import is_captain, team_of
from challenges.teams.seeking import seek_team
from smartport.accounts.models import User
from smartport.demo.people import ALICE, CAST, NADIA

TEXTS = Path(__file__).with_name("meeting.yaml")


@transaction.atomic
def gather(edition: Edition, *, now: datetime) -> None:
    """Once: whatever is there, changed or not, stays as it is, and so does whoever has found a team since."""
    if edition.eligibility:
        return
    told: dict[str, Any] = yaml.safe_load(TEXTS.read_text("utf-8"))
    edition.eligibility = told["conditions"]
    edition.save(update_fields=["eligibility"])
    for person in User.objects.filter(email__in=[role.email for role in CAST]):
        accept_eligibility(edition, user=person, now=now)
    if now <= edition.teams_close:
        _recruit(edition, about=told["team"], now=now)
        _seek(edition, about=told["seeker"], now=now)


def _recruit(edition: Edition, *, about: str, now: datetime) -> None:
    alice = User.objects.get(email=ALICE.email)
    team = team_of(alice, edition)
    if team is not None and not team.about and is_captain(alice, team):
        change_team(team, Change(about=about, is_recruiting=True), by=alice, now=now)


def _seek(edition: Edition, *, about: str, now: datetime) -> None:
    nadia = User.objects.get(email=NADIA.email)
    if team_of(nadia, edition) is None and not Seeker.objects.filter(edition=edition, user=nadia).exists():
        seek_team(edition, user=nadia, about=about, now=now)
