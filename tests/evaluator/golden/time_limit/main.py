"""Burns CPU time until it is stopped."""

while True:
    pass
