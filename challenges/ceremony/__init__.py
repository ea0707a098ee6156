"""How the results are told: awards, the script of the evening, the show itself."""
