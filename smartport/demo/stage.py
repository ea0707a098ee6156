"""The demo edition and its phase; running the seed again changes nothing that is there."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from challenges.editions.models import Challenge, Edition, Partner
from smartport.demo import baselines, people
from smartport.demo.packs import Pack, open_phase, publish_challenge, publish_data

SLUG = "demo"
LASTS = timedelta(weeks=10)
TITLE = {
    "fr": "Smart Port Challenge",
    "ar": "تحدي الميناء الذكي",
    "en": "Smart Port Challenge",
}
SUMMARY = {
    "fr": "Des problèmes réels de nos ports, des données préparées avec soin, une évaluation que chacun peut vérifier.",
    "ar": "مسائل حقيقية من موانئنا، وبيانات أُعدّت بعناية، وتقييم يمكن لكل واحد أن يتحقق منه.",
    "en": "Real problems of our ports, carefully prepared data, and an evaluation that everybody can check.",
}
PARTNERS = (
    (
        "ANP",
        {"fr": "Agence nationale des ports", "ar": "الوكالة الوطنية للموانئ", "en": "National Ports Agency"},
    ),
    ("PortNet", {"fr": "PortNet S.A.", "ar": "بورتنيت", "en": "PortNet S.A."}),
)


LEFT_OUT = (
    "The pack of {slug} has changed; its phase has results and keeps its bundle. To evaluate all again: "
    "python manage.py rejudge {slug} --bundle {bundle} --reason WHY"
)


def raise_stage(pack: Pack, *, now: datetime, tell: Callable[[str], object] = lambda _: None) -> Challenge:
    """The edition, its challenge with data and bundle, the demo people and the baseline teams; `tell` hears what was
    left as it is."""
    with transaction.atomic():
        edition = _edition(now=now)
        challenge = publish_challenge(pack, edition)
        phase = open_phase(pack, challenge)
    left_out = publish_data(pack, challenge, phase, now=now)
    if left_out:
        tell(LEFT_OUT.format(slug=challenge.slug, bundle=left_out))
    people.invite_cast(challenge, folder=Path(settings.DATA), now=now)
    baselines.enlist(pack, challenge, now=now)
    return challenge


def _edition(*, now: datetime) -> Edition:
    edition, is_new = Edition.objects.get_or_create(
        slug=SLUG,
        defaults={
            "title": TITLE,
            "summary": SUMMARY,
            "opens_at": now,
            "closes_at": _last_second(now + LASTS, zone=ZoneInfo("Africa/Casablanca")),
            "is_published": True,
        },
    )
    if is_new:
        Partner.objects.bulk_create(
            Partner(edition=edition, short_name=short, name=name, order=order)
            for order, (short, name) in enumerate(PARTNERS)
        )
    return edition


def _last_second(moment: datetime, *, zone: ZoneInfo) -> datetime:
    return datetime.combine(moment.astimezone(zone).date(), time(23, 59, 59), tzinfo=zone)
