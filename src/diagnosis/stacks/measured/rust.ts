/** Written by `node scripts/tls-stacks/measure.js rust`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t13d311100_e8f1e7e78f70_d41ae481755e | 1302,1303,1301,c02c,c030,009f | openssl | 3.0.22  | Rust native-tls 0.2.18   | rust | 2026-11-25
t13d101100_61a7ad8aa9b6_dc02626b439c | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.20.9  | ring                     | rust | 2026-11-25
t13d101100_61a7ad8aa9b6_dc02626b439c | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.21.12 | ring                     | rust | 2026-11-25
t13d101000_61a7ad8aa9b6_0d308c48d2a3 | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.23.46 | aws-lc-rs                | rust | 2026-11-25
t12d100800_61a7ad8aa9b6_d711469814ef | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.23.46 | aws-lc-rs, TLS 1.2 alone | rust | 2026-11-25
t13d090900_f91f431d341e_76ad8fd2bde2 | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.23.46 | aws-lc-rs, TLS 1.3 alone | rust | 2026-11-25
t13d101000_61a7ad8aa9b6_3fcd1a44f3e3 | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.23.46 | ring                     | rust | 2026-11-25
t12d100800_61a7ad8aa9b6_2541d505c05f | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.23.46 | ring, TLS 1.2 alone      | rust | 2026-11-25
t13d090900_f91f431d341e_6a7d638fc319 | 1302,1301,1303,c02c,c02b,cca9 | rustls  | 0.23.46 | ring, TLS 1.3 alone      | rust | 2026-11-25
`
