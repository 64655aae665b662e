"""Python's cycle collector under Qt: it runs in the GUI thread alone.

Left to itself it runs in whatever thread makes the object that sets it off, also in a job's. There it would destroy
widgets while the window is being shown, and the program would hang or end. So automatic collection stays off
(gui/app), and a timer of the GUI thread looks at how much was made.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK = 200  # milliseconds; the longer the gap, the longer a collection takes
_GROWN = 1.25  # as in Python's own rule: all is gone through again when a quarter has come on top


class Collector(QObject):
    """Collects garbage for as long as its application lives."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._settled = 0
        timer = QTimer(self, interval=_LOOK)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Collect what is due, if anything is."""
        generation = due(self._settled)
        if generation is not None:
            gc.collect(generation)
            if generation == 2:
                self._settled = len(gc.get_objects(2))


def due(settled: int) -> int | None:
    """The oldest generation that is due by Python's own thresholds; None where none is. `settled` is how many objects
    the last collection of everything left."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] <= thresholds[0]:
        return None
    if counts[1] <= thresholds[1]:
        return 0
    if counts[2] <= thresholds[2] or len(gc.get_objects(2)) < settled * _GROWN:
        return 1
    return 2
