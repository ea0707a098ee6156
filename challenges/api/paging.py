"""How lists are paged."""

from rest_framework.pagination import PageNumberPagination

from challenges.errors import gettext_noop


class Paging(PageNumberPagination):
    """Fifty a page, at most two hundred on request."""

    page_size = 50
    page_query_description = gettext_noop("From 1.")
    page_size_query_param = "page_size"
    page_size_query_description = gettext_noop("At most 200.")
    max_page_size = 200
