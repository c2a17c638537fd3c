import { neverCiphers, node, type KnownClient, type Mark } from './mark.ts'

const smtplibMarks: readonly Mark[] = [
  { says: 'ehlo in lower case', weight: 1, test: (t) => t.helloVerb === 'ehlo' },
  {
    says: 'a full name, an address or localhost in ehlo',
    weight: 1,
    test: (t) => t.helloVerb === 'ehlo' && /^(?:\[.*\]|.*\..*|localhost)$/.test(t.helloName),
  },
  { says: 'mail from: in lower case', weight: 2, test: (t) => t.mail.startsWith('mail from:<>') },
  // emailjs mixes the cases, and has Node's ciphers.
  { says: '', weight: -3, test: (t) => t.mail.startsWith('mail FROM:') },
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
