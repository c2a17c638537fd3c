/** Written by `node scripts/tls-stacks/measure.js dotnet`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t12d290700_fc2078a0b8c0_8c06664c3ac5 | c02b,c02f,009e,c02c,c030,009f | boringssl | in Mono 6.12.0.199 | SslStream                  | dotnet | 2026-11-25
t13d121100_a538d02d76d5_f6eeaf393d2e | 1302,1303,1301,c02c,c02b,c030 | dotnet    | 10.0               | HttpClient, OpenSSL 3.0.22 | dotnet | 2026-11-25
t13d111300_c5d436628c5c_d2ecb6802617 | 1302,1303,1301,c02c,c02b,c030 | dotnet    | 10.0               | HttpClient, OpenSSL 3.5.9  | dotnet | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | 1302,1303,1301,c02c,c030,009f | openssl   | 1.1.1w             | .NET Core 3.1.23           | dotnet | 2026-11-25
`
