"""By e-mail, through Django's mail settings."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from notices.channels.message import Message, NotSentError


def send(message: Message, address: str, secret: str) -> None:
    """Send one mail; its Message-ID is the message's, so that a second arrival is known as one."""
    host = urlsplit(settings.SITE_URL).hostname
    headers = {"Message-ID": f"<{message.id}@{host}>", "Auto-Submitted": "auto-generated"}
    mail = EmailMessage(message.subject, message.text, to=[address], headers=headers)
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise NotSentError(_refusal(code, words)) from error
    except smtplib.SMTPResponseException as error:
        is_down = isinstance(error, smtplib.SMTPConnectError | smtplib.SMTPAuthenticationError)
        raise NotSentError(_refusal(error.smtp_code, error.smtp_error), is_down=is_down) from error
    except TimeoutError as error:
        raise NotSentError(_("No answer in time."), is_down=True) from error
    except OSError as error:
        reason = _("Cannot be reached (%(error)s).") % {"error": type(error).__name__}
        raise NotSentError(reason, is_down=True) from error


def _refusal(code: int, words) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return _("Refused: %(code)s %(words)s") % {"code": code, "words": said[:100]}
