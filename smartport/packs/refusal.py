"""Why a pack cannot go onto the site."""


class NotPublished(Exception):
    """The pack cannot go onto the site as it is; the sentence says what to do."""
