"""Which state of a board somebody has: a few letters that change with it, known without reading a line."""

import hashlib
from datetime import datetime

from django.db import connection

from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import frozen_since
from evaluator.report import canonical

# Names of teams and texts of the challenge may change without the board: they are looked at again so often.
TEXTS_AGE_SECONDS = 60
STATE = """
    SELECT b.id, b.stamp, b.frozen_at, b.told_at, p.id, p.slug, p.opens_at, p.closes_at, p.freezes_at,
        p.opens_at <= %s, p.closes_at < %s, p.freezes_at <= %s
    FROM challenges_challenge c JOIN challenges_phase p ON p.challenge_id = c.id
        LEFT JOIN challenges_leaderboard b ON b.phase_id = p.id
    WHERE c.slug = %s AND c.is_published
        AND c.edition_id = (SELECT id FROM challenges_edition WHERE is_published ORDER BY opens_at DESC LIMIT 1)
    ORDER BY p.id
"""


def version_of(leaderboard: Leaderboard, *told: object, now: datetime) -> str:
    """The same for as long as the same is to be shown to those of whom the same is `told` (language, page, ...)."""
    state = [
        leaderboard.pk,
        leaderboard.stamp.hex,
        str(leaderboard.told_at),
        str(frozen_since(leaderboard, now=now)),
        int(now.timestamp()) // TEXTS_AGE_SECONDS,
    ]
    return hashlib.sha256(canonical({"state": state, "told": [str(one) for one in told]}).encode()).hexdigest()[:32]


def state_of(slug: str, *, now: datetime) -> str:
    """The same for as long as all who are not logged in see the same at the board of this challenge; empty where there
    is none.

    Asked hundreds of times a second in a rush: one query, written out, since composing it takes longer than it does.
    """
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(STATE, [moment, moment, moment, slug])
        rows = cursor.fetchall()
    return f"{int(now.timestamp()) // TEXTS_AGE_SECONDS} {rows}" if rows else ""
