import { timingSafeEqual } from 'node:crypto'

/** In a time that tells nothing of where they differ. */
export function same(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
