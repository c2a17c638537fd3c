import type { ResolvedOptions } from '../../server/options/options.ts'
import type { LineWriter } from './line-writer.ts'
import type { Presenter } from './presenter.ts'

/** The presenter that the options ask for; the other one is not even read from disk. */
export async function presenterFor(options: ResolvedOptions, out: LineWriter): Promise<Presenter> {
  if (options.json) return (await import('./json-presenter.ts')).jsonPresenter(out)
  const [{ terminalPresenter }, { styleFor }] = await Promise.all([
    import('./terminal-presenter.ts'),
    import('./style.ts'),
  ])
  return terminalPresenter(out, options, styleFor(process.stdout, options.color))
}
