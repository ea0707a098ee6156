"""Editions, challenges, phases."""

from datetime import UTC, datetime, timedelta

from challenges.editions.models import Challenge, Edition, Phase

OPENS_AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CLOSES_AT = datetime(2027, 1, 15, 18, tzinfo=UTC)


def texts(text: str) -> dict[str, str]:
    """The same words in each language."""
    return {"fr": f"{text} (fr)", "ar": f"{text} (ar)", "en": text}


def make_edition(slug: str = "demo", **fields: object) -> Edition:
    """A published edition."""
    given = {
        "title": texts("Smart Port Challenge"),
        "summary": texts("Port problems"),
        "opens_at": OPENS_AT,
        "closes_at": CLOSES_AT + timedelta(days=7),
        "is_published": True,
    }
    return Edition.objects.create(slug=slug, **{**given, **fields})


def make_challenge(edition: Edition, *, slug: str = "rade", **fields: object) -> Challenge:
    """A published challenge."""
    given = {
        "title": texts("Waiting at anchorage"),
        "summary": texts("How long will she wait?"),
        "statement": texts("Predict the waiting time."),
        "metric": texts("Mean absolute error."),
        "rules": texts("Play fair."),
        "is_published": True,
    }
    return Challenge.objects.create(edition=edition, slug=slug, **{**given, **fields})


def make_phase(challenge: Challenge, *, slug: str = "main", **fields: object) -> Phase:
    """A phase that is open at NOW."""
    given = {"title": texts("Main phase"), "opens_at": OPENS_AT, "closes_at": CLOSES_AT}
    return Phase.objects.create(challenge=challenge, slug=slug, **{**given, **fields})
