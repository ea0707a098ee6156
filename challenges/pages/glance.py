"""A challenge in a few figures: what a student reads before the text."""

from dataclasses import dataclass
from typing import Any

from challenges.editions.models import Challenge, Phase
from challenges.leaderboards.places import places
from challenges.pages.contents import first_wanted
from datasets.models import Release
from datasets.releases.queries import PROFILE, files_of, profile_of

# Files are known by their content: what was read of one holds for ever. A site has few releases.
_ROWS: dict[str, dict[str, int]] = {}


@dataclass(frozen=True)
class Measures:
    """How large the data are: bytes that nearly everybody downloads, and rows by part."""

    size: int
    rows: dict[str, int]

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())


@dataclass(frozen=True)
class Glance:
    """The figures; each may be missing."""

    measures: Measures | None
    team_count: int | None
    primary: dict[str, Any] | None


def glance_at(challenge: Challenge, phase: Phase | None, *, columns: list[dict[str, Any]]) -> Glance:
    """What everybody may know of it now."""
    place = places([phase], team=None).get(phase.pk) if phase else None
    return Glance(
        measures=measures_of(challenge.release) if challenge.release else None,
        team_count=place.team_count if place else None,
        primary=next((column for column in columns if column["primary"]), None),
    )


def measures_of(release: Release) -> Measures:
    """From the release's own profile, which is read once."""
    files = files_of(release)
    wanted = first_wanted(files.values()) or []
    size = sum(item.file.size for item in wanted) or sum(file.size for file in files.values())
    digest = files[PROFILE].sha256 if PROFILE in files else ""
    if digest and digest not in _ROWS:
        profile = profile_of(files)
        _ROWS[digest] = dict(profile.parts) if profile else {}
    return Measures(size, _ROWS.get(digest, {}))
