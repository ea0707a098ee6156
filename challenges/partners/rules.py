"""What a logo may be, and what a partner is called."""

from challenges.errors import Refusal, gettext_noop

LONGEST_EDGE = 640
BOX = (320, 128)  # twice what a page shows, for fine screens
LARGEST_LOGO = 8 * 1024
MOST_PARTNERS = 24
SVG_HEAD = 4096


class LogoIsSvg(Refusal):
    code = "logo_is_svg"
    message = gettext_noop("An SVG drawing can carry programs and addresses of others: it is not taken as a logo.")
    hint = gettext_noop("Save it as a PNG with a transparent ground, 640 points wide, and add that.")
    field = "file"
    status = 422


class PartnerNameTaken(Refusal):
    """Details: name."""

    code = "partner_name_taken"
    message = gettext_noop("This edition has a partner called %(name)s already.")
    hint = gettext_noop("Change that one, or use another short name.")
    field = "short_name"


class TooManyPartners(Refusal):
    """Details: limit."""

    code = "too_many_partners"
    message = gettext_noop("An edition shows at most %(limit)s partners.")
    hint = gettext_noop("Remove one first.")


def require_no_svg(head: bytes) -> None:
    """Raises LogoIsSvg for what says that it is one, in plain or in UTF-16."""
    if b"<svg" in head[:SVG_HEAD].replace(b"\x00", b"").lower():
        raise LogoIsSvg


def require_room_for_partner(count: int) -> None:
    """Raises TooManyPartners."""
    if count >= MOST_PARTNERS:
        raise TooManyPartners(limit=MOST_PARTNERS)
