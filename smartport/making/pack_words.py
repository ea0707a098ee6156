"""What keeps a folder from being read as a challenge, as ids for the catalogues: letter for letter those of
smartport.packs.pack, without the name of the file that stands before them."""

from django.utils.translation import gettext_noop

SENTENCES = (
    gettext_noop(
        "line %(line)s: %(problem)s. A text with a colon or a sharp sign goes between quotes, and the spaces at the "
        "beginning of lines count."
    ),
    gettext_noop("is not in UTF-8: save it as a text in UTF-8."),
    gettext_noop("%(file)s is not in UTF-8: save it as a text in UTF-8."),
    gettext_noop("cannot be read: %(problem)s"),
    gettext_noop("is no list of “key: value” lines."),
    gettext_noop("%(key)s is missing, or has no lines of its own."),
    gettext_noop("%(key)s must have a text in each of: %(languages)s."),
    gettext_noop("slug is the address: small letters a-z, digits and hyphens, 50 at most."),
    gettext_noop("the baseline %(name)s is not called as a folder of baselines/ is."),
    gettext_noop("phase has a line that nobody reads: %(name)s."),
    gettext_noop("gap_minutes of phase is a whole number from 0 to %(most)s, such as 10."),
    gettext_noop("%(name)s of phase is a whole number, such as 5."),
    gettext_noop("phase.logs is %(policies)s, not %(told)s."),
    gettext_noop("columns of data tells of each column its unit and its meaning."),
    gettext_noop("order is the place in the edition, a whole number such as 1."),
    gettext_noop("partners lists short names, such as [ANP, ONSSA]."),
    gettext_noop("prizes is a list; each has a title and an about."),
    gettext_noop("scale has two different numbers, naive (0 points) and target (100 points)."),
    gettext_noop("A text of the pack cannot be read: [Errno 2] No such file or directory: '%(file)s'"),
    gettext_noop("A text of the pack cannot be read: %(problem)s"),
)
