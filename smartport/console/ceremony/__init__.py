"""The award ceremony in the console: prepared, armed by two people, rehearsed, begun and ended."""
