import { authMechanisms } from '../model/mechanisms.ts'
import type { PortProfile, ProfileName } from '../model/port-profile.ts'

/** The four profiles as they are without options. Options make changed copies; these never change. */
export const profiles: Readonly<Record<ProfileName, PortProfile>> = Object.freeze({
  // Mail exchange (RFC 5321). No AUTH: a mail exchanger that offers it is a submission server on the wrong port.
  relay: Object.freeze<PortProfile>({
    name: 'relay',
    defaultPort: 25,
    role: 'relay',
    tls: 'none',
    tlsRequired: false,
    auth: 'off',
    mechanisms: [],
  }),
  // Implicit TLS. Called deprecated from 1998 on; RFC 8314 §3.3 (2018) brought it back and prefers it to 587.
  smtps: Object.freeze<PortProfile>({
    name: 'smtps',
    defaultPort: 465,
    role: 'submission',
    tls: 'implicit',
    tlsRequired: true,
    auth: 'optional',
    mechanisms: authMechanisms,
  }),
  // Submission (RFC 6409) with STARTTLS demanded (RFC 3207 §4).
  submission: Object.freeze<PortProfile>({
    name: 'submission',
    defaultPort: 587,
    role: 'submission',
    tls: 'starttls',
    tlsRequired: true,
    auth: 'optional',
    mechanisms: authMechanisms,
  }),
  // No RFC names 2525; providers offer it where 587 is blocked, and it behaves like 587.
  'submission-alt': Object.freeze<PortProfile>({
    name: 'submission-alt',
    defaultPort: 2525,
    role: 'submission',
    tls: 'starttls',
    tlsRequired: true,
    auth: 'optional',
    mechanisms: authMechanisms,
  }),
})
