import { describe, expect, it } from 'vitest'
import { ja4Of } from '../../src/protocol/tls-records/ja4.ts'
import { parseClientHello } from '../../src/protocol/tls-records/client-hello.ts'
import { helloFrom } from '../support/client-hello.ts'

/** Published with FoxIO's specification and the captures of its test data: JA4_ro, JA4_r and JA4 of one ClientHello each. */
const published = [
  {
    of: "the specification's example",
    alpn: 'h2',
    ro: 't13d1516h2_1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035_001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015_0403,0804,0401,0503,0805,0501,0806,0601',
    r: 't13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_0403,0804,0401,0503,0805,0501,0806,0601',
    ja4: 't13d1516h2_8daaf6152771_e5627efa2ab1',
  },
  {
    of: 'Firefox (tls12.pcap)',
    alpn: 'h2',
    ro: 't13d1715h2_1301,1303,1302,c02b,c02f,cca9,cca8,c02c,c030,c00a,c009,c013,c014,009c,009d,002f,0035_0000,0017,ff01,000a,000b,0023,0010,0005,0022,0033,002b,000d,002d,001c,0015_0403,0503,0603,0804,0805,0806,0401,0501,0601,0203,0201',
    r: 't13d1715h2_002f,0035,009c,009d,1301,1302,1303,c009,c00a,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_0005,000a,000b,000d,0015,0017,001c,0022,0023,002b,002d,0033,ff01_0403,0503,0603,0804,0805,0806,0401,0501,0601,0203,0201',
    ja4: 't13d1715h2_5b57614c22b0_3d5424432f57',
  },
  {
    of: 'LibreSSL without supported_versions (tls-alpn-h2.pcap)',
    alpn: 'h2',
    ro: 't12d4605h2_c030,c02c,c028,c024,c014,c00a,009f,006b,0039,cca9,cca8,ccaa,ff85,00c4,0088,0081,009d,003d,0035,00c0,0084,c02f,c02b,c027,c023,c013,c009,009e,0067,0033,00be,0045,009c,003c,002f,00ba,0041,c011,c007,0005,0004,c012,c008,0016,000a,00ff_0000,000b,000a,000d,0010_0601,0603,efef,0501,0503,0401,0403,eeee,eded,0301,0303,0201,0203',
    r: 't12d4605h2_0004,0005,000a,0016,002f,0033,0035,0039,003c,003d,0041,0045,0067,006b,0081,0084,0088,009c,009d,009e,009f,00ba,00be,00c0,00c4,00ff,c007,c008,c009,c00a,c011,c012,c013,c014,c023,c024,c027,c028,c02b,c02c,c02f,c030,cca8,cca9,ccaa,ff85_000a,000b,000d_0601,0603,efef,0501,0503,0401,0403,eeee,eded,0301,0303,0201,0203',
    ja4: 't12d4605h2_85626a9a5f7f_aaf95bb78ec9',
  },
] as const

describe('JA4', () => {
  it.each(published)('of $of is the published one, with GREASE or without', ({ alpn, ro, r, ja4 }) => {
    for (const grease of [false, true]) {
      const hello = parseClientHello(helloFrom(ro, { alpn, sni: 'localhost', grease }))
      expect(hello).toMatchObject({ ja4, ja4r: r, ja4ro: ro })
    }
  })

  const bare = {
    version: 0x0303,
    ciphers: [],
    extensions: [],
    signatureAlgorithms: [],
    protocol: Buffer.alloc(0),
  }

  it('has zeros where there is nothing to hash, and no underscore without signature algorithms', () => {
    expect(ja4Of(bare).ja4).toBe('t12i000000_000000000000_000000000000')
    const extensions = '0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01'
    const types = extensions.split(',').map((type) => Number.parseInt(type, 16))
    expect(ja4Of({ ...bare, extensions: types }).ja4).toBe('t12i001400_000000000000_6d807ffa2a79')
  })

  it.each([
    ['ab', 'ab'],
    ['20', '20'],
    ['abcd', 'ad'],
    ['2061', '21'],
    ['30ab', '3b'],
    ['6120', '60'],
    ['3031abcd', '3d'],
    ['30abcd31', '01'],
    ['61', 'aa'],
    ['736d7470', 'sp'],
  ])('of a protocol %s (hex) has the ends %s', (bytes, ends) => {
    expect(ja4Of({ ...bare, protocol: Buffer.from(bytes, 'hex') }).ja4).toBe(
      `t12i0000${ends}_000000000000_000000000000`,
    )
  })

  it('of hostile length counts to 99, hashes everything, and shows the beginning', () => {
    const ciphers = Array.from({ length: 8_000 }, (_, index) => index)
    const { ja4, ja4r, ja4ro } = ja4Of({ ...bare, ciphers })
    expect(ja4).toMatch(/^t12i990000_[0-9a-f]{12}_000000000000$/)
    expect(ja4Of({ ...bare, ciphers: ciphers.slice(1) }).ja4).not.toBe(ja4)
    for (const raw of [ja4r, ja4ro]) expect(raw.length).toBeLessThan(1_100)
  })
})
