/** .NET as it comes without its own registry: Mono from Debian, a runtime from PyPI, and a program from npm that brings its own. */
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, rootOf } from './roots.js'
import { run, versionBy, write } from './run.js'

const wheel = 'dotnetcore2==3.1.23'
const withRuntime = '@azure/mcp-linux-x64@2.0.5'
/** What is asked of a program whose TLS is to be seen: it takes this server for its proxy. */
const askIt = (port) => ({
  HTTPS_PROXY: `https://localhost:${port}`,
  AZURE_TOKEN_CREDENTIALS: 'EnvironmentCredential',
  AZURE_TENANT_ID: '00000000-0000-0000-0000-000000000000',
  AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
  AZURE_CLIENT_SECRET: 'none',
})
const without = {
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
  DOTNET_BUNDLE_EXTRACT_BASE_DIR: '/tmp',
  HOME: '/tmp',
}

export function dotnet(cache) {
  const compiled = rootOf(cache, 'trixie')
  run(...inRoot(compiled, '/usr/bin/mcs', ['-out:/dial/DialNet.exe', '/dial/DialNet.cs']))
  return [mono(compiled), core(cache, compiled), ...current(cache, compiled)]
}

const opensslOf = (root) => versionBy(...inRoot(root, '/usr/bin/openssl', ['version']), /OpenSSL (\S+)/)

function mono(root) {
  const version = versionBy(...inRoot(root, '/usr/bin/mono', ['--version']), /version (\S+)/)
  return {
    stack: 'boringssl',
    version: `in Mono ${version}`,
    settings: 'SslStream',
    say: (port) => inRoot(root, '/usr/bin/mono', ['/dial/DialNet.exe', port]),
  }
}

/** Before .NET 5 the list is that of the OpenSSL it runs on, here 1.1.1. */
function core(cache, compiled) {
  const root = rootOf(cache, 'bullseye')
  const folder = join(root, 'dial/dotnet')
  if (!existsSync(folder)) {
    const wheels = join(cache, 'dotnetcore2')
    run('python3', ['-m', 'pip', 'install', '-q', '--no-deps', '--target', wheels, wheel])
    cpSync(join(wheels, 'dotnetcore2/bin'), folder, { recursive: true })
  }
  cpSync(join(compiled, 'dial/DialNet.exe'), join(folder, 'DialNet.dll'))
  const framework = { name: 'Microsoft.NETCore.App', version: '3.1.0' }
  write(folder, { 'DialNet.runtimeconfig.json': JSON.stringify({ runtimeOptions: { framework } }) })
  return {
    stack: 'openssl',
    version: opensslOf(root),
    settings: `.NET Core ${wheel.split('==')[1]}`,
    say: (port) => [
      ...inRoot(root, '/dial/dotnet/dotnet', ['/dial/dotnet/DialNet.dll', port]),
      { env: { ...process.env, ...without } },
    ],
  }
}

function current(cache, root) {
  const folder = join(cache, 'dotnet-program')
  mkdirSync(folder, { recursive: true })
  run('npm', ['install', '--no-save', '--ignore-scripts', '--prefix', folder, withRuntime])
  const path = join(folder, 'node_modules/@azure/mcp-linux-x64/dist/azmcp')
  cpSync(path, join(root, 'dial/azmcp'))
  const args = ['subscription', 'list']
  const version = versionBy(
    'grep',
    ['-aoE', '-m1', 'FrameworkDisplayName..?\\.NET [0-9.]+', path],
    /\.NET ([\d.]+)/,
  )
  const row = (openssl, command, words) => ({
    stack: 'dotnet',
    version,
    settings: `HttpClient, OpenSSL ${openssl}`,
    say: (port) => [command, words, { env: { ...process.env, ...without, ...askIt(port) } }],
  })
  return [
    row(versionBy('openssl', ['version'], /OpenSSL (\S+)/), path, args),
    row(opensslOf(root), ...inRoot(root, '/dial/azmcp', args)),
  ]
}
