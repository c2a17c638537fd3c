import type { OptionLayer } from '../source.ts'
import type { CatcherName } from '../catcher-names.ts'
import type { Draft, Environment, Put } from './draft.ts'
import { maildevVariables } from './maildev.ts'
import { mailhogVariables } from './mailhog.ts'
import { mailpitVariables } from './mailpit.ts'

interface Catcher {
  readonly label: string
  readonly prefix: string
  readonly page: number
  readonly variables: Readonly<Record<string, Put>>
  /** Variables of the file that keeps messages over a restart. */
  readonly files: readonly string[]
}

const catchers: Readonly<Record<CatcherName, Catcher>> = {
  mailpit: {
    label: 'Mailpit',
    prefix: 'MP_',
    page: 8025,
    variables: mailpitVariables,
    files: ['MP_DATABASE', 'MP_DATA_FILE'],
  },
  mailhog: {
    label: 'MailHog',
    prefix: 'MH_',
    page: 8025,
    variables: mailhogVariables,
    files: ['MH_STORAGE', 'MH_MAILDIR_PATH'],
  },
  maildev: {
    label: 'MailDev',
    prefix: 'MAILDEV_',
    page: 1080,
    variables: maildevVariables,
    files: ['MAILDEV_MAIL_DIRECTORY'],
  },
}

/** The port that all three listen on. */
const mailPort = 1025

/**
 * What another catcher's variables ask for, as a layer of options below all others: its listener, its page, and one warning
 * that names the variables without a counterpart. No value is quoted: it may hold a password.
 */
export function catcherLayer(name: CatcherName, env: Environment): OptionLayer {
  const { label, prefix, page, variables, files } = catchers[name]
  const draft: Draft = {
    values: { http: page },
    listener: { profile: 'catcher', port: mailPort },
    requiresLogin: false,
  }
  const ignored = Object.entries(env).flatMap(([variable, value]) => {
    if (!variable.startsWith(prefix) || value === undefined || isOff(value)) return []
    const put = Object.hasOwn(variables, variable) ? variables[variable] : undefined
    return put === undefined || put(draft, value, env) === false ? [variable] : []
  })
  const { profile } = draft.listener
  return {
    source: `the variables of ${label}`,
    values: {
      ...draft.values,
      ...(draft.requiresLogin && { auth: { [profile]: 'required' } }),
      listeners: [{ name, ...draft.listener }],
    },
    warnings: ignored.length === 0 ? [] : [warningOf(label, ignored.toSorted(), files)],
  }
}

/** What is switched off asks for nothing. */
function isOff(value: string): boolean {
  return ['', 'false', 'no'].includes(value.toLowerCase())
}

function warningOf(label: string, ignored: readonly string[], files: readonly string[]): string {
  const forgets = ignored.some((variable) => files.includes(variable))
  return `${ignored.join(', ')}: Fourport does not read ${ignored.length === 1 ? 'this variable' : 'these variables'} of ${label}.${forgets ? ' To keep messages over a restart, give a file of Fourport (--store).' : ''}`
}

/** The same layers, with the catcher's listener beside those that they add. */
export function withListenerOf(
  { values }: OptionLayer,
  layers: readonly OptionLayer[],
): readonly OptionLayer[] {
  const [listener] = (values as { readonly listeners: readonly { readonly name: string }[] }).listeners
  const last = layers.findLastIndex((layer) => given(layer) !== undefined)
  return layers.map((layer, index) =>
    index === last && !names(given(layer), listener!.name)
      ? { ...layer, values: { ...(layer.values as object), listeners: [given(layer), listener].flat() } }
      : layer,
  )
}

function given({ values }: OptionLayer): unknown {
  return (values as { readonly listeners?: unknown } | undefined)?.listeners
}

/** Whether there is a listener of this name already. */
function names(listeners: unknown, name: string): boolean {
  return [listeners]
    .flat()
    .some((one: unknown) =>
      typeof one === 'string'
        ? one.split(',').some((part) => part.trim().startsWith(`${name}=`))
        : (one as { readonly name?: unknown } | null)?.name === name,
    )
}
