"""The teams' command line and client, against the real site."""
