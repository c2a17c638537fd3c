import type { Writable } from 'node:stream'
import { profiles } from '../../model/port-profile.ts'
import type { ConnectBy } from '../../verify/run/connect-by.ts'
import type { VerifyProgress } from '../../verify/run/verify.ts'
import { cut, visible } from '../print/visible.ts'

const width = 79

/** What is printed while it runs. */
export interface Progress {
  /** Before the first run: says why clients get `localhost` as their host, where nobody asked for it. */
  readonly host: (connectBy: Pick<ConnectBy, 'whyLocalhost'>) => void
  tell(progress: VerifyProgress): void
  /** Takes the line away, where it is one that changes. */
  end(): void
}

export const silent: Progress = { host: () => undefined, tell: () => undefined, end: () => undefined }

/** On a terminal one line that changes; else a line for each cell. */
export function progressOn(stream: Writable & { readonly isTTY?: boolean }): Progress {
  return stream.isTTY === true ? changing(stream) : plain(stream)
}

function changing(stream: Writable): Progress {
  return {
    host: hostOn(stream),
    tell: (progress) => void stream.write(`\r\u001B[2K${cut(lineOf(progress), width)}`),
    end: () => void stream.write('\r\u001B[2K'),
  }
}

function plain(stream: Writable): Progress {
  return {
    host: hostOn(stream),
    tell: (progress) => void stream.write(`${lineOf(progress)}\n`),
    end: () => undefined,
  }
}

function hostOn(stream: Writable): Progress['host'] {
  return ({ whyLocalhost }) => {
    if (whyLocalhost !== null)
      stream.write(
        `Clients connect by localhost: ${visible(whyLocalhost)}. --connect chooses another name.\n`,
      )
  }
}

function lineOf({ cell, done, total }: VerifyProgress): string {
  const { scenario, profile, verdict, words } = cell
  const count = String(done).padStart(String(total).length)
  return visible(`${count}/${total}  ${profiles[profile].defaultPort}  ${scenario}: ${verdict}, ${words}`)
}
