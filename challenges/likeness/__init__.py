"""Submissions of different teams that are alike: pairs to look at, never a verdict."""
