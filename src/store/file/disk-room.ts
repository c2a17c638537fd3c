import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Stays free for what reports a full disk and what ends it: sessions, deletions, and the log that these are written to first. */
const spareBytes = 16 * 1024 * 1024
/** Of a small disk, no more than this share stays free. */
const spareShare = 0.1

/** Whether the disk of a file has room for so many bytes of messages, and for more than them. */
export function hasRoomFor(file: string, bytes: number): boolean {
  const { bavail, blocks, bsize } = statfsSync(dirname(file))
  // What is in the log comes to the file as well, when SQLite next gets to it; so do the new bytes after the log.
  const logBytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  const freeBytes = bavail * bsize - logBytes - 2 * bytes
  return freeBytes >= Math.min(spareBytes, blocks * bsize * spareShare)
}
