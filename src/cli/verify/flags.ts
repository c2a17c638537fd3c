import { profileNames } from '../../model/port-profile.ts'
import { placeholderNames } from '../../verify/client/placeholders.ts'
import { presetNames } from '../../verify/client/presets.ts'
import { formatNames } from '../reports/wanted-reports.ts'
import type { OwnFlags } from '../verb.ts'

/** What `fourport verify` takes beside the options that it shares with the server. */
export const verifyFlags = {
  ports: { metavar: 'NAMES', description: `Ports, divided by commas: ${profileNames.join(', ')}, or their numbers`, many: true },
  scenarios: { metavar: 'NAMES', description: 'Scenarios or groups of them, divided by commas, * for any characters', many: true },
  env: { metavar: 'NAME=TEXT', description: `A variable for the command. In braces: ${placeholderNames.join(', ')}`, many: true },
  preset: { metavar: 'NAME', description: `The variables of a framework: ${presetNames.join(', ')}`, many: true },
  'ca-env': { metavar: '', description: 'Have the CA trusted by SSL_CERT_FILE and NODE_EXTRA_CA_CERTS' },
  'no-login': { metavar: '', description: 'Give the client neither user nor password, and ask for none' },
  connect: { metavar: 'HOST', description: 'Name by which the client connects; localhost where it is not given' },
  limit: { metavar: 'SECONDS', description: 'How long one run may take; 20 where it is not given' },
  parallel: { metavar: 'NUMBER', description: 'Runs at once; four for each processor where it is not given' },
  'http-port': { metavar: 'PORT', description: 'Show it on a page of this machine while it runs, and then until Ctrl-C; 0: any free port' },
  report: { metavar: 'FORM[=FILE]', description: `Write the report to a file, or to standard output: ${formatNames.join(', ')}`, many: true },
  expect: { metavar: 'FILE', description: 'Exit 1 where a cell is not as in this report; without it outside of CI, write it' },
  update: { metavar: '', description: 'With --expect: today’s report is what is expected from now on' },
  url: { metavar: 'URL', description: 'Instead of a command: a request that has the mail sent; "POST URL" posts' },
  manual: { metavar: '', description: 'Instead of a command: print the settings, and wait for the mail' },
} as const satisfies OwnFlags // prettier-ignore

export type VerifyFlagName = keyof typeof verifyFlags

export const verifyFlagNames: readonly VerifyFlagName[] = Object.freeze(
  Object.keys(verifyFlags) as VerifyFlagName[],
)
