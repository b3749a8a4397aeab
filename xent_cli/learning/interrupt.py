"""An interrupt that is waited for: what is at work ends in good order, and keeps what it has."""

import signal
import threading
from types import FrameType, TracebackType


class Interrupt:
    """Notes the first Ctrl-C; the second is as any other."""

    def __init__(self, waited: bool) -> None:
        self.came = False
        self._waited = waited and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> "Interrupt":
        if self._waited:
            self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._waited:
            signal.signal(signal.SIGINT, self._before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.came = True
        signal.signal(signal.SIGINT, self._before)
