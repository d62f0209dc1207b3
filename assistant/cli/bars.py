"""Progress bars for what takes more than a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.pipeline import ProgressBar


def progress_bar(label: str) -> ProgressBar:
    """Makes progress bars on a terminal, and nothing in a log file; each is closed when all is done."""

    def begin(total: int) -> Callable[[int], object]:
        from tqdm import tqdm

        bar = tqdm(total=total, desc=label, unit="件", disable=None)
        done = 0

        def more(count: int) -> None:
            nonlocal done
            bar.update(count)
            done += count
            if done >= total:
                bar.close()

        return more

    return begin
