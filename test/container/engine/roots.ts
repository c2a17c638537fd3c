import { appendFileSync, copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { engineSuite } from '../../support/programs/docker-engine.ts'
import { must } from './run.ts'

/** What nobody reads in a file system that lives for three minutes, and dpkg would write out one by one. */
const lean = [
  '--dpkgopt=force-unsafe-io',
  ...['doc', 'man', 'info', 'locale'].map((name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`),
]

/** Unpacks a small Debian with these packages into a new folder. */
async function unpack(folder: string, packages: readonly string[]): Promise<void> {
  const include = `--include=${packages.join(',')}`
  // /dev is the machine's where it is needed; making its nodes is not everyone's right.
  const options = ['--quiet', '--variant=minbase', '--skip=output/dev', ...lean, include]
  // Its mounts are its own: where it is ended, they would keep the folder from being removed.
  await must('unshare', ['--mount', 'mmdebstrap', ...options, engineSuite, folder], { limitMs: 300_000 })
}

/** Debian's engine of today, to be run beside an older system. */
export async function unpackEngine(folder: string): Promise<void> {
  await unpack(folder, [
    'ca-certificates',
    'docker.io',
    'docker-cli',
    'docker-buildx',
    'docker-compose',
    'iptables',
    'iproute2',
    'mount',
  ])
  for (const name of ['resolv.conf', 'hosts']) copyFileSync(`/etc/${name}`, join(folder, 'etc', name))
}

/**
 * The image that the Dockerfile starts from, as far as it counts: Debian, Node with npm in /usr/local, the user `node`
 * of number 1000. From Debian's and npm's packages, as the real one's registry need not be in reach.
 */
export async function unpackBase(folder: string, nodeMajor: string, scratch: string): Promise<void> {
  const arch = process.arch
  mkdirSync(scratch)
  const packages = [`node-linux-${arch}@${nodeMajor}`, 'npm@11']
  await Promise.all([
    unpack(folder, ['ca-certificates']),
    must('npm', ['install', '--no-audit', '--no-fund', '--prefix', scratch, ...packages], {
      limitMs: 300_000,
    }),
  ])
  const modules = join(folder, 'usr/local/lib/node_modules')
  mkdirSync(modules, { recursive: true })
  cpSync(join(scratch, 'node_modules/npm'), join(modules, 'npm'), { recursive: true, verbatimSymlinks: true })
  copyFileSync(join(scratch, `node_modules/node-linux-${arch}/bin/node`), join(folder, 'usr/local/bin/node'))
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(folder, 'usr/local/bin', name))
  await must('chroot', [folder, 'groupadd', '--gid', '1000', 'node'])
  await must('chroot', [folder, 'useradd', '--uid', '1000', '--gid', 'node', '--create-home', 'node'])
  await giveRegistry(folder)
}

/** Where npm here is told of another registry, or of a CA, so is the build: in its base, as the Dockerfile is to stay as it is. */
async function giveRegistry(folder: string): Promise<void> {
  const npmrc = join(folder, 'usr/local/etc/npmrc')
  mkdirSync(join(folder, 'usr/local/etc'), { recursive: true })
  appendFileSync(npmrc, `registry=${await must('npm', ['config', 'get', 'registry'])}\n`)
  const authority = await must('npm', ['config', 'get', 'cafile'])
  if (!existsSync(authority)) return
  const inside = '/etc/ssl/certs/npm.pem'
  copyFileSync(authority, join(folder, inside))
  appendFileSync(npmrc, `cafile=${inside}\n`)
}
