import { spawnSync } from '../../support/programs/processes.ts'
import { systemPython } from '../../support/programs/programs.ts'

/** What the tests look at of a service, told alike by every version of Compose. */
export interface Service {
  readonly command?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly environment?: Readonly<Record<string, string>>
  readonly ports: readonly { readonly host_ip: string; readonly target: number; readonly published: string }[]
  readonly volumes: readonly Mount[]
  readonly restart?: string
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
}

interface Mount {
  readonly source: string
  readonly target: string
  readonly readOnly: boolean
}

/** The services as Compose itself reads the file, those of profiles included. */
export function readComposeFile(path: string): Readonly<Record<string, Service>> {
  const { services } = JSON.parse(ask(path)) as { services: Record<string, Written> }
  return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, alike(service)]))
}

/** Version 2 as a plugin or alone gives JSON; version 1 gives YAML alone, which the library it reads with can convert. */
function ask(path: string): string {
  const config = ['--file', path, '--profile', 'example', 'config']
  for (const [program = '', ...before] of [['docker', 'compose'], ['docker-compose']]) {
    const asked = spawnSync(program, [...before, ...config, '--format', 'json'], { encoding: 'utf8' })
    // Version 1 answers an option that it does not know by its help, and calls that a success.
    if (asked.status === 0 && asked.stdout.startsWith('{')) return asked.stdout
  }
  const yaml = spawnSync('docker-compose', config, { encoding: 'utf8' })
  if (yaml.status !== 0) throw new Error(yaml.stderr)
  const convert = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'
  // The Python that Debian runs it with: another one on the PATH need not have its libraries.
  const json = spawnSync(systemPython, ['-c', convert], { encoding: 'utf8', input: yaml.stdout })
  if (json.status !== 0) throw new Error(json.stderr)
  return json.stdout
}

type LongMount = Omit<Mount, 'readOnly'> & { readonly read_only?: boolean }
type Written = Omit<Service, 'ports' | 'volumes'> & {
  readonly ports?: readonly (string | Service['ports'][number])[]
  readonly volumes?: readonly (string | LongMount)[]
}

function alike(service: Written): Service {
  return {
    ...service,
    ports: (service.ports ?? []).map((port) => {
      if (typeof port !== 'string') return port
      const [, host_ip = '', published = '', target] = /^(.*):(\d+):(\d+)\/tcp$/.exec(port) ?? []
      return { host_ip, published, target: Number(target) }
    }),
    volumes: (service.volumes ?? []).map((mount) => {
      if (typeof mount !== 'string') return { ...mount, readOnly: mount.read_only === true }
      const [source = '', target = '', mode] = mount.split(':')
      return { source, target, readOnly: mode === 'ro' }
    }),
  }
}
