"""Settings. What an owner may set comes from the environment (docs/install.md); the rest is decided here."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from environs import Env

from tandem.config.database_url import database_of
from tandem.office.sqlite.files import test_file

env = Env()


def default_data_folder() -> Path:
    """The user data folder of the platform."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "tandem"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "tandem"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "tandem"


def kept_secret(folder: Path) -> str:
    """The secret key: made once and kept in the data folder, readable by its owner only."""
    kept = folder / "secret.key"
    if kept.exists():
        return kept.read_text().strip()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = secrets.token_urlsafe(48)
    descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    return secret


DATA = Path(env.str("TANDEM_DATA", default="") or default_data_folder()).absolute()
PUBLIC_URL = env.str("TANDEM_PUBLIC_URL", default="").rstrip("/")
HOST = env.str("TANDEM_HOST", default="127.0.0.1")
PORT = env.int("TANDEM_PORT", default=8000)
SECRET_KEY = env.str("TANDEM_SECRET_KEY", default="") or kept_secret(DATA)
DEBUG = False

SECURE = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
if PUBLIC_URL:
    ALLOWED_HOSTS.append(urlsplit(PUBLIC_URL).hostname or "localhost")
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    # Our templates come before allauth's, which they replace.
    "tandem.config",
    "tandem.exchange",
    "tandem.together",
    "tandem.handover",
    "tandem.marketing",
    "tandem.sales",
    "tandem.offers",
    "tandem.people",
    "tandem.office",
    "tandem.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "lucide",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tandem.exchange.api.middleware.ApiMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tandem.ui.middleware.VaryOnHtmx",
    "tandem.office.business.middleware.BusinessMiddleware",
    "tandem.config.first_run.middleware.UnclaimedMiddleware",
    "tandem.config.access.AccessMiddleware",
    "tandem.office.changes.middleware.ChangesMiddleware",
]

ROOT_URLCONF = "tandem.config.urls"
WSGI_APPLICATION = "tandem.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tandem.config.navigation.furniture",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

DATABASE_URL = env.str("DATABASE_URL", default="")
if DATABASE_URL:
    DATABASES = {"default": database_of(DATABASE_URL)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "tandem.office.sqlite",
            # The folder: the backend opens the own database in it before the sample (office/sqlite/files.py).
            "NAME": DATA,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"timeout": 20},
            "TEST": {"NAME": str(test_file())},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A page that only reads never takes the write lock (design section 7).
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "office.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tandem.office.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
MFA_ADAPTER = "tandem.office.passkeys.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# Whoever finds the key of somebody else has not their finger, face or PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate_webauthn": "tandem.office.passkeys.forms.SecondStepForm",
    "reauthenticate_webauthn": "tandem.office.passkeys.forms.OnceMoreForm",
}
MFA_TOTP_ISSUER = "Tandem"
# Addresses are typed by the owner or invited: nobody has to prove theirs before the second step.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SESSION_ENGINE = "tandem.office.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
if SECURE:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 30
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

# Nothing is sent to addresses inside a house; only the tests, whose receivers stand on this machine, may.
WEBHOOKS_MAY_STAY_IN_THE_HOUSE = False

EMAIL_URL = env.str("EMAIL_URL", default="")
# Everything that leaves the house goes through the outbox, Django's own mail too.
EMAIL_BACKEND = "tandem.office.mail.backend.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("TANDEM_MAIL_FROM", default="tandem@localhost")

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
# Files are served from the packages as they are: nothing is collected or compressed at install.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_tokens": {"()": "tandem.config.logs.WithoutTokens"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_tokens"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"tandem": {"level": "INFO"}},
}
