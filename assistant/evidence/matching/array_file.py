"""Arrays kept in a file beside the index: a cache that can be deleted at any time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]
_IDENTITY = "identity"


def read_arrays(path: Path, identity: str) -> Arrays:
    """The arrays by name; none where the file is missing, damaged, or was made for something else."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            if str(stored[_IDENTITY]) != identity:
                return {}
            return {name: stored[name] for name in stored.files if name != _IDENTITY}
    except (OSError, ValueError, KeyError, EOFError):
        return {}
    except Exception as error:
        # A half-written zip raises what zipfile raises; a cache is never worth failing for.
        if type(error).__module__ == "zipfile":
            return {}
        raise


def write_arrays(path: Path, identity: str, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Keep arrays. Written aside and moved into place, so that a crash leaves the old file or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, allow_pickle=False, **{_IDENTITY: np.array(identity)}, **arrays)
        os.replace(name, path)
    except OSError:
        # A read-only data folder only costs time at the next start.
        return
