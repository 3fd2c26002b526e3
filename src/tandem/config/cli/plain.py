class Plain(Exception):
    """What a command cannot do, as one sentence for the person at the keyboard, with the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code
