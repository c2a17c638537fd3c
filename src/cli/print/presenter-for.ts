import type { ResolvedOptions } from '../../options/options.ts'
import { jsonPresenter } from './json-presenter.ts'
import type { LineWriter } from './line-writer.ts'
import type { Presenter } from './presenter.ts'

/** The presenter that the options ask for; the terminal's, three times as large, is read from disk when it is. */
export async function presenterFor(options: ResolvedOptions, out: LineWriter): Promise<Presenter> {
  if (options.json) return jsonPresenter(out, options)
  const [{ terminalPresenter }, { styleFor }] = await Promise.all([
    import('./terminal-presenter.ts'),
    import('./style.ts'),
  ])
  return terminalPresenter(out, options, styleFor(process.stdout, options.color))
}
