"""From a bare machine to a running site; needs nothing but Python, because nothing is installed yet when it runs."""
