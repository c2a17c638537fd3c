import { anything, type Glass, glassBytes, terminator } from './glass.ts'

/** Where there is no WebAssembly. It sees nothing and so says that there may be anything: then bytes are searched and counted one by one. */
export class BlindGlass implements Glass {
  readonly buffer: Buffer = Buffer.allocUnsafeSlow(glassBytes)

  look(): number {
    return anything
  }

  find(bytes: Buffer, start: number): number {
    return bytes.indexOf(terminator, start)
  }

  unstuffed(bytes: Buffer, start: number, end: number): Buffer {
    return Buffer.from(bytes.toString('latin1', start, end).replace(/\r\n\./g, '\r\n'), 'latin1')
  }
}
