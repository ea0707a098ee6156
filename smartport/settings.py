"""All settings of the site; every value an operator may change comes from an environment variable."""

import zoneinfo
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from smartport.attempts import account_limits, from_one_address
from smartport.caching import cache_at
from smartport.certificate_key import env_keys
from smartport.env import (
    env_bool,
    env_choice,
    env_database,
    env_host,
    env_int,
    env_list,
    env_path,
    env_port,
    env_sender,
    env_str,
    env_url,
    host_of,
    is_loopback,
    pooled,
)
from smartport.follow import env_follow
from smartport.logs import LEVELS, to_the_console
from smartport.schedule import SCHEDULE
from smartport.secret import secret_key
from smartport.sign_on import env_sign_on, sign_on_apps

# Times come from the pinned tzdata package, not from the system's tables: Morocco left DST on 2026-09-20.
zoneinfo.reset_tzpath(to=())

ROOT = Path(__file__).resolve().parent.parent
DATA = env_path("SMARTPORT_DATA", ROOT / "var")

# --- Who we are ---------------------------------------------------------------------------------
DEBUG = env_bool("SMARTPORT_DEBUG", False)
SECRET_KEY = env_str("SMARTPORT_SECRET_KEY") or secret_key(DATA)
_KEYS = env_keys(DATA)
CERTIFICATE_KEY, CERTIFICATE_OLD_KEYS = _KEYS.seed, _KEYS.old  # signs certificates; public halves of those before it
SITE_URL = env_url("SMARTPORT_URL", f"http://127.0.0.1:{env_int('SMARTPORT_PORT', 8000)}")
FOLLOW_ADDRESS, FOLLOW_URL = env_follow(SITE_URL)  # of the process that halls and phones follow
ALLOWED_HOSTS = [*env_list("SMARTPORT_HOSTS", ("localhost", "127.0.0.1", "[::1]")), host_of(SITE_URL)]
PROXIES = env_int("SMARTPORT_PROXIES", 0)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "smartport.urls"
WSGI_APPLICATION = "smartport.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "smartport.apps.SmartportConfig",
    "smartport.accounts.apps.AccountsConfig",
    "challenges.apps.ChallengesConfig",
    "datasets.apps.DatasetsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "smartport.middleware.content_security_policy",
    "smartport.middleware.preferred_language",
    "challenges.pages.crowd.Boards",
    "smartport.pulse.Pulse",
    "smartport.desk.few_at_a_time",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "smartport.middleware.answer_for_forms_only",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "smartport.accounts.sessions.note_session",
    "smartport.accounts.second_factor.ProvedFirst",
    "smartport.accounts.agreeing.AgreedFirst",
    "smartport.jury.shut.BoardsShutToJurors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "smartport.limits.only_utf8",
    "smartport.limits.bounded_body",  # last: both answer before CSRF's process_view reads the body
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "smartport" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "smartport.context.site",
            ],
        },
    },
]

