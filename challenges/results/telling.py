"""Tells the holder of a certificate by letter that it is revoked, or replaced by another."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from challenges.post.actions import Compose, Words, write_to
from challenges.results.codes import spaced
from challenges.results.models import Certificate
from challenges.wording import isolated, localized


def tell_revoked(revoked: Certificate, *, now: datetime) -> None:
    """In the transaction of the deed."""

    def words() -> Words:
        names = {**_names(revoked), "reason": isolated(revoked.revoked_reason)}
        told = gettext(
            "The organizers have revoked your certificate %(code)s (%(kind)s, %(edition)s). Anyone who checks it will "
            "see that, with the reason."
        )
        why = gettext("The reason: %(reason)s")
        ask = gettext("If you think that this is wrong, write to the organizers.")
        subject = gettext("A certificate of yours is revoked: %(edition)s")
        return Words(subject % _plain(revoked), "\n\n".join(text % names for text in (told, why, ask)) + "\n")

    _write(revoked, words, about=f"certificate-revoked:{revoked.code}", now=now)


def tell_replaced(made: Certificate, *, now: datetime) -> None:
    """About the one that is made, in the transaction of the deed."""

    def words() -> Words:
        names = {
            **_names(made),
            "name": isolated(made.holder_name),
            "address": f"{settings.SITE_URL}{reverse('my-certificates')}",
        }
        told = gettext(
            "The organizers have replaced your certificate (%(kind)s, %(edition)s): the name on it is now “%(name)s”, "
            "its code %(code)s. The old code leads to the new one; use the new file from now on."
        )
        take = gettext("Take it here: %(address)s")
        subject = gettext("A certificate of yours is replaced: %(edition)s")
        return Words(subject % _plain(made), f"{told}\n\n{take}\n" % names)

    _write(made, words, about=f"certificate-replaced:{made.code}", now=now)


def _write(about_it: Certificate, words: Compose, *, about: str, now: datetime) -> None:
    if about_it.holder:
        write_to([about_it.holder], words, kind="", about=about, now=now)


def _names(certificate: Certificate) -> dict[str, str]:
    """In the active language."""
    return {
        "code": isolated(spaced(certificate.code)),
        "kind": str(certificate.get_kind_display()),
        "edition": isolated(_plain(certificate)["edition"]),
    }


def _plain(certificate: Certificate) -> dict[str, str]:
    """For a subject: one name at its end needs no signs that are not seen."""
    return {"edition": localized(certificate.edition.title, (get_language() or "fr")[:2])}
