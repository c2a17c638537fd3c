import type { ApiMessage } from '../../model/api.ts'

/** What the header says of a recipient of the envelope. */
export type Naming = 'to-or-cc' | 'bcc' | 'nowhere'

/** Which field of the header names an address; To and Cc go first, since everybody is meant to read those. */
export function namingOf({ header }: ApiMessage): (address: string) => Naming {
  const lower = (list: ApiMessage['header']['to']): ReadonlySet<string> =>
    new Set(list.map(({ address }) => address.toLowerCase()))
  const [open, blind] = [lower([...header.to, ...header.cc]), lower(header.bcc)]
  return (address) => {
    const wanted = address.toLowerCase()
    return open.has(wanted) ? 'to-or-cc' : blind.has(wanted) ? 'bcc' : 'nowhere'
  }
}
