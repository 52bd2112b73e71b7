"""Ralph, a learning record store, on this machine alone, and a look into what it holds.

    store.py serve FOLDER [lost_at=N] [silent_at=N]   prints its address and each answer, and serves until it is ended
    store.py put ADDRESS STATEMENTS N                 gives it statement N with another outcome
    store.py holds FOLDER STATEMENTS [N]              it holds each of these once and as it was sent (but N), and no other
"""

import asyncio
import json
import os
import socket
import sys
import urllib.request
from base64 import b64encode
from pathlib import Path

# The password of each, and what they may do.
USERS = {"writer": ("secret", ["statements/write", "statements/read"]), "courier": ("bag", ["statements/write"])}


def serve(folder: Path, lost_at: int = 0, silent_at: int = 0) -> None:
    """At post `lost_at` the store ends in the middle of it; post `silent_at` gets no answer."""
    import bcrypt

    users = []
    for name, (password, scopes) in USERS.items():
        digest = bcrypt.hashpw(password.encode(), bcrypt.gensalt(4)).decode()
        agent = {"account": {"homePage": "https://store.example/", "name": name}}
        users.append({"username": name, "hash": digest, "scopes": scopes, "agent": agent})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "auth.json").write_text(json.dumps(users))
    # Ralph reads its settings when it is imported.
    os.environ |= {
        "RALPH_AUTH_FILE": str(folder / "auth.json"),
        "RALPH_HISTORY_FILE": str(folder / "history.json"),
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "held"),
        "RALPH_LRS_RESTRICT_BY_AUTHORITY": "true",
        "RALPH_LRS_RESTRICT_BY_SCOPES": "true",
    }
    import uvicorn
    from ralph.api import app as ralph
    from ralph.backends.data.base import BaseOperationType
    from ralph.backends.lrs.fs import FSLRSBackend

    # By itself the file backend only creates its file, and so fails at the second request.
    FSLRSBackend.default_operation_type = BaseOperationType.APPEND
    posts = 0

    async def app(scope, receive, send):
        nonlocal posts
        if scope["method"] == "POST":
            posts += 1
            if posts == lost_at:
                os._exit(1)
            if posts == silent_at:
                print("silent", flush=True)
                await asyncio.sleep(600)
        await ralph(scope, receive, send)

    # `ralph runserver` would serve the same, but watch its own sources, and not say which port it was given.
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}/xAPI", flush=True)
    # A post without an answer does not keep the store from ending.
    config = uvicorn.Config(app, lifespan="off", timeout_graceful_shutdown=1)
    uvicorn.Server(config).run(sockets=[listener])


def put(address: str, statements: Path, number: int) -> None:
    statement = json.loads(statements.read_text())[number]
    statement.setdefault("result", {})["extensions"] = {"https://shikyu.example/xapi/extensions/outcome": "another"}
    login = b64encode(b"writer:" + USERS["writer"][0].encode()).decode()
    head = {
        "Authorization": f"Basic {login}",
        "Content-Type": "application/json",
        "X-Experience-API-Version": "1.0.3",
    }
    # A proxy would look for the store on its own machine.
    os.environ["no_proxy"] = "*"
    urllib.request.urlopen(urllib.request.Request(f"{address}/statements", json.dumps(statement).encode(), head))
    print(statement["id"])


def holds(folder: Path, statements: Path, altered: int | None = None) -> None:
    sent = json.loads(statements.read_text())
    held = [json.loads(line) for line in (folder / "held" / "fs_lrs.jsonl").read_text().splitlines()]
    by_id = {one["id"]: one for one in held}
    assert len(by_id) == len(held), "a statement is there twice"
    assert by_id.keys() == {one["id"] for one in sent}, f"{len(held)} of {len(sent)} statements are there"
    for number, one in enumerate(sent):
        there = by_id[one["id"]]
        # What a store sets itself.
        for name in {"stored", "authority", "timestamp"} - one.keys():
            del there[name]
        assert (there == one) == (number != altered), f"it is not there as it was sent: {one['id']}"
    print(f"{len(held)} statements, each once")


match sys.argv[1:]:
    case ["serve", folder, *when]:
        serve(Path(folder), **{name: int(number) for name, number in (each.split("=") for each in when)})
    case ["put", address, statements, number]:
        put(address, Path(statements), int(number))
    case ["holds", folder, statements, *altered]:
        holds(Path(folder), Path(statements), *map(int, altered))
    case _:
        sys.exit(__doc__)
