"""Places, languages and sizes of a letter."""

import pytest

from challenges.mail_texts import rules as mail_texts
from challenges.mailing.rules import (
    BODY_LENGTH,
    SUBJECT_LENGTH,
    LanguageMissing,
    LetterTooLong,
    NobodyReads,
    PlaceUnknown,
    PlaceWithoutChallenge,
    PlaceWithoutTeam,
    filled,
    require_all_languages,
    require_fitting,
    require_known_places,
    require_readers,
    tidied,
)

WHOLE = {"fr": "a", "ar": "b", "en": "c"}


def test_places_are_few_and_known():
    require_known_places(["{person} {edition} { team }"], has_team=True, has_challenge=False)
    with pytest.raises(PlaceUnknown):
        require_known_places(["{password}"], has_team=True, has_challenge=True)
    with pytest.raises(PlaceWithoutTeam):
        require_known_places(["", "{team}"], has_team=False, has_challenge=True)
    with pytest.raises(PlaceWithoutChallenge):
        require_known_places(["", "{challenge}"], has_team=True, has_challenge=False)


def test_letter_may_say_all_that_a_kept_text_may():
    require_known_places([f"{{{name}}}" for name in mail_texts.PLACES], has_team=True, has_challenge=True)


def test_names_with_braces_are_not_read_as_places():
    names = {"person": "{team}", "team": "Les Alizés"}
    assert filled("{person} · {team} · {other}", names) == "{team} · Les Alizés · {other}"


def test_all_three_languages_are_written():
    require_all_languages(WHOLE, WHOLE)
    with pytest.raises(LanguageMissing) as refused:
        require_all_languages({**WHOLE, "ar": " "}, {**WHOLE, "en": ""})
    assert refused.value.details == {"languages": ("ar", "en")}


def test_sizes_are_bounded():
    require_fitting({"fr": "x" * SUBJECT_LENGTH}, {"fr": "x" * BODY_LENGTH})
    for subject, body in ((SUBJECT_LENGTH + 1, 1), (1, BODY_LENGTH + 1)):
        with pytest.raises(LetterTooLong):
            require_fitting({"fr": "x" * subject}, {"fr": "x" * body})


def test_somebody_reads_it():
    require_readers(1)
    with pytest.raises(NobodyReads):
        require_readers(0)


def test_what_cannot_be_seen_is_left_out():
    assert tidied("a\u202eb\r\nc \x00") == "ab\nc"
    assert tidied(" a\nBcc: b ", is_line=True) == "a Bcc: b"
