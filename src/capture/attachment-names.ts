import { headerDecoder } from './header-decoder.ts'
import { readMimeTree } from './mime-parts.ts'

/** The file names of the parts of a message, decoded. Nothing else of it is. */
export function attachmentNames(raw: Buffer): readonly string[] {
  return readMimeTree(raw).parts.flatMap(({ filename }) =>
    filename === '' ? [] : [headerDecoder.text(filename)],
  )
}
