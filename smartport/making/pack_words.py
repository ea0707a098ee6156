"""What keeps a folder from being read as a challenge, as ids for the catalogues: letter for letter those of
smartport.packs and evaluator.bundle, without the name of the file that stands before them."""

from django.utils.translation import gettext_noop

from smartport.making.metric_words import SENTENCES as OF_METRICS

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
    # Of evaluator.bundle and its like, of smartport.packs.release and smartport.packs.publishing.
    *OF_METRICS,
    gettext_noop("%(place)s is missing or not a section"),
    gettext_noop("%(place)s is missing or not a text"),
    gettext_noop("%(place)s must list at least one text"),
    gettext_noop("evaluation.kinds may have code and predictions, nothing else"),
    gettext_noop("evaluation.scores must list at least one score"),
    gettext_noop("evaluation.scores: a key is used twice"),
    gettext_noop("evaluation.scores: exactly one is primary, and it is better lower or higher"),
    gettext_noop("evaluation.scores: %(key)s is not a key (small letters, digits, _)"),
    gettext_noop("evaluation.scores: the title of %(key)s must have a text for each language"),
    gettext_noop("evaluation.scores: %(key)s is better lower, higher or neither, not %(told)s"),
    gettext_noop("evaluation.scores: %(key)s has decimals from 0 to 12"),
    gettext_noop("the first line must be `format: smartport/1`"),
    gettext_noop("input/ is empty: there is nothing to predict from."),
    gettext_noop("%(file)s: input/ has files and no folders."),
    gettext_noop("train.csv and input/train.csv differ: copy one over the other."),
    gettext_noop(
        "%(file)s, row %(line)s: it tells %(target)s of %(id)s, which is a row of the hidden test. Take "
        "these rows out of the published files."
    ),
    gettext_noop("%(file)s cannot be read as CSV in UTF-8: %(problem)s"),
    gettext_noop(
        "%(file)s is not what was published as %(release)s. Published data never change: write another "
        "version under data in challenge.yaml."
    ),
    gettext_noop(
        "The site has %(release)s already, and it is another organizer's: write another version under "
        "data, or ask them."
    ),
    gettext_noop("release.json cannot be read: it has slug, version, title and licence."),
    gettext_noop("release.json: slug, version or licence is not as a release has it."),
    gettext_noop("%(file)s must have one column %(column)s; its header is: %(header)s"),
    gettext_noop("%(file)s lists an id twice"),
    gettext_noop("%(file)s is a link or not a regular file"),
    gettext_noop("%(file)s cannot be read: %(problem)s"),
    gettext_noop("%(file)s is empty"),
    gettext_noop("%(file)s is missing"),
)
