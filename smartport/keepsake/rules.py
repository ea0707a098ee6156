"""What a keepsake holds, how large it may grow, and what is refused."""

from datetime import timedelta

from challenges.errors import Refusal, gettext_noop

LANGUAGES = ("fr", "ar", "en")
KEPT_FOR = timedelta(days=30)
SIGN_OF_LIFE = timedelta(minutes=5)
"""A worker that says nothing for so long is taken for dead."""
ATTEMPTS = 3
MOST_ANSWERS = 30_000
"""Pages and files asked for, in all languages together."""
MOST_BYTES = 2 << 30
LARGEST_ANSWER = 64 << 20
MOST_LINKS = 60_000
"""Of those that wait to be followed: a page that makes links without end ends."""

# The names of the addresses that are followed. What is not here stays out: forms, accounts, data behind a licence.
KEPT = frozenset(
    {
        "home",
        "results",
        "results-of",
        "results-json",
        "results-csv",
        "results-picture",
        "news",
        "announcement",
        "agenda",
        "mentors",
        "questions",
        "terms",
        "privacy",
        "journal-heads",
        "journal-heads-csv",
        "challenge",
        "rules",
        "leaderboard",
        "leaderboard-csv",
        "projects",
        "project-page",
        "project-picture",
        "partner-logo",
        "calendar",
        "challenge-calendar",
        "certificate-keys",
    }
)
ASKED = frozenset({"page", "phase", "lang"})
"""What may stand behind the question mark of one of them."""
MEDIA_ENDINGS = {
    "image/webp": "webp",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "text/css": "css",
    "text/csv": "csv",
    "text/calendar": "ics",
    "text/plain": "txt",
    "application/json": "json",
    "application/x-pem-file": "pem",
    "application/pdf": "pdf",
    "font/woff2": "woff2",
}


class EditionNotShown(Refusal):
    code = "keepsake_edition_not_shown"
    message = gettext_noop("The site does not show this edition now: only the one that everybody sees can be frozen.")
    hint = gettext_noop("Publish it, or make its copy while it is the edition of the site.")


class MovedMeanwhile(Refusal):
    code = "keepsake_moved_meanwhile"
    message = gettext_noop("The results were published, or another edition, while the copy was being made.")
    hint = gettext_noop("Make it again: a copy is of one moment, before or after.")


class PageFailed(Refusal):
    """Details: address, status."""

    code = "keepsake_page_failed"
    message = gettext_noop("The page %(address)s answered %(status)s.")
    hint = gettext_noop("Look at this page, then make the copy again: a copy with a hole is none.")


class MediaUnknown(Refusal):
    """Details: address, media."""

    code = "keepsake_media_unknown"
    message = gettext_noop("The address %(address)s gives a file of a kind that is not kept: %(media)s.")


class TooManyPages(Refusal):
    """Details: limit."""

    code = "keepsake_too_many_pages"
    message = gettext_noop("The edition has more than %(limit)s pages and files: this copy was given up.")


class TooManyBytes(Refusal):
    """Details: address."""

    code = "keepsake_too_large"
    message = gettext_noop("The copy grew too large at %(address)s, and was given up.")


class AssetMissing(Refusal):
    """Details: address."""

    code = "keepsake_asset_missing"
    message = gettext_noop("The style sheet or drawing %(address)s is not on this machine.")
    hint = gettext_noop("Run `manage.py collectstatic` there, then make the copy again.")


class FolderTaken(Refusal):
    """Details: path."""

    code = "keepsake_folder_taken"
    message = gettext_noop("There is something at %(path)s already.")
    hint = gettext_noop("Name a folder that does not exist, or an empty one: nothing is written over.")


class GivenUp(Refusal):
    code = "keepsake_given_up"
    message = gettext_noop("The copy was begun three times and never came to its end.")
    hint = gettext_noop("The operator finds the reason in the log of the archivist.")
