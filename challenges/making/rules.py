"""What keeps a challenge or an edition from being made."""

import re

from challenges.errors import Refusal, gettext_noop

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 50
RESERVED = frozenset({"new"})  # what stands in an address where a name would
MEBIBYTE = 1 << 20
LARGEST_PACK = 64 * MEBIBYTE
MOST_OPEN = 20  # challenges that one person may have begun and not made


class AddressUnfit(Refusal):
    code = "address_unfit"
    message = gettext_noop("This cannot be an address.")
    hint = gettext_noop("Small letters without accents, digits and hyphens, 50 at most, such as attente-a-quai.")
    field = "slug"
    status = 422


class AddressTaken(Refusal):
    code = "address_taken"
    message = gettext_noop("This address is taken.")
    hint = gettext_noop("Choose another one: two of the same name would have one page.")
    field = "slug"


class TimesUnfit(Refusal):
    code = "times_unfit"
    message = gettext_noop("It would close before it opens.")
    hint = gettext_noop("Write a closing time that comes after the opening time.")
    field = "closes_at"
    status = 422


class TimeUnreadable(Refusal):
    code = "time_unreadable"
    message = gettext_noop("This is not a day and an hour.")
    hint = gettext_noop("Write it such as 2027-01-15T08:00.")
    field = "opens_at"
    status = 422


class YearUnfit(Refusal):
    code = "year_unfit"
    message = gettext_noop("This year is too far away.")
    hint = gettext_noop("Give a year from %(first)s to %(last)s.")
    field = "opens_at"
    status = 422


class HourUnclear(Refusal):
    code = "hour_unclear"
    message = gettext_noop("The clocks are changed in that hour: it comes twice, or not at all.")
    hint = gettext_noop("Choose an hour before or after it.")
    field = "opens_at"
    status = 422


class TitleMissing(Refusal):
    code = "title_missing"
    message = gettext_noop("A text is missing in French.")
    hint = gettext_noop("French stands in where another language is missing; write at least that one.")
    field = "title"
    status = 422


class LimitUnfit(Refusal):
    code = "limit_unfit"
    message = gettext_noop("This is not a number that can be counted to.")
    hint = gettext_noop("Write a whole number from 1 to 1,000,000.")
    field = "daily_limit"
    status = 422


class ChoiceMissing(Refusal):
    code = "choice_missing"
    message = gettext_noop("Nothing is chosen, or what was chosen is not there any more.")
    hint = gettext_noop("Choose one from the list.")
    field = "choice"
    status = 422


class ZoneUnknown(Refusal):
    code = "zone_unknown"
    message = gettext_noop("There is no such time zone.")
    hint = gettext_noop("Such as Africa/Casablanca.")
    field = "zone"
    status = 422


class TextTooLong(Refusal):
    code = "making_text_too_long"
    message = gettext_noop("A text is longer than %(most)s characters.")
    hint = gettext_noop("Shorten it; what is long belongs into a document that the statement links to.")
    status = 422


class PackUnfit(Refusal):
    code = "pack_unfit"
    message = gettext_noop("The ZIP has faults.")
    hint = gettext_noop("They are listed below; mend them and bring it again.")
    field = "file"
    status = 422


class AlreadyMade(Refusal):
    code = "already_made"
    message = gettext_noop("This challenge has been made already.")
    hint = gettext_noop("Its page is the place to go on.")


class TooManyBegun(Refusal):
    code = "too_many_begun"
    message = gettext_noop("You have begun %(most)s challenges that are not made yet.")
    hint = gettext_noop("Finish one of them, or throw one away.")


class StepMissing(Refusal):
    code = "step_missing"
    message = gettext_noop("One of the steps before is not done yet.")
    hint = gettext_noop("The list of steps shows which one.")


class PackTooLarge(Refusal):
    code = "pack_too_large"
    message = gettext_noop("The ZIP is larger than %(limit)s MiB.")
    hint = gettext_noop("A challenge that large is put onto the site by the operator: manage.py challenge publish.")
    field = "file"
    status = 413


class PackMissing(Refusal):
    code = "pack_missing"
    message = gettext_noop("There is no file, or it is empty.")
    hint = gettext_noop("Choose the ZIP of the challenge's folder.")
    field = "file"
    status = 422


class ReleaseUnfit(Refusal):
    code = "release_unfit"
    message = gettext_noop("A challenge cannot be made from these data: %(reason)s")
    hint = gettext_noop("Choose another release, or publish one from the data vault with its hidden labels.")
    field = "release"
    status = 422


class DataSettled(Refusal):
    code = "data_settled"
    message = gettext_noop("The data of this challenge do not change any more.")
    hint = gettext_noop("Teams or what scores it rely on them; make another challenge with the other data.")
    status = 409


class MetricUnfit(Refusal):
    code = "metric_unfit"
    message = gettext_noop("This metric does not fit the answers: %(reason)s")
    hint = gettext_noop("Choose another metric; those that fit stand first.")
    field = "metric"
    status = 422


def require_slug(slug: str) -> str:
    """Raises AddressUnfit."""
    if len(slug) > LONGEST_SLUG or slug in RESERVED or not SLUG.fullmatch(slug):
        raise AddressUnfit
    return slug


def require_pack_size(size: int) -> None:
    """Raises PackMissing or PackTooLarge."""
    if not size:
        raise PackMissing
    if size > LARGEST_PACK:
        raise PackTooLarge(limit=LARGEST_PACK // MEBIBYTE)
