"""What becomes of a submission, said in the terminal."""

from smartport.client import shown
from smartport.client.calls.submissions import ENDED
from smartport.client.connection import Json
from smartport.client.output import Output
from smartport.client.tongue import gettext

MIB = 1 << 20


def where(submission: Json) -> str:
    """Its place in the queue and the wait to expect, or that it runs."""
    queue = submission["queue"]
    if queue is None:
        words = {"sent": gettext("Running"), "queued": gettext("Queued")}
        return words.get(str(submission["state"]), gettext("Ended"))
    if not queue["is_anyone_working"]:
        return gettext("Queued; no machine is working at the moment")
    told = {"position": queue["position"]}
    if queue["expected_wait"] is None:
        return gettext("Queued, number %(position)s") % told
    told["seconds"] = f"{queue['expected_wait']:.0f}"
    return gettext("Queued, number %(position)s, about %(seconds)s s") % told


def tell_end(submission: Json, out: Output) -> None:
    """The state, the scores, what it used, and what to repair."""
    if submission["state"] not in ENDED:
        out.say(where(submission))
        command = {"command": f"smartport status {submission['id']} --wait"}
        out.say(gettext("To wait for it: %(command)s") % command)
        return
    end = shown.end_of(submission)
    end.plain = shown.isolated(end.plain, out.notes)
    out.notes.print(end)
    for part, scores in (submission["scores"] or {}).items():
        told = {"part": shown.part(part), "scores": shown.scores_line(scores)}
        out.say(gettext("%(part)s: %(scores)s") % told)
    for line in _used(submission):
        out.say(line)
    if submission["advice"]:
        out.say(f"{submission['advice']['title']}. {submission['advice']['what_to_do']}")
    shown.print_faults(out.notes, submission["faults"], count=submission["fault_count"])
    if submission["state"] == "failed" and submission["has_log"]:
        out.say(gettext("Its log: %(command)s") % {"command": f"smartport logs {submission['id']}"})
    if submission["has_public_log"]:
        command = {"command": f"smartport logs --scorer {submission['id']}"}
        out.say(gettext("What the scorer says: %(command)s") % command)


def _used(submission: Json) -> list[str]:
    usage, limits = submission["usage"], submission["limits"]
    if not usage or not limits:
        return []
    told = {
        "cpu": f"{usage['cpu_seconds']:.1f}",
        "most_cpu": f"{limits['cpu_seconds']:g}",
        "wall": f"{usage['wall_seconds']:.1f}",
        "most_wall": f"{limits['wall_seconds']:g}",
        "memory": f"{usage['memory_peak_bytes'] / MIB:.0f}",
        "most_memory": limits["memory_mb"],
        "output": f"{usage['output_bytes'] / MIB:.1f}",
        "most_output": limits["output_mb"],
    }
    line = gettext(
        "used: CPU %(cpu)s of %(most_cpu)s s, wall %(wall)s of %(most_wall)s s, "
        "memory %(memory)s of %(most_memory)s MB, output %(output)s of %(most_output)s MB"
    )
    return [line % told]
