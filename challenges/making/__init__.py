"""A challenge that is being made, step by step, and the pack that it was made from."""
