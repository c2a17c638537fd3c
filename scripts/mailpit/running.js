import { createServer } from 'node:net'

/** Asks until something answers well, at most 20 seconds. Throws as soon as the process has ended. */
export async function untilAnswered(url, child) {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      if ((await fetch(url)).ok) return
    } catch (error) {
      if (Date.now() > deadline || child.exitCode !== null) throw error
    }
    await new Promise((done) => setTimeout(done, 50))
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
