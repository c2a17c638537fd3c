/** A store that is elsewhere as docs/changing.md has it made: that of the tests, which keeps everything in a folder. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'src/store/folder'
const model = 'test/store/file-store'

const tested = `import { describe } from 'vitest'
import { keptEvents } from '../../src/store/folder/event-file.ts'
import { openTemporaryStore } from '../../src/store/folder/temporary.ts'
import { storeContract } from './store-contract.ts'
import { storesOf } from './store-under-test.ts'

describe('a store in a folder', () => storeContract(storesOf(openTemporaryStore, keptEvents)))
`

export const store = {
  heading: 'A store that is elsewhere',
  name: 'folder-store',
  steps: {
    'src/store/': (copy) => {
      const files = readdirSync(join(copy.root, model)).map((name) => [`${model}/${name}`, name])
      for (const [from, name] of [...files, ['test/support/line.ts', 'line.ts']]) {
        const text = copy.read(from)
        const imports = text.replace(/'(?:\.\.\/)+src\/(store\/)?/g, (_, ours) => (ours ? "'../" : "'../../"))
        copy.write(`${folder}/${name}`, imports.replace("'../../support/line.ts'", "'./line.ts'"))
      }
    },
    'src/server/open-store.ts': (copy) => {
      const file = 'src/server/open-store.ts'
      copy.replace(
        file,
        'import { openMemoryStore }',
        "import { openTemporaryStore } from '../store/folder/temporary.ts'\n$&",
      )
      copy.replace(
        file,
        'if (file === null) return openMemoryStore',
        "if ('STORE_FOLDER' in process.env) return openTemporaryStore\n  $&",
      )
    },
    'scripts/rooms.js': (copy) => {
      copy.replace(
        'scripts/rooms.js',
        "  'store/memory': ",
        "  'store/folder': ['server/open-store.ts'],\n$&",
      )
      for (const module of ['os']) copy.replace('scripts/rooms.js', `  ${module}: [`, "$&'store', ")
    },
    'test/store/': (copy) => copy.write('test/store/folder-store.test.ts', tested),
  },
}
