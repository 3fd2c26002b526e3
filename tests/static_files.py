"""Static files as Tandem gives them, looked for once in a test process and not once for each test client."""

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile


class KeptFiles(WhiteNoiseMiddleware):
    found: dict[str, StaticFile] = {}

    def add_files_from_finders(self) -> None:
        if not self.found:
            super().add_files_from_finders()
            self.found.update(self.files)
        self.files = self.found
