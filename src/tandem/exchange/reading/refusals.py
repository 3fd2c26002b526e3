"""What a file may be, and the one exception that says why it is not taken."""

MEBIBYTE = 1024 * 1024
MOST_BYTES = 100 * MEBIBYTE
# Of a list that is only analysed, on the own machine: it is read line by line and kept nowhere.
MOST_BYTES_ANALYSED = 1024 * MEBIBYTE
MOST_COLUMNS = 200
MOST_ROWS = 2_000_000
MOST_SHEET_ROWS = 200_000
MOST_CELL = 1_000_000


class FileRefused(Exception):
    """A whole file that cannot be read. The sentence says what was found and what to do; `by_option` says
    which option of a command settles it.
    """

    def __init__(self, sentence: str, *, by_option: str = "") -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)
        self.by_option = str(by_option)

    @property
    def at_a_keyboard(self) -> str:
        return " ".join(filter(None, (self.sentence, self.by_option)))
