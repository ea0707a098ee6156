"""Takes memory until there is none."""

blocks = []
while True:
    blocks.append(b"x" * (16 << 20))
