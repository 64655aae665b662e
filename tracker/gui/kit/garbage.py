"""Run Python's cyclic garbage collector in the GUI thread only.

Automatic collection runs in whatever thread allocates the object that triggers it, possibly that of a job. It would
destroy widgets there, and the program would hang or crash. So automatic collection is off (gui/shell/app), and a timer
in the GUI thread checks the thresholds.
"""

import gc

from PySide6.QtCore import QObject

from tracker.gui.kit.timers import every

_INTERVAL = 200  # milliseconds; the longer the gap, the longer a collection takes
_GROWTH = 1.25  # like CPython: a full collection only after the objects grew by a quarter


class Collector(QObject):
    """Collects garbage until the application ends."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._settled = 0
        timer = every(self, _INTERVAL)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Run a collection if one is due."""
        generation = due(self._settled)
        if generation is not None:
            gc.collect(generation)
            if generation == 2:
                self._settled = len(gc.get_objects(2))


def due(settled: int) -> int | None:
    """The oldest generation due by Python's own thresholds; None if none is. `settled` is the number of objects left by
    the last full collection."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] <= thresholds[0]:
        return None
    if counts[1] <= thresholds[1]:
        return 0
    if counts[2] <= thresholds[2] or len(gc.get_objects(2)) < settled * _GROWTH:
        return 1
    return 2
