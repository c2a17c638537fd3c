/** Written by `node scripts/tls-stacks/measure.js go`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t12d160800_8cdfa2d4673b_da1760d18e18 | c02f,c030,c02b,c02c,cca8,cca9 | go | 1.12.17 | go 1.12 in go.mod                            | go | 2026-11-25
t12d020800_04659ec43a24_da1760d18e18 | c030,c02f                     | go | 1.12.17 | go 1.12 in go.mod, Config.CipherSuites       | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02f,c030,c02b,c02c,cca8,cca9 | go | 1.14.15 | go 1.14 in go.mod                            | go | 2026-11-25
t13d050900_c96ac5133cd7_97f8aa674fd9 | c030,c02f,1301,1303,1302      | go | 1.14.15 | go 1.14 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d160800_8cdfa2d4673b_ac0d2f4ec206 | c02f,c030,c02b,c02c,cca8,cca9 | go | 1.14.15 | go 1.14 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02f,c030,c02b,c02c,cca8,cca9 | go | 1.16.15 | go 1.16 in go.mod                            | go | 2026-11-25
t13d050900_c96ac5133cd7_97f8aa674fd9 | c030,c02f,1301,1303,1302      | go | 1.16.15 | go 1.16 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d160800_8cdfa2d4673b_ac0d2f4ec206 | c02f,c030,c02b,c02c,cca8,cca9 | go | 1.16.15 | go 1.16 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.17.13 | go 1.17 in go.mod                            | go | 2026-11-25
t13d050900_c96ac5133cd7_97f8aa674fd9 | c02f,c030,1301,1302,1303      | go | 1.17.13 | go 1.17 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d160800_8cdfa2d4673b_ac0d2f4ec206 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.17.13 | go 1.17 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.18.10 | go 1.18 in go.mod                            | go | 2026-11-25
t13d050900_c96ac5133cd7_97f8aa674fd9 | c02f,c030,1301,1302,1303      | go | 1.18.10 | go 1.18 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d160800_8cdfa2d4673b_ac0d2f4ec206 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.18.10 | go 1.18 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.19.13 | go 1.18 in go.mod                            | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.19.13 | go 1.19 in go.mod                            | go | 2026-11-25
t13d050900_c96ac5133cd7_97f8aa674fd9 | c02f,c030,1301,1302,1303      | go | 1.19.13 | go 1.19 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d160800_8cdfa2d4673b_ac0d2f4ec206 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.19.13 | go 1.19 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.20.14 | go 1.18 in go.mod                            | go | 2026-11-25
t13d190900_9dc949149365_97f8aa674fd9 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.20.14 | go 1.20 in go.mod                            | go | 2026-11-25
t13d050900_c96ac5133cd7_97f8aa674fd9 | c02f,c030,1301,1302,1303      | go | 1.20.14 | go 1.20 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d160800_8cdfa2d4673b_ac0d2f4ec206 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.20.14 | go 1.20 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.21.13 | go 1.18 in go.mod                            | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.21.13 | go 1.21 in go.mod                            | go | 2026-11-25
t13d051000_c96ac5133cd7_e7c285222651 | c02f,c030,1301,1302,1303      | go | 1.21.13 | go 1.21 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d160900_8cdfa2d4673b_824bd91ab3e2 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.21.13 | go 1.21 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d031000_55b375c5d22e_e7c285222651 | 1301,1302,1303                | go | 1.21.13 | go 1.21 in go.mod, TLS 1.3 alone             | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.22.12 | go 1.18 in go.mod                            | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.22.12 | go 1.21 in go.mod                            | go | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.22.12 | go 1.22 in go.mod                            | go | 2026-11-25
t13d051000_c96ac5133cd7_e7c285222651 | c02f,c030,1301,1302,1303      | go | 1.22.12 | go 1.22 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d110900_cba83a0ed4ae_824bd91ab3e2 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.22.12 | go 1.22 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d031000_55b375c5d22e_e7c285222651 | 1301,1302,1303                | go | 1.22.12 | go 1.22 in go.mod, TLS 1.3 alone             | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.22.12 | go 1.22 in go.mod, tlsrsakex=1               | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.23.12 | go 1.18 in go.mod                            | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.23.12 | go 1.21 in go.mod                            | go | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.23.12 | go 1.22 in go.mod                            | go | 2026-11-25
t13d131000_f57a46bbacb6_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.23.12 | go 1.23 in go.mod                            | go | 2026-11-25
t13d051000_c96ac5133cd7_e7c285222651 | c02f,c030,1301,1302,1303      | go | 1.23.12 | go 1.23 in go.mod, Config.CipherSuites       | go | 2026-11-25
t12d100900_a8cf61a50a39_824bd91ab3e2 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.23.12 | go 1.23 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d031000_55b375c5d22e_e7c285222651 | 1301,1302,1303                | go | 1.23.12 | go 1.23 in go.mod, TLS 1.3 alone             | go | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.23.12 | go 1.23 in go.mod, tls3des=1                 | go | 2026-11-25
t13d171000_5b57614c22b0_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.23.12 | go 1.23 in go.mod, tlsrsakex=1               | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.24.13 | go 1.18 in go.mod                            | go | 2026-11-25
t13d191000_9dc949149365_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.24.13 | go 1.21 in go.mod                            | go | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.24.13 | go 1.22 in go.mod                            | go | 2026-11-25
t13d131000_f57a46bbacb6_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.24.13 | go 1.24 in go.mod                            | go | 2026-11-25
t13d051000_c96ac5133cd7_e7c285222651 | c02f,c030,1301,1302,1303      | go | 1.24.13 | go 1.24 in go.mod, Config.CipherSuites       | go | 2026-11-25
t13d061000_da75d768228b_c2bc20def991 | c02b,c02f,c02c,c030,1301,1302 | go | 1.24.13 | go 1.24 in go.mod, fips140=on                | go | 2026-11-25
t13d021000_62ed6f6ca7ad_c2bc20def991 | 1301,1302                     | go | 1.24.13 | go 1.24 in go.mod, fips140=on, TLS 1.3 alone | go | 2026-11-25
t13d061000_da75d768228b_c2bc20def991 | c02b,c02f,c02c,c030,1301,1302 | go | 1.24.13 | go 1.24 in go.mod, fips140=only              | go | 2026-11-25
t12d100900_a8cf61a50a39_824bd91ab3e2 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.24.13 | go 1.24 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d031000_55b375c5d22e_e7c285222651 | 1301,1302,1303                | go | 1.24.13 | go 1.24 in go.mod, TLS 1.3 alone             | go | 2026-11-25
t13d141000_cbb2034c60b8_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.24.13 | go 1.24 in go.mod, tls3des=1                 | go | 2026-11-25
t13d171000_5b57614c22b0_e7c285222651 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.24.13 | go 1.24 in go.mod, tlsrsakex=1               | go | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.18 in go.mod                            | go | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.21 in go.mod                            | go | 2026-11-25
t13d141100_cbb2034c60b8_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.22 in go.mod                            | go | 2026-11-25
t13d131100_f57a46bbacb6_ab7e3b40a677 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.25 in go.mod                            | go | 2026-11-25
t13d051100_c96ac5133cd7_ab7e3b40a677 | c02f,c030,1301,1302,1303      | go | 1.25.8  | go 1.25 in go.mod, Config.CipherSuites       | go | 2026-11-25
t13d061100_da75d768228b_ab7e3b40a677 | c02b,c02f,c02c,c030,1301,1302 | go | 1.25.8  | go 1.25 in go.mod, fips140=on                | go | 2026-11-25
t13d021100_62ed6f6ca7ad_4a12575e92d6 | 1301,1302                     | go | 1.25.8  | go 1.25 in go.mod, fips140=on, TLS 1.3 alone | go | 2026-11-25
t12d101000_a8cf61a50a39_a92c7c6a82fe | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.25 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d031100_55b375c5d22e_4a12575e92d6 | 1301,1302,1303                | go | 1.25.8  | go 1.25 in go.mod, TLS 1.3 alone             | go | 2026-11-25
t13d141100_cbb2034c60b8_ab7e3b40a677 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.25 in go.mod, tls3des=1                 | go | 2026-11-25
t13d171100_5b57614c22b0_ab7e3b40a677 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.25 in go.mod, tlsrsakex=1               | go | 2026-11-25
t13d131100_f57a46bbacb6_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.25.8  | go 1.25 in go.mod, tlssha1=1                 | go | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.18 in go.mod                            | go | 2026-11-25
t13d191100_9dc949149365_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.21 in go.mod                            | go | 2026-11-25
t13d141100_cbb2034c60b8_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.22 in go.mod                            | go | 2026-11-25
t13d131100_f57a46bbacb6_ab7e3b40a677 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.26 in go.mod                            | go | 2026-11-25
t13d051100_c96ac5133cd7_ab7e3b40a677 | c02f,c030,1301,1302,1303      | go | 1.26.8  | go 1.26 in go.mod, Config.CipherSuites       | go | 2026-11-25
t13d061100_da75d768228b_ab7e3b40a677 | c02b,c02f,c02c,c030,1301,1302 | go | 1.26.8  | go 1.26 in go.mod, fips140=on                | go | 2026-11-25
t13d021100_62ed6f6ca7ad_4a12575e92d6 | 1301,1302                     | go | 1.26.8  | go 1.26 in go.mod, fips140=on, TLS 1.3 alone | go | 2026-11-25
t13d061100_da75d768228b_ab7e3b40a677 | c02b,c02f,c02c,c030,1301,1302 | go | 1.26.8  | go 1.26 in go.mod, fips140=only              | go | 2026-11-25
t12d101000_a8cf61a50a39_a92c7c6a82fe | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.26 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d031100_55b375c5d22e_4a12575e92d6 | 1301,1302,1303                | go | 1.26.8  | go 1.26 in go.mod, TLS 1.3 alone             | go | 2026-11-25
t13d141100_cbb2034c60b8_ab7e3b40a677 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.26 in go.mod, tls3des=1                 | go | 2026-11-25
t13d171100_5b57614c22b0_ab7e3b40a677 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.26 in go.mod, tlsrsakex=1               | go | 2026-11-25
t13d131100_f57a46bbacb6_e5728521abd4 | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.26.8  | go 1.26 in go.mod, tlssha1=1                 | go | 2026-11-25
t13d131100_f57a46bbacb6_a089bac06eae | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.27.3  | go 1.18 in go.mod                            | go | 2026-11-25
t13d131100_f57a46bbacb6_a089bac06eae | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.27.3  | go 1.21 in go.mod                            | go | 2026-11-25
t13d131100_f57a46bbacb6_a089bac06eae | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.27.3  | go 1.22 in go.mod                            | go | 2026-11-25
t13d131100_f57a46bbacb6_f50d94e863eb | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.27.3  | go 1.27 in go.mod                            | go | 2026-11-25
t13d051100_c96ac5133cd7_f50d94e863eb | c02f,c030,1301,1302,1303      | go | 1.27.3  | go 1.27 in go.mod, Config.CipherSuites       | go | 2026-11-25
t13d061100_da75d768228b_f50d94e863eb | c02b,c02f,c02c,c030,1301,1302 | go | 1.27.3  | go 1.27 in go.mod, fips140=on                | go | 2026-11-25
t13d021100_62ed6f6ca7ad_b36ed9cfacdc | 1301,1302                     | go | 1.27.3  | go 1.27 in go.mod, fips140=on, TLS 1.3 alone | go | 2026-11-25
t13d061100_da75d768228b_f50d94e863eb | c02b,c02f,c02c,c030,1301,1302 | go | 1.27.3  | go 1.27 in go.mod, fips140=only              | go | 2026-11-25
t12d101000_a8cf61a50a39_a92c7c6a82fe | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.27.3  | go 1.27 in go.mod, TLS 1.2 alone             | go | 2026-11-25
t13d031100_55b375c5d22e_b36ed9cfacdc | 1301,1302,1303                | go | 1.27.3  | go 1.27 in go.mod, TLS 1.3 alone             | go | 2026-11-25
t13d131100_f57a46bbacb6_a089bac06eae | c02b,c02f,c02c,c030,cca9,cca8 | go | 1.27.3  | go 1.27 in go.mod, tlssha1=1                 | go | 2026-11-25
`
