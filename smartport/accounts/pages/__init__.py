"""The account's own pages; those of logging in and its factors are allauth's, in our templates."""
