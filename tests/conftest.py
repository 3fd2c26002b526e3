import os
import tempfile

# Before the settings are read: tests never touch a real data folder.
os.environ["TANDEM_DATA"] = tempfile.mkdtemp(prefix="tandem-tests-")
os.environ.setdefault("TANDEM_SECRET_KEY", "only for tests, never for a shop")
