"""What a password must be, said in few words and in every language of the site (Django's own Arabic has a gap)."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext, ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    """Length is what counts most."""

    def get_error_message(self) -> str:
        said = ngettext(
            "This password is too short: it needs at least %(count)d character.",
            "This password is too short: it needs at least %(count)d characters.",
            self.min_length,
        )
        return said % {"count": self.min_length}

    def get_help_text(self) -> str:
        said = ngettext("At least %(count)d character.", "At least %(count)d characters.", self.min_length)
        return said % {"count": self.min_length}


class NotAboutOneself(password_validation.UserAttributeSimilarityValidator):
    """The first thing that is guessed."""

    def get_help_text(self) -> str:
        return gettext("Not like your name or your address.")


class NotCommon(password_validation.CommonPasswordValidator):
    """The second thing that is guessed."""

    def get_help_text(self) -> str:
        return gettext("Not one that many people use.")
