/**
 * The names by which frameworks are configured, each with what it gets, as for `--env`. Those of Laravel, Symfony and
 * Spring Boot are the frameworks' own; Django, Rails and .NET read no variables by themselves, so theirs are the names
 * that their settings have.
 */
export const presets = {
  // config/mail.php; MAIL_ENCRYPTION up to Laravel 10, MAIL_SCHEME from 11 on.
  laravel: {
    MAIL_MAILER: 'smtp',
    MAIL_SCHEME: '{scheme}',
    MAIL_ENCRYPTION: { none: '', starttls: 'tls', implicit: 'ssl' },
    MAIL_HOST: '{host}',
    MAIL_PORT: '{port}',
    MAIL_USERNAME: '{user}',
    MAIL_PASSWORD: '{pass}',
    MAIL_FROM_ADDRESS: '{from}',
  },
  // require_tls from Symfony 7.3 on, auto_tls from 7.1 on; older ones pass over what they do not know.
  symfony: {
    MAILER_DSN: {
      none: '{url}?auto_tls=false',
      starttls: '{url}?require_tls=true',
      implicit: '{url}',
    },
  },
  // django.conf.settings; EMAIL_URL as django-environ reads it.
  django: {
    EMAIL_HOST: '{host}',
    EMAIL_PORT: '{port}',
    EMAIL_HOST_USER: '{user}',
    EMAIL_HOST_PASSWORD: '{pass}',
    EMAIL_USE_TLS: { none: 'False', starttls: 'True', implicit: 'False' },
    EMAIL_USE_SSL: { none: 'False', starttls: 'False', implicit: 'True' },
    EMAIL_URL: {
      none: 'smtp://{host}:{port}',
      starttls: 'smtp+tls://{user}:{pass}@{host}:{port}',
      implicit: 'smtp+ssl://{user}:{pass}@{host}:{port}',
    },
    DEFAULT_FROM_EMAIL: '{from}',
  },
  // The keys of action_mailer.smtp_settings.
  rails: {
    SMTP_ADDRESS: '{host}',
    SMTP_USER_NAME: '{user}',
    SMTP_USERNAME: '{user}',
    SMTP_PASSWORD: '{pass}',
    SMTP_AUTHENTICATION: { none: '', starttls: 'plain', implicit: 'plain' },
    SMTP_ENABLE_STARTTLS: '{starttls}',
    SMTP_SSL: '{secure}',
  },
  // spring.mail.*, by relaxed binding; spring.mail.ssl.enabled from Spring Boot 3.4 on.
  spring: {
    SPRING_MAIL_HOST: '{host}',
    SPRING_MAIL_PORT: '{port}',
    SPRING_MAIL_USERNAME: '{user}',
    SPRING_MAIL_PASSWORD: '{pass}',
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_AUTH: { none: 'false', starttls: 'true', implicit: 'true' },
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_ENABLE: '{starttls}',
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED: '{starttls}',
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE: '{secure}',
    SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_CHECKSERVERIDENTITY: 'true',
    SPRING_MAIL_SSL_ENABLED: '{secure}',
  },
  // A section Smtp of appsettings.json; SecureSocketOptions is MailKit's, EnableSsl that of System.Net.Mail.
  dotnet: {
    Smtp__Host: '{host}',
    Smtp__Port: '{port}',
    Smtp__UserName: '{user}',
    Smtp__Password: '{pass}',
    Smtp__From: '{from}',
    Smtp__EnableSsl: { none: 'false', starttls: 'true', implicit: 'true' },
    Smtp__SecureSocketOptions: { none: 'None', starttls: 'StartTls', implicit: 'SslOnConnect' },
  },
} as const satisfies Readonly<Record<string, Preset>>

/** Of a value by TLS mode, that of the target's counts. */
type Preset = Readonly<
  Record<string, string | { readonly none: string; readonly starttls: string; readonly implicit: string }>
>

export type PresetName = keyof typeof presets

export const presetNames: readonly PresetName[] = Object.freeze(Object.keys(presets) as PresetName[])
