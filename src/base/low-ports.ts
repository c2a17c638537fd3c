import { existsSync, readFileSync } from 'node:fs'
import { systemCode } from './errors.ts'

/** What decides who may bind a low port, as far as this process can see. */
export interface PortRights {
  /** `net.ipv4.ip_unprivileged_port_start` of this network namespace; null where the system has no such number. */
  readonly firstFreePort: number | null
  readonly inContainer: boolean
  readonly platform: NodeJS.Platform
}

const sysctl = 'net.ipv4.ip_unprivileged_port_start'

/**
 * What to do about a port that the system forbids (EACCES). On Linux a process binds it when the number is not below
 * the sysctl of its network, or when it holds CAP_NET_BIND_SERVICE (capabilities(7), ip(7)).
 */
export function lowPortHelp(port: number, rights: PortRights = portRights()): string {
  const { firstFreePort, inContainer, platform } = rights
  const other = `Choose a number from ${firstFreePort ?? 1024} on (${port + 10_000}, say)`
  if (platform === 'darwin') return `${other}, or ${onMac}.`
  if (platform === 'win32')
    return `${other}. Windows forbids a port that it keeps for itself: \`netsh interface ipv4 show excludedportrange protocol=tcp\` lists them.`
  if (firstFreePort === null) return `${other}, or start it as a user who may bind it.`
  const has = `${sysctl} is ${firstFreePort} here`
  if (!inContainer) {
    return `${other}, or free the low ports: ${has}, \`sudo sysctl ${sysctl}=${port}\` lowers it; the capability CAP_NET_BIND_SERVICE does too (\`sudo setcap cap_net_bind_service=+ep\` on the node binary).`
  }
  return `${has}. Start the container with \`--sysctl ${sysctl}=0\` (in a compose file: sysctls), which Docker does by itself and Podman does not; with --network host the number is the host's, and set there. The capability (\`--cap-add NET_BIND_SERVICE\`) is not enough for a user who is not root, except with Podman. Or choose numbers from ${firstFreePort} on inside, and publish those as the low ones.`
}

/** What gives a low port, of what this system allows, where another number stands in for it. */
export function lowPortOffer(port: number, standIn: number, rights: PortRights = portRights()): string {
  const { firstFreePort, inContainer, platform } = rights
  if (platform === 'darwin') return onMac
  if (inContainer) return `publish it as ${port} (\`-p ${port}:${standIn}\`)`
  if (firstFreePort === null) return 'start Fourport as a user who may bind it'
  return `\`sudo sysctl ${sysctl}=${port}\` frees it, or \`sudo setcap cap_net_bind_service=+ep "$(readlink -f "$(which node)")"\``
}

/** Since 10.14 every user may bind a low port there, but on no single address. */
const onMac =
  'start it with `--host 0.0.0.0`, where macOS lets every user bind low ports (the network can reach it then), or with sudo'

export function portRights(): PortRights {
  return {
    firstFreePort: firstFreePort(),
    platform: process.platform,
    inContainer:
      // Docker; Podman; what starts a container says so by systemd's convention; Kubernetes.
      existsSync('/.dockerenv') ||
      existsSync('/run/.containerenv') ||
      Boolean(process.env['container'] || process.env['KUBERNETES_SERVICE_HOST']),
  }
}

function firstFreePort(): number | null {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'latin1'))
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(systemCode(error))) return null
    throw error
  }
}
