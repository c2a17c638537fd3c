/** Written by `node scripts/tls-stacks/measure.js node`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t13d181000_5d04281c6031_25d8bb11352d | 1301,1302,1303,c02f,c02b,c030 | boringssl | in Bun 1.4.5  | node:tls                | node | 2026-11-25
t12d150700_129e38c921b7_5743d2dd37d9 | c02f,c02b,c030,c02c,c027,cca9 | boringssl | in Bun 1.4.5  | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d030600_55b375c5d22e_5ba78c1c1498 | 1301,1302,1303                | boringssl | in Bun 1.4.5  | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d591000_a33745022dd6_5ac7197df9d2 | 1302,1303,1301,c02f,c02b,c030 | node      | 12.22.12      | node:tls                | node | 2026-11-25
t12d560700_99d8c53049f3_3c5a66c06c35 | c02f,c02b,c030,c02c,009e,c027 | node      | 12.22.12      | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | node      | 12.22.12      | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d591000_a33745022dd6_5ac7197df9d2 | 1302,1303,1301,c02f,c02b,c030 | node      | 14.21.3       | node:tls                | node | 2026-11-25
t12d560700_99d8c53049f3_3c5a66c06c35 | c02f,c02b,c030,c02c,009e,c027 | node      | 14.21.3       | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | node      | 14.21.3       | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d591000_a33745022dd6_5ac7197df9d2 | 1302,1303,1301,c02f,c02b,c030 | node      | 16.20.2       | node:tls                | node | 2026-11-25
t12d560700_99d8c53049f3_3c5a66c06c35 | c02f,c02b,c030,c02c,009e,c027 | node      | 16.20.2       | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | node      | 16.20.2       | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d591000_a33745022dd6_1f22a2ca17c4 | 1302,1303,1301,c02f,c02b,c030 | node      | 18.20.8       | node:tls                | node | 2026-11-25
t12d560700_99d8c53049f3_e7e480e5a997 | c02f,c02b,c030,c02c,009e,c027 | node      | 18.20.8       | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | node      | 18.20.8       | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d591000_a33745022dd6_1f22a2ca17c4 | 1302,1303,1301,c02f,c02b,c030 | node      | 20.20.2       | node:tls                | node | 2026-11-25
t12d560700_99d8c53049f3_e7e480e5a997 | c02f,c02b,c030,c02c,009e,c027 | node      | 20.20.2       | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | node      | 20.20.2       | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | 1302,1303,1301,c02f,c02b,c030 | node      | 22.23.3       | node:tls                | node | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | c02f,c02b,c030,c02c,009e,c027 | node      | 22.23.3       | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d031000_55b375c5d22e_3217d83565aa | 1302,1303,1301                | node      | 22.23.3       | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | 1302,1303,1301,c02f,c02b,c030 | node      | 24.21.0       | node:tls                | node | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | c02f,c02b,c030,c02c,009e,c027 | node      | 24.21.0       | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d031000_55b375c5d22e_3217d83565aa | 1302,1303,1301                | node      | 24.21.0       | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | 1302,1303,1301,c02f,c02b,c030 | node      | 25.9.0        | node:tls                | node | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | c02f,c02b,c030,c02c,009e,c027 | node      | 25.9.0        | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d031000_55b375c5d22e_3217d83565aa | 1302,1303,1301                | node      | 25.9.0        | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | 1302,1303,1301,c02f,c02b,c030 | node      | 26.10.0       | node:tls                | node | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | c02f,c02b,c030,c02c,009e,c027 | node      | 26.10.0       | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d031000_55b375c5d22e_3217d83565aa | 1302,1303,1301                | node      | 26.10.0       | node:tls, TLS 1.3 alone | node | 2026-11-25
t13d101000_61a7ad8aa9b6_f9531d972513 | 1302,1301,1303,c02c,c02b,cca9 | rustls    | in Deno 2.9.6 | node:tls                | node | 2026-11-25
t12d100800_61a7ad8aa9b6_9f20b886cccb | 1302,1301,1303,c02c,c02b,cca9 | rustls    | in Deno 2.9.6 | node:tls, TLS 1.2 alone | node | 2026-11-25
t13d090900_f91f431d341e_d268365384ff | 1302,1301,1303,c02c,c02b,cca9 | rustls    | in Deno 2.9.6 | node:tls, TLS 1.3 alone | node | 2026-11-25
`
