import type { ProfileName } from '../../../model/port-profile.ts'

interface ProfileWords {
  readonly role: string
  /** What the port is for, and why. */
  readonly why: string
}

/** What the page says of each profile. */
export const profileWords: Readonly<Record<ProfileName, ProfileWords>> = {
  relay: {
    role: 'relay: mail between servers',
    why: 'Mail exchangers talk here (RFC 5321). An application that sends mail uses one of the other three.',
  },
  smtps: {
    role: 'submission, implicit TLS',
    why: 'Submission with TLS from the first byte. RFC 8314 recommends it above 587; it was called deprecated only until 2018.',
  },
  submission: {
    role: 'submission',
    why: 'Submission (RFC 6409). Everything but EHLO, NOOP and QUIT is refused until STARTTLS.',
  },
  'submission-alt': {
    role: 'submission, unofficial',
    why: 'As 587. No RFC names it; most providers offer it where 587 is blocked.',
  },
  catcher: {
    role: 'mail catcher, only for tests',
    why: 'As Mailpit, MailHog and MailDev: unencrypted, and any login is accepted. No real server does so: there this client would be refused until it uses TLS. The other ports show what it would meet.',
  },
}
