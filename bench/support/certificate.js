import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const request =
  'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1'

/** One certificate for all servers of a benchmark, in a folder of its own: `key.pem` and `cert.pem`. */
export function createCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-bench-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', [...request.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { folder, key, cert, pem: readFileSync(cert), remove: () => rmSync(folder, { recursive: true }) }
}
