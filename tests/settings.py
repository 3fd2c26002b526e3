"""The settings of Tandem on a data folder that is thrown away: tests never touch a real one."""

import os
import sys
import tempfile

os.environ["TANDEM_DATA"] = tempfile.mkdtemp(prefix="tandem-tests-")
os.environ["TANDEM_SECRET_KEY"] = "only-for-tests-" + "x" * 40
for name in ("TANDEM_PUBLIC_URL", "EMAIL_URL", "TANDEM_HOST", "TANDEM_PORT"):
    os.environ.pop(name, None)
# Where compiled files are forbidden, each process compiles Tandem anew, and each worker rewrites all tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

from tandem.config.settings import *  # noqa: E402, F403 the environment comes first

PASSWORD_HASHERS = ["tests.hashing.QuickHasher"]
MIDDLEWARE = [
    "tests.static_files.KeptFiles" if name == "whitenoise.middleware.WhiteNoiseMiddleware" else name
    for name in MIDDLEWARE  # noqa: F405
]
