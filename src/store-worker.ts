import { serveWrites } from './store/file/serve-writes.ts'

// What the thread that writes to a store's file runs. Built into one file of its own.
serveWrites()
