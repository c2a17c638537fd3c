import { isIPv4, isIPv6 } from 'node:net'
import { mailHogEvents } from '../compat/compat-path.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { type Access, isAuthorized } from './authorization.ts'
import { beneath, readTarget } from './path.ts'

/** A request line and the headers that decide whether it may come in. */
export interface RequestHead {
  readonly method: string
  readonly target: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly fetchSite: string | undefined
  readonly fetchMode: string | undefined
  readonly fetchDest: string | undefined
  readonly authorization: string | undefined
}

export interface GateRules extends Access {
  readonly scheme: 'http' | 'https'
  /** Lower-case names the Host header may carry, besides IP literals and localhost. */
  readonly hostNames: readonly string[]
  readonly corsOrigins: readonly string[]
  /** What every path begins with, such as `/mail`; '': nothing. */
  readonly webRoot: string
}

/** A request that may come in: routed by this path, never by the target it came with. */
export interface Admitted {
  /** Beneath the web root. */
  readonly path: string
  /** Whether the target ends as a folder does. */
  readonly isFolder: boolean
  readonly search: string
  /** Scheme and authority, as the client wrote them. */
  readonly ownOrigin: string
  /** The origin that may read the answer across sites, or null. */
  readonly corsOrigin: string | null
}

export interface Refused {
  readonly status: 400 | 401 | 403 | 404 | 421
  readonly code: ProblemCode
  readonly detail: string
  /** As far as it could be read. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Paths that answer without credentials: an orchestrator has none, and they say nothing. */
const open = new Set(['/livez', '/readyz', '/healthz'])

/** Streams of captured mail: guarded like a change, for a page of another site could listen in. */
const liveStreams = new Set(['/api/events', mailHogEvents])

/** Decides before anything is routed, for requests and upgrades alike. Takes values, gives values. */
export function passGate(head: RequestHead, rules: GateRules): Admitted | Refused {
  const target = readTarget(head.target)
  if (!target) return { ...unreadable, path: head.target }
  const { search, isFolder } = target
  const host = target.authority ?? head.host
  const path = beneath(target.path, rules.webRoot)
  if (host === undefined || !isOwnHost(host, rules.hostNames))
    return { ...foreignHost(host), path: path ?? target.path }
  if (path === null) return outside(target.path, rules.webRoot)
  const ownOrigin = `${rules.scheme}://${host}`
  const corsOrigin = head.origin !== undefined && rules.corsOrigins.includes(head.origin) ? head.origin : null
  const preflight = head.method === 'OPTIONS' && corsOrigin !== null
  if (!preflight && !open.has(path) && !isAuthorized(head.authorization, rules)) {
    return { ...unauthorized, path }
  }
  const writes = !readOnly.has(head.method)
  const guarded = writes || liveStreams.has(path)
  if (guarded && !isOwnOrigin(head, ownOrigin, rules.corsOrigins)) return { ...foreignOrigin(head), path }
  if (corsOrigin === null && !mayAsk(head, path)) return { ...foreignReader, path }
  return { path, isFolder, search, ownOrigin, corsOrigin }
}

type Refusal = Omit<Refused, 'path'>

const unreadable: Refusal = {
  status: 400,
  code: 'PATH_INVALID',
  detail:
    'The path cannot be read: a broken percent-escape, a control character, a backslash or an encoded slash.',
}

const unauthorized: Refusal = {
  status: 401,
  code: 'UNAUTHORIZED',
  detail: 'This server asks for credentials: Basic, or a Bearer token.',
  // RFC 9110 §11.6.1.
  headers: { 'www-authenticate': 'Basic realm="Fourport", charset="UTF-8"' },
}

function outside(path: string, webRoot: string): Refused {
  return {
    status: 404,
    code: 'NOT_FOUND',
    detail: `There is nothing at ${path}. The page and its API are at ${webRoot}/ (--web-root).`,
    path,
  }
}

function foreignHost(host: string | undefined): Refusal {
  return {
    status: 421,
    code: 'HOST_NOT_ALLOWED',
    detail: `The Host header says ${JSON.stringify(host ?? '')}, which is not a name of this server. Use localhost or an IP address, or allow the name with --allowed-host.`,
  }
}

function foreignOrigin({ origin, fetchSite }: RequestHead): Refusal {
  const from = origin ?? `another site (Sec-Fetch-Site: ${fetchSite})`
  return {
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
    detail: `The request comes from ${from}, which may neither change nor follow anything here. Allow its exact origin with --cors-origin.`,
  }
}

const foreignReader: Refusal = {
  status: 403,
  code: 'ORIGIN_NOT_ALLOWED',
  detail:
    'The request comes from a page of another site (Sec-Fetch-Site: cross-site), which may only link to here. Allow its exact origin with --cors-origin.',
}

/** Takes the name out of a Host header: lower case, without port, brackets and closing dot. Null: it is none. */
export function hostName(header: string): string | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^\s:/?#@[\]\\]+))(?::(\d{1,5}))?$/i.exec(header)
  if (!match || Number(match[3] ?? 0) > 65_535) return null
  if (match[1] !== undefined) return isIPv6(match[1]) ? match[1].toLowerCase() : null
  return (match[2] as string).toLowerCase().replace(/\.$/, '')
}

