/** Written by `node scripts/tls-stacks/measure.js openssl`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t13d311000_e8f1e7e78f70_5ac7197df9d2 | 1302,1303,1301,c02c,c030,009f | openssl | 1.1.1l | pyOpenSSL | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | 1302,1303,1301,c02c,c030,009f | openssl | 3.0.7  | pyOpenSSL | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | 1302,1303,1301,c02c,c030,009f | openssl | 3.1.4  | pyOpenSSL | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_518fb456ca59 | 1302,1303,1301,c02c,c030,009f | openssl | 3.2.2  | pyOpenSSL | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_518fb456ca59 | 1302,1303,1301,c02c,c030,009f | openssl | 3.3.2  | pyOpenSSL | openssl | 2026-11-25
t13d301100_1d37bd780c83_ef4b9b248d72 | 1302,1303,1301,c02c,c030,009f | openssl | 3.4.1  | pyOpenSSL | openssl | 2026-11-25
t13d301100_1d37bd780c83_8e6e362c5eac | 1302,1303,1301,c02c,c030,009f | openssl | 3.5.2  | pyOpenSSL | openssl | 2026-11-25
t13d301100_1d37bd780c83_8e6e362c5eac | 1302,1303,1301,c02c,c030,009f | openssl | 3.5.6  | pyOpenSSL | openssl | 2026-11-25
t13d301100_1d37bd780c83_0d46a1bf4a7c | 1302,1303,1301,c02c,c030,009f | openssl | 4.0.3  | pyOpenSSL | openssl | 2026-11-25
`
