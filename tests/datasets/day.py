"""The day that is written on the releases of tests."""

from datetime import date

TODAY = date(2026, 11, 20)
