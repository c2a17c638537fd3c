import { printedDefault } from '../../../src/cli/print/help.ts'
import { resolveOptions } from '../../../src/options/resolve-options.ts'
import { environment } from '../../../src/options/source.ts'
import {
  envName,
  optionGroups,
  type OptionName,
  optionNames,
  optionTable,
} from '../../../src/options/table.ts'

const preface = async (): Promise<string> => `# Options

\`\`\`sh
fourport --auth required --user user:secret          # flags
FOURPORT_AUTH=required FOURPORT_USERS=user:secret fourport
echo '{ "auth": "required", "users": ["user:secret"] }' > fourport.config.json && fourport
\`\`\`

Every option can be set as a flag, as an environment variable, as a field of \`fourport.config.json\`, or as a field of
\`startServer()\` in JavaScript. Flags override the environment, the environment overrides the file, and the file overrides the
defaults. \`ports\` and \`auth\` are merged name by name.

- Write sizes and times with a unit: \`25MB\` (K, M and G are multiples of 1024), \`500ms\`, \`30s\`, \`5m\`. A number without a unit is in bytes or milliseconds, as the field's name says.
- Flags marked + can be repeated. A variable has the same values separated by commas: \`FOURPORT_PORTS=relay=10025,smtps=off\`. An empty variable counts as not set. If a password contains a comma, use the flag, the config file or a users file.
- \`--no-…\` turns a switch off. \`--faithful\` is \`--no-hints\`.
- Relative paths in a config file start at the folder of that file, all others at the working directory.
- With \`"$schema": "./node_modules/fourport/config.schema.json"\` in the config file, editors complete and check it.
- Port 2525 is called \`submissionAlt\` in JavaScript, and \`submission-alt\` everywhere else, including the config file.
- A wrong value is rejected, with the place it came from: \`${await refusal()}\`
- Contradictions are rejected too: a flag with two values (\`--size-limit 1MB --size-limit 2MB\`), a login on a port that is off, a token for a page that is off. A flag that overrides a variable, or a variable that overrides the file, is not a contradiction, even if it turns off what the other configures.
- A fault is a text such as \`RCPT to=*@busy.test code=451 times=2\`, see [command.md](command.md#faults). In JavaScript and the config file it can also be an object with [the fields of a fault](library.md#faults).
- \`release\` is the server that messages are sent on to: \`smtps://USER:PASSWORD@HOST:465?allow=@example.test\`, or with STARTTLS \`smtp://…\` (\`&tls=none\` turns it off). Each \`allow\` is an address, \`@domain\` or \`*\`; mail is sent to no other recipients. In JavaScript and the config file it can also be \`{ host, port, tls, user, password, allowRecipients }\`.
- Variables that Kubernetes sets for a service called \`fourport\` (\`FOURPORT_PORT\`, \`FOURPORT_SERVICE_HOST\`, …) are ignored.
- If there is less memory than the defaults need, the limits of the store, of arriving messages and of SIZE are lowered: see [Memory](performance.md#memory). A limit that you set is used as it is, with a warning if it is too high.
`

/** The message as it is printed. */
async function refusal(): Promise<string> {
  try {
    await resolveOptions([{ source: environment, values: { auth: 'maybe' } }], 'command')
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the example of a wrong value is right')
}

/** docs/options.md, from the option table. */
export async function optionsPage(): Promise<string> {
  return [await preface(), ...optionGroups.map(section)].join('\n')
}

function section(group: string): string {
  const rows = optionNames.filter((name) => optionTable[name].group === group).map(row)
  return [
    `## ${group}`,
    '',
    '| Field | Flag and variable | Default | |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function row(name: OptionName): string {
  const { flag, kind, description, commandOnly } = optionTable[name]
  const value = kind.metavar === '' ? '' : ` ${kind.metavar.replaceAll('|', '\\|')}`
  const [library, command] = [printedDefault(name, 'library'), printedDefault(name, 'command')]
  const defaults = commandOnly || library === command ? command : `${library}; command: ${command}`
  const field = name === 'config' ? '' : `\`${name}\`${commandOnly ? ' (command only)' : ''}`
  return `| ${field} | \`--${flag}${value}\`${kind.many ? ' +' : ''}<br>\`${envName(name)}\` | ${defaults} | ${description}. |`
}
