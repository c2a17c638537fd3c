/** A verb as docs/changing.md has it made: one that prints the numbers of the four ports. */

const carriedOut = `import { exitCodes } from '../exit-codes.ts'
import type { Invocation } from '../verb.ts'

/** \`fourport numbers\`: the number of each port, on a line of its own. */
export async function numbers({ options }: Invocation): Promise<number> {
  const { ports } = await options()
  for (const port of Object.values(ports)) process.stdout.write(\`\${port}\\n\`)
  return exitCodes.ok
}
`

const row = `  {
    name: 'numbers',
    brief: 'Print the numbers of the four ports',
    long: 'Prints the number of each of the four ports on a line of its own, as the same options would start them.',
    options: ['ports', 'color', 'config'],
    load: async () => (await import('./commands/numbers.ts')).numbers,
  },
`

const line = `| \`fourport numbers\` | prints the numbers of the four ports, each on a line of its own |
`

export const verb = {
  heading: 'A verb',
  name: 'numbers',
  steps: {
    'src/cli/commands/': (copy) => copy.write('src/cli/commands/numbers.ts', carriedOut),
    'src/cli/verbs.ts': (copy) => copy.replace('src/cli/verbs.ts', "  {\n    name: 'help',\n", `${row}$&`),
    'docs/command.md': (copy) => copy.replace('docs/command.md', '| `fourport help', `${line}$&`),
  },
}
