"""Text as it is compared and searched: without what a keyboard or a habit changes."""

import unicodedata

# Letters that Arabic writers use for one another; hamza forms are taken apart by NFKD before this.
ARABIC_FORMS = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ـ": None, "ء": None})


def fold(text: str) -> str:
    """Without case, accents, Arabic vowels and letter variants, width or digit style; words stay apart by one space."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    digits = "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in letters)
    return " ".join(unicodedata.normalize("NFKC", digits.translate(ARABIC_FORMS)).split())
