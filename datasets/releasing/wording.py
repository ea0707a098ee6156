"""The sentences of breaches, for people: what is wrong, and what to do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from datasets.releasing.breaches import Breach


def sentence(breach: Breach) -> str:
    """In the language of the reader; a breach without a sentence is a fault of ours and raises KeyError."""
    return _sentences()[breach.code] % _words(breach.values)


def _words(values: Mapping[str, Any]) -> dict[str, Any]:
    """A number of the risk report has a name, and the column it is of where there is one."""
    if "name" not in values:
        return dict(values)
    name = _("the number of rows") if values["name"] == "rows" else values["name"]
    return {**values, "name": f"{name} (“{values['column']}”)" if values["column"] else name}


def _sentences() -> Mapping[str, str]:
    return {**_files(), **_tables(), **_promises()}


def _files() -> Mapping[str, str]:
    return {
        "file_missing": _("%(path)s is missing from the release. Build it again."),
        "file_unexpected": _("%(path)s is no file of a release. Build it again into an empty folder."),
        "file_unreadable": _("%(path)s cannot be read. Build the release again."),
        "checksum_wrong": _("%(path)s is not what SHA256SUMS says: it was changed after the build. Build it again."),
        "metadata_found": _("%(path)s carries metadata besides its rows (%(names)s). Build it again."),
        "values_unused": _(
            "%(path)s, column “%(column)s”: the file still holds values that no row has any more (%(count)s). "
            "Build it again."
        ),
        "csv_form": _("%(path)s is not in UTF-8 without a mark and with plain line ends. Build it again."),
        "csv_differs": _(
            "%(path)s does not say what the parquet file says (column “%(column)s”; cells or rows that differ: "
            "%(count)s). Build it again."
        ),
        "profile_differs": _("profile.json does not say what the published rows give. Build the release again."),
    }


def _tables() -> Mapping[str, str]:
    return {
        "columns_missing": _("%(path)s lacks columns of the recipe: %(columns)s. Build it again."),
        "columns_unexpected": _(
            "%(path)s has columns that the recipe does not publish there: %(columns)s. Build it again."
        ),
        "ids_repeated": _("The row ids “%(column)s” are not all different (too many: %(count)s). Build it again."),
        "sample_differs": _(
            "%(path)s must have each id of the test once (rows: %(count)s instead of %(expected)s; unknown ids: "
            "%(unknown)s). Build it again."
        ),
        "order_tells": _(
            "%(path)s: the order of the rows tells something of “%(column)s” (correlation %(number)s, at most "
            "%(limit)s). Build it again, so that the order is drawn anew."
        ),
        "identifier_survives": _(
            "%(path)s holds values of the raw column “%(column)s”, which names somebody (different values: %(count)s). "
            "Drop the column they come from or give it a pseudonym; take them out of the texts of the recipe."
        ),
    }


def _promises() -> Mapping[str, str]:
    return {
        "entities_unknown": _(
            "It is not known which entity some published rows are of (%(count)s), so that k cannot be verified. Build "
            "the release again."
        ),
        "k_broken": _(
            "k is %(k)s in the published files, and %(promised)s was promised: whoever is in a small class can be "
            "singled out (rows: %(rows)s, classes: %(classes)s). Make the known columns coarser, or allow more rows to "
            "be left out."
        ),
        "l_broken": _(
            "“%(column)s” has as few different values as %(l)s in some class, and %(promised)s were promised (rows: "
            "%(rows)s). Make the known columns coarser, or allow more rows to be left out."
        ),
        "report_lacks": _(
            "The risk report says nothing of %(name)s, and the published files give %(found)s. Build the release "
            "again; do not sign this report."
        ),
        "report_differs": _(
            "The risk report says %(claimed)s for %(name)s, and the published files give %(found)s. Build the release "
            "again; do not sign this report."
        ),
    }
