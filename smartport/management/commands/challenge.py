"""`manage.py challenge draft|publish`: from a table to a folder, from a folder to the site."""

from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges import clock
from challenges.editions.models import Edition
from challenges.editions.queries import current_edition
from challenges.evaluations.rules import BundleWouldReplaceScores
from datasets.rules import DataRefusal
from evaluator.errors import BundleBroken
from evaluator.metrics.program.measures.catalogue import METRICS
from smartport.drafting.draft import Drafted, Wanted, draft
from smartport.drafting.refusal import NotDrafted
from smartport.packs.describing import different_texts, unknown_partners, update_texts
from smartport.packs.pack import Pack, PackBroken
from smartport.packs.publishing import Published, Times, parts_of, publish
from smartport.packs.refusal import NotPublished

LAST_SECOND = time(23, 59, 59)
REJUDGE = (
    "{message} To evaluate all again under the folder's, and see who would move before anything changes: "
    "manage.py rejudge {slug} --bundle {bundle} --reason WHY"
)


class Command(BaseCommand):
    """A door: reads the words, calls one function, says what is there now."""

    help = "Drafts a challenge folder from a CSV, or puts a challenge folder onto the site."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        made = verbs.add_parser("draft", help="Make a challenge folder from one CSV and a built-in metric.")
        made.add_argument("folder", type=Path, help="the folder to make; its name becomes the address")
        made.add_argument("--csv", type=Path, required=True, metavar="FILE", help="the table, its answers included")
        made.add_argument("--id", required=True, metavar="COLUMN", help="names each row, once")
        made.add_argument("--target", required=True, metavar="COLUMN", help="is to be predicted")
        made.add_argument("--metric", choices=sorted(METRICS), metavar="NAME", help="mae if not given, for numbers")
        made.add_argument("--time", metavar="COLUMN", help="hide the latest rows, by this column")
        made.add_argument("--group", metavar="COLUMN", help="hide whole groups: rows that share this column")
        made.add_argument("--hide", action="append", default=[], metavar="COLUMN", help="not known for the test either")
        made.add_argument("--title", help="the title of the page")
        made.add_argument("--seed", type=int, help="the same draw again; secret if it is not given")
        shown = verbs.add_parser("publish", help="Put a challenge folder onto the site; again changes nothing.")
        shown.add_argument("folder", type=Path)
        shown.add_argument("--built", type=Path, metavar="FOLDER", help="what `data build` made of a pack's recipe")
        shown.add_argument("--edition", metavar="ADDRESS", help="the current one if not given")
        shown.add_argument("--opens", metavar="DATE", help="2027-01-15 or 2027-01-15T08:00, in the edition's zone")
        shown.add_argument("--closes", metavar="DATE", help="a day is meant to its last second")
        shown.add_argument("--update-texts", action="store_true", help="replace the site's texts by the folder's")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._draft(**options) if options["verb"] == "draft" else self._publish(**options)
        except (NotDrafted, NotPublished, PackBroken, BundleBroken, DataRefusal) as refused:
            raise CommandError(str(refused)) from refused

    def _draft(self, *, folder: Path, hide: list[str], **options: Any) -> None:
        names = ("csv", "id", "target", "metric", "time", "group", "title", "seed")
        drafted = draft(Wanted(**{name: options[name] for name in names}, hidden=tuple(hide)), to=folder)
        for line in _story(drafted):
            self.stdout.write(line)

    def _publish(self, *, folder: Path, built: Path | None, update_texts: bool, **options: Any) -> None:
        pack, edition = Pack.read(folder), _edition(options["edition"])
        times, now = _times(edition, opens=options["opens"], closes=options["closes"]), clock.now()
        with parts_of(pack, built=built) as parts:
            try:
                published = publish(pack, parts, edition, times=times, now=now)
            except BundleWouldReplaceScores as refused:
                raise CommandError(
                    REJUDGE.format(message=refused.message, slug=pack.slug, bundle=parts.bundle)
                ) from refused
        for line in _news(published):
            self.stdout.write(line)
        if unknown := unknown_partners(pack, edition):
            self.stdout.write(f"The edition has no partner {', '.join(unknown)}: add them in the console.")
        self._look_at_texts(pack, published, replace=update_texts)

    def _look_at_texts(self, pack: Pack, published: Published, *, replace: bool) -> None:
        if replace:
            changed = update_texts(pack, published.challenge, now=clock.now())
            if changed:
                self.stdout.write(f"replaced: {', '.join(changed)}")
        elif other := different_texts(pack, published.challenge):
            self.stdout.write(f"The site says otherwise than the folder: {', '.join(other)}. --update-texts takes it.")


def _story(drafted: Drafted) -> list[str]:
    table, split = drafted.table, drafted.split
    return [
        f"read: {len(table.lines)} rows, {len(table.cells.columns)} columns ({table.encoding}, {table.separator})",
        f"asked: {drafted.question.target} by {drafted.question.metric}",
        f"split: {len(split.train)} rows to learn from, {len(split.public)} public, {len(split.private)} private",
        f"made: {drafted.folder}",
        f"next: complete challenge.yaml and statement.*.md, then `evaluate check {drafted.folder}`",
    ]


def _news(published: Published) -> list[str]:
    phase, challenge = published.phase, published.challenge
    zone = challenge.edition.timezone
    opens, closes = (f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" for moment in (phase.opens_at, phase.closes_at))
    where = f"{challenge.edition.slug}/{challenge.slug} is on the site, open from {opens} to {closes} ({zone.key})"
    kept = ", ".join(published.kept)
    stay = [f"{kept} stay as they were published; another version of the data takes the folder's"] if kept else []
    return [*(f"new: {news}" for news in published.news), *stay, where]


def _edition(slug: str | None) -> Edition:
    found = Edition.objects.filter(slug=slug).first() if slug else current_edition()
    if found is None:
        known = ", ".join(Edition.objects.values_list("slug", flat=True)) or "none yet: make one in the console"
        raise CommandError(f"There is no {f'edition {slug}' if slug else 'published edition'}; there are: {known}.")
    return found


def _times(edition: Edition, *, opens: str | None, closes: str | None) -> Times | None:
    if opens is None and closes is None:
        return None
    zone = edition.timezone
    return Times(
        _moment(opens, zone=zone, of_day=time.min) if opens else edition.opens_at,
        _moment(closes, zone=zone, of_day=LAST_SECOND) if closes else edition.closes_at,
    )


def _moment(text: str, *, zone: ZoneInfo, of_day: time) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{text} is not a date such as 2027-01-15 or 2027-01-15T08:00.") from error
    if "T" not in text and " " not in text:
        found = datetime.combine(found.date(), of_day)
    return found if found.tzinfo else found.replace(tzinfo=zone)
