"""What the clock does by itself, and how often; a stroke that is late is left out."""

from typing import Any

SCHEDULE: dict[str, Any] = {
    "sweep": {"task": "challenges.tasks.sweep", "schedule": 5.0, "options": {"expires": 5}},
    "post": {"task": "challenges.tasks.sweep_post", "schedule": 15.0, "options": {"expires": 15}},
    "tallies": {"task": "challenges.tasks.sweep_tallies", "schedule": 60.0, "options": {"expires": 60}},
    "measure": {"task": "challenges.tasks.measure", "schedule": 60.0, "options": {"expires": 60}},
    "hooks": {"task": "challenges.tasks.sweep_hooks", "schedule": 10.0, "options": {"expires": 10}},
    "likeness": {"task": "challenges.tasks.sweep_likeness", "schedule": 30.0, "options": {"expires": 30}},
    "rejudges": {"task": "challenges.tasks.sweep_rejudges", "schedule": 5.0, "options": {"expires": 5}},
    "journal": {"task": "challenges.tasks.sweep_journal", "schedule": 5.0, "options": {"expires": 5}},
    "vault": {"task": "datasets.tasks.sweep_vault", "schedule": 30.0, "options": {"expires": 30}},
    "builds": {"task": "datasets.tasks.sweep_builds", "schedule": 10.0, "options": {"expires": 10}},
    "keepsakes": {
        "task": "smartport.keepsake.tasks.sweep_keepsakes",
        "schedule": 15.0,
        "options": {"expires": 15},
    },
    "retention": {"task": "smartport.retention.tasks.sweep_retention", "schedule": 21_600.0},
}
