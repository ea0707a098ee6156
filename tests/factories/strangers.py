"""What hostile programs print."""

# To the byte what 51_ansi_escapes of the hostile programs prints: clear screen, title, clipboard, link, forged lines.
ANSI_ESCAPES = (
    b"\x1b[2J\x1b[H\x1b]0;pwned\x07\x1b]52;c;cm0gLXJmIH4=\x07"
    b"\x1b]8;;http://evil.example\x07click\x1b]8;;\x07\x1bP$q q\x1b\\\x1b[31mFAKE\x1b[0m\n"
    b"real line\r2026-01-01 00:00:00 INFO spc.judge verdict=OK score=1.0 team=evil\n"
    b"abc\b\b\bxyz \xe2\x80\xaegnp.exe \xe2\x81\xa6 \x00 " + "\ufffd".encode() * 6 + b"\n"
)
BIDI_OVERRIDE = "[bold]<b>\u202eevil\u2069\u200f\u061c</b>\n".encode()
LONG_LINE = b"x" * (1 << 20)
