"""Refusal: the parent of every "no" that the rules say to a person."""

from collections.abc import Mapping


def gettext_noop(message: str) -> str:
    """Marks a message id for the catalogues without translating it: rules know no Django, doors translate."""
    return message


class Refusal(Exception):
    """The rules say no.

    `code` is stable and for programs. `message` says what is wrong and `hint` what to do: message ids in English, with
    `%(name)s` places filled from `details` (plain values: numbers, texts, times, durations; doors translate and format
    them). `field` names the input at fault, `status` is the HTTP answer the doors give.
    """

    code = "refused"
    message = gettext_noop("This is not possible.")
    hint = ""
    field: str | None = None
    status = 409

    def __init__(self, **details: object) -> None:
        self.details: Mapping[str, object] = details
        super().__init__(self.message % details if details else self.message)
