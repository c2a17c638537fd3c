import { go, offersCiphers, type KnownClient, type Mark } from './mark.ts'

const goMarks: readonly Mark[] = [
  offersCiphers(go, "Go's list of cipher suites", 2),
  {
    says: 'EHLO localhost',
    weight: 1,
    test: (t) => t.helloVerb === 'EHLO' && t.helloName === 'localhost' && go.includes(t.cipherCount),
  },
  {
    says: 'a line behind a refused AUTH PLAIN',
    weight: 2,
    test: (t) => t.cancelsRefusedAuth && t.helloVerb === 'EHLO',
  },
  {
    says: 'BODY=8BITMIME alone, EHLO localhost',
    weight: 1,
    test: (t) => t.mail === 'MAIL FROM:<> BODY=8BITMIME' && t.helloName === 'localhost',
  },
]

export const goNetSmtp: KnownClient = { library: 'go', label: 'Go net/smtp', marks: goMarks }

export const goMail: KnownClient = {
  library: 'go-mail',
  label: 'go-mail',
  marks: [
    ...goMarks,
    { says: 'X-Mailer: go-mail', weight: 3, test: (t) => t.mailer.startsWith('go-mail') },
    { says: '', weight: -3, test: (t) => !t.mailer.startsWith('go-mail') },
  ],
}
