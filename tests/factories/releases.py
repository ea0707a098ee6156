"""A release as the pipeline publishes one: port calls, with their profile, recipe, risk report and documents."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from django.core.files.base import ContentFile

from challenges.editions.models import Challenge
from challenges.teams.models import Team
from datasets.models import LicenceAcceptance, Release
from datasets.releases.actions import commit_labels, publish_release
from datasets.releasing.commitment import commit
from datasets.releasing.histogram import histogram_of
from smartport.accounts.models import User
from tests.factories.editions import OPENS_AT

TRAIN, TEST = 1200, 300
TITLE = {"fr": "Attente en rade", "ar": "الانتظار في المرسى", "en": "Waiting at anchorage"}
ABOUT = {
    "fr": "Escales d'un port, telles qu'on les connaît un jour avant l'arrivée. Les durées sont en heures.",
    "ar": "رسوّات ميناء كما تُعرف قبل الوصول بيوم واحد. المدد بالساعات.",
    "en": "Calls at a port, as they are known a day before arrival. Durations are in hours.",
}
TREATED = {
    "none": {"fr": "Publiée telle quelle.", "ar": "منشور كما هو.", "en": "Published as it is."},
    "id": {"fr": "Tiré au hasard.", "ar": "مسحوب عشوائيا.", "en": "Drawn at random."},
    "rounded": {"fr": "Arrondie à 10 m.", "ar": "مقرّب إلى 10 أمتار.", "en": "Rounded to 10 m."},
    "coarser": {
        "fr": "Rendue plus grossière là où c'était nécessaire.",
        "ar": "جُعل أقل تفصيلا عند الضرورة.",
        "en": "Made coarser where that was needed.",
    },
}
Columns = dict[str, dict[str, Any]]


def release_folder(folder: Path, *, extra_columns: int = 0, rows: tuple[int, int] = (TRAIN, TEST)) -> Path:
    """The files of a release below a folder; `extra_columns` more make the tables wide, with long names and texts."""
    draw = np.random.default_rng(7)
    train, test = _table(draw, rows[0], extra=extra_columns), _table(draw, rows[1], extra=extra_columns)
    test = test.drop_columns(["waiting_hours"])
    (folder / "data").mkdir(parents=True)
    for name, table in (("train", train), ("test", test)):
        pq.write_table(table, folder / f"data/{name}.parquet", row_group_size=500, compression="zstd")
        pa_csv.write_csv(table, folder / f"data/{name}.csv")
    (folder / "sample_submission.csv").write_text("call_id,q50\n")
    columns = [_profile(name, train, test) for name in train.column_names]
    parts = {"train": rows[0], "test": rows[1]}
    documents = {
        "profile.json": {"format": "smartport-profile/1", "parts": parts, "columns": columns},
        "recipe.json": RECIPE,
        "risk.json": RISK,
    }
    for name, content in documents.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False))
    for name in ("README.md", "DATASHEET.md", "CHANGELOG.md", "datapackage.json", "croissant.json", "dcat.jsonld"):
        (folder / name).write_text(f"{name}\n")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    (folder / "SHA256SUMS").write_text("".join(lines))
    return folder


def make_release(challenge: Challenge, folder: Path, *, version: str = "1.0.0", licence: str = "CC-BY-4.0") -> Release:
    """Publish a release folder as the data of a challenge."""
    release = publish_release(folder, slug="rade", version=version, title=TITLE, licence=licence, now=OPENS_AT)
    challenge.release = release
    challenge.save(update_fields=["release"])
    return release


def accept_licence(release: Release, *people: User) -> None:
    """The yes of these people to the licence of a release."""
    for person in people:
        LicenceAcceptance.objects.get_or_create(
            user=person, slug=release.slug, licence=release.licence, defaults={"at": OPENS_AT}
        )


def accept_licence_for(release: Release, team: Team) -> None:
    """The yes of all members of a team."""
    accept_licence(release, *(membership.user for membership in team.memberships.select_related("user")))


RECIPE: dict[str, Any] = {
    "format": "smartport-published-recipe/1",
    "name": "rade",
    "about": ABOUT,
    "source": {"kind": "extract"},
    "protection": {
        "k": 5,
        "l": 2,
        "counted_over": "entities",
        "importance": ["ship_type", "eta_month", "length_m"],
        "drop_at_most": 0.05,
    },
    "raw_columns_left_out": 7,
    "split": {
        "by_time": True,
        "by_group": True,
        "train": {"from": "2020-02-01", "to": "2024-11-01"},
        "test": {"from": "2025-01-01", "to": "2025-12-31"},
        "public_share": 0.3,
        "public_by": "week",
    },
}
RISK: dict[str, Any] = {
    "format": "smartport-risk/1",
    "rows": {"before": 1513, "after": 1500, "left_out": 13, "left_out_share": 13 / 1513},
    "columns": [{"name": "ship_type", "suppressed": 71, "suppressed_share": 71 / 1500}],
    "baseline": {"why_not": None, "loss_percent": 3.2},
    "decisions": [
        {
            "question": question,
            "is_accepted": True,
            "signer": "Samira El Fassi",
            "role": "déléguée à la protection des données",
            "at": "2026-10-30T09:12:00+00:00",
        }
        for question in ("singling_out", "linkability", "inference")
    ],
}

DESCRIBED: Columns = {
    "call_id": {
        "role": "id",
        "type": "text",
        "treatment": "id",
        "texts": ("Identifiant de l'escale.", "معرّف الرسو.", "Identifier of the call."),
    },
    "terminal": {
        "type": "category",
        "texts": (
            "Terminal où le navire doit accoster, d'après l'annonce faite un jour avant l'arrivée.",
            "المحطة التي سترسو فيها السفينة، حسب الإعلان قبل الوصول بيوم.",
            "Terminal where the ship is to berth, as announced a day before arrival.",
        ),
    },
    "ship_type": {
        "type": "category",
        "treatment": "coarser",
        "texts": ("Type de navire.", "نوع السفينة.", "Type of ship."),
    },
    "eta_month": {"type": "category", "treatment": "coarser", "texts": ("Mois.", "الشهر.", "Month.")},
    "eta_year": {"type": "integer", "texts": ("Année.", "السنة.", "Year.")},
    "length_m": {
        "type": "integer",
        "unit": "m",
        "treatment": "rounded",
        "texts": ("Longueur hors tout.", "الطول الكلي.", "Length overall."),
    },
    "queue": {
        "type": "integer",
        "unit": "navires",
        "texts": ("Navires en rade.", "السفن في المرسى.", "Ships in the roads."),
    },
    "swell_m": {
        "type": "number",
        "unit": "m",
        "texts": ("Hauteur de la houle.", "ارتفاع الموج.", "Height of the swell."),
    },
    "waiting_hours": {
        "role": "target",
        "type": "number",
        "unit": "h",
        "texts": (
            "Attente en rade, de l'arrivée jusqu'à l'accostage.",
            "مدة الانتظار في المرسى حتى الرسو.",
            "Waiting at anchorage, from arrival to berthing.",
        ),
    },
}


def _table(draw: np.random.Generator, rows: int, *, extra: int) -> pa.Table:
    swell = np.round(draw.gamma(2.2, 0.7, rows), 1)
    columns = {
        "call_id": [f"{number:013x}" for number in draw.permutation(rows) + (1 << 44)],
        "terminal": draw.choice(
            ["Tarik", "محطة الحاويات", "Vrac <solide> & céréales", "OTHER"], rows, p=[0.5, 0.3, 0.15, 0.05]
        ),
        "ship_type": draw.choice(["container", "bulk", "tanker", "*"], rows, p=[0.55, 0.25, 0.15, 0.05]),
        "eta_month": draw.choice([f"2024-{month:02}" for month in range(1, 13)], rows),
        "eta_year": draw.integers(2020, 2026, rows),
        "length_m": draw.integers(8, 37, rows) * 10,
        "queue": draw.poisson(4, rows),
        "swell_m": pa.array(np.where(draw.random(rows) < 0.06, np.nan, swell), from_pandas=True),
        "waiting_hours": np.round(draw.gamma(1.3, 14, rows), 2),
    }
    for number in range(extra):
        columns[f"berths_busy_within_{number:02}_hours_of_the_announcement"] = np.round(draw.normal(40, 9, rows), 2)
    return pa.table(columns)


def _profile(name: str, train: pa.Table, test: pa.Table) -> dict[str, Any]:
    described = DESCRIBED.get(name) or {
        "type": "number",
        "unit": "%",
        "texts": tuple(
            f"{text} " * 12 for text in ("Part des postes occupés.", "نسبة الأرصفة المشغولة.", "Share of busy berths.")
        ),
    }
    tables = [train] if name == "waiting_hours" else [train, test]
    values = pa.concat_tables([table.select([name]) for table in tables]).column(name)
    told = {
        "name": name,
        "role": described.get("role", "feature"),
        "type": described["type"],
        "unit": described.get("unit", ""),
        "description": dict(zip(("fr", "ar", "en"), described["texts"], strict=True)),
        "treatment": TREATED[described.get("treatment", "none")],
        "nulls": values.null_count,
        "distinct": len(values.drop_null().unique()),
    }
    spread = {"text": lambda _: {}, "category": _commonest}.get(described["type"], _numbers)
    return told | spread(values)


def _numbers(values: pa.ChunkedArray) -> dict[str, Any]:
    numbers = values.drop_null().to_numpy().astype(float)
    return {
        "min": numbers.min(),
        "max": numbers.max(),
        "mean": numbers.mean(),
        "quantiles": [float(value) for value in np.quantile(numbers, [0.05, 0.25, 0.5, 0.75, 0.95])],
        "histogram": histogram_of(values.drop_null().to_numpy()),
    }


def _commonest(values: pa.ChunkedArray) -> dict[str, Any]:
    counted = sorted(values.value_counts().to_pylist(), key=lambda one: (-one["counts"], str(one["values"])))
    top = [{"value": one["values"], "count": one["counts"]} for one in counted[:10]]
    return {"top": top, "other": sum(one["counts"] for one in counted[10:])}


def labelled_release(
    folder: Path, *, slug: str = "attente", version: str = "1", rows: tuple[int, int] = (120, 80)
) -> Release:
    """A published release with hidden labels, of no challenge yet: waits in hours, and whether a call was late."""
    draw = np.random.default_rng(5)
    (folder / "data").mkdir(parents=True)
    ids = [f"c{number:04}" for number in range(sum(rows))]
    hours, late = np.round(draw.gamma(2, 8, sum(rows)), 1), draw.integers(0, 2, sum(rows))
    head, known = "call_id,length_m,quay", [f"{name},{100 + at % 90},q{at // 4}" for at, name in enumerate(ids)]
    answers = [f"{hour},{flag}" for hour, flag in zip(hours, late, strict=True)]
    train = [f"{row},{answer}" for row, answer in zip(known, answers, strict=True)][: rows[0]]
    (folder / "data" / "train.csv").write_text("\n".join([f"{head},waiting_hours,late", *train, ""]))
    (folder / "data" / "test.csv").write_text("\n".join([head, *known[rows[0] :], ""]))
    sample = [f"{name},10.0" for name in ids[rows[0] :]]
    (folder / "sample_submission.csv").write_text("\n".join(["call_id,waiting_hours", *sample, ""]))
    (folder / "recipe.json").write_text(json.dumps(RECIPE))
    release = publish_release(folder, slug=slug, version=version, title=TITLE, licence="CC-BY-4.0", now=OPENS_AT)
    parts = ["private" if at // 4 % 3 else "public" for at in range(rows[1])]
    hidden = zip(ids[rows[0] :], answers[rows[0] :], parts, strict=True)
    labels = "\n".join(["call_id,waiting_hours,late,part", *(",".join(row) for row in hidden), ""]).encode()
    salt = b"s" * 32
    content = ContentFile(labels, name="labels")
    commit_labels(release, content, commitment=commit(labels, salt), salt=salt.hex())
    return release
