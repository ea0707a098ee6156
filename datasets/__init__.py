"""From a raw extract to an anonymized, documented, immutable release."""
