"""Runs `madoguchi ingest` in processes that the test kills.

Importing takes seconds and building a small index takes a fraction of one, so this process imports everything once and
forks: each child is a process of its own that runs the real command. A line on stdin starts a child, whose process id is
printed at once; the next line asks for its exit status. Until then a child that has ended stays a zombie, so that the
test can't kill a stranger who got its number.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module


def main() -> None:
    for name in ("chromadb", "llama_index.core.vector_stores.utils", "sentence_transformers"):
        import_module(name)

    from assistant.cli.ingest import ingest

    print("ready", flush=True)
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            try:
                ingest.main(["--quiet"], standalone_mode=False)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        print(child, flush=True)
        sys.stdin.readline()
        print(os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    main()
