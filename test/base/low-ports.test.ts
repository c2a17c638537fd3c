import { describe, expect, it } from 'vitest'
import { lowPortHelp, lowPortOffer, portRights } from '../../src/base/low-ports.ts'

describe('the way out where the system forbids a port', () => {
  it('is another number, the sysctl or the capability', () => {
    const help = lowPortHelp(25, { firstFreePort: 1024, inContainer: false, platform: 'linux' as const })
    expect(help).toContain('a number from 1024 on (10025, say)')
    expect(help).toContain('net.ipv4.ip_unprivileged_port_start is 1024 here')
    expect(help).toContain('`sudo sysctl net.ipv4.ip_unprivileged_port_start=25`')
    expect(help).toContain('CAP_NET_BIND_SERVICE')
  })

  it('is the sysctl of the container, inside one, and the host’s with its network', () => {
    const help = lowPortHelp(25, { firstFreePort: 1024, inContainer: true, platform: 'linux' as const })
    expect(help).toContain('`--sysctl net.ipv4.ip_unprivileged_port_start=0`')
    expect(help).toContain('--network host')
    expect(help).toContain('`--cap-add NET_BIND_SERVICE`')
    expect(help).not.toContain('sudo')
  })

  it('is another number where there is no such thing', () => {
    expect(lowPortHelp(25, { firstFreePort: null, inContainer: false, platform: 'linux' as const })).toBe(
      'Choose a number from 1024 on (10025, say), or start it as a user who may bind it.',
    )
  })

  it('is what the other systems have: every address on macOS, the list of what is kept on Windows', () => {
    const rights = { firstFreePort: null, inContainer: false }
    expect(lowPortHelp(25, { ...rights, platform: 'darwin' })).toContain('or start it with `--host 0.0.0.0`')
    expect(lowPortHelp(25, { ...rights, platform: 'win32' })).toContain('netsh interface ipv4 show')
  })

  it.runIf(process.platform === 'linux')('reads the number of this network', () => {
    expect(portRights().firstFreePort).toBeGreaterThanOrEqual(0)
  })
})

it.each([
  [
    { firstFreePort: 1024, inContainer: false, platform: 'linux' as const },
    '`sudo sysctl net.ipv4.ip_unprivileged_port_start=465` frees it',
  ],
  [{ firstFreePort: 1024, inContainer: true, platform: 'linux' as const }, '`-p 465:10465`'],
  [{ firstFreePort: null, inContainer: false, platform: 'linux' as const }, 'as a user who may bind it'],
  [
    { firstFreePort: null, inContainer: false, platform: 'darwin' as const },
    'start it with `--host 0.0.0.0`',
  ],
])(
  'where another number stands in, the low one is offered by what the system allows: %j',
  (rights, words) => {
    expect(lowPortOffer(465, 10_465, rights)).toContain(words)
  },
)
