"""Settings come from the environment; what is missing gets a safe default or an error that says how to set it."""

import os
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("SAMSYN_VAR", ROOT / "var"))
PACKAGE = Path(__file__).resolve().parents[1]


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "ja"}


TESTING = "pytest" in sys.modules
DEBUG = flag("SAMSYN_DEBUG")
SAMSYN_DEMO = flag("SAMSYN_DEMO")
SAMSYN_NODE = os.environ.get("SAMSYN_NODE", "party")
if SAMSYN_NODE not in {"party", "association"}:
    raise ImproperlyConfigured("SAMSYN_NODE är 'party' (en part) eller 'association' (ett samordningsförbund).")

SECRET_KEY = os.environ.get("SAMSYN_SECRET_KEY", "")
if not SECRET_KEY:
    if not (SAMSYN_DEMO or DEBUG or TESTING or {"makemigrations", "check", "collectstatic"} & set(sys.argv)):
        raise ImproperlyConfigured(
            "SAMSYN_SECRET_KEY saknas. Sätt den till en lång slumpad text, till exempel från "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(50))'`, eller kör `make demo`."
        )
    SECRET_KEY = "only-for-the-demonstration-and-tests-with-invented-people"  # noqa: S105

ALLOWED_HOSTS = os.environ.get("SAMSYN_HOSTS", "127.0.0.1 localhost [::1] testserver").split()
CSRF_TRUSTED_ORIGINS = os.environ.get("SAMSYN_ORIGINS", "").split()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "django_htmx",
    "samsyn.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "samsyn.apps.audit",
    "samsyn.apps.organisations",
    "samsyn.apps.catalogue",
    "samsyn.apps.portfolio",
    "samsyn.apps.evaluation",
    "samsyn.apps.economics",
    "samsyn.apps.knowledge",
    "samsyn.apps.governance",
    "samsyn.apps.reporting",
]
if SAMSYN_NODE == "party":
    # Only a party holds people; an association node has no table for them.
    INSTALLED_APPS += ["django_tasks", "django_tasks_db", "samsyn.apps.participants"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "samsyn.apps.organisations.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samsyn.apps.organisations.middleware.SecondFactor",
    "samsyn.web.middleware.PrivatePages",
]

ROOT_URLCONF = "samsyn.config.urls"
WSGI_APPLICATION = "samsyn.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "samsyn.web.context.face",
            ],
            "builtins": ["django.templatetags.i18n", "samsyn.web.templatetags.samsyn"],
        },
    },
]
FORM_RENDERER = "samsyn.web.renderer.FaceRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("SAMSYN_DATABASE_URL", f"sqlite:///{VAR / 'samsyn.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing, and the audit chain is read and written in one serial transaction.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    )
else:
    # A page asks some twenty questions, each the same as the last time but for its values: PostgreSQL keeps how it
    # answers them. Halves its work for a page. Needs a connection of one's own: no pooling of transactions in between.
    # A page's question is never worth compiling: the server guesses its cost too high, and takes 60 ms for the compiler
    # where the answer takes 30.
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options.update(server_side_binding=True, prepare_threshold=3)
    _options["options"] = f"-c jit=off {_options.get('options', '')}".strip()  # what the address says counts
# On PostgreSQL the web server is not the owner of its tables, so that row-level security binds it. A demonstration
# and the tests sign in as the owner and step down to this role for every page about people.
SAMSYN_DATABASE_ROLE = os.environ.get("SAMSYN_DATABASE_ROLE", "samsyn_app" if TESTING or SAMSYN_DEMO else "")
# What is written about people is sealed under these keys: "name:base64 of 32 bytes", the newest first.
SAMSYN_MASTER_KEYS = os.environ.get("SAMSYN_MASTER_KEYS", "").split()
SAMSYN_INDEX_KEYS = os.environ.get("SAMSYN_INDEX_KEYS", "").split()
# Days without an answer after which a stream of referrals counts as stalled. Two weeks is an assumption.
SAMSYN_REFERRAL_STALLED_DAYS = os.environ.get("SAMSYN_REFERRAL_STALLED_DAYS", "14")
if not (SAMSYN_REFERRAL_STALLED_DAYS.isdigit() and int(SAMSYN_REFERRAL_STALLED_DAYS)):
    raise ImproperlyConfigured("SAMSYN_REFERRAL_STALLED_DAYS ska vara ett antal dagar, till exempel 14.")
