"""The one error of drafting."""


class NotDrafted(Exception):
    """The table, or what is asked of it, will not do; one sentence says where and what to change."""
