"""The institutions that carry the edition, with their logos."""
