"""What becomes of a submission, said in the terminal."""

from smartport.client import shown
from smartport.client.calls.submissions import ENDED
from smartport.client.connection import Json
from smartport.client.output import Output

MIB = 1 << 20


def where(submission: Json) -> str:
    """Its place in the queue and the wait to expect, or that it runs."""
    queue = submission["queue"]
    if queue is None:
        return {"sent": "Running", "queued": "Queued"}.get(submission["state"], "Ended")
    if not queue["is_anyone_working"]:
        return "Queued; no machine is working at the moment"
    wait = queue["expected_wait"]
    expected = f", about {wait:.0f} s" if wait is not None else ""
    return f"Queued, number {queue['position']}{expected}"


def tell_end(submission: Json, out: Output) -> None:
    """The state, the scores, what it used, and what to repair."""
    if submission["state"] not in ENDED:
        out.say(where(submission))
        out.say(f"To wait for it: smartport status {submission['id']} --wait")
        return
    error = shown.error_of(submission)
    state = shown.state_of(submission)
    out.notes.print(state.append(f": {error}") if error else state)
    for part, scores in (submission["scores"] or {}).items():
        out.say(f"{part}: {shown.scores_line(scores)}")
    for line in _used(submission):
        out.say(line)
    if submission["advice"]:
        out.say(f"{submission['advice']['title']}. {submission['advice']['what_to_do']}")
    shown.print_faults(out.notes, submission["faults"], count=submission["fault_count"])
    if submission["state"] == "failed" and submission["has_log"]:
        out.say(f"Its log: smartport logs {submission['id']}")
    if submission["has_public_log"]:
        out.say(f"What the scorer says: smartport logs --scorer {submission['id']}")


def _used(submission: Json) -> list[str]:
    usage, limits = submission["usage"], submission["limits"]
    if not usage or not limits:
        return []
    memory, output = usage["memory_peak_bytes"] / MIB, usage["output_bytes"] / MIB
    line = (
        f"used: CPU {usage['cpu_seconds']:.1f} of {limits['cpu_seconds']:g} s, "
        f"wall {usage['wall_seconds']:.1f} of {limits['wall_seconds']:g} s, "
        f"memory {memory:.0f} of {limits['memory_mb']} MB, output {output:.1f} of {limits['output_mb']} MB"
    )
    return [line]
