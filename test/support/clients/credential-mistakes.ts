import { base64, envelope, header, message, says, type Mistake } from './mistake.ts'

const ann = { user: 'ann@app.example', password: 'battery staple' }
const users = [
  ann,
  { user: 'bob@app.example', password: '100%25+sure' },
  { user: 'cyd@app.example', password: 'abcdefghijklmnop' },
]

const plain = (user: string, password: string): string => `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`

function refused(name: string, user: string, password: string, expected = 'credentials-altered'): Mistake {
  return says('smtps', name, [expected], { options: { users }, commands: [plain(user, password)] })
}

/** User and password are right but for how they are written, or were never set. */
export const credentialMistakes: readonly Mistake[] = [
  refused('password-with-spaces-around', ann.user, ` ${ann.password} `),
  refused('app-password-in-groups', 'cyd@app.example', 'abcd efgh ijkl mnop'),
  refused('password-with-line-break', ann.user, `${ann.password}\n`),
  refused('password-in-quotes', ann.user, `"${ann.password}"`),
  refused('password-url-encoded', ann.user, encodeURIComponent(ann.password)),
  refused('password-url-decoded', 'bob@app.example', '100%+sure'),
  refused('password-in-base64', ann.user, base64(ann.password)),
  refused('both-in-base64', base64(ann.user), base64(ann.password)),
  refused('user-in-quotes', `'${ann.user}'`, ann.password),
  refused('user-url-encoded', encodeURIComponent(ann.user), ann.password),
  refused('user-with-spaces-around', `${ann.user} `, ann.password),
  refused('user-with-line-break', `${ann.user}\n`, ann.password),
  says('smtps', 'user-with-line-break-login', ['credentials-altered'], {
    options: { users },
    commands: ['AUTH LOGIN', base64(`${ann.user}\n`)],
  }),
  refused('user-and-password-swapped', ann.password, ann.user),
  refused('password-is-undefined', ann.user, 'undefined', 'credentials-not-set'),
  refused('variable-not-replaced', ann.user, '${SMTP_PASS}', 'credentials-not-set'),
  refused('both-not-replaced', '{{ smtp_user }}', '{{ smtp_pass }}', 'credentials-not-set'),
  // The right ones beside them.
  refused('password-of-another', ann.user, 'hunter2', 'login-rejected'),
  says('smtps', 'right-password-with-percent', [], {
    options: { users },
    commands: [plain('bob@app.example', '100%25+sure'), 'MAIL FROM:<bob@app.example>', ...envelope.slice(1)],
    content: message(['From: Bob <bob@app.example>', ...header.slice(1)]),
  }),
  says('smtps', 'variable-accepted', ['credentials-not-set'], {
    commands: [plain('ann@app.example', '${SMTP_PASS}'), ...envelope],
    content: message(header),
  }),
  says('smtps', 'dollars-accepted', [], {
    commands: [plain('ann@app.example', '$ecret'), ...envelope],
    content: message(header),
  }),
]
