import { join } from 'node:path'
import { checkout, Engine } from './engine.ts'
import type { Ran, RunOptions } from './run.ts'

const project = 'fourport-test'
/** The container of the compose file's server. */
export const server = `${project}-fourport-1`
/** The volume that neighbours mount. */
export const shared = `${project}_certs`

/** What the tests do with the compose file and the image built from it. */
export class Site extends Engine {
  /** Builds the Dockerfile as it is, in reach of the registry, then cuts the engine off from everything. */
  async build(): Promise<void> {
    await this.start()
    await this.ask(['build', '--network', 'host', '--tag', 'fourport', checkout], { limitMs: 300_000 })
    await this.isolate()
  }

  compose(args: readonly string[], options: RunOptions & { readonly more?: string } = {}): Promise<Ran> {
    return this.docker([...composeArgs(options.more), ...args], options)
  }

  /** Starts the server of the compose file, waits until it is healthy. */
  async up(): Promise<void> {
    const { code, output } = await this.compose(['up', '--wait', 'fourport'], { limitMs: 90_000 })
    if (code === 0) return
    // Why it is not healthy is known to the container alone, and it is gone after the test.
    const health = await this.docker(['inspect', '--format', '{{json .State}}', server])
    const logs = await this.docker(['logs', server])
    throw new Error(`${output}\n${health.output}\n${logs.output}`)
  }

  async down(): Promise<void> {
    await this.ask([...composeArgs(), 'down', '--volumes', '--timeout', '5'])
  }

  /** One fact about the container, by a template of the engine's. */
  fact(template: string, container: string = server): Promise<string> {
    return this.ask(['inspect', '--format', template, container])
  }

  /** Runs a shell line in the image, as the user given. */
  inImage(line: string, options: readonly string[] = []): Promise<Ran> {
    const entry = ['--entrypoint', 'sh', ...options, 'fourport', '-c', line]
    return this.docker(['run', '--rm', '--network', 'none', ...entry])
  }

  /** Runs JavaScript beside the server, as an application that mounts what is shared. */
  asNeighbour(script: string, options: readonly string[] = []): Promise<Ran> {
    const mounts = ['--network', `${project}_default`, '--volume', `${shared}:/certs:ro`]
    const node = ['--entrypoint', 'node', ...options, 'fourport', '--input-type=module', '-']
    return this.docker(['run', '--rm', '--interactive', ...mounts, ...node], { input: script })
  }

  /** What the page's API answers on the machine that the port is published to. */
  async api<Answer>(path: string): Promise<Answer> {
    const script = `console.log(await (await fetch('http://127.0.0.1:8025${path}')).text())`
    const { code, output } = await this.onMachine(process.execPath, ['--input-type=module', '--eval', script])
    if (code !== 0) throw new Error(output)
    return JSON.parse(output)
  }
}

function composeArgs(more?: string): string[] {
  const files = [
    '--file',
    join(checkout, 'docker-compose.yml'),
    ...(more === undefined ? [] : ['--file', more]),
  ]
  return ['compose', '--project-name', project, ...files]
}
