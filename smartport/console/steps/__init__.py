"""The steps by which a challenge is made, each what it shows and what it takes."""
