"""What one has to know before the first request; each paragraph is a message of its own."""

from challenges.errors import gettext_noop

PARAGRAPHS = (
    gettext_noop("Everything a team can do on the pages, for programs."),
    gettext_noop(
        "**Who asks.** Send `Authorization: Token spc_…`; `POST /api/v1/token` gives a token for an e-mail address and "
        "a password, and so does the page of your account. A token has scopes: `read`, `submit`, `team`, `account`. "
        "Challenges, leaderboards and news are open to everybody."
    ),
    gettext_noop(
        "**Errors** have one shape: `{code, message, hint, field}`; `code` is stable, the rest is for people and in "
        "their language. A file or a form that cannot be used adds `faults`, each with its place. What is not yours to "
        "see is not found (404)."
    ),
    gettext_noop(
        "**Lists** come in pages: `page` from 1, `page_size` up to 200; the answer has `count`, `next`, `previous` and "
        "`results`."
    ),
    gettext_noop(
        "**Asking again.** Every answer in JSON has an `ETag`; send it back as `If-None-Match` and 304 says that "
        "nothing has changed."
    ),
    gettext_noop(
        "**How much.** Requests are counted by the minute and by person, and by address only without a token. 429 says "
        "in `Retry-After` in how many seconds to come back."
    ),
    gettext_noop(
        "**Times** are UTC. **Languages**: `lang=fr`, `ar` or `en`, else Accept-Language; `lang=all` answers the "
        "challenges’ own texts in all three."
    ),
)
INTRODUCTION = "\n\n".join(PARAGRAPHS)
