"""Refusal: the parent of every "no" that the rules say to a person."""

from collections.abc import Mapping


class Refusal(Exception):
    """The rules say no.

    `code` is stable and for programs, `message` says in English what is wrong and what to do (the message id of its
    translations, with `%(name)s` places filled from `details`), `field` names the input at fault, `status` is the HTTP
    answer the doors give.
    """

    code = "refused"
    message = "This is not possible."
    field: str | None = None
    status = 409

    def __init__(self, **details: object) -> None:
        self.details: Mapping[str, object] = details
        super().__init__(self.message % details if details else self.message)
