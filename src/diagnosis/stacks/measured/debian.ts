/** Written by `node scripts/tls-stacks/measure.js debian`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t13d291300_723694b0fccc_2cc26d266019 | 1302,1303,1301,1304,c02c,cca9 | gnutls  | 3.7.1   | gnutls-cli                                | debian | 2026-11-25
t13d121300_c75d2a32ac66_536892975456 | 1302,1303,c02c,cca9,c0ad,c030 | gnutls  | 3.7.1   | gnutls-cli, SECURE256                     | debian | 2026-11-25
t12d251000_7415a186c913_577ffa9d9a5c | c02c,cca9,c0ad,c00a,c02b,c0ac | gnutls  | 3.7.1   | gnutls-cli, TLS 1.2 alone                 | debian | 2026-11-25
t13d041300_9caa18292e23_2cc26d266019 | 1302,1303,1301,1304           | gnutls  | 3.7.1   | gnutls-cli, TLS 1.3 alone                 | debian | 2026-11-25
t13d291300_723694b0fccc_899037bd0b8c | 1302,1303,1301,1304,c02c,cca9 | gnutls  | 3.7.1   | Wget 1.21                                 | debian | 2026-11-25
t13d291300_723694b0fccc_2cc26d266019 | 1302,1303,1301,1304,c02c,cca9 | gnutls  | 3.7.9   | gnutls-cli                                | debian | 2026-11-25
t13d121300_c75d2a32ac66_536892975456 | 1302,1303,c02c,cca9,c0ad,c030 | gnutls  | 3.7.9   | gnutls-cli, SECURE256                     | debian | 2026-11-25
t12d251000_7415a186c913_577ffa9d9a5c | c02c,cca9,c0ad,c00a,c02b,c0ac | gnutls  | 3.7.9   | gnutls-cli, TLS 1.2 alone                 | debian | 2026-11-25
t13d041300_9caa18292e23_2cc26d266019 | 1302,1303,1301,1304           | gnutls  | 3.7.9   | gnutls-cli, TLS 1.3 alone                 | debian | 2026-11-25
t13d291300_723694b0fccc_899037bd0b8c | 1302,1303,1301,1304,c02c,cca9 | gnutls  | 3.7.9   | Wget 1.21.3                               | debian | 2026-11-25
t13d291300_723694b0fccc_2cc26d266019 | 1302,1303,1301,1304,c02c,cca9 | gnutls  | 3.8.9   | gnutls-cli                                | debian | 2026-11-25
t13d121300_c75d2a32ac66_536892975456 | 1302,1303,c02c,cca9,c0ad,c030 | gnutls  | 3.8.9   | gnutls-cli, SECURE256                     | debian | 2026-11-25
t12d251000_7415a186c913_577ffa9d9a5c | c02c,cca9,c0ad,c00a,c02b,c0ac | gnutls  | 3.8.9   | gnutls-cli, TLS 1.2 alone                 | debian | 2026-11-25
t13d041300_9caa18292e23_2cc26d266019 | 1302,1303,1301,1304           | gnutls  | 3.8.9   | gnutls-cli, TLS 1.3 alone                 | debian | 2026-11-25
t13d291300_723694b0fccc_93e4b1f3c4eb | 1302,1303,1301,1304,c02c,cca9 | gnutls  | 3.8.13  | gnutls-cli                                | debian | 2026-11-25
t13d121300_c75d2a32ac66_536892975456 | 1302,1303,c02c,cca9,c0ad,c030 | gnutls  | 3.8.13  | gnutls-cli, SECURE256                     | debian | 2026-11-25
t12d251000_7415a186c913_577ffa9d9a5c | c02c,cca9,c0ad,c00a,c02b,c0ac | gnutls  | 3.8.13  | gnutls-cli, TLS 1.2 alone                 | debian | 2026-11-25
t13d041300_9caa18292e23_93e4b1f3c4eb | 1302,1303,1301,1304           | gnutls  | 3.8.13  | gnutls-cli, TLS 1.3 alone                 | debian | 2026-11-25
t13d351100_948423e5275c_496733ea6893 | 1301,1303,1302,c02b,c02f,cca9 | nss     | 3.61    | tstclnt                                   | debian | 2026-11-25
t13d351100_948423e5275c_496733ea6893 | 1301,1303,1302,c02b,c02f,cca9 | nss     | 3.110   | tstclnt                                   | debian | 2026-11-25
t13d351000_948423e5275c_fb4a8dcedb68 | 1301,1303,1302,c02b,c02f,cca9 | nss     | 3.132   | tstclnt                                   | debian | 2026-11-25
t13d311100_e8f1e7e78f70_b26ce05bbdd6 | 1302,1303,1301,c02c,c030,009f | openssl | 1.1.1w  | curl 7.74.0                               | debian | 2026-11-25
t13d241100_e4d65112872d_d41ae481755e | 1302,1303,1301,c02b,c02f,009e | openssl | 1.1.1w  | Perl IO::Socket::SSL 2.069                | debian | 2026-11-25
t13d311100_e8f1e7e78f70_d41ae481755e | 1302,1303,1301,c02c,c030,009f | openssl | 1.1.1w  | Ruby 2.7.4                                | debian | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | 1302,1303,1301,c02c,c030,009f | openssl | 1.1.1w  | s_client                                  | debian | 2026-11-25
t13d311100_e8f1e7e78f70_b26ce05bbdd6 | 1302,1303,1301,c02c,c030,009f | openssl | 3.0.22  | curl 7.88.1                               | debian | 2026-11-25
t13d311200_e8f1e7e78f70_d339722ba4af | 1302,1303,1301,c02c,c030,009f | openssl | 3.0.22  | Ruby 3.1.2                                | debian | 2026-11-25
t13d311000_e8f1e7e78f70_1f22a2ca17c4 | 1302,1303,1301,c02c,c030,009f | openssl | 3.0.22  | s_client                                  | debian | 2026-11-25
t13d301200_1d37bd780c83_8537cf56674e | 1302,1303,1301,c02c,c030,009f | openssl | 3.5.9   | curl 8.14.1                               | debian | 2026-11-25
t13d301200_1d37bd780c83_ecd0401ec68b | 1302,1303,1301,c02c,c030,009f | openssl | 3.5.9   | Perl IO::Socket::SSL 2.089                | debian | 2026-11-25
t13d301300_1d37bd780c83_5ae85263eb3b | 1302,1303,1301,c02c,c030,009f | openssl | 3.5.9   | Ruby 3.3.14                               | debian | 2026-11-25
t13d301200_1d37bd780c83_ecd0401ec68b | 1302,1303,1301,c02c,c030,009f | openssl | 3.5.9   | s_client                                  | debian | 2026-11-25
t13d301200_1d37bd780c83_8537cf56674e | 1302,1303,1301,c02c,c030,009f | openssl | 3.6.5   | curl 8.23.0                               | debian | 2026-11-25
t13d301200_1d37bd780c83_ecd0401ec68b | 1302,1303,1301,c02c,c030,009f | openssl | 3.6.5   | Perl IO::Socket::SSL 2.099                | debian | 2026-11-25
t13d301300_1d37bd780c83_5ae85263eb3b | 1302,1303,1301,c02c,c030,009f | openssl | 3.6.5   | Ruby 3.3.8                                | debian | 2026-11-25
t13d301200_1d37bd780c83_ecd0401ec68b | 1302,1303,1301,c02c,c030,009f | openssl | 3.6.5   | s_client                                  | debian | 2026-11-25
t13d751100_479067518aa3_d41ae481755e | 1302,1303,1301,c02f,c02b,c030 | php     | 7.4.33  | streams, OpenSSL 1.1.1w                   | debian | 2026-11-25
t13d751100_479067518aa3_d41ae481755e | 1302,1303,1301,c02f,c02b,c030 | php     | 8.2.36  | streams, OpenSSL 3.0.22                   | debian | 2026-11-25
t13d681100_13e0e9e1c501_8e6e362c5eac | 1302,1303,1301,c02f,c02b,c030 | php     | 8.4.27  | streams, OpenSSL 3.6.5                    | debian | 2026-11-25
t13d681100_13e0e9e1c501_8e6e362c5eac | 1302,1303,1301,c02f,c02b,c030 | php     | 8.4.28  | streams, OpenSSL 3.5.9                    | debian | 2026-11-25
t13i911000_0d5420ba6086_24695f2957a7 | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.5.25  | posttls-finger -l encrypt, OpenSSL 1.1.1w | debian | 2026-11-25
t13i911000_0d5420ba6086_24695f2957a7 | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.5.25  | posttls-finger -l may, OpenSSL 1.1.1w     | debian | 2026-11-25
t13i781000_ab95583b6d39_24695f2957a7 | 1302,1303,1301,c02c,c030,00a3 | postfix | 3.5.25  | posttls-finger -l secure, OpenSSL 1.1.1w  | debian | 2026-11-25
t13i871000_c66346c74e42_24695f2957a7 | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.7.11  | posttls-finger -l encrypt, OpenSSL 3.0.22 | debian | 2026-11-25
t13i871000_c66346c74e42_24695f2957a7 | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.7.11  | posttls-finger -l may, OpenSSL 3.0.22     | debian | 2026-11-25
t13i751000_479067518aa3_d41ae481755e | 1302,1303,1301,c02c,c030,00a3 | postfix | 3.7.11  | posttls-finger -l secure, OpenSSL 3.0.22  | debian | 2026-11-25
t13i751100_52bf2443d8e6_d91a2f47e14e | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.10.13 | posttls-finger -l encrypt, OpenSSL 3.5.9  | debian | 2026-11-25
t13i751100_52bf2443d8e6_d91a2f47e14e | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.10.13 | posttls-finger -l may, OpenSSL 3.5.9      | debian | 2026-11-25
t13i561200_73c83d34516f_5e078a691127 | 1302,1303,1301,c02c,c030,009f | postfix | 3.10.13 | posttls-finger -l secure, OpenSSL 3.5.9   | debian | 2026-11-25
t13i751100_52bf2443d8e6_d91a2f47e14e | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.11.7  | posttls-finger -l encrypt, OpenSSL 3.6.5  | debian | 2026-11-25
t13i751100_52bf2443d8e6_d91a2f47e14e | 1302,1303,1301,00a7,006d,00c5 | postfix | 3.11.7  | posttls-finger -l may, OpenSSL 3.6.5      | debian | 2026-11-25
t13i561200_73c83d34516f_5e078a691127 | 1302,1303,1301,c02c,c030,009f | postfix | 3.11.7  | posttls-finger -l secure, OpenSSL 3.6.5   | debian | 2026-11-25
`
