import os
import tempfile

# Before the settings are read: tests never touch a real data folder or send real mail.
os.environ["TANDEM_DATA"] = tempfile.mkdtemp(prefix="tandem-tests-")
os.environ["TANDEM_SECRET_KEY"] = "only-for-tests-" + "x" * 40
for name in ("TANDEM_PUBLIC_URL", "EMAIL_URL", "TANDEM_HOST", "TANDEM_PORT"):
    os.environ.pop(name, None)
