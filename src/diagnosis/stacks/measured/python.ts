/** Written by `node scripts/tls-stacks/measure.js python`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t13d311100_e8f1e7e78f70_d41ae481755e | 1302,1303,1301,c02c,c030,009f | openssl         | 1.1.1w | Python 3.9.2                                                        | python | 2026-11-25
t13d301100_8871a49b4c35_24695f2957a7 | 1301,1303,c02c,c030,009f,cca9 | openssl         | 1.1.1w | Python 3.9.2, Ciphersuites and CipherString                         | python | 2026-11-25
t13d311100_e8f1e7e78f70_9b97a7c7dab4 | 1302,1303,1301,c02c,c030,009f | openssl         | 1.1.1w | Python 3.9.2, Groups and SignatureAlgorithms                        | python | 2026-11-25
t12d280700_d943125447b4_3c5a66c06c35 | c02c,c030,009f,cca9,cca8,ccaa | openssl         | 1.1.1w | Python 3.9.2, MaxProtocol = TLSv1.2, CipherString = AES128-SHA256   | python | 2026-11-25
t13d311000_e8f1e7e78f70_7379471da272 | 1302,1303,1301,c02c,c030,009f | openssl         | 1.1.1w | Python 3.9.2, Options = -SessionTicket                              | python | 2026-11-25
t13d311100_e8f1e7e78f70_24695f2957a7 | 1302,1303,1301,c02c,c030,009f | openssl         | 1.1.1w | Python 3.9.2, set_ciphers("DEFAULT:@SECLEVEL=1")                    | python | 2026-11-25
t13d101000_61a7ad8aa9b6_1f22a2ca17c4 | 1302,1303,1301,c02c,c030,c02b | openssl         | 1.1.1w | Python 3.9.2, set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")            | python | 2026-11-25
t12d280700_d943125447b4_e7e480e5a997 | c02c,c030,009f,cca9,cca8,ccaa | openssl         | 1.1.1w | Python 3.9.2, TLS 1.2 alone                                         | python | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | openssl         | 1.1.1w | Python 3.9.2, TLS 1.3 alone                                         | python | 2026-11-25
t13d311100_e8f1e7e78f70_d41ae481755e | 1302,1303,1301,c02c,c030,009f | openssl         | 3.0.22 | Python 3.11.2                                                       | python | 2026-11-25
t13d111100_4f6762fe04d1_d41ae481755e | 1301,1303,c02c,c030,c02b,c02f | openssl         | 3.0.22 | Python 3.11.2, Ciphersuites and CipherString                        | python | 2026-11-25
t13d311100_e8f1e7e78f70_9b97a7c7dab4 | 1302,1303,1301,c02c,c030,009f | openssl         | 3.0.22 | Python 3.11.2, Groups and SignatureAlgorithms                       | python | 2026-11-25
t12d030500_0b45484abf1c_847bbcdea70d | 003c,003d,00ff                | openssl         | 3.0.22 | Python 3.11.2, MaxProtocol = TLSv1.2, CipherString = AES128-SHA256  | python | 2026-11-25
t13d311000_e8f1e7e78f70_a29327ec888c | 1302,1303,1301,c02c,c030,009f | openssl         | 3.0.22 | Python 3.11.2, Options = -SessionTicket                             | python | 2026-11-25
t13d101100_61a7ad8aa9b6_d41ae481755e | 1302,1303,1301,c02c,c030,c02b | openssl         | 3.0.22 | Python 3.11.2, set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")           | python | 2026-11-25
t12d280700_d943125447b4_e7e480e5a997 | c02c,c030,009f,cca9,cca8,ccaa | openssl         | 3.0.22 | Python 3.11.2, TLS 1.2 alone                                        | python | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | openssl         | 3.0.22 | Python 3.11.2, TLS 1.3 alone                                        | python | 2026-11-25
t13d181100_85036bcba153_d41ae481755e | 1302,1303,1301,c02c,c030,c02b | openssl         | 3.0.22 | Python 3.11.7                                                       | python | 2026-11-25
t13d171100_349dcfdded36_d41ae481755e | 1301,1303,c02c,c030,c02b,c02f | openssl         | 3.0.22 | Python 3.11.7, Ciphersuites and CipherString                        | python | 2026-11-25
t13d181100_85036bcba153_9b97a7c7dab4 | 1302,1303,1301,c02c,c030,c02b | openssl         | 3.0.22 | Python 3.11.7, Groups and SignatureAlgorithms                       | python | 2026-11-25
t12d150700_d68b136fe8d9_e7e480e5a997 | c02c,c030,c02b,c02f,cca9,cca8 | openssl         | 3.0.22 | Python 3.11.7, MaxProtocol = TLSv1.2, CipherString = AES128-SHA256  | python | 2026-11-25
t13d181000_85036bcba153_a29327ec888c | 1302,1303,1301,c02c,c030,c02b | openssl         | 3.0.22 | Python 3.11.7, Options = -SessionTicket                             | python | 2026-11-25
t13d311100_e8f1e7e78f70_d41ae481755e | 1302,1303,1301,c02c,c030,009f | openssl         | 3.0.22 | Python 3.11.7, set_ciphers("DEFAULT:@SECLEVEL=1")                   | python | 2026-11-25
t13d101100_61a7ad8aa9b6_d41ae481755e | 1302,1303,1301,c02c,c030,c02b | openssl         | 3.0.22 | Python 3.11.7, set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")           | python | 2026-11-25
t12d150700_d68b136fe8d9_e7e480e5a997 | c02c,c030,c02b,c02f,cca9,cca8 | openssl         | 3.0.22 | Python 3.11.7, TLS 1.2 alone                                        | python | 2026-11-25
t13d041000_16476d049b0b_78f1d400d464 | 1302,1303,1301,00ff           | openssl         | 3.0.22 | Python 3.11.7, TLS 1.3 alone                                        | python | 2026-11-25
t13d301200_1d37bd780c83_ecd0401ec68b | 1302,1303,1301,c02c,c030,009f | openssl         | 3.5.9  | Python 3.13.5                                                       | python | 2026-11-25
t13d101200_1ac66699b484_ecd0401ec68b | 1301,1303,c02c,c030,c02b,c02f | openssl         | 3.5.9  | Python 3.13.5, Ciphersuites and CipherString                        | python | 2026-11-25
t13d301300_1d37bd780c83_71f87c7ae713 | 1302,1303,1301,c02c,c030,009f | openssl         | 3.5.9  | Python 3.13.5, Groups and SignatureAlgorithms                       | python | 2026-11-25
t12d020600_98c04f90468b_4c236d1dfa27 | 003c,003d                     | openssl         | 3.5.9  | Python 3.13.5, MaxProtocol = TLSv1.2, CipherString = AES128-SHA256  | python | 2026-11-25
t13d301100_1d37bd780c83_16736b159799 | 1302,1303,1301,c02c,c030,009f | openssl         | 3.5.9  | Python 3.13.5, Options = -SessionTicket                             | python | 2026-11-25
t13d091200_f91f431d341e_ecd0401ec68b | 1302,1303,1301,c02c,c030,c02b | openssl         | 3.5.9  | Python 3.13.5, set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")           | python | 2026-11-25
t12d270800_a2460661a67a_36cef8aed422 | c02c,c030,009f,cca9,cca8,ccaa | openssl         | 3.5.9  | Python 3.13.5, TLS 1.2 alone                                        | python | 2026-11-25
t13d031100_55b375c5d22e_199193a2bd39 | 1302,1303,1301                | openssl         | 3.5.9  | Python 3.13.5, TLS 1.3 alone                                        | python | 2026-11-25
t13d301200_1d37bd780c83_ecd0401ec68b | 1302,1303,1301,c02c,c030,009f | openssl         | 3.6.5  | Python 3.14.10                                                      | python | 2026-11-25
t13d101200_1ac66699b484_ecd0401ec68b | 1301,1303,c02c,c030,c02b,c02f | openssl         | 3.6.5  | Python 3.14.10, Ciphersuites and CipherString                       | python | 2026-11-25
t13d301300_1d37bd780c83_71f87c7ae713 | 1302,1303,1301,c02c,c030,009f | openssl         | 3.6.5  | Python 3.14.10, Groups and SignatureAlgorithms                      | python | 2026-11-25
t12d020600_98c04f90468b_4c236d1dfa27 | 003c,003d                     | openssl         | 3.6.5  | Python 3.14.10, MaxProtocol = TLSv1.2, CipherString = AES128-SHA256 | python | 2026-11-25
t13d301100_1d37bd780c83_16736b159799 | 1302,1303,1301,c02c,c030,009f | openssl         | 3.6.5  | Python 3.14.10, Options = -SessionTicket                            | python | 2026-11-25
t13d091200_f91f431d341e_ecd0401ec68b | 1302,1303,1301,c02c,c030,c02b | openssl         | 3.6.5  | Python 3.14.10, set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")          | python | 2026-11-25
t12d270800_a2460661a67a_36cef8aed422 | c02c,c030,009f,cca9,cca8,ccaa | openssl         | 3.6.5  | Python 3.14.10, TLS 1.2 alone                                       | python | 2026-11-25
t13d031100_55b375c5d22e_199193a2bd39 | 1302,1303,1301                | openssl         | 3.6.5  | Python 3.14.10, TLS 1.3 alone                                       | python | 2026-11-25
t13d351100_ece804e54fac_d41ae481755e | 1302,1303,1301,c02c,c030,cca9 | openssl-program | 1.1.1w | Python 3.9.2, set_ciphers("@SECLEVEL=2:kEECDH:kRSA:kEDH:k")         | python | 2026-11-25
t13d911100_0d5420ba6086_24695f2957a7 | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 1.1.1w | Python 3.9.2, set_ciphers("ALL:@SECLEVEL=0")                        | python | 2026-11-25
t13d751100_479067518aa3_d41ae481755e | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 1.1.1w | Python 3.9.2, set_ciphers("HIGH:!aNULL:!MD5")                       | python | 2026-11-25
t13d351100_ece804e54fac_d41ae481755e | 1302,1303,1301,c02c,c030,cca9 | openssl-program | 3.0.22 | Python 3.11.2, set_ciphers("@SECLEVEL=2:kEECDH:kRSA:kEDH:k")        | python | 2026-11-25
t13d871100_c66346c74e42_24695f2957a7 | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.0.22 | Python 3.11.2, set_ciphers("ALL:@SECLEVEL=0")                       | python | 2026-11-25
t13d751100_479067518aa3_d41ae481755e | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.0.22 | Python 3.11.2, set_ciphers("HIGH:!aNULL:!MD5")                      | python | 2026-11-25
t13d351100_ece804e54fac_d41ae481755e | 1302,1303,1301,c02c,c030,cca9 | openssl-program | 3.0.22 | Python 3.11.7, set_ciphers("@SECLEVEL=2:kEECDH:kRSA:kEDH:k")        | python | 2026-11-25
t13d871100_c66346c74e42_24695f2957a7 | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.0.22 | Python 3.11.7, set_ciphers("ALL:@SECLEVEL=0")                       | python | 2026-11-25
t13d751100_479067518aa3_d41ae481755e | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.0.22 | Python 3.11.7, set_ciphers("HIGH:!aNULL:!MD5")                      | python | 2026-11-25
t13d341200_df64f88a34ac_ecd0401ec68b | 1302,1303,1301,c02c,c030,cca9 | openssl-program | 3.5.9  | Python 3.13.5, set_ciphers("@SECLEVEL=2:kEECDH:kRSA:kEDH:k")        | python | 2026-11-25
t13d871100_c66346c74e42_ec21bdc2dd35 | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.5.9  | Python 3.13.5, set_ciphers("ALL:@SECLEVEL=0")                       | python | 2026-11-25
t13d681200_13e0e9e1c501_ecd0401ec68b | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.5.9  | Python 3.13.5, set_ciphers("HIGH:!aNULL:!MD5")                      | python | 2026-11-25
t13d341200_df64f88a34ac_ecd0401ec68b | 1302,1303,1301,c02c,c030,cca9 | openssl-program | 3.6.5  | Python 3.14.10, set_ciphers("@SECLEVEL=2:kEECDH:kRSA:kEDH:k")       | python | 2026-11-25
t13d871100_c66346c74e42_ec21bdc2dd35 | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.6.5  | Python 3.14.10, set_ciphers("ALL:@SECLEVEL=0")                      | python | 2026-11-25
t13d681200_13e0e9e1c501_ecd0401ec68b | 1302,1303,1301,c02c,c030,00a3 | openssl-program | 3.6.5  | Python 3.14.10, set_ciphers("HIGH:!aNULL:!MD5")                     | python | 2026-11-25
`
