/** A finding as docs/changing.md has it made: that a client asks with VRFY who is there. */

const rule = `import { answerOf, entriesOf, quoteCommand } from '../quote.ts'
import type { Rule } from '../rule.ts'

/** VRFY, which tells who is there: servers do not answer it any more. */
export const asksWithVrfy: Rule = (facts) => {
  const asked = facts.exchanges.find(({ command }) => command.verb === 'VRFY')
  if (asked === undefined) return null
  return {
    id: 'asks-with-vrfy',
    confidence: 'certain',
    saw: \`\${quoteCommand(asked)} got \${answerOf(asked)}.\`,
    why: 'Servers do not say any more who is there.',
    fix: 'Send the mail, and read the answer to RCPT.',
    evidence: entriesOf(asked),
  }
}
`

const entry = `  'asks-with-vrfy': {
    severity: 'note',
    title: 'Asks with VRFY who is there',
    fixKind: null,
    paragraph: 'The client sent VRFY, which servers answer with 252 for everybody.',
  },
`

const example = `  {
    says: 'a client that asks with VRFY who is there',
    record: transcript(
      'relay',
      \`\${startsOnRelay}\\nC: VRFY ann\\nS: 252 2.5.2 Cannot VRFY\\n\${envelope('message')}\\n\${quits}\`,
    ),
    expected: ['asks-with-vrfy'],
  },
]
`

const mistake = `  says('relay', 'asks-with-vrfy', ['asks-with-vrfy'], {
    commands: ['VRFY ann', ...envelope],
    content: message(header, 'Hello.'),
  }),
]
`

export const finding = {
  heading: 'A finding',
  name: 'asks-with-vrfy',
  steps: {
    'src/diagnosis/rules/': (copy) => copy.write('src/diagnosis/rules/asks-with-vrfy.ts', rule),
    'src/diagnosis/rules/order.ts': (copy) => {
      const file = 'src/diagnosis/rules/order.ts'
      copy.replace(file, 'import { bareLf }', "import { asksWithVrfy } from './asks-with-vrfy.ts'\n$&")
      copy.replace(file, 'Rule[] = [\n  credentialsUnencrypted,\n', '$&  asksWithVrfy,\n')
    },
    'src/diagnosis/catalogue/': (copy) =>
      copy.replace('src/diagnosis/catalogue/protocol-findings.ts', "  'bare-lf': {\n", `${entry}$&`),
    'test/diagnosis/cases/': (copy) =>
      copy.replace('test/diagnosis/cases/message.ts', /\]\n$/, () => example),
    'test/support/clients/mistakes.ts': (copy) =>
      copy.replace('test/support/clients/mistakes.ts', /\]\n$/, () => mistake),
    // The recipe says by which command it is written.
    'test/recordings/wire/mistakes.jsonl': () => undefined,
  },
}
