"""Submissions: through the door (hand_in), or straight into the table (make_submission)."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges.editions.models import Phase
from challenges.evaluations.queries import entry_format
from challenges.submissions.actions import Upload, receive_submission
from challenges.submissions.models import Submission
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests.factories.bundles import predictions_csv
from tests.factories.editions import NOW


def make_upload(
    phase: Phase, *, content: bytes | None = None, kind: str = "predictions", file_name: str = "predictions.csv"
) -> Upload:
    """What a door makes of a request."""
    content = predictions_csv() if content is None else content
    file = ContentFile(content, name=file_name)
    return Upload(file=file, file_name=file_name, kind=kind, expected=entry_format(phase))


def hand_in(team: Team, phase: Phase, *, by: User, now: datetime = NOW, **upload: object) -> Submission:
    """The real action."""
    return receive_submission(make_upload(phase, **upload), team=team, phase=phase, by=by, now=now)


def make_submission(
    team: Team,
    phase: Phase,
    *,
    by: User | None = None,
    now: datetime = NOW,
    content: bytes | None = None,
    **fields: object,
) -> Submission:
    """A row with stored content; no rule is asked."""
    content = predictions_csv() if content is None else content
    given = {
        "kind": "predictions",
        "file_name": "predictions.csv",
        "content": default_storage.save("", ContentFile(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "received_at": now,
    }
    return Submission.objects.create(team=team, phase=phase, by=by, **{**given, **fields})
