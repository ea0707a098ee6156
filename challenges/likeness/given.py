"""What every team was given in a phase, so that having it says nothing: the starter kit, the data, the baselines."""

from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage

from challenges.editions.models import Phase
from challenges.evaluations.queries import entry_format
from challenges.leaderboards.queries import columns_of
from challenges.leaderboards.rules import primary_column
from challenges.likeness.rules import Sampler, Sketch
from challenges.likeness.sources import sources_and_digests, sources_in
from challenges.likeness.winnowing import marks_of
from challenges.submissions.models import Kind, Submission
from challenges.submissions.rules import EntryFormat
from evaluator.archive import ArchiveRefused
from evaluator.scorekit import check_predictions

MOST_BASELINES = 20


@dataclass(frozen=True)
class Given:
    """`digests` of files, `code` as hashes, and `sketches` of predictions; `column` is the score that ranks."""

    expected: EntryFormat | None
    column: Any
    digests: set[str] = field(default_factory=set)
    code: set[int] = field(default_factory=set)
    sketches: list[Sketch] = field(default_factory=list)

    @property
    def decimals(self) -> int:
        return int(self.column["decimals"]) if self.column else 0


def given_in(phase: Phase) -> Given:
    """What of it cannot be read is left out."""
    columns = columns_of(phase)
    found = Given(entry_format(phase), primary_column(columns) if columns else None)
    _add_kit(found, phase)
    baselines = Submission.objects.filter(phase=phase, team__is_baseline=True).order_by("received_at", "pk")
    for baseline in baselines[:MOST_BASELINES]:
        found.digests.add(baseline.sha256)
        _add_baseline(found, baseline)
    return found


def sketch_of(submission: Submission, *, expected: EntryFormat) -> Sketch:
    """A sample of its rows that are right in themselves. Raises OSError."""
    sampler = Sampler()
    with default_storage.open(str(submission.content.name)) as stored:
        check_predictions(
            cast(BinaryIO, stored), format=expected.predictions, expected_ids=expected.expected_ids, take=sampler.take
        )
    return sampler.sketch()


def _add_kit(found: Given, phase: Phase) -> None:
    challenge = phase.challenge
    if challenge.release:
        found.digests.update(challenge.release.files.values_list("sha256", flat=True))
    if not challenge.kit:
        return
    try:
        sources, digests = sources_and_digests(str(challenge.kit.name))
    except (ArchiveRefused, OSError):
        return
    found.digests.update(digests)
    found.code.update(mark.hash for mark in marks_of(sources))


def _add_baseline(found: Given, baseline: Submission) -> None:
    try:
        if baseline.kind == Kind.CODE:
            found.code.update(mark.hash for mark in marks_of(sources_in(str(baseline.content.name))))
        elif found.expected:
            found.sketches.append(sketch_of(baseline, expected=found.expected))
    except (ArchiveRefused, OSError):
        return
