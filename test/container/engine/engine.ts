import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { debianRelease, engineRelease } from '../../support/programs/docker-engine.ts'
import { spawn } from '../../support/programs/processes.ts'
import { memoryFolderOf } from '../../run/end-run.js'
import { unpackBase, unpackEngine } from './roots.ts'
import { must, type Ran, run, type RunOptions } from './run.ts'

export const checkout: string = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '')
const inside = fileURLToPath(new URL('inside.sh', import.meta.url))

/** The image that the stages of the Dockerfile start from. */
export const baseImage: string =
  /^FROM (node:\S+)/m.exec(readFileSync(join(checkout, 'Dockerfile'), 'utf8'))?.[1] ?? ''

const GiB = 1024 ** 3

/** Memory, where there is plenty: nothing here is to last, and a busy disk makes it three times as slow. A folder that goes with the run. */
function scratch(): string {
  const memory = '/dev/shm'
  const mounted = new RegExp(`^tmpfs ${memory} tmpfs (?!\\S*noexec)`, 'm').test(
    readFileSync('/proc/mounts', 'utf8'),
  )
  if (!mounted || freemem() < 8 * GiB) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  if (bavail * bsize < 4 * GiB) return tmpdir()
  mkdirSync(memoryFolderOf(tmpdir()), { recursive: true })
  return memoryFolderOf(tmpdir())
}

/**
 * A Docker engine of its own: data and socket in a folder of its own, mounts of its own and, once `isolate` was
 * called, a network of its own. No port, container or firewall rule of the machine is met.
 */
export class Engine {
  /** For what the engine is to see beside the checkout. */
  readonly folder: string = mkdtempSync(join(scratch(), 'fourport-engine-'))
  readonly #env: NodeJS.ProcessEnv
  /** What a program of the engine is started through. */
  #through: readonly string[] = []
  #daemon: ChildProcess | null = null
  /** Holds the network as long as it runs. */
  #network: ChildProcess | null = null
  readonly #children = new Set<ChildProcess>()

  constructor() {
    this.#env = {
      ...process.env,
      DOCKER_HOST: `unix://${this.folder}/docker.sock`,
      DOCKER_CONFIG: join(this.folder, 'client'),
    }
    // A run that is broken off leaves no engine behind.
    process.on('exit', () => this.#children.forEach((child) => child.kill('SIGKILL')))
  }

  /** Makes engine and base image, and starts in the machine's network, where a build reaches a registry. */
  async start(): Promise<void> {
    const root = join(this.folder, 'root')
    const base = join(this.folder, 'base')
    const major = /^node:(\d+)/.exec(baseImage)?.[1]
    if (major === undefined) throw new Error('The Dockerfile does not say FROM node:MAJOR….')
    const older = (debianRelease() ?? 0) < engineRelease
    await Promise.all([
      older ? unpackEngine(root) : undefined,
      unpackBase(base, major, join(this.folder, 'npm')),
    ])
    mkdirSync(join(this.folder, 'client'))
    this.#through = ['unshare', '--mount', ...(older ? [inside, root, this.folder, checkout, '--'] : [])]
    await this.#run('--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false')
    const path = 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    const image = spawn('tar', ['-C', base, '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [program = '', ...args] = [...this.#through, 'docker', 'import', '-c', path, '-', baseImage]
    const taken = spawn(program, args, { env: this.#env, stdio: [image.stdout, 'ignore', 'inherit'] })
    const [code] = await once(taken, 'exit')
    if (code !== 0) throw new Error(`docker import ended with ${code}`)
  }

  /** Moves into a network that nothing leads to: what is published there meets nobody's ports. */
  async isolate(): Promise<void> {
    await this.#end()
    this.#network = this.#keep(
      spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up && echo up && exec sleep infinity']),
    )
    await once(this.#network.stdout!, 'data')
    await this.#run()
  }

  /** Runs the client. */
  docker(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    const [program = '', ...before] = [...this.#through, 'docker']
    return run(program, [...before, ...args], { ...options, env: this.#env })
  }

  /** Runs the client for what has to succeed; gives what it printed. */
  ask(args: readonly string[], options: RunOptions = {}): Promise<string> {
    const [program = '', ...before] = [...this.#through, 'docker']
    return must(program, [...before, ...args], { ...options, env: this.#env })
  }

  /** The lines that the client prints, as they come, until the first that fits. */
  async firstLine(args: readonly string[], fits: (line: string) => boolean): Promise<string> {
    const [program = '', ...before] = [...this.#through, 'docker']
    const child = this.#keep(
      spawn(program, [...before, ...args], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] }),
    )
    const seen: string[] = []
    child.stderr!.on('data', (chunk: Buffer) => seen.push(chunk.toString()))
    try {
      for await (const line of createInterface({ input: child.stdout! })) {
        if (fits(line)) return line
        seen.push(line)
      }
    } finally {
      if (child.exitCode === null && child.kill()) await once(child, 'exit')
    }
    throw new Error(
      `docker ${args.join(' ')} ended without the line awaited:\n${seen.join('\n').slice(-2000)}`,
    )
  }

  /** Runs a program on the machine that containers publish their ports to. */
  onMachine(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    const net = `--net=/proc/${this.#network?.pid}/ns/net`
    return run('nsenter', [net, command, ...args], { cwd: checkout, ...options })
  }

  async stop(): Promise<void> {
    const running = this.#daemon === null ? '' : (await this.docker(['ps', '--quiet'])).stdout
    const ids = running.split('\n').filter(Boolean)
    if (ids.length > 0) await this.docker(['kill', ...ids])
    await this.#end()
    this.#network?.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #run(...options: readonly string[]): Promise<void> {
    const { folder } = this
    const net = this.#network === null ? [] : ['nsenter', `--net=/proc/${this.#network.pid}/ns/net`]
    const places = ['data-root', 'exec-root'].map((name) => `--${name}=${join(folder, name)}`)
    const [program = '', ...args] = [...net, ...this.#through, 'dockerd', ...places]
    const log = openSync(join(folder, 'dockerd.log'), 'a')
    const last = [`--pidfile=${join(folder, 'docker.pid')}`, `--host=${this.#env['DOCKER_HOST']}`, ...options]
    this.#daemon = this.#keep(spawn(program, [...args, ...last], { stdio: ['ignore', log, log] }))
    const ended = once(this.#daemon, 'exit').then(() => true)
    for (;;) {
      if ((await this.docker(['version'])).code === 0) return
      if (await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 250, false))]))
        throw new Error(`dockerd ended:\n${readFileSync(join(folder, 'dockerd.log'), 'utf8').slice(-3000)}`)
    }
  }

  async #end(): Promise<void> {
    const daemon = this.#daemon
    this.#daemon = null
    if (daemon === null || daemon.exitCode !== null) return
    const ended = once(daemon, 'exit')
    daemon.kill()
    await ended
  }

  #keep(child: ChildProcess): ChildProcess {
    this.#children.add(child)
    child.once('exit', () => this.#children.delete(child))
    return child
  }
}
