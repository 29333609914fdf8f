"""Settings shared by every environment; secrets and addresses come from the environment."""

import os
from datetime import time
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

INSTALLED_APPS = [
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "core",
    "calendars",
    "organizations",
    "notices",
    "enterprises",
    "letters",
    "issues",
    "safety",
    "measures",
    "threads",
    "visits",
    "inspections",
    "deeds",
    "points",
    "reports",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "calendars.middleware.HeldCalendarMiddleware",
    "core.middleware.DomainErrorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "organizations.middleware.PasswordChangeMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
        },
    },
]

# WAL, IMMEDIATE and a timeout together: any one of them alone loses writes under load.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;"
    ),
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
# Compiling a statement takes PostgreSQL longer than any statement of a page.
POSTGRESQL_OPTIONS = {"options": "-c jit=off"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["OPTIONS"] = POSTGRESQL_OPTIONS

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "organizations:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "organizations:login"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "organizations/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False

PUBLIC_URL = os.environ.get("PUBLIC_URL", "").rstrip("/")
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))

DISTRICT_NAME = os.environ.get("DISTRICT_NAME", "临江区")
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

OFFICE_HOURS = ((time(8, 30), time(11, 30)), (time(13, 30), time(17, 30)))

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("EMAIL_SECURITY") == "tls"
EMAIL_TIMEOUT = 10  # seconds; without one a silent server would hold a worker for ever
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "visits@localhost")
EMAIL_OFFERED = bool(EMAIL_HOST)
NOTICE_TIMEOUT = 10  # seconds
NOTICE_ORIGINS = {
    channel: [origin for origin in os.environ.get(variable, usual).split(",") if origin]
    for channel, variable, usual in (
        ("dingtalk", "DINGTALK_ORIGINS", "https://oapi.dingtalk.com"),
        ("wecom", "WECOM_ORIGINS", "https://qyapi.weixin.qq.com"),
        ("feishu", "FEISHU_ORIGINS", "https://open.feishu.cn"),
        ("webhook", "WEBHOOK_ORIGINS", ""),
    )
}
NOTICE_CAPS = {"info": 6, "blue": 6, "orange": 6, "red": 12}  # messages a day, person and channel

POINTS_MONTHS = int(os.environ.get("POINTS_MONTHS", "1"))  # a ranking is announced every so many

MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024

REDIS_URL = os.environ.get("REDIS_URL", "")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "visits",
        }
    }
else:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": VAR_DIR / "queue",
        "data_folder_out": VAR_DIR / "queue",
        "control_folder": VAR_DIR / "queue-control",
    }
SILENCED_SYSTEM_CHECKS = [
    "models.W040"
]  # an index carries columns on PostgreSQL, SQLite reads the rows
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "deadlines-sweep": {"task": "issues.tasks.deadlines_sweep", "schedule": 60.0},
    "hazards-sweep": {"task": "safety.tasks.hazards_sweep", "schedule": 600.0},
    "unowned-fall": {"task": "issues.tasks.unowned_fall", "schedule": crontab(minute=10)},
    "notices-deliver": {"task": "notices.tasks.notices_deliver", "schedule": 60.0},
    "handlers-remind": {"task": "issues.tasks.handlers_remind", "schedule": 600.0},
    "deliveries-send": {"task": "notices.tasks.deliveries_send", "schedule": 60.0},
    "calendar-keep": {
        "task": "calendars.tasks.calendar_keep",
        "schedule": crontab(hour=3, minute=0),
    },
    "leftovers-remove": {
        "task": "core.tasks.leftovers_remove",
        "schedule": crontab(hour=3, minute=30),
    },
    "trail-seal": {"task": "core.tasks.trail_seal", "schedule": 60.0},
    "trail-verify": {"task": "core.tasks.trail_verify", "schedule": crontab(hour=2, minute=30)},
    "trail-checks-resume": {"task": "core.tasks.trail_checks_resume", "schedule": 60.0},
    "deadlines-keep": {
        "task": "issues.tasks.deadlines_keep",
        "schedule": crontab(hour=3, minute=30),
    },
    "what-ifs-resume": {"task": "issues.tasks.what_ifs_resume", "schedule": 60.0},
    "planned-remind": {"task": "visits.tasks.planned_remind", "schedule": 600.0},
    "deeds-remind": {"task": "deeds.tasks.deeds_remind", "schedule": 600.0},
    "points-book": {"task": "points.tasks.points_book", "schedule": 600.0},
    "plans-resume": {"task": "visits.tasks.plans_resume", "schedule": 60.0},
    "letters-remind": {"task": "letters.tasks.letters_remind", "schedule": 600.0},
    "sendings-resume": {"task": "letters.tasks.sendings_resume", "schedule": 60.0},
    "groupings-resume": {"task": "measures.tasks.groupings_resume", "schedule": 60.0},
    "measures-remind": {"task": "measures.tasks.measures_remind", "schedule": 600.0},
    "tallies-fold": {"task": "reports.tasks.tallies_fold", "schedule": 60.0},
    "reports-resume": {"task": "reports.tasks.reports_resume", "schedule": 60.0},
    "briefs-make": {"task": "reports.tasks.briefs_make", "schedule": 600.0},
    "report-files-expire": {
        "task": "reports.tasks.report_files_expire",
        "schedule": crontab(minute=20),
    },
    "jobs-resume": {"task": "enterprises.tasks.import_jobs_resume", "schedule": 60.0},
    "ledgers-resume": {"task": "safety.tasks.ledgers_resume", "schedule": 60.0},
}
