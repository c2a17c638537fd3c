import { cuts } from '../wire-script.ts'
import { dialogues } from './dialogues.ts'
import type { PlayedScript } from './played-script.ts'
import { rfcRows } from './rfc-rows.ts'
import { transactions } from './transactions.ts'

/** In families, each of which has its file of outcomes. */
export const playedScripts: Readonly<Record<string, readonly PlayedScript[]>> = {
  transactions: Object.entries(transactions).map(([name, { script }]) => ({
    name,
    script,
    starts: ['relay', 'smtps', 'starttls'],
    cuts,
    options: {},
  })),
  rfc: rfcRows.map(([section, says, commands, replies]) => ({
    name: `RFC ${section}: ${says}`,
    script: [
      'C: EHLO client.test\nS: 250',
      ...commands.map((line, at) => `C: ${line}\nS: ${replies[at]}`),
    ].join('\n'),
    starts: ['relay'],
    cuts,
    options: {},
  })),
  dialogues: dialogues.map(({ name, script, starts, cuts: own = cuts, options = {} }) => ({
    name,
    script,
    starts,
    cuts: own,
    options,
  })),
}
