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

The same options everywhere: as fields of \`startServer()\` and of \`fourport.config.json\`, as flags of the command and as
environment variables. Flags win over the environment, the environment over the file, the file over the defaults.
\`ports\` and \`auth\` are merged name by name.

- Text gives sizes and times with a unit: \`25MB\` (K, M and G count by 1024), \`500ms\`, \`30s\`, \`5m\`. Numbers are bytes and milliseconds, as the field's name says.
- Flags marked + may be repeated. A variable holds the same as a list divided by commas: \`FOURPORT_PORTS=relay=10025,smtps=off\`. An empty variable counts as not set. For a password with a comma use the flag, the config file or a users file.
- \`--no-…\` turns a switch off. \`--faithful\` is \`--no-hints\`.
- Paths in a config file start from the file's own folder, all others from the working directory.
- An editor completes and checks the config file with \`"$schema": "./node_modules/fourport/config.schema.json"\` in it.
- In JavaScript 2525's name is \`submissionAlt\`, a property; everywhere else, the config file too, it is \`submission-alt\`.
- Whatever is wrong is refused, with the place it came from: \`${await refusal()}\`
- What contradicts itself is refused too: a flag with two values (\`--size-limit 1MB --size-limit 2MB\`), a login on a port that is off, a token for a page that is off. A flag over a variable, or a variable over the file, is no contradiction: the higher one wins, and may switch off what the lower one sets up.
- A fault is a text such as \`RCPT to=*@busy.test code=451 times=2\`, as [command.md](command.md#faults) explains; in JavaScript and the config file it may be an object with [the fields of a fault](library.md#faults).
- A release goes to \`smtps://USER:PASSWORD@HOST:465?allow=@example.test\`, or by STARTTLS to \`smtp://…\`, which takes \`&tls=none\` too. Each \`allow\` is an address, \`@domain\` or \`*\`; nobody else is written to. In JavaScript and the config file it may be \`{ host, port, tls, user, password, allowRecipients }\`.
- Variables that Kubernetes sets for a service called \`fourport\` (\`FOURPORT_PORT\`, \`FOURPORT_SERVICE_HOST\`, …) are left alone.
- The limits of the store and of messages still arriving, and SIZE, are what there is room for, where that is less than the default: see [Memory](performance.md#memory). One that is set wins, and draws a warning where it is more.
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