SAMSYN_REFERRAL_STALLED_DAYS = int(SAMSYN_REFERRAL_STALLED_DAYS)
# Long work (imports of thousands of rows) waits in the database and is done beside the web server.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend" if TESTING else "django_tasks_db.DatabaseBackend"
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10000},
    }
}

# Language: Swedish is the source language of every string; English is a complete translation beside it.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or TESTING
MEDIA_ROOT = VAR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 22 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# People who work sign in with password and a second factor, or through an identity provider named here.
AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Scrypt costs memory as well as time, in the standard library.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview"
ACCOUNT_ADAPTER = "samsyn.apps.organisations.adapters.ClosedAccounts"
SOCIALACCOUNT_ADAPTER = "samsyn.apps.organisations.adapters.ClosedSocialAccounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Five wrong guesses shut an account for a quarter of an hour, wherever they come from.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/15m/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600  # seconds: exports and changed roles ask for the password again after this
SAMSYN_REQUIRE_SECOND_FACTOR = not (SAMSYN_DEMO or DEBUG or TESTING)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Samsyn"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or SAMSYN_DEMO or TESTING
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "samsyn.apps.organisations.oidc.provider.CheckedOpenID"}
}
if os.environ.get("SAMSYN_OIDC_SERVER"):
    for name in ("SAMSYN_OIDC_CLIENT_ID", "SAMSYN_OIDC_SECRET"):
        if not os.environ.get(name):
            raise ImproperlyConfigured(f"{name} saknas. Den behövs när SAMSYN_OIDC_SERVER är satt.")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] |= {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("SAMSYN_OIDC_NAME", "Tjänstelegitimation"),
                "client_id": os.environ["SAMSYN_OIDC_CLIENT_ID"],
                "secret": os.environ["SAMSYN_OIDC_SECRET"],
                "settings": {
                    "server_url": os.environ["SAMSYN_OIDC_SERVER"],
                    # Levels of assurance that are enough, such as http://id.elegnamnden.se/loa/1.0/loa3; none: any.
                    "levels": os.environ.get("SAMSYN_OIDC_LEVELS", "").split(),
                },
            }
        ],
    }

SAMSYN_SECURITY_CONTACT = os.environ.get("SAMSYN_SECURITY_CONTACT", "mailto:sakerhet@localhost")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
if os.environ.get("SAMSYN_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["SAMSYN_SMTP_HOST"]
DEFAULT_FROM_EMAIL = os.environ.get("SAMSYN_FROM", "samsyn@localhost")

# The edge. A demonstration runs without TLS on this machine only.
SECURE_SITE = not (DEBUG or SAMSYN_DEMO or TESTING)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SITE
SESSION_COOKIE_NAME = "__Host-session" if SECURE_SITE else "samsyn_session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_SITE else "samsyn_csrf"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60  # seconds from signing in, however active one is
SAMSYN_SESSION_IDLE = SESSION_COOKIE_AGE if SAMSYN_DEMO else 20 * 60  # seconds without a request
SESSION_SAVE_EVERY_REQUEST = False
SECURE_SSL_REDIRECT = SECURE_SITE and not flag("SAMSYN_TLS_ELSEWHERE")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SITE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SITE
SECURE_HSTS_PRELOAD = SECURE_SITE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if flag("SAMSYN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

if TESTING:
    # The test server serves static files itself; passwords are cheap so that signing in costs nothing.
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A server in a thread of the tests lets go of its connection after each answer.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    if os.environ.get("SAMSYN_TEST_DB"):  # two runs on one PostgreSQL server keep apart
        DATABASES["default"]["TEST"] = {"NAME": os.environ["SAMSYN_TEST_DB"]}
