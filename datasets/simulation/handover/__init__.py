"""The whole raw extract of a port and year, as its offices would hand it over."""
