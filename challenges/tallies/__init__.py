"""How much happened when: counted once by the clock, so that a picture of a long edition is drawn at once."""
