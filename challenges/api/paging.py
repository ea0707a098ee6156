"""How lists are paged."""

from rest_framework.pagination import PageNumberPagination


class Paging(PageNumberPagination):
    """Fifty a page, at most two hundred on request."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
