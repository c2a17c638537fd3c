import { readStacks } from './measured-stack.ts'
import { rows as debian } from './measured/debian.ts'
import { rows as dotnet } from './measured/dotnet.ts'
import { rows as go } from './measured/go.ts'
import { rows as java } from './measured/java.ts'
import { rows as mbedtls } from './measured/mbedtls.ts'
import { rows as node } from './measured/node.ts'
import { rows as openssl } from './measured/openssl.ts'
import { rows as python } from './measured/python.ts'
import { rows as rust } from './measured/rust.ts'

/** What `node scripts/tls-stacks/measure.js` has measured, one file a dialer. */
export const measuredStacks = [debian, dotnet, go, java, mbedtls, node, openssl, python, rust].flatMap(
  readStacks,
)
