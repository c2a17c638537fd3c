"""Sends one message with the library that the argument says; the set-up is in MAIL_… variables, and MAIL_SETTINGS=defaults
leaves the rest to the library."""

import asyncio
import os
import smtplib
import ssl
import sys
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

host, port, tls = os.environ["MAIL_HOST"], int(os.environ["MAIL_PORT"]), os.environ["MAIL_TLS"]
user, password = os.environ.get("MAIL_USER"), os.environ.get("MAIL_PASSWORD")
sender, recipients = os.environ["MAIL_FROM"], os.environ["MAIL_TO"].split(",")
subject, timeout = os.environ["MAIL_SUBJECT"], int(os.environ["MAIL_TIMEOUT_MS"]) / 1000
by_default = os.environ.get("MAIL_SETTINGS") == "defaults"


def context():
    return ssl.create_default_context(cafile=os.environ.get("MAIL_CA"))


def message():
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, ", ".join(recipients), subject
    made["Date"], made["Message-ID"] = formatdate(), make_msgid()
    made.set_content("Hello")
    return made


def look_at(refused):
    """Nobody has to: by default it is thrown away."""
    if refused and not by_default:
        sys.exit(f"refused: {refused}")


def by_smtplib():
    limit, secure = ({}, {}) if by_default else ({"timeout": timeout}, {"context": context()})
    if tls == "implicit":
        smtp = smtplib.SMTP_SSL(host, port, **limit, **secure)
    else:
        smtp = smtplib.SMTP(host, port, **limit)
    with smtp:
        if tls == "starttls":
            smtp.starttls(**secure)
        if user is not None:
            smtp.login(user, password)
        refused = smtp.send_message(message())
    look_at(refused)


def by_aiosmtplib():
    import aiosmtplib

    chosen = {"start_tls": tls == "starttls", "tls_context": context(), "timeout": timeout}

    async def send():
        refused, _ = await aiosmtplib.send(
            message(),
            hostname=host,
            port=port,
            username=user,
            password=password,
            use_tls=tls == "implicit",
            **({} if by_default else chosen),
        )
        look_at(refused)

    asyncio.run(send())


def by_django():
    import django
    from django.conf import settings

    # Its context is the default one, so the CA is in SSL_CERT_FILE.
    settings.configure(
        EMAIL_HOST=host,
        EMAIL_PORT=port,
        EMAIL_USE_SSL=tls == "implicit",
        EMAIL_USE_TLS=tls == "starttls",
        EMAIL_HOST_USER=user or "",
        EMAIL_HOST_PASSWORD=password or "",
        EMAIL_TIMEOUT=None if by_default else timeout,
    )
    django.setup()
    from django.core.mail import send_mail

    send_mail(subject, "Hello", sender, recipients)


def by_flask_mail():
    """It has no setting for a context or a time-out."""
    from flask import Flask
    from flask_mail import Mail, Message

    app = Flask(__name__)
    app.config.update(
        MAIL_SERVER=host,
        MAIL_PORT=port,
        MAIL_USE_SSL=tls == "implicit",
        MAIL_USE_TLS=tls == "starttls",
        MAIL_USERNAME=user,
        MAIL_PASSWORD=password,
    )
    with app.app_context():
        Mail(app).send(Message(subject, sender=sender, recipients=recipients, body="Hello"))


def by_flask_mailman():
    """Its context is the default one on 465, and for STARTTLS there is none: the CA is in SSL_CERT_FILE."""
    from flask import Flask
    from flask_mailman import EmailMessage, Mail

    app = Flask(__name__)
    app.config.update(
        MAIL_SERVER=host,
        MAIL_PORT=port,
        MAIL_USE_SSL=tls == "implicit",
        MAIL_USE_TLS=tls == "starttls",
        MAIL_USERNAME=user,
        MAIL_PASSWORD=password,
        MAIL_TIMEOUT=None if by_default else timeout,
    )
    Mail(app)
    with app.app_context():
        EmailMessage(subject, "Hello", sender, recipients).send()


def by_redmail():
    """For STARTTLS it takes no context."""
    from redmail import EmailSender

    chosen = {} if by_default else {"timeout": timeout}
    if tls == "implicit":
        chosen["cls_smtp"] = smtplib.SMTP_SSL
        if not by_default:
            chosen["context"] = context()
    # By itself it says STARTTLS, which only a plain connection can.
    if tls != "starttls":
        chosen["use_starttls"] = False
    login = {} if user is None else {"username": user, "password": password}
    EmailSender(host=host, port=port, **login, **chosen).send(
        subject=subject, sender=sender, receivers=recipients, text="Hello"
    )


{
    "smtplib": by_smtplib,
    "aiosmtplib": by_aiosmtplib,
    "django": by_django,
    "flask-mail": by_flask_mail,
    "flask-mailman": by_flask_mailman,
    "redmail": by_redmail,
}[sys.argv[1]]()