/**
 * Whether a Host header names this server. A web page that makes its own name resolve to 127.0.0.1 (DNS
 * rebinding) still sends that name, so only names no stranger can own pass: IP literals, localhost and names
 * below it (RFC 6761 §6.3), the host bound to, what the user allowed, and what containers call each other: names without a
 * dot, which nobody can register, and those that an engine gives the machine, below a domain that is nobody's.
 */
export function isOwnHost(header: string, names: readonly string[]): boolean {
  const name = hostName(header)
  if (name === null) return false
  if (isIPv4(name) || isIPv6(name)) return true
  if (names.includes(name) || names.includes('*')) return true
  return name.endsWith('.localhost') || singleLabel.test(name) || engineNames.has(name)
}

/** A name of one label. What begins with a digit may be an address in another spelling. */
const singleLabel = /^[a-z][a-z0-9_-]{0,62}$/

/** What Docker and Podman call the machine that they run on. */
const engineNames: ReadonlySet<string> = new Set(['host.docker.internal', 'host.containers.internal'])

/** What a browser says about where a request comes from. */
interface Provenance {
  readonly origin: string | undefined
  /** Sec-Fetch-Site, which no script can set. */
  readonly fetchSite: string | undefined
}

/**
 * Whether a request that changes something, or opens a live stream, comes from this server's own page, from
 * an allowed origin, or from a program that is no browser (which sends neither header).
 */
function isOwnOrigin(from: Provenance, ownOrigin: string, allowedOrigins: readonly string[]): boolean {
  if (from.origin !== undefined) {
    return from.origin.toLowerCase() === ownOrigin.toLowerCase() || allowedOrigins.includes(from.origin)
  }
  return from.fetchSite === undefined || from.fetchSite === 'same-origin' || from.fetchSite === 'none'
}

/** What an HTML message shows of its own; its frame has no origin, and so is another site to a browser. */
const ownPicture = /^\/api\/messages\/[^/]+\/attachments\/[^/]+$/

/**
 * Whether a page of another site may have a request answered that changes nothing (Fetch Metadata, resource isolation):
 * where a person follows a link, which shows at the top of a window, and where it is a picture whose address nobody
 * guesses. All else that a page can load without a word (pictures, frames, scripts, `fetch`) would only make this server work.
 */
function mayAsk({ fetchSite, fetchMode, fetchDest }: RequestHead, path: string): boolean {
  if (fetchSite !== 'cross-site') return true
  if (fetchMode === 'navigate' && fetchDest === 'document') return true
  return fetchDest === 'image' && ownPicture.test(path)
}
