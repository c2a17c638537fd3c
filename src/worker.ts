import { readingTable } from './capture/reading-table.ts'
import { serveWork } from './threads/serve-work.ts'

// What a thread runs. Built into one file of its own, without what only the server needs.
serveWork(readingTable)
