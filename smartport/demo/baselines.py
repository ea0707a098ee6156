"""The organizers' own entries: a team and a machine user for each, handed in through the door that teams use."""

import hashlib
from datetime import datetime, timedelta

import httpx

from challenges.editions.models import Challenge
from challenges.submissions.models import Submission
from challenges.teams.actions import create_team
from challenges.teams.queries import team_of
from datasets.packing import pack_folder
from smartport.accounts.consents import give
from smartport.accounts.models import User
from smartport.accounts.rules import SCOPES, TERMS
from smartport.accounts.tokens import make_token, withdraw_token
from smartport.packs.pack import Baseline, Pack

PATIENCE = 30.0
TOKEN_LIFE = timedelta(hours=1)


class DoorShut(Exception):
    """The site did not take a baseline in; the sentence says why."""


def enlist(pack: Pack, challenge: Challenge, *, now: datetime) -> None:
    """A team and a user without password for each baseline."""
    for baseline in pack.baselines:
        user, is_new = User.objects.get_or_create(
            email=_email(baseline), defaults={"username": f"baseline-{baseline.slug}", "display_name": baseline.name}
        )
        if is_new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        if team_of(user, challenge.edition) is None:
            create_team(challenge.edition, name=baseline.name, by=user, now=now, is_baseline=True)


def hand_in_all(pack: Pack, challenge: Challenge, *, url: str, now: datetime) -> list[str]:
    """Hand in every baseline that has not been yet, over HTTP; the names of their teams. Raises DoorShut."""
    handed_in = []
    for baseline in pack.baselines:
        user = User.objects.get(email=_email(baseline))
        give(user, purpose=TERMS, now=now)  # who runs the site speaks for its baselines
        content = pack_folder(baseline.folder)
        if not _is_known(user, challenge, content=content):
            token = make_token(user, name="baselines", scopes=SCOPES, now=now, expires_at=now + TOKEN_LIFE)
            try:
                _hand_in(challenge, content=content, name=f"{baseline.slug}.zip", token=token.secret, url=url)
            finally:
                withdraw_token(token.token, by=user, now=now)
            handed_in.append(baseline.name)
    return handed_in


def _hand_in(challenge: Challenge, *, content: bytes, name: str, token: str, url: str) -> None:
    address = f"{url.rstrip('/')}/api/v1/challenges/{challenge.slug}"
    # The second header is what a site behind HTTPS expects of its proxy; others do not read it.
    headers = {"Authorization": f"Token {token}", "X-Forwarded-Proto": "https"}
    try:
        with httpx.Client(headers=headers, timeout=PATIENCE) as client:
            _require_taken(client.put(f"{address}/rules-acceptance"))
            files = {"file": (name, content, "application/zip")}
            _require_taken(client.post(f"{address}/submissions", data={"kind": "code"}, files=files))
    except httpx.HTTPError as error:
        raise DoorShut(f"The site does not answer at {url}: {error!r}") from error


def _require_taken(answer: httpx.Response) -> None:
    if not answer.is_success:
        raise DoorShut(f"{answer.request.url.path} answered {answer.status_code}: {answer.text[:500]}")


def _is_known(user: User, challenge: Challenge, *, content: bytes) -> bool:
    sha256 = hashlib.sha256(content).hexdigest()
    return Submission.objects.filter(by=user, phase__challenge=challenge, sha256=sha256).exists()


def _email(baseline: Baseline) -> str:
    return f"baseline-{baseline.slug}@smartport.test"
