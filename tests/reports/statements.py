"""Every statement of the files given holds by the models of Ralph, and each way of spoiling one does not.

    statements.py FILE…
"""

import json
import sys
from copy import deepcopy
from pathlib import Path

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

statements = [statement for file in sys.argv[1:] for statement in json.loads(Path(file).read_text())]
for statement in statements:
    BaseXapiStatement(**statement)

sound = next(statement for statement in statements if "score" in statement.get("result", {}))
ways = json.loads(Path(__file__).with_name("spoiled.json").read_text())
for path, value in ways:
    statement = deepcopy(sound)
    *steps, last = path.split("/")
    part = statement
    for step in steps:
        part = part[step]
    part[last] = value
    try:
        BaseXapiStatement(**statement)
    except ValidationError:
        continue
    sys.exit(f"the models take {path}: {value}")
print(f"Ralph's models: {len(statements)} statements hold; all {len(ways)} ways of spoiling one are refused")
