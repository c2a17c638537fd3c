import { readStacks } from './measured-stack.ts'

/** Written by `node scripts/tls-stacks/measure.js`. Columns: JA4, stack, version, settings, the dialer that measures the row again, date. */
export const measuredStacks = readStacks(`
t13d181000_5d04281c6031_25d8bb11352d | boringssl | in Bun 1.4.5  | node:tls                         | node    | 2026-11-25
t12d150700_129e38c921b7_5743d2dd37d9 | boringssl | in Bun 1.4.5  | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d291300_723694b0fccc_2cc26d266019 | gnutls    | 3.7.9         | gnutls-cli                       | debian  | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.21.13       | go 1.18 in go.mod                | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.21.13       | go 1.21 in go.mod                | go      | 2026-11-25
t12d160900_8cdfa2d4673b_824bd91ab3e2 | go        | 1.21.13       | go 1.21 in go.mod, TLS 1.2 alone | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.22.12       | go 1.18 in go.mod                | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.22.12       | go 1.21 in go.mod                | go      | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | go        | 1.22.12       | go 1.22 in go.mod                | go      | 2026-11-25
t12d110900_cba83a0ed4ae_824bd91ab3e2 | go        | 1.22.12       | go 1.22 in go.mod, TLS 1.2 alone | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.22.12       | go 1.22 in go.mod, tlsrsakex=1   | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.23.12       | go 1.18 in go.mod                | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.23.12       | go 1.21 in go.mod                | go      | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | go        | 1.23.12       | go 1.22 in go.mod                | go      | 2026-11-25
t13d131000_f57a46bbacb6_e7c285222651 | go        | 1.23.12       | go 1.23 in go.mod                | go      | 2026-11-25
t12d100900_a8cf61a50a39_824bd91ab3e2 | go        | 1.23.12       | go 1.23 in go.mod, TLS 1.2 alone | go      | 2026-11-25
t13d171000_5b57614c22b0_e7c285222651 | go        | 1.23.12       | go 1.23 in go.mod, tlsrsakex=1   | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.24.13       | go 1.18 in go.mod                | go      | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | go        | 1.24.13       | go 1.21 in go.mod                | go      | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | go        | 1.24.13       | go 1.22 in go.mod                | go      | 2026-11-25
t13d131000_f57a46bbacb6_e7c285222651 | go        | 1.24.13       | go 1.24 in go.mod                | go      | 2026-11-25
t13d061000_da75d768228b_c2bc20def991 | go        | 1.24.13       | go 1.24 in go.mod, fips140=on    | go      | 2026-11-25
t12d100900_a8cf61a50a39_824bd91ab3e2 | go        | 1.24.13       | go 1.24 in go.mod, TLS 1.2 alone | go      | 2026-11-25
t13d131000_f57a46bbacb6_e7c285222651 | go        | 1.24.13       | go 1.24 in go.mod, tlsmlkem=0    | go      | 2026-11-25
t13d171000_5b57614c22b0_e7c285222651 | go        | 1.24.13       | go 1.24 in go.mod, tlsrsakex=1   | go      | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | go        | 1.25.8        | go 1.18 in go.mod                | go      | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | go        | 1.25.8        | go 1.21 in go.mod                | go      | 2026-11-25
t13d141100_cbb2034c60b8_e5728521abd4 | go        | 1.25.8        | go 1.22 in go.mod                | go      | 2026-11-25
t13d131100_f57a46bbacb6_ab7e3b40a677 | go        | 1.25.8        | go 1.25 in go.mod                | go      | 2026-11-25
t13d061100_da75d768228b_ab7e3b40a677 | go        | 1.25.8        | go 1.25 in go.mod, fips140=on    | go      | 2026-11-25
t12d101000_a8cf61a50a39_a92c7c6a82fe | go        | 1.25.8        | go 1.25 in go.mod, TLS 1.2 alone | go      | 2026-11-25
t13d131100_f57a46bbacb6_ab7e3b40a677 | go        | 1.25.8        | go 1.25 in go.mod, tlsmlkem=0    | go      | 2026-11-25
t13d171100_5b57614c22b0_ab7e3b40a677 | go        | 1.25.8        | go 1.25 in go.mod, tlsrsakex=1   | go      | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | go        | 1.26.8        | go 1.18 in go.mod                | go      | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | go        | 1.26.8        | go 1.21 in go.mod                | go      | 2026-11-25
t13d141100_cbb2034c60b8_e5728521abd4 | go        | 1.26.8        | go 1.22 in go.mod                | go      | 2026-11-25
t13d131100_f57a46bbacb6_ab7e3b40a677 | go        | 1.26.8        | go 1.26 in go.mod                | go      | 2026-11-25
t13d061100_da75d768228b_ab7e3b40a677 | go        | 1.26.8        | go 1.26 in go.mod, fips140=on    | go      | 2026-11-25
t12d101000_a8cf61a50a39_a92c7c6a82fe | go        | 1.26.8        | go 1.26 in go.mod, TLS 1.2 alone | go      | 2026-11-25
t13d131100_f57a46bbacb6_ab7e3b40a677 | go        | 1.26.8        | go 1.26 in go.mod, tlsmlkem=0    | go      | 2026-11-25
t13d171100_5b57614c22b0_ab7e3b40a677 | go        | 1.26.8        | go 1.26 in go.mod, tlsrsakex=1   | go      | 2026-11-25
t13d371200_db35923f8641_7c76daad20ec | java      | 17.0.15       | SunJSSE                          | java    | 2026-11-25
t12d341000_0ca14b6c4d46_1f7ae294493e | java      | 17.0.15       | SunJSSE, TLS 1.2 alone           | java    | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | java      | 25.0.3        | SunJSSE                          | java    | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | java      | 25.0.3        | SunJSSE, TLS 1.2 alone           | java    | 2026-11-25
t13d591000_a33745022dd6_5ac7197df9d2 | node      | 16.20.2       | node:tls                         | node    | 2026-11-25
t12d560700_99d8c53049f3_3c5a66c06c35 | node      | 16.20.2       | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d591000_a33745022dd6_1f22a2ca17c4 | node      | 18.20.8       | node:tls                         | node    | 2026-11-25
t12d560700_99d8c53049f3_e7e480e5a997 | node      | 18.20.8       | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d591000_a33745022dd6_1f22a2ca17c4 | node      | 20.20.2       | node:tls                         | node    | 2026-11-25
t12d560700_99d8c53049f3_e7e480e5a997 | node      | 20.20.2       | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | node      | 22.23.3       | node:tls                         | node    | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | node      | 22.23.3       | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | node      | 24.21.0       | node:tls                         | node    | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | node      | 24.21.0       | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | node      | 25.9.0        | node:tls                         | node    | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | node      | 25.9.0        | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d521100_b262b3658495_8e6e362c5eac | node      | 26.10.0       | node:tls                         | node    | 2026-11-25
t12d490800_a3a57eb31a6a_36cef8aed422 | node      | 26.10.0       | node:tls, TLS 1.2 alone          | node    | 2026-11-25
t13d311000_e8f1e7e78f70_5ac7197df9d2 | openssl   | 1.1.1l        | pyOpenSSL                        | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | openssl   | 3.0.7         | pyOpenSSL                        | openssl | 2026-11-25
t13d311100_e8f1e7e78f70_b26ce05bbdd6 | openssl   | 3.0.22        | curl 7.88.1                      | debian  | 2026-11-25
t13d311100_e8f1e7e78f70_d41ae481755e | openssl   | 3.0.22        | Python 3.11.2                    | python  | 2026-11-25
t12d280700_d943125447b4_e7e480e5a997 | openssl   | 3.0.22        | Python 3.11.2, TLS 1.2 alone     | python  | 2026-11-25
t13d181100_85036bcba153_d41ae481755e | openssl   | 3.0.22        | Python 3.11.7                    | python  | 2026-11-25
t12d150700_d68b136fe8d9_e7e480e5a997 | openssl   | 3.0.22        | Python 3.11.7, TLS 1.2 alone     | python  | 2026-11-25
t13d311200_e8f1e7e78f70_d339722ba4af | openssl   | 3.0.22        | Ruby 3.1.2                       | debian  | 2026-11-25
t13d311100_e8f1e7e78f70_d41ae481755e | openssl   | 3.0.22        | Rust native-tls 0.2.18           | rust    | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | openssl   | 3.0.22        | s_client                         | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | openssl   | 3.1.4         | pyOpenSSL                        | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_518fb456ca59 | openssl   | 3.2.2         | pyOpenSSL                        | openssl | 2026-11-25
t13d311000_e8f1e7e78f70_518fb456ca59 | openssl   | 3.3.2         | pyOpenSSL                        | openssl | 2026-11-25
t13d301100_1d37bd780c83_ef4b9b248d72 | openssl   | 3.4.1         | pyOpenSSL                        | openssl | 2026-11-25
t13d301100_1d37bd780c83_8e6e362c5eac | openssl   | 3.5.2         | pyOpenSSL                        | openssl | 2026-11-25
t13d301100_1d37bd780c83_8e6e362c5eac | openssl   | 3.5.6         | pyOpenSSL                        | openssl | 2026-11-25
t13d301100_1d37bd780c83_0d46a1bf4a7c | openssl   | 4.0.3         | pyOpenSSL                        | openssl | 2026-11-25
t13d751100_479067518aa3_d41ae481755e | php       | 8.2.36        | streams, OpenSSL 3.0.22          | debian  | 2026-11-25
t13i871000_c66346c74e42_24695f2957a7 | postfix   | 3.7.11        | posttls-finger, OpenSSL 3.0.22   | debian  | 2026-11-25
t13d101000_61a7ad8aa9b6_0d308c48d2a3 | rustls    | 0.23.46       | aws-lc-rs                        | rust    | 2026-11-25
t12d100800_61a7ad8aa9b6_d711469814ef | rustls    | 0.23.46       | aws-lc-rs, TLS 1.2 alone         | rust    | 2026-11-25
t13d090900_f91f431d341e_76ad8fd2bde2 | rustls    | 0.23.46       | aws-lc-rs, TLS 1.3 alone         | rust    | 2026-11-25
t13d101000_61a7ad8aa9b6_3fcd1a44f3e3 | rustls    | 0.23.46       | ring                             | rust    | 2026-11-25
t12d100800_61a7ad8aa9b6_2541d505c05f | rustls    | 0.23.46       | ring, TLS 1.2 alone              | rust    | 2026-11-25
t13d090900_f91f431d341e_6a7d638fc319 | rustls    | 0.23.46       | ring, TLS 1.3 alone              | rust    | 2026-11-25
t13d101000_61a7ad8aa9b6_f9531d972513 | rustls    | in Deno 2.9.6 | node:tls                         | node    | 2026-11-25
t12d100800_61a7ad8aa9b6_9f20b886cccb | rustls    | in Deno 2.9.6 | node:tls, TLS 1.2 alone          | node    | 2026-11-25
`)
