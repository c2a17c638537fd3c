import {
  envName,
  optionGroups,
  type OptionName,
  optionNames,
  type OptionRow,
  optionTable,
} from '../../options/table.ts'
import { type OwnFlags, typedForm, type VerbRow } from '../verb.ts'
import type { Style } from './style.ts'
import { wrap } from './visible.ts'

const flagColumns = 28
const width = 80

/** The whole of `--help`, from the tables of verbs and of options. */
export function usage(verbs: readonly VerbRow[], style: Style): string {
  return [
    `${style.bold('Usage')}  fourport [command] [options]`,
    '',
    ...verbs.map((verb) => `  ${style.cyan(typedForm(verb).padEnd(19))}${verb.brief}`),
    ...optionGroups.flatMap((group) => [
      '',
      style.bold(group),
      ...optionsOf(group).flatMap((name) => optionHelp(name, style)),
    ]),
    '',
    ...wrap(
      'Each option is also an environment variable and a field of fourport.config.json: see `fourport help environment`. Flags win over the environment, the environment over the file.',
      width,
    ),
    '',
    `${style.bold('Exit codes')}  0 ok  1 findings (--fail-on), or healthcheck failed  2 options`,
    `            3 could not start  4 a bug in Fourport`,
  ].join('\n')
}

/** `fourport help ca`: what one verb does, and which options it looks at. */
export function verbHelp(verb: VerbRow, own: OwnFlags, style: Style): string {
  const options = verb.options === 'all' ? optionNames : verb.options
  const hasOptions = options.length > 0 || Object.keys(own).length > 0
  return [
    `${style.bold('Usage')}  fourport ${typedForm(verb, hasOptions ? '[options]' : '')}`,
    '',
    ...wrap(verb.long, width),
    ...(hasOptions ? [''] : []),
    ...Object.entries(own).flatMap(([flag, { metavar, description, defaultText }]) =>
      flagHelp(flag, metavar, `${description}.${shownDefault(defaultText ?? 'none', style)}`, style),
    ),
    ...options.flatMap((name) => optionHelp(name, style)),
  ].join('\n')
}

function optionsOf(group: string): OptionName[] {
  return optionNames.filter((name) => optionTable[name].group === group)
}

function optionHelp(name: OptionName, style: Style): string[] {
  const { flag, kind, description } = optionTable[name]
  return flagHelp(flag, kind.metavar, `${description}.${shownDefault(printedDefault(name), style)}`, style)
}

function flagHelp(name: string, metavar: string, text: string, style: Style): string[] {
  const flag = `  --${name}${metavar === '' ? '' : ` ${metavar}`}`
  const lines = wrap(text, width - flagColumns)
  const coloured = flag.replace(`--${name}`, style.cyan(`--${name}`))
  return flag.length < flagColumns - 1
    ? [twoColumns(coloured, flag.length, lines[0]!), ...lines.slice(1).map(indented)]
    : [coloured, ...lines.map(indented)]
}

/** Defaults that say no more than their absence would are left out. */
function shownDefault(text: string, style: Style): string {
  return ['false', 'none'].includes(text) ? '' : ` ${style.dim(`[${text}]`)}`
}

/** The command's default, or the library's, as a person would write it. */
export function printedDefault(name: OptionName, of: 'command' | 'library' = 'command'): string {
  const row = optionTable[name] as OptionRow<unknown>
  if (row.defaultText !== undefined) return row.defaultText
  const value = of === 'command' && row.command !== undefined ? row.command : row.library
  return row.kind.print?.(value) ?? String(value)
}

/** Flag, variable and config field side by side. */
export function environmentHelp(style: Style): string {
  const rows = optionNames.map(
    (name) => [`--${optionTable[name].flag}`, envName(name), name === 'config' ? '' : name] as const,
  )
  const line = (columns: readonly string[], paint = (text: string): string => text): string =>
    `  ${paint(columns[0]!.padEnd(22))}${columns[1]!.padEnd(30)}${columns[2]}`.trimEnd()
  return [
    style.bold(line(['flag', 'environment', 'fourport.config.json'])),
    ...rows.map((row) => line(row, style.cyan)),
    '',
    ...wrap(
      'Commas separate the items of a list: FOURPORT_PORTS=relay=10025,smtps=off. An empty variable counts as not set.',
      width,
    ),
  ].join('\n')
}

function twoColumns(left: string, leftColumns: number, right: string): string {
  return `${left}${' '.repeat(Math.max(1, flagColumns - leftColumns))}${right}`
}

function indented(text: string): string {
  return ' '.repeat(flagColumns) + text
}
