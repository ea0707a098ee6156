"""Reads of an evening: its row, its script as it would be now, its shows, and who sees them."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from challenges.ceremony.freezing import plain_script
from challenges.ceremony.models import Ceremony, Screen, Show, State
from challenges.ceremony.prizes import prizes_of
from challenges.ceremony.script import Honoured, Prize, Step, Words, in_order, script_of, with_other_winners
from challenges.editions.models import Edition
from challenges.journal.models import JournalEntry
from challenges.projects.models import Project
from challenges.teams.models import Team

TAKES_CONTROL = ("ceremony.rehearsal_started", "ceremony.went_live", "ceremony.control_taken")
SEEN_LATELY = timedelta(seconds=30)
NEAR = timedelta(hours=12)


def ceremony_of(edition: Edition) -> Ceremony:
    """The evening; where nobody has touched it, one that is not kept yet."""
    return Ceremony.objects.filter(edition=edition).first() or Ceremony(edition=edition)


def order_of(ceremony: Ceremony) -> list[str | Words]:
    """The running order as the script reads it. Of what is kept, whatever is no award and no words is left out."""
    return [entry for entry in map(_entry, ceremony.running_order) if entry is not None]


def entries_of(ceremony: Ceremony, prizes: list[Prize]) -> list[Prize | Words]:
    """Awards and words in the order in which they are told, awards without laureates as well."""
    return in_order(prizes, order_of(ceremony))


def script_now(ceremony: Ceremony, prizes: list[Prize] | None = None) -> list[dict[str, Any]]:
    """The script as the awards and the running order would make it now, as plain values."""
    return plain_script(_steps(ceremony, prizes_of(ceremony.edition) if prizes is None else prizes))


def rehearsal_script(ceremony: Ceremony, *, seed: int) -> list[dict[str, Any]]:
    """The same evening with winners drawn by lot among the teams of the edition; empty where there is none."""
    teams = _teams(ceremony.edition)
    if not teams:
        return []
    drawn = with_other_winners(prizes_of(ceremony.edition), teams=teams, seed=seed)
    return plain_script(_steps(ceremony, drawn))


def running_show(ceremony: Ceremony) -> Show | None:
    """The one that goes on now, rehearsal or not."""
    if ceremony.pk is None:
        return None
    return ceremony.shows.select_related("ceremony__edition", "controller").filter(ended_at=None).first()


def broken_off_show(ceremony: Ceremony) -> Show | None:
    """The last live show, where it told this very script: the evening goes on at its step. Asked before another live
    one begins."""
    last = ceremony.shows.filter(is_rehearsal=False).order_by("started_at").last()
    return last if last is not None and last.script == ceremony.script else None


def live_show(edition: Edition) -> Show | None:
    """What everybody may follow: the evening itself while it is live."""
    rows = Show.objects.filter(ceremony__edition=edition, ceremony__state=State.LIVE, is_rehearsal=False, ended_at=None)
    return rows.select_related("ceremony__edition").first()


def evening_in_view(edition: Edition, *, now: datetime) -> Ceremony | None:
    """The evening that visitors are led to: from some hours before it begins until the results are published."""
    if not edition.holds_results:
        return None
    found = Ceremony.objects.filter(edition=edition).first()
    if found is None or (found.state == State.DRAFT and found.begins_at is None):
        return None
    is_near = found.begins_at is not None and now >= found.begins_at - NEAR
    return found if is_near or found.state in (State.LIVE, State.DONE, State.ABORTED) else None


def control_since(ceremony: Ceremony) -> datetime | None:
    """From when on whoever holds the control of the running show has held it."""
    rows = JournalEntry.objects.filter(subject=f"ceremony:{ceremony.pk}", deed__in=TAKES_CONTROL)
    return rows.order_by("-number").values_list("at", flat=True).first()


def screens_alive(ceremony: Ceremony, *, now: datetime) -> QuerySet[Screen]:
    """Those whose address works, in the order in which they were made."""
    return Screen.objects.filter(ceremony_id=ceremony.pk, revoked_at=None, expires_at__gt=now).order_by("created_at")


def screen_of(secret: str, *, now: datetime) -> Screen | None:
    """The one that this secret opens."""
    rows = Screen.objects.select_related("ceremony__edition").filter(revoked_at=None, expires_at__gt=now)
    return rows.filter(secret_sha256=digest_of_secret(secret)).first()


def digest_of_secret(secret: str) -> str:
    """All that is kept of a screen's secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def is_seen_lately(screen: Screen, *, now: datetime) -> bool:
    """Whether somebody follows on it at this moment."""
    return screen.last_seen_at is not None and now - screen.last_seen_at <= SEEN_LATELY


def _steps(ceremony: Ceremony, prizes: Iterable[Prize]) -> list[Step]:
    edition = ceremony.edition
    partners = list(edition.partners.order_by("order", "short_name").values_list("short_name", flat=True))
    return script_of(list(prizes), title=edition.title, partners=partners, order=order_of(ceremony))


def _entry(kept: Any) -> str | Words | None:
    if not isinstance(kept, dict):
        return None
    if kept.get("kind") == "award":
        return str(kept.get("award", ""))
    if kept.get("kind") == "words":
        return Words(kept["key"], kept["title"], kept.get("speaker", ""), kept.get("notes", ""))
    return None


def _teams(edition: Edition) -> list[Honoured]:
    """In the order of their keys, which says nothing; each with one of its projects."""
    rows = Team.objects.filter(edition=edition, is_baseline=False, merged_into=None).order_by("pk")
    titles = dict(Project.objects.filter(team__in=rows).order_by("pk").values_list("team_id", "title"))
    return [Honoured(team=team.name, project=titles.get(team.pk, "")) for team in rows]
