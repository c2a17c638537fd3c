/**
 * Programs that open a TLS connection with the defaults of their library, and with what changes its offer. Each dialer
 * measures what can be had of it here; `say` is told the port and gives what to run. What is downloaded, unpacked or
 * compiled goes to the folder that a dialer is given.
 */
import { debian } from './dialers/debian.js'
import { dotnet } from './dialers/dotnet.js'
import { go } from './dialers/go.js'
import { java } from './dialers/java.js'
import { node } from './dialers/javascript.js'
import { mbedtls } from './dialers/mbedtls.js'
import { openssl, python } from './dialers/openssl.js'
import { rust } from './dialers/rust.js'

/** By the name that `measure.js` takes: what each needs is what its command says when it is missing. */
export const dialers = { go, openssl, python, node, java, rust, debian, dotnet, mbedtls }
