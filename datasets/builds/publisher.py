"""Who publishes what is built here."""

from datasets.releasing.content import Publisher

PUBLISHER = Publisher(
    name={
        "fr": "Agence nationale des ports (ANP)",
        "ar": "الوكالة الوطنية للموانئ",
        "en": "National Ports Agency of Morocco (ANP)",
    },
    homepage="https://www.anp.org.ma/",
)
