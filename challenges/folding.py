"""Text as it is kept, without what cannot be seen; and as it is compared, without what a habit changes."""

import unicodedata

# Letters that Arabic writers use for one another; hamza forms are taken apart by NFKD before this.
ARABIC_FORMS = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ـ": None, "ء": None})


# French sets them before its colons and within its numbers; Python does not call them printable.
NO_BREAK_SPACES = "\u00a0\u202f"


def can_stand(letter: str) -> bool:
    """Printable, or a space that keeps words together; no control character, no bidi control, no half character."""
    return letter.isprintable() or letter in NO_BREAK_SPACES


def fold(text: str) -> str:
    """Without case, accents, Arabic vowels and letter variants, width or digit style; words stay apart by one space."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    digits = "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in letters)
    return " ".join(unicodedata.normalize("NFKC", digits.translate(ARABIC_FORMS)).split())
