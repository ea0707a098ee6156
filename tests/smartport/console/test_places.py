"""Every room stands at the side of every room: nobody falls out of the console."""

import re

import pytest
from django.urls import reverse

from smartport.console.places import GROUPS
from tests.factories import make_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour", "bundle")]
ROOMS = [place.address for _, places in GROUPS for place in places]
HERE = re.compile(r'<a href="([^"]+)" aria-current="(?:page|true)">')


@pytest.mark.parametrize("room", ROOMS)
def test_side_is_there_and_says_where_one_is(client, olga, room):
    page = client.get(reverse(room), follow=True).content.decode()
    side = page.split('<nav class="console-side"')[1].split("</nav>")[0]
    assert [HERE.findall(side), side.count("<li>")] == [[reverse(room)], len(ROOMS)]


def test_pages_below_the_vault_and_of_a_question_keep_it(client, olga, alices_team, challenge, alice):
    question = reverse("answer-question", args=[make_question(alices_team, challenge, by=alice).pk])
    below = {reverse("extract-upload"): "vault", reverse("recipes"): "vault", question: "questions-asked"}
    for address, room in below.items():
        side = client.get(address).content.decode().split('<nav class="console-side"')[1].split("</nav>")[0]
        assert HERE.findall(side) == [reverse(room)]
