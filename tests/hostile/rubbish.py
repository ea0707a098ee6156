"""What a hostile client sends: texts, files and headers."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

STRANGER = "0190a000-0000-7000-8000-00000000dead"
BIDI = "a\u202eb\u2066c\u200fd"
TEXTS: dict[str, list[str]] = {
    "NUL": ["a\0b"],
    "half a letter": ["a\udc80b"],
    "100,000 letters": ["x" * 100_000],
    "a negative number": ["-1"],
    "zero": ["0"],
    "2**31": [str(1 << 31)],
    "2**63": [str(1 << 63)],
    "2**200": [str(1 << 200)],
    "5,000 digits": ["9" * 5_000],
    "beyond floats": ["1e400"],
    "no number": ["NaN"],
    "infinity": ["-Infinity"],
    "digits of others": ["\u0663\u00b2"],
    "nothing": [""],
    "left out": [],
    "spaces": [" \u3000\n"],
    "twice": ["1", "2"],
    "a word": ["abc"],
    "a list in JSON": ['[{"a": []}]'],
    "deep JSON": ["[" * 20_000],
    "a number in JSON": ["1e9999"],
    "half a letter in JSON": ['{"fr": "\\ud800", "a": "\\u0000"}'],
    "an id of nobody": [STRANGER],
    "no such day": ["2026-02-30T25:61"],
    "the first year": ["0001-01-01T00:00"],
    "the first year, a zone": ["0001-01-01T00:00+14:00"],
    "the last year": ["9999-12-31T23:59"],
    "after the last year": ["10000-01-01T00:00"],
    "bidi": [BIDI],
    "emoji": ["\U0001f6a2\U0001f3f4\u200d\u2620\ufe0f"],
    "a line too many": ["a\r\nBcc: all@smartport.test"],
    "a percent sign": ["%s %(name)s %00 {0} {{ 1 }}"],
    "an address": ["//evil.example/\\@x"],
    "a script": ["javascript:alert(1)//<script>"],
    "a way out": ["../../../etc/passwd"],
    "a formula": ["=HYPERLINK(1)"],
    "zalgo": ["e" + "\u0301" * 2_000],
}
QUERY = ("page", "after", "before", "day", "q", "edition", "phase", "team", "challenge", "state", "sort", "next")
HEADERS = (
    *("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE", "HTTP_RANGE", "HTTP_ACCEPT"),
    *("HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_AUTHORIZATION", "HTTP_X_FORWARDED_FOR", "HTTP_REFERER"),
    *("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_HOST", "HTTP_ORIGIN", "HTTP_COOKIE", "HTTP_HX_REQUEST"),
    *("HTTP_HX_CURRENT_URL", "HTTP_IDEMPOTENCY_KEY", "CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_LAST_EVENT_ID"),
)
HEADS = (
    *("", "\0", "\xff\xfe", "x" * 5_000, "-1", "*", '"', '"a", W/"b", *', "9" * 400, "{}", "::::"),
    *("bytes=0-", "bytes=-0", "bytes=5-1", "bytes=0-0,2-3", f"bytes={'9' * 30}-", f"bytes=-{'9' * 5_000}", "bytes=a-b"),
    *("Wed, 99 Foo 20000 99:99:99 GMT", "Wed, 21 Oct 0000 07:28:00 GMT", "fr;q=abc", "fr;q=1e400,ar;q=nan"),
    *("Bearer", "Bearer ", "Bearer a b c", "Bearer \xff", "Basic !!!", "evil.example", "//evil.example:99999"),
    *("application/json; charset=base64", "multipart/form-data; boundary=", "application/*;q=a", "1.2.3.4, \0"),
)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _zip(*names: str, link: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            told = zipfile.ZipInfo(name)
            told.external_attr = (0o120777 if link else 0o100644) << 16
            archive.writestr(told, "/etc/passwd")
    return out.getvalue()


def _encrypted() -> bytes:
    """Says of itself that it is encrypted."""
    made = bytearray(_zip("main.py"))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def _many() -> bytes:
    return _zip(*(f"{number}.csv" for number in range(10_000)))


FILES: dict[str, Callable[[], bytes]] = {
    "0 bytes": lambda: b"",
    "UTF-16": lambda: "nom,e-mail\nÉve,eve@smartport.test\n".encode("utf-16"),
    "Latin-1": lambda: "nom,e-mail\nÉve,eve@smartport.test\n".encode("latin-1"),
    "NUL bytes": lambda: b"\0" * 5_000,
    "a bomb for eyes": lambda: _png(60_000, 60_000),
    "half a picture": lambda: _png(8, 8)[:40],
    "a script in a picture": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>1</script></svg>',
    "a way out of a zip": lambda: _zip("../../evil.py", "/abs", "a\\..\\b", "con:", "bundle.toml"),
    "a link in a zip": lambda: _zip("main.py", "bundle.toml", link=True),
    "10,000 names": _many,
    "half a zip": lambda: _zip("main.py")[:50],
    "an encrypted zip": _encrypted,
    "one name twice": lambda: _zip("A.csv", "a.csv"),
    "a word": lambda: b"a,b\n1,2\n",
    "deep JSON": lambda: b"[" * 100_000,
    "a quote that never ends": lambda: b'nom,"' + b"x" * 300_000,
    "TOML of rubbish": lambda: b"a = " + b"[" * 5_000,
    "half letters in JSON": lambda: b'{"a": "\\ud800", "b": 1e999, "c": ' + b"9" * 5_000 + b"}",
}
NAMES = ("x.bin", "\u202egnp.exe", "a\nb.csv", "../../x.csv", "x" * 5_000 + ".csv", "é\0.csv", "")

FIELDS = (
    "name",
    "text",
    "email",
    "secret",
    "message",
    "about",
    "title",
    "pitch",
    "team",
    "language",
    "caption",
    "kind",
)
BODIES = (
    *(b"", b"null", b"[]", b"1", b'"\\ud800"', b"{", b"\xff", b"NaN", b"1e999", b"9" * 10_000, b'{"a": 1, "a": 2}'),
    *(b"[" * 100_000, b'{"a":' * 5_000, b"\xef\xbb\xbf{}", "{}".encode("utf-16"), b'{"tags": ["\\ud800", {}, null]}'),
    *(
        ("{" + ", ".join(f'"{field}": {value}' for field in FIELDS) + "}").encode()
        for value in ('"\\ud800"', '"a\\u0000b"', '"\\u202e"', "[]", "{}", "null", "1e999", "true", str(1 << 200))
    ),
)
PARTS = (
    b"",
    b"--rubbish\r\n",
    b"--rubbish\r\n\r\n\r\n--rubbish--",
    b'--rubbish\r\nContent-Disposition: form-data; name="file"; filename="\xff\0"\r\n\r\nx\r\n--rubbish--\r\n',
    (
        b"--rubbish\r\nContent-Disposition: form-data; name=\xff\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--rubbish--"
    ),
    b'--rubbish\r\nContent-Disposition: form-data; name="kind"; filename="a"\r\n\r\ncode\r\n--rubbish--\r\n',
)
