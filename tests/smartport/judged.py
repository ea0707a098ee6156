"""The jury of the world in which tests walk over every address."""

from datetime import timedelta
from typing import Any

from challenges.crew.queries import digest_of
from challenges.panels.models import Stage
from challenges.projects.models import Project
from tests.factories import NOW
from tests.factories.jury import assign, at_stage, make_candidate, make_juror, make_panel


def judged(project: Project, *, carol, dora) -> dict[str, Any]:
    """A panel of Dora's challenge in its screening, on which Carol has the project to score."""
    panel = at_stage(make_panel(project.challenge), Stage.SCREENING)
    candidate = make_candidate(panel, project)
    assign(make_juror(panel, carol), candidate)
    given = {"seat": "juror", "institution": "ENSAM", "created_by": dora, "created_at": NOW}
    secret = "a-link-of-the-jury"
    panel.invitations.create(
        email="ruth@smartport.test", secret_sha256=digest_of(secret), expires_at=NOW + timedelta(days=7), **given
    )
    return {"panel_id": panel.pk, "project_code": candidate.code, "juror_secret": secret}
