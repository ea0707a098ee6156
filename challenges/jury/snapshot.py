"""A locked decision as a file that anybody can check: what it was computed from, what came out, and a digest.

The file is one JSON object `{"decision": …, "sha256": …}`. The digest is the SHA-256 of the decision's canonical JSON:
sorted keys, no spaces, UTF-8, every number that is not whole as a text. The decision has `format`, `about` (what
whoever locked it wrote on it, covered by the digest alone), `inputs` (see inputs.py) and `results` (see figures.py). No
Django here: the teams' command line reads it too.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from challenges.errors import Refusal, gettext_noop
from challenges.jury.case import Case
from challenges.jury.figures import Figure, figures_of, written
from challenges.jury.inputs import case_of, inputs_of
from challenges.jury.judgement import Judgement, judge
from evaluator.report import canonical

FORMAT = "smartport-jury/1"
MOST_BYTES = 32 << 20
DOCUMENT, DECISION = frozenset({"decision", "sha256"}), frozenset({"about", "format", "inputs", "results"})
MISSING = object()


class NotASnapshot(Refusal):
    """Details: reason."""

    code = "not_a_snapshot"
    message = gettext_noop("This file holds no decision of a jury (%(reason)s).")
    status = 422


@dataclass(frozen=True)
class Finding:
    """Something in a snapshot that does not hold: where it stands, as `results.quality.P1`, what is recorded there and
    what it should be; "" for what should not be there, or is missing."""

    path: str
    recorded: str
    computed: str


@dataclass(frozen=True)
class Snapshot:
    """`sha256` is what the file says of itself; `digest` is what it is."""

    decision: Mapping[str, Any]
    sha256: str

    @property
    def digest(self) -> str:
        return digest_of(self.decision)

    def to_bytes(self) -> bytes:
        """The file: canonical itself."""
        return canonical({"decision": self.decision, "sha256": self.sha256}).encode()

    @classmethod
    def read(cls, content: bytes) -> "Snapshot":
        """Of a file that anybody may have made. Raises NotASnapshot."""
        if len(content) > MOST_BYTES:
            raise NotASnapshot(reason="the file is too large")
        try:
            document = json.loads(content, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant)
            decision = _exactly(_exactly(document, DOCUMENT)["decision"], DECISION)
            canonical(document).encode()  # refuses what UTF-8 cannot say
        except (ValueError, RecursionError, TypeError) as error:
            raise NotASnapshot(reason=f"{str(error)[:200]!a}") from error
        if decision["format"] != FORMAT or not isinstance(document["sha256"], str):
            raise NotASnapshot(reason=f"its format is not {FORMAT}")
        return cls(decision, document["sha256"])

    def case(self) -> Case:
        """What it says the decision was computed from. Raises NotASnapshot, and the refusals of an impossible case."""
        try:
            return case_of(self.decision["inputs"])
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            raise NotASnapshot(reason=f"{str(error)[:200]!a}") from error


def take_snapshot(case: Case, judged: Judgement, *, about: Mapping[str, Any]) -> Snapshot:
    """`about` is JSON of the caller's own: panel, program version, signatories, hour; numbers in it are whole. Its
    `names` are what readers show for the keys of projects."""
    decision = {
        "about": dict(about),
        "format": FORMAT,
        "inputs": inputs_of(case),
        "results": written(figures_of(case, judged)),
    }
    return Snapshot(decision, digest_of(decision))


def digest_of(decision: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(decision).encode()).hexdigest()


def recompute(snapshot: Snapshot) -> tuple[Judgement, list[Finding]]:
    """Everything computed again from the inputs, and whatever differs, in the order of the paths; none where it holds.
    Raises NotASnapshot, and the refusals of judgement.judge where the inputs allow no decision."""
    case = snapshot.case()
    judged = judge(case)
    found = list(_differences("results", snapshot.decision["results"], figures_of(case, judged)))
    if snapshot.sha256 != snapshot.digest:
        found.insert(0, Finding("sha256", snapshot.sha256, snapshot.digest))
    return judged, found


def _differences(path: str, recorded: Any, computed: Any) -> Iterator[Finding]:
    if isinstance(computed, Mapping) and isinstance(recorded, Mapping):
        for key in sorted(computed.keys() | recorded.keys()):
            yield from _differences(f"{path}.{key}", recorded.get(key, MISSING), computed.get(key, MISSING))
    elif isinstance(computed, list) and isinstance(recorded, list) and len(computed) == len(recorded):
        for at, pair in enumerate(zip(recorded, computed, strict=True)):
            yield from _differences(f"{path}.{at}", *pair)
    elif not _holds(recorded, computed):
        yield Finding(path, _told(recorded), _told(written(computed)))


def _holds(recorded: Any, computed: Any) -> bool:
    if isinstance(computed, Figure):
        return computed.holds(recorded)
    return type(recorded) is type(computed) and bool(recorded == computed)


def _told(value: Any) -> str:
    return "" if value is MISSING else json.dumps(value, ensure_ascii=False) if not isinstance(value, str) else value


def _exactly(value: Any, keys: frozenset[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or value.keys() != keys:
        raise ValueError(f"it has not exactly {', '.join(sorted(keys))}")
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")
