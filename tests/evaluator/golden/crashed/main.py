"""Ends with an exit code of its own."""

import sys

print("the third berth is taken")
sys.exit(3)
