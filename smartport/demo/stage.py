"""The demo edition and its challenges; running the seed again changes nothing that is there."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from challenges.editions.models import Challenge, Edition
from smartport.demo import baselines, people
from smartport.demo.event import add_event
from smartport.demo.institutions import add_carriers, add_partners
from smartport.demo.meeting import gather
from smartport.demo.packs import publish_data
from smartport.demo.projects import show_work
from smartport.demo.talk import add_talk
from smartport.packs.describing import describe
from smartport.packs.pack import Pack
from smartport.packs.publishing import open_phase

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
LEFT_OUT = (
    "The pack of {slug} has changed; its phase has results and keeps its bundle. To evaluate all again: "
    "python manage.py rejudge {slug} --bundle {bundle} --reason WHY"
)

Tell = Callable[[str], object]


def announce(packs: Sequence[Pack], *, now: datetime) -> list[Challenge]:
    """The edition with all its challenges to read, the demo people and the baseline teams: all but the data."""
    with transaction.atomic():
        edition = _edition(now=now)
        challenges = [_challenge(pack, edition) for pack in packs]
    for pack, challenge in zip(packs, challenges, strict=True):
        people.invite_cast(challenge, folder=Path(settings.DATA), now=now)
        baselines.enlist(pack, challenge, now=now)
    add_talk(challenges[0].edition, now=now)
    gather(challenges[0].edition, now=now)
    add_event(challenges[0].edition, now=now)
    show_work(challenges[0], now=now)
    return challenges


def raise_stage(pack: Pack, *, now: datetime, tell: Tell = lambda _: None) -> Challenge:
    """The edition, this challenge with data and bundle, the demo people and the baseline teams; `tell` hears how the
    data are built, and what was left as it is."""
    (challenge,) = announce([pack], now=now)
    left_out = publish_data(pack, challenge, open_phase(pack, challenge), now=now, tell=tell)
    if left_out:
        tell(LEFT_OUT.format(slug=challenge.slug, bundle=left_out))
    return challenge


def _challenge(pack: Pack, edition: Edition) -> Challenge:
    if not edition.challenges.filter(slug=pack.slug).exists():
        add_partners(edition, pack)
    challenge = describe(pack, edition, is_published=True)
    open_phase(pack, challenge)
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
        add_carriers(edition)
    return edition


def _last_second(moment: datetime, *, zone: ZoneInfo) -> datetime:
    return datetime.combine(moment.astimezone(zone).date(), time(23, 59, 59), tzinfo=zone)
