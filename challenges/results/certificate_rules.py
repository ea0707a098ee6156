"""What a certificate may say, and when one may be taken back."""

from challenges.errors import Refusal, gettext_noop
from challenges.folding import can_stand

NAME_LENGTH = 160
NAME_SHORTEST = 2
REASON_LENGTH = 600


class CertificateNameUnusable(Refusal):
    """Details: shortest, longest."""

    code = "certificate_name_unusable"
    message = gettext_noop("A certificate cannot bear this name.")
    hint = gettext_noop("From %(shortest)s to %(longest)s letters that can be printed, on one line.")
    field = "name"
    status = 422

    def __init__(self) -> None:
        super().__init__(shortest=NAME_SHORTEST, longest=NAME_LENGTH)


class NameUnchanged(Refusal):
    code = "certificate_name_unchanged"
    message = gettext_noop("That is the name on it already.")
    hint = gettext_noop("Write the name as it should be.")
    field = "name"
    status = 422


class RevokingReasonMissing(Refusal):
    """Details: longest."""

    code = "certificate_reason_missing"
    message = gettext_noop("Say why.")
    hint = gettext_noop("One or two sentences, of %(longest)s characters at most.")
    field = "reason"
    status = 422

    def __init__(self) -> None:
        super().__init__(longest=REASON_LENGTH)


class AlreadyRevoked(Refusal):
    code = "certificate_already_revoked"
    message = gettext_noop("This certificate is revoked already.")
    hint = gettext_noop("Nothing more can be done with it.")


class Replaced(Refusal):
    code = "certificate_already_replaced"
    message = gettext_noop("This certificate is replaced by another already.")
    hint = gettext_noop("Open the one that stands in its place.")


class HolderGone(Refusal):
    code = "certificate_holder_gone"
    message = gettext_noop("The holder has deleted the account: nothing can be written anew for them.")
    hint = gettext_noop("The certificate stays valid; it can still be revoked.")


def require_name(name: str, *, before: str) -> str:
    """One line. Raises CertificateNameUnusable, NameUnchanged."""
    tidied = " ".join(name.split())
    is_usable = NAME_SHORTEST <= len(tidied) <= NAME_LENGTH and all(map(can_stand, tidied))
    if not is_usable or not any(letter.isalpha() for letter in tidied):
        raise CertificateNameUnusable
    if tidied == before:
        raise NameUnchanged
    return tidied


def require_revoking_reason(reason: str) -> str:
    """Raises RevokingReasonMissing."""
    tidied = "".join(letter for letter in reason.replace("\r", "").strip() if can_stand(letter) or letter == "\n")
    if not tidied or len(tidied) > REASON_LENGTH:
        raise RevokingReasonMissing
    return tidied
