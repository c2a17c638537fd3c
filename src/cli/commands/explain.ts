import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { FourportError, messageOf, systemCode } from '../../base/errors.ts'
import { missingRecords } from '../../base/missing-records.ts'
import { diagnose } from '../../diagnosis/diagnose.ts'
import { earlierOf, sessionsAmong } from '../../diagnosis/earlier-sessions.ts'
import type { SessionPort, SessionRecord } from '../../model/session-record.ts'
import { pagesOnError } from '../client-error.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Invocation } from '../verb.ts'
import { createLineWriter } from '../print/line-writer.ts'
import { presenterFor } from '../print/presenter-for.ts'
import { readRecords } from '../records.ts'
import { createCounter } from '../counter.ts'

/** `fourport explain FILE`: the verdict on recorded sessions, without a server. `-` reads what is piped in. */
export async function explain({ words, ...invocation }: Invocation): Promise<number> {
  const options = await invocation.options()
  const [file] = words
  if (file === undefined) {
    throw new FourportError('OPTION_INVALID', 'explain needs a file with session records.', {
      help: 'Write `fourport explain FILE`, with a file that --record wrote, or `-` for standard input.',
    })
  }
  const out = createLineWriter(process.stdout)
  const presenter = await presenterFor(options, out)
  const counter = createCounter()
  const lines = readRecords(await textOf(file), file)
  const records = lines.filter((line): line is SessionRecord => !('missing' in line))
  // Records without the list of ports are of a server of which only the ports that were visited are known.
  const visited = portsOf(records)
  const about = sessionsAmong(records)
  for (const record of lines) {
    if ('missing' in record) {
      presenter.error(missingRecords(record.missing, file))
      continue
    }
    const { ports = visited, ...session } = record
    const verdict = diagnose(session, { earlier: await earlierOf(record, about), ports })
    counter.session(verdict)
    presenter.session(session, verdict)
    presenter.tlsClient(session, verdict)
  }
  presenter.flush()
  await out.flush()
  return counter.fails(options.failOn) ? exitCodes.findings : exitCodes.ok
}

async function textOf(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
  } catch (error) {
    throw new FourportError(
      'RECORD_UNREADABLE',
      `Cannot read session records from "${file}": ${messageOf(error)}`,
      { cause: error, ...(systemCode(error) === 'ENOENT' && helpOnError(file)) },
    )
  }
}

/** For who gives the error that a client printed in place of a file. */
function helpOnError(text: string): { readonly help?: string } {
  const pages = pagesOnError(text)
  if (pages.length === 0) return {}
  return { help: `As an error of a client it is explained in ${pages.join(', ')}.` }
}

function portsOf(records: readonly SessionRecord[]): readonly SessionPort[] {
  return [...new Map(records.map(({ port }) => [port.name, port])).values()]
}
