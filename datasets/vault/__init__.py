"""The vault: raw extracts, apart from everything that has an address; who opened them, and when they are deleted."""
