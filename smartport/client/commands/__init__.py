"""What each command does: one function a command, given the client, the parsed arguments and where to answer."""