# --- Where things are kept ----------------------------------------------------------------------
_DATABASE = env_database("DATABASE_URL", DATA / "smartport.sqlite3")
DATABASES = {"default": pooled(_DATABASE, most=env_int("SMARTPORT_DATABASE_POOL", 0))}
STORAGE_BUCKET = env_str("SMARTPORT_S3_BUCKET")
_FILES = {"BACKEND": "smartport.storage.ContentStorage", "OPTIONS": {"location": DATA / "files"}}
_S3 = {"endpoint_url": env_str("SMARTPORT_S3_URL") or None}
_OBJECTS = {"BACKEND": "smartport.storage_s3.ContentS3Storage", "OPTIONS": {**_S3, "bucket_name": STORAGE_BUCKET}}
# Labels and bundles live apart from what anybody may download: another folder, or another bucket.
HIDDEN_BUCKET = env_str("SMARTPORT_S3_HIDDEN_BUCKET") or STORAGE_BUCKET
_HIDDEN_FILES = {"BACKEND": "smartport.storage.ContentStorage", "OPTIONS": {"location": DATA / "hidden"}}
_HIDDEN_OBJECTS = {
    "BACKEND": "smartport.storage_s3.ContentS3Storage",
    "OPTIONS": {**_S3, "bucket_name": HIDDEN_BUCKET, "location": "" if HIDDEN_BUCKET != STORAGE_BUCKET else "hidden"},
}
# Raw extracts: never in a storage that has an address. On one machine or a shared folder of the operator's own.
VAULT = env_path("SMARTPORT_VAULT", DATA / "vault")
VAULT_LARGEST = env_int("SMARTPORT_VAULT_MAX_GB", 20) << 30
STORAGES = {
    "default": _OBJECTS if STORAGE_BUCKET else _FILES,
    "hidden": _HIDDEN_OBJECTS if STORAGE_BUCKET else _HIDDEN_FILES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a recipe has some twenty fields for each of its columns

# Below this the operator's pages and the health endpoint warn, for the disk of the data folder and that of the vault.
DISK_LIMIT = env_int("SMARTPORT_DISK_WARN_GB", 5) << 30

# --- The queue: the database is the truth, a message is a hint (evaluator/broker.py says how they travel) ---
REDIS_URL = env_str("REDIS_URL")
# Counters of attempts and requests; without Redis each process of the site counts for itself.
CACHES = {"default": cache_at(REDIS_URL)}
CACHE_IS_SHARED = bool(REDIS_URL)  # by all processes of the site, and all of its machines
# Hosts of webhooks that may be of our own network, and be asked without TLS; all others must be out on the internet.
HOOK_HOSTS = env_list("SMARTPORT_HOOK_HOSTS")
CELERY_TASK_DEFAULT_QUEUE = "site"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA / "clock")
CELERY_BEAT_SCHEDULE = SCHEDULE
# What all see alike (a board, the order of the queue) may be so many seconds old; 0 looks anew every time.
CROWD_SECONDS = env_int("SMARTPORT_CROWD_SECONDS", 5)
EVALUATION_LEASE_SECONDS = env_int("SMARTPORT_LEASE_SECONDS", 60)
# On one machine the evaluator reads and writes these folders itself; on other hosts it is given signed URLs.
EVALUATOR_SHARES_DISK = env_bool("SMARTPORT_EVALUATOR_SHARES_DISK", not STORAGE_BUCKET)

# With it Prometheus reads /metrics from anywhere; without it only this machine does, where no proxy stands in front.
METRICS_TOKEN = env_str("SMARTPORT_METRICS_TOKEN")

