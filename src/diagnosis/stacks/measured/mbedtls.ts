/** Written by `node scripts/tls-stacks/measure.js mbedtls`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t12d990700_faffc54d2b3b_cdbdbcd6f742 | cca8,cca9,ccaa,c02c,c030,009f | mbedtls | 2.28.3 | python-mbedtls 2.7.1  | mbedtls | 2026-11-25
t12d990700_faffc54d2b3b_cdbdbcd6f742 | cca8,cca9,ccaa,c02c,c030,009f | mbedtls | 2.28.8 | python-mbedtls 2.10.1 | mbedtls | 2026-11-25
`
