"""What is asked is bounded; the finding itself is tested beside the comparing."""

from challenges.leaderboards.own_submissions import LONGEST_TAG, LONGEST_TEXT, asked_of


def test_question_is_bounded():
    asked = asked_of({"tag": "t" * 999, "q": "q" * 999, "sort": "sideways", "state": "all"})
    assert (len(asked.tag), len(asked.text), asked.order, asked.state) == (LONGEST_TAG, LONGEST_TEXT, "newest", "")
