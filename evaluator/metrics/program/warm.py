"""Done before there are predictions: the libraries are imported and the truth is read, and waits in `ready`."""

import json
import os

from measures.asked import VARIABLE, Task
from measures.computing import Ready
from scorekit import Places

ready = Ready.read(Task.from_json(json.loads(os.environ[VARIABLE])), Places().reference)
