"""Hand in, and follow what becomes of it."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from evaluator.log import KEPT_BYTES
from smartport.client.connection import Connection, Json
from smartport.client.errors import Refused, Unreachable, unreadable
from smartport.client.following import Follower, LogEnd

File = str | Path | BinaryIO
ENDED = frozenset({"scored", "failed", "broken", "cancelled"})
FIRST_PAUSE, LONGEST_PAUSE = 0.3, 3.0
LIVE_PAUSE = 1.0
PATIENCE = 20
"""How often a site that does not answer is asked again, LONGEST_PAUSE apart."""


@dataclass(frozen=True)
class Notes:
    """What goes with a file: a note to the team, tags, and its kind where its name does not say it."""

    message: str = ""
    tags: tuple[str, ...] = ()
    kind: str = ""

    def fields(self, name: str) -> dict[str, Any]:
        """As the form wants them."""
        told: dict[str, Any] = {"kind": self.kind or kind_of(name), "message": self.message}
        return told | ({"tags": list(self.tags)} if self.tags else {})


NO_NOTES = Notes()


class SubmissionCalls(Connection):
    """What one's team handed in."""

    def submit(self, slug: str, file: File, *, name: str = "", notes: Notes = NO_NOTES, wait: bool = False) -> Json:
        """Hand a file in: a zip is code, everything else predictions, unless `notes` say so. An open file needs its
        `name`. With `wait`, the answer is the one after its end. A connection that breaks is tried once more; the same
        file is not counted twice. Raises Refused: `daily_allowance_used`, `phase_closed`, `rules_not_accepted`,
        `predictions_unacceptable` (with every fault in `.faults`) and the like; what is refused costs nothing."""
        if isinstance(file, str | Path):
            with _opened(file) as opened:
                return self.submit(slug, opened, name=name or Path(file).name, notes=notes, wait=wait)
        fields, address = notes.fields(name), f"challenges/{slug}/submissions"
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        try:
            handed_in: Json = self.json("POST", address, data=fields, files={"file": (name, file)}, headers=headers)
        except Unreachable:
            file.seek(0)
            handed_in = self.json("POST", address, data=fields, files={"file": (name, file)}, headers=headers)
        return self.wait(handed_in["id"]) if wait else handed_in

    def check(self, slug: str, file: File, *, name: str = "", notes: Notes = NO_NOTES) -> Json:
        """Whether it would be taken, without handing it in: nothing is kept or counted. Raises Refused with every fault
        in `.faults`."""
        if isinstance(file, str | Path):
            with _opened(file) as opened:
                return self.check(slug, opened, name=name or Path(file).name, notes=notes)
        files = {"file": (name, file)}
        found: Json = self.json("POST", f"challenges/{slug}/check", data=notes.fields(name), files=files)
        return found

    def again(self, submission_id: str, *, message: str = "") -> Json:
        """Hand a former one in again."""
        asked = {"message": message} if message else {}
        found: Json = self.json("POST", f"submissions/{submission_id}/again", json=asked)
        return found

    def select(self, submission_id: str) -> Json:
        """Choose it to count at the close. Raises Refused (`selection_full` and the like)."""
        found: Json = self.json("PUT", f"submissions/{submission_id}/selection")
        return found

    def unselect(self, submission_id: str) -> Json:
        """Take the choice back."""
        found: Json = self.json("DELETE", f"submissions/{submission_id}/selection")
        return found

    def annotate(self, submission_id: str, *, message: str | None = None, tags: Sequence[str] | None = None) -> Json:
        """Change the note and the tags; what is None stays."""
        changes = {"message": message, "tags": None if tags is None else list(tags)}
        asked = {name: value for name, value in changes.items() if value is not None}
        found: Json = self.json("PATCH", f"submissions/{submission_id}", json=asked)
        return found

    def submissions(self, slug: str, **wanted: str) -> list[Json]:
        """The team's own, newest first; `search` (note, tags, file name), `state`, `tag` and `sort` (`newest`,
        `oldest`, `best`, `worst`) narrow and sort them."""
        return list(self.pages(f"challenges/{slug}/submissions", **wanted))

    def submission(self, submission_id: str) -> Json:
        """One of them, with its place in the queue, its faults and gauges. Raises Refused (`not_found`)."""
        found: Json = self.json("GET", f"submissions/{submission_id}")
        return found

    def wait(self, submission_id: str, *, tell: Callable[[Json], None] = lambda _: None) -> Json:
        """Ask again until it has ended; `tell` is given every answer. A site that is away for less than a minute is
        waited for."""
        pause = FIRST_PAUSE
        while True:
            found = self._patiently(submission_id)
            tell(found)
            if found["state"] in ENDED:
                return found
            time.sleep(pause)
            pause = min(pause * 1.3, LONGEST_PAUSE)

    def _patiently(self, submission_id: str) -> Json:
        """As it is now, or when the site is back. Raises Unreachable where it stays away."""
        for _ in range(PATIENCE):
            try:
                return self.submission(submission_id)
            except Unreachable:
                time.sleep(LONGEST_PAUSE)
        return self.submission(submission_id)

    def cancel(self, submission_id: str, *, only_waiting: bool = False) -> Json:
        """For nothing while it waits; while it runs it stays counted, unless that is refused by `only_waiting`."""
        found: Json = self.json("POST", f"submissions/{submission_id}/cancel", json={"only_waiting": only_waiting})
        return found

    def log(self, submission_id: str, *, which: str = "entry") -> bytes:
        """What the entry printed, as it printed it; of one that runs the end of it. `public`: what the scorer says."""
        return self.send("GET", f"submissions/{submission_id}/log", params={"which": which}).content

    def log_end(self, submission_id: str) -> LogEnd | None:
        """How the log of the entry ends, and how long it is; None where there is none (yet). Raises Refused where the
        phase keeps it from teams."""
        try:
            answer = self.send("GET", f"submissions/{submission_id}/log")
        except Refused as refused:
            if refused.status == 404:
                return None
            raise
        body, is_live = answer.content, answer.headers.get("Log-State") == "live"
        size = int(answer.headers.get("Log-Size", len(body)))
        is_cut = not is_live and size != len(body)  # in the middle: only its end is as it was
        return LogEnd(body[-KEPT_BYTES:] if is_cut else body, size, is_live)

    def follow(
        self, submission_id: str, *, show: Callable[[str], None], tell: Callable[[Json], None] = lambda _: None
    ) -> Json:
        """Until it has ended: `show` is given what its log has grown by, fit for a terminal, `tell` every answer."""
        follower = Follower()
        while True:
            found = self._patiently(submission_id)
            tell(found)
            end = self.log_end(submission_id) if found["has_log"] else None
            if end and (news := follower.news(end)):
                show(news)
            if found["state"] in ENDED:
                return found
            time.sleep(LIVE_PAUSE)

    def file(self, submission_id: str) -> bytes:
        """What was handed in, byte for byte."""
        return self.send("GET", f"submissions/{submission_id}/file").content

    def receipt(self, submission_id: str) -> bytes:
        """The receipt of its result, letter for letter."""
        return self.send("GET", f"submissions/{submission_id}/receipt").content


def _opened(path: str | Path) -> BinaryIO:
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise unreadable(path, error) from error


def kind_of(name: str) -> str:
    """A zip is code, everything else predictions."""
    return "code" if Path(name).suffix.lower() == ".zip" else "predictions"
