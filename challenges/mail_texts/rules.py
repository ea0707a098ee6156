"""What a letter's text may say: which places in it are filled for each reader."""

import re
from collections.abc import Mapping

from challenges.errors import Refusal, gettext_noop

# What a place is called in a text, and what stands for it (message ids).
PLACES: Mapping[str, str] = {
    "name": gettext_noop("the reader's name"),
    "team": gettext_noop("the reader's team"),
    "edition": gettext_noop("the edition's title"),
    "challenge": gettext_noop("the challenge's title"),
    "closes": gettext_noop("when the edition ends"),
    "site": gettext_noop("the address of the site"),
}
PLACE = re.compile(r"\{([^{}]*)\}")
SUBJECT_LENGTH = 150
BODY_LENGTH = 10_000


class PlaceUnknown(Refusal):
    """Details: place, known."""

    code = "place_unknown"
    message = gettext_noop("Nothing stands for the place {%(place)s}.")
    hint = gettext_noop("Places are: %(known)s. Write anything else without braces.")
    status = 422

    def __init__(self, *, place: str, field: str) -> None:
        self.field = field
        super().__init__(place=place, known=", ".join(f"{{{name}}}" for name in PLACES))


class MailTextTooLong(Refusal):
    """Details: limit."""

    code = "mail_text_too_long"
    message = gettext_noop("This text is longer than %(limit)s characters.")
    status = 422

    def __init__(self, *, limit: int, field: str) -> None:
        self.field = field
        super().__init__(limit=limit)


class MailTextNameTaken(Refusal):
    """Details: name."""

    code = "mail_text_name_taken"
    message = gettext_noop("There is a text called %(name)s already.")
    hint = gettext_noop("Change that one, or use another name.")
    field = "name"


def places_in(text: str) -> list[str]:
    """The names of the places in a text, in their order."""
    return PLACE.findall(text)


def require_known_places(texts: Mapping[str, str], *, field: str) -> None:
    """In every language. Raises PlaceUnknown for the first that is none."""
    for text in texts.values():
        for place in places_in(text):
            if place not in PLACES:
                raise PlaceUnknown(place=place, field=field)


def require_length(texts: Mapping[str, str], *, limit: int, field: str) -> None:
    """Raises MailTextTooLong."""
    if any(len(text) > limit for text in texts.values()):
        raise MailTextTooLong(limit=limit, field=field)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with these values in its places; a place without one stays as it is written."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)
