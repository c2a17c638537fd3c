/** mbed TLS from PyPI. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { program, venv, versionBy } from './run.js'

const wheels = ['2.7.1', '2.10.1']

export function mbedtls(cache) {
  return wheels.map((wheel) => {
    const packages = ['--only-binary', ':all:', `python-mbedtls==${wheel}`, 'certifi', 'typing_extensions']
    const python = join(venv(cache, `mbedtls-${wheel}`, packages, existsSync), 'bin/python')
    const ask = 'from mbedtls.version import version; print("v", version)'
    return {
      stack: 'mbedtls',
      version: versionBy(python, ['-c', ask], /(\d+\.\d+\.\d+)/),
      settings: `python-mbedtls ${wheel}`,
      say: (port) => [python, [program('dial-mbedtls.py'), port]],
    }
  })
}
