"""What is written: in the reader's language, with a link that works."""

import pytest
from django.urls import resolve
from django.utils import translation

from challenges.teams import letters

DRAFTS = [getattr(letters, name) for name in dir(letters) if isinstance(getattr(letters, name), letters.Draft)]
NAMES = {"team": "Les Alizés", "other": "Grand large", "person": "Alice", "message": "Hi 100 %", "about": ""}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
@pytest.mark.parametrize("draft", [draft for draft in DRAFTS if draft is not letters.INVITED])
def test_letter_names_everything_and_ends_with_its_link(draft, language):
    with translation.override(language):
        words = letters.compose(draft, **NAMES)()
    assert "%(" not in words.subject + words.body
    assert "\n\n\n" not in words.body
    link = words.body.strip().splitlines()[-1]
    assert resolve(link.removeprefix("http://testserver")).url_name == draft.page


def test_letters_differ_by_language():
    said = set()
    for language in ("fr", "ar", "en"):
        with translation.override(language):
            said.add(letters.compose(letters.ASKED, **NAMES)().subject)
    assert len(said) == 3
