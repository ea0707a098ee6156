"""Says what a person should look at in a column that was read."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy, ngettext_lazy

SENTENCES: Mapping[str, Any] = {
    "not_numbers": ngettext_lazy(
        "%(shown)s of %(total)s cells is no number (row %(row)s), so the column stays text.",
        "%(shown)s of %(total)s cells are no numbers (the first in row %(row)s), so the column stays text.",
        "count",
    ),
    "not_times": ngettext_lazy(
        "%(shown)s of %(total)s cells is no date like the others (row %(row)s), so the column stays text.",
        "%(shown)s of %(total)s cells are no dates like the others (the first in row %(row)s), so the column "
        "stays text.",
        "count",
    ),
    "leading_zeros": ngettext_lazy(
        "%(shown)s of %(total)s cells begins with a zero, as codes do (row %(row)s), so the column stays text.",
        "%(shown)s of %(total)s cells begin with a zero, as codes do (the first in row %(row)s), so the column "
        "stays text.",
        "count",
    ),
    "null_words": ngettext_lazy(
        "%(shown)s of %(total)s cells holds a word for nothing, such as NA (row %(row)s); it was read as empty.",
        "%(shown)s of %(total)s cells hold a word for nothing, such as NA (the first in row %(row)s); they were read "
        "as empty.",
        "count",
    ),
    "mixed_times": ngettext_lazy(
        "%(shown)s of %(total)s cells is a date in another form than the others (row %(row)s): check how it was read.",
        "%(shown)s of %(total)s cells are dates in other forms than the most (the first in row %(row)s): check how "
        "they were read.",
        "count",
    ),
    "day_or_month": gettext_lazy(
        "No date shows whether the day or the month comes first (see row %(row)s): it was read with the day first."
    ),
    "read_as_decimals": gettext_lazy(
        "Numbers as in row %(row)s may have three decimals or be cut into thousands: they were read with decimals."
    ),
    "decimals_or_thousands": gettext_lazy(
        "Numbers as in row %(row)s may have three decimals or be cut into thousands, and other columns write decimals "
        "with another sign, so the column stays text: export it again without thousands."
    ),
}


def doubt_said(doubt: Mapping[str, Any]) -> str:
    """Of a doubt's `code`, `count`, `total` and the first `rows` it is about."""
    shown, total = (number_format(doubt[name], use_l10n=True, force_grouping=True) for name in ("count", "total"))
    values = {"count": doubt["count"], "shown": shown, "total": total, "row": doubt["rows"][0]}
    return str(SENTENCES[doubt["code"]] % values)
