"""Entries with a score, of a phase of forty ids."""

from datetime import timedelta

from challenges.submissions.models import Submission
from tests.factories import NOW, make_submission, score_submission

IDS = [f"c{number}" for number in range(40)]


def csv_of(values) -> bytes:
    return ("id,value\n" + "".join(f"{name},{value}\n" for name, value in zip(IDS, values, strict=True))).encode()


def scored_entry(team, phase, content: bytes, *, public: float = 1.0, minutes: int = 0, **fields: object) -> Submission:
    """Handed in so many minutes later, and scored."""
    given = {"file_name": "entry.zip", **fields} if fields.get("kind") == "code" else fields
    made = make_submission(team, phase, content=content, now=NOW + timedelta(minutes=minutes), **given)
    score_submission(made, public=public)
    return made