# --- Languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "smartport" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# --- Accounts ---------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "challenges.permissions.PolicyBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "smartport.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "smartport.accounts.passwords.NotAboutOneself"},
    {"NAME": "smartport.accounts.passwords.NotCommon"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
# Where letters are sent at all, an address counts once it is confirmed.
ACCOUNT_EMAIL_VERIFICATION = env_choice(
    "SMARTPORT_EMAIL_VERIFICATION",
    "mandatory" if env_str("SMARTPORT_EMAIL_HOST") else "none",
    ("none", "optional", "mandatory"),
)
ACCOUNT_SIGNUP_FORM_CLASS = "smartport.accounts.forms.SignupForm"
ACCOUNT_ADAPTER = "smartport.accounts.adapters.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one counts once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Attempts a minute from one address, be it a hall of 300; 0 is no limit. Those at one account are counted apart.
ATTEMPTS_BY_ADDRESS = env_int("SMARTPORT_ATTEMPTS_BY_ADDRESS", 300)
ACCOUNT_RATE_LIMITS = account_limits(by_address=ATTEMPTS_BY_ADDRESS)
MFA_RATE_LIMITS = {"webauthn_login": from_one_address(ATTEMPTS_BY_ADDRESS)}
PASSWORD_RESET_TIMEOUT = 3 * 3600
# Told in the privacy notice: who answers for the data, where to write, the reference of the declaration to the CNDP.
CONTROLLER_NAME = env_str("SMARTPORT_CONTROLLER")
CONTROLLER_CONTACT = env_str("SMARTPORT_CONTROLLER_CONTACT")
CONTROLLER_CNDP_REFERENCE = env_str("SMARTPORT_CNDP_REFERENCE")
# Asked of whoever organizes; where this machine alone reaches the site, nobody else could come with their password.
IS_LOCAL = is_loopback(*ALLOWED_HOSTS, env_str("SMARTPORT_BIND", "127.0.0.1"))
SECOND_FACTOR = env_choice("SMARTPORT_MFA", "optional" if IS_LOCAL else "required", ("required", "optional"))
UNUSED_YEARS = int(env_choice("SMARTPORT_UNUSED_YEARS", "3", ("3", "4", "5")))  # then an unused account goes
MFA_ADAPTER = "smartport.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
_PASSKEYS = ("Add", "Login", "Authenticate", "Reauthenticate")
MFA_FORMS = {f"{form.lower()}_webauthn": f"smartport.accounts.passkeys.{form}" for form in _PASSKEYS}
MFA_TOTP_ISSUER = "Smart Port Challenge"
MFA_TOTP_TOLERANCE = 1
# Where addresses are not verified nobody could have a second factor; where they are, theirs has to be first: else a
# stranger could lock out whose address it is.
MFA_ALLOW_UNVERIFIED_EMAIL = ACCOUNT_EMAIL_VERIFICATION != "mandatory"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SITE_URL.startswith("http://")
SIGN_ON = env_sign_on()
SOCIALACCOUNT_ADAPTER = "smartport.accounts.adapters.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": sign_on_apps(SIGN_ON), "OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_AUTO_SIGNUP = False  # the consents are asked of everybody
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # only where SignOnAdapter allows it
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
# Without a server letters are printed to the log.
EMAIL_HOST = env_host("SMARTPORT_EMAIL_HOST")
_TLS = env_choice("SMARTPORT_EMAIL_TLS", "starttls", ("starttls", "tls", "none"))
EMAIL_USE_TLS, EMAIL_USE_SSL = _TLS == "starttls", _TLS == "tls"
EMAIL_PORT = env_port("SMARTPORT_EMAIL_PORT", {"starttls": 587, "tls": 465, "none": 25}[_TLS])
EMAIL_HOST_USER = env_str("SMARTPORT_EMAIL_USER")
EMAIL_HOST_PASSWORD = env_str("SMARTPORT_EMAIL_PASSWORD")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = env_str(
    "SMARTPORT_EMAIL_BACKEND", f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
DEFAULT_FROM_EMAIL = env_sender("SMARTPORT_EMAIL_FROM", "Smart Port Challenge <no-reply@localhost>")

# --- API --------------------------------------------------------------------------------------------
# Requests a minute: by person, and by address for those without a login; 0 is no limit.
API_RATES = {
    "read": env_int("SMARTPORT_API_READS", 600),
    "write": env_int("SMARTPORT_API_WRITES", 120),
    "address": env_int("SMARTPORT_API_READS_BY_ADDRESS", 15_000),
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "smartport.accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "challenges.api.paging.Paging",
    "EXCEPTION_HANDLER": "smartport.api.answer_error",
    "DEFAULT_THROTTLE_RATES": {"login": "10/min"},
    # Proxies of our own in front: without one, X-Forwarded-For is whatever the client wrote.
    "NUM_PROXIES": PROXIES,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Smart Port Challenge",
    "VERSION": "1",
    "SERVERS": [{"url": SITE_URL}],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "smartport.openapi.completing.complete",
    ],
    "SERVE_INCLUDE_SCHEMA": False,
    # What the document says is translated; docstrings are for who works here.
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "Kind": "challenges.submissions.models.Kind",
        "LogPolicy": "challenges.editions.models.LogPolicy",
        "State": "challenges.evaluations.models.State",
        "Outcome": "challenges.api.submission_bodies.OUTCOMES",
    },
}

# --- Security ----------------------------------------------------------------------------------------
_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "smartport.error_pages.csrf_refused"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]  # asked from beside the site, without the proxy in front
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"

# --- Logs --------------------------------------------------------------------------------------------
LOGGING = to_the_console(level=env_choice("SMARTPORT_LOG_LEVEL", "INFO", LEVELS), debug=DEBUG)
