"""A program that nobody finds: it is not called main.py."""
