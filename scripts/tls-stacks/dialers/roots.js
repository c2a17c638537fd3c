/** Debian releases, unpacked into folders by mmdebstrap: each with the TLS libraries of its day. Needs root. */
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { programs, run } from './run.js'

const everywhere =
  'gnutls-bin,openssl,curl,python3,php-cli,ruby,libio-socket-ssl-perl,postfix,libnss3-tools,wget'
const alsoIn = {
  bullseye: 'openjdk-11-jre-headless',
  trixie: 'openjdk-21-jre-headless,openjdk-25-jre-headless,mono-mcs,mono-runtime',
  // The one that is still worked on.
  sid: [8, 11, 17, 21, 25, 26, 27].map((release) => `openjdk-${release}-jre-headless`).join(),
}

export const debianReleases = Object.keys(alsoIn)

/** The folder of a release, made once, with the programs that dial under /dial. */
export function rootOf(cache, release) {
  const root = join(cache, `root-${release}`)
  if (!existsSync(root)) {
    const half = `${root}.half`
    rmSync(half, { recursive: true, force: true })
    run('mmdebstrap', [
      '--quiet',
      '--variant=minbase',
      '--format=directory',
      // Mirrors keep an index of sid for longer than it says it is good for.
      '--aptopt=Acquire::Check-Valid-Until "false"',
      `--include=${everywhere},${alsoIn[release]}`,
      release,
      half,
      // Alone: of an old release the archive of security updates has an index but no longer all that it names.
      'http://deb.debian.org/debian',
    ])
    renameSync(half, root)
  }
  cpSync(programs, join(root, 'dial'), { recursive: true })
  return root
}

/** A command inside a root, with its own view of /proc, by which programs find their libraries; it ends with them. */
export function inRoot(root, path, args) {
  const enter = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
  return ['unshare', ['--mount', 'sh', '-c', enter, root, path, ...args]]
}
