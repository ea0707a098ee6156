"""Places in a letter's text."""

import pytest

from challenges.mail_texts.rules import PlaceUnknown, filled, places_in, require_known_places


def test_places_are_filled_and_unknown_ones_stay():
    assert filled("{name}, {team}: {else} {}", {"name": "Yasmine", "team": "{name}"}) == "Yasmine, {name}: {else} {}"


def test_places_are_found_in_their_order():
    assert places_in("{team} {name} {team") == ["team", "name"]


@pytest.mark.parametrize("text", ["{teem}", "{name} {}", "{ name}", "{name!r}", "{name.__class__}"])
def test_unknown_place_is_refused_with_its_name(text):
    with pytest.raises(PlaceUnknown) as refused:
        require_known_places({"fr": "{name}", "ar": text}, field="body")
    assert refused.value.field == "body"
    assert f"{{{refused.value.details['place']}}}" in text


def test_known_places_may_stand_in_every_language():
    require_known_places({"fr": "{name} {team} {edition}", "ar": "{site} {closes} {challenge}"}, field="body")
