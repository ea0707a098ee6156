"""`python -m smartport.client` is `smartport`."""

import sys

from smartport.client.cli import main

sys.exit(main())
