"""How far long work is, for whoever waits before a terminal or reads it later in a file."""

TENTH = 10


class Progress:
    """Says the percent: on a terminal in one line that counts up, elsewhere a line for each tenth.

    ``text`` has the gap ``%(percent)s``.
    """

    def __init__(self, out, text: str):
        self._out, self._text = out, text
        self._step = 1 if out.isatty() else TENTH
        self._shown = -1

    def __call__(self, percent: int) -> None:
        percent -= percent % self._step
        if percent <= self._shown:
            return
        self._shown = percent
        line = self._text % {"percent": percent}
        if self._step == 1:
            self._out.write(f"\r{line}", ending="\n" if percent == 100 else "")
        else:
            self._out.write(line)
        self._out.flush()
