import type { Traits } from './traits.ts'

/** A habit that tells a client. Weight 3: no other has it. 2: enough by itself to be likely. 1: only together with another. Negative: speaks against it. */
export interface Mark {
  readonly says: string
  readonly weight: -3 | 1 | 2 | 3
  test(traits: Traits): boolean
}

export interface KnownClient {
  readonly library: string
  readonly label: string
  readonly marks: readonly Mark[]
}

/** Recognised clients. More in files of their own. */
export const clients: readonly KnownClient[] = [
  {
    library: 'nodemailer',
    label: 'Nodemailer',
    marks: [
      {
        says: 'EHLO [127.0.0.1] in upper case',
        weight: 2,
        test: (t) => t.helloVerb === 'EHLO' && t.helloName === '[127.0.0.1]',
      },
      { says: "Node's list of cipher suites", weight: 2, test: (t) => t.cipherCount === 59 },
    ],
  },
  {
    library: 'smtplib',
    label: 'Python smtplib',
    marks: [
      { says: 'ehlo in lower case', weight: 2, test: (t) => t.helloVerb === 'ehlo' },
      {
        says: 'mail and its parameters in lower case',
        weight: 2,
        test: (t) => t.mail.startsWith('mail FROM:<>') || t.mail.startsWith('mail from:<>'),
      },
    ],
  },
]
