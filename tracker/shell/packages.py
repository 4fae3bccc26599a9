"""Where an installed package keeps its files, without importing it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def folder_of(package: str) -> Path:
    """The folder of a top-level package; LookupError when it is not installed."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"The package {package} is not installed.")
    return Path(next(iter(spec.submodule_search_locations)))
