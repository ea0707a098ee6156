"""The running order, moved and dragged, with words in it."""

import pytest

from challenges.ceremony.preparing import keys_in_order, words_of
from challenges.ceremony.queries import ceremony_of
from tests.factories.evening import arm

pytestmark = pytest.mark.django_db
BELOW = "/console/ceremony/demo/"
SPEECH = {"title_fr": "Mot du ministre", "title_ar": "كلمة", "speaker": "Le ministre", "notes": "Cinq minutes"}


def keys(edition):
    return keys_in_order(ceremony_of(edition))


def test_lines_are_moved_and_dragged(organizer, evening, edition):
    first, second = keys(edition)
    organizer.post(f"{BELOW}order/", {"down": first, "seen": f"{first} {second}"})
    assert keys(edition) == [second, first]
    organizer.post(f"{BELOW}order/", {"key": [first, second], "seen": f"{second} {first}"})
    assert keys(edition) == [first, second]


def test_order_that_somebody_else_changed_is_said(organizer, evening, edition):
    first, second = keys(edition)
    answer = organizer.post(f"{BELOW}order/", {"down": first, "seen": f"{second} {first}"}, follow=True)
    assert "Somebody else has changed the running order" in answer.content.decode()
    assert keys(edition) == [first, second]


def test_words_are_added_changed_and_taken_out(organizer, evening, edition):
    assert organizer.post(f"{BELOW}words/", SPEECH).status_code == 302
    ((key, said),) = words_of(ceremony_of(edition)).items()
    assert (said.title["fr"], said.speaker, said.notes) == ("Mot du ministre", "Le ministre", "Cinq minutes")
    assert 'value="Le ministre"' in organizer.get(f"{BELOW}words/{key}/").content.decode()
    organizer.post(f"{BELOW}words/{key}/", {**SPEECH, "speaker": "Le wali"})
    assert words_of(ceremony_of(edition))[key].speaker == "Le wali"
    assert organizer.get(f"{BELOW}words/{key}/remove/").status_code == 200
    organizer.post(f"{BELOW}words/{key}/remove/")
    assert words_of(ceremony_of(edition)) == {}


def test_words_without_a_title_are_not_kept(organizer, evening, edition):
    assert organizer.post(f"{BELOW}words/", {**SPEECH, "title_fr": ""}).status_code == 422
    assert organizer.get(f"{BELOW}words/nothing/").status_code == 404


def test_armed_nothing_moves(organizer, evening, edition, dora, driss):
    arm(edition, first=dora, second=driss)
    assert organizer.post(f"{BELOW}words/", SPEECH).status_code == 409
    first, second = keys(edition)
    answer = organizer.post(f"{BELOW}order/", {"down": first, "seen": f"{first} {second}"}, follow=True)
    assert "The script is armed" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"up": "x"}, {"seen": "a b", "key": ["b"]}, {"down": "\x00", "seen": "\x00"}])
def test_rubbish_moves_nothing(organizer, evening, edition, sent):
    before = keys(edition)
    assert organizer.post(f"{BELOW}order/", sent).status_code == 302
    assert keys(edition) == before
