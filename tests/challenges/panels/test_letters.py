"""What jurors read, in their language."""

from datetime import timedelta

import pytest
from django.utils import translation

from challenges.panels import letters
from tests.factories import NOW
from tests.factories.jury import make_juror, make_panel


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_letters_name_the_panel_and_the_desk(challenge, carol, language):
    panel = make_panel(challenge)
    seat = make_juror(panel, carol)
    until = NOW + timedelta(days=2)
    with translation.override(language):
        written = [
            compose()
            for compose in (
                letters.seat_changed(panel, seat),
                letters.opened(panel, count=3, until=until),
                letters.shared_anew(panel, fresh=1, taken=0, until=None),
                letters.hour_moved(panel, until=until),
                letters.reminder(panel, count=1, until=until),
            )
        ]
        ended = letters.seat_ended(panel)()
    assert all(panel.title[language] in words.subject for words in [*written, ended])
    assert all("http://testserver/jury/" in words.body for words in written)
