"""What was drawn lately is at hand, and no more than so much of it."""

from challenges.pages.shelf import Shelf


def test_shelf_keeps_what_was_asked_for_last():
    shelf: Shelf[int] = Shelf(2)
    shelf.keep("a", 1)
    shelf.keep("b", 2)
    assert shelf.get("a") == 1
    shelf.keep("c", 3)
    assert [shelf.get(name) for name in "abc"] == [1, None, 3]
