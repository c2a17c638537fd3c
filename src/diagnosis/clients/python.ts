import { neverCiphers, node, type KnownClient, type Mark } from './mark.ts'

const smtplibMarks: readonly Mark[] = [
  { says: 'ehlo in lower case', weight: 1, test: (t) => t.helloVerb === 'ehlo' },
  {
    says: 'a full name, an address or localhost in ehlo',
    weight: 1,
    test: (t) => t.helloVerb === 'ehlo' && /^(?:\[.*\]|.*\..*|localhost)$/.test(t.helloName),
  },
  // `FROM` up to Python 3.11. So writes emailjs too; but without a size, and with Node's ciphers.
  { says: 'mail in lower case', weight: 2, test: (t) => /^mail (?:from:<>|FROM:<> size=)/.test(t.mail) },
  { says: '', weight: -3, test: (t) => /^mail FROM:<>(?! size=)/.test(t.mail) },
  neverCiphers(node),
]

export const smtplib: KnownClient = { library: 'smtplib', label: 'Python smtplib', marks: smtplibMarks }

export const django: KnownClient = {
  library: 'django',
  label: 'Django',
  marks: [
    ...smtplibMarks,
    {
      says: 'the header in the order of Django (Content-Type first, Message-ID after Date)',
      weight: 2,
      test: ({ headerNames }) => /^Content-Type,.*Subject,From,To,.*Date,Message-ID/.test(headerNames.join()),
    },
    // Without that it is smtplib as far as anyone can see.
    { says: '', weight: -3, test: ({ headerNames }) => headerNames[0] !== 'Content-Type' },
  ],
}
