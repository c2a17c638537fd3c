/** Written by `node scripts/tls-stacks/measure.js java`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = `
t13d330900_80cecea31fe6_9da38b6fd1bc | 1302,1301,c02c,c02b,c030,c02f | java | 1.8.0_504   | SunJSSE                                    | java | 2026-11-25
t13d021000_c1929292aa6b_605a17141b99 | 1301,c02f                     | java | 1.8.0_504   | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t12d310700_f3b328a90fc1_269097225c9f | c02c,c02b,c030,c02f,009f,00a3 | java | 1.8.0_504   | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d020700_62ed6f6ca7ad_def71ebf57b5 | 1302,1301                     | java | 1.8.0_504   | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d310700_f3b328a90fc1_269097225c9f | c02c,c02b,c030,c02f,009f,00a3 | java | 1.8.0_504   | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d020700_62ed6f6ca7ad_def71ebf57b5 | 1302,1301                     | java | 1.8.0_504   | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d231100_f72ebf0d0405_69df0c3d7257 | 1302,1301,1303,009f,ccaa,00a3 | java | 11.0.5      | SunJSSE                                    | java | 2026-11-25
t13d010800_0f2cb44170f4_e1135f888c96 | 1301                          | java | 11.0.5      | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d230900_f72ebf0d0405_25e60e217557 | 1302,1301,1303,009f,ccaa,00a3 | java | 11.0.5      | SunJSSE, no status requests                | java | 2026-11-25
t12d200600_323f06503a6b_319428a78ff5 | 009f,ccaa,00a3,009e,00a2,006b | java | 11.0.5      | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_9647a48af12a | 1302,1301,1303                | java | 11.0.5      | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d200800_323f06503a6b_8e44c07ec082 | 009f,ccaa,00a3,009e,00a2,006b | java | 11.0.5      | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_e1135f888c96 | 1302,1301,1303                | java | 11.0.5      | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d491100_bd868743f55c_fa269c3d986d | 1302,1301,1303,c02c,c02b,cca9 | java | 11.0.13     | SunJSSE                                    | java | 2026-11-25
t13d021200_c1929292aa6b_0c2151eeb530 | 1301,c02f                     | java | 11.0.13     | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d490900_bd868743f55c_9da38b6fd1bc | 1302,1301,1303,c02c,c02b,cca9 | java | 11.0.13     | SunJSSE, no status requests                | java | 2026-11-25
t12d460700_5f5519fb12cc_269097225c9f | c02c,c02b,cca9,c030,cca8,c02f | java | 11.0.13     | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_def71ebf57b5 | 1302,1301,1303                | java | 11.0.13     | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d460900_5f5519fb12cc_686390af6b8e | c02c,c02b,cca9,c030,cca8,c02f | java | 11.0.13     | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_56856bb31fd2 | 1302,1301,1303                | java | 11.0.13     | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d491100_bd868743f55c_fa269c3d986d | 1302,1301,1303,c02c,c02b,cca9 | java | 11.0.24     | SunJSSE                                    | java | 2026-11-25
t13d021200_c1929292aa6b_0c2151eeb530 | 1301,c02f                     | java | 11.0.24     | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d490900_bd868743f55c_9da38b6fd1bc | 1302,1301,1303,c02c,c02b,cca9 | java | 11.0.24     | SunJSSE, no status requests                | java | 2026-11-25
t12d460700_5f5519fb12cc_269097225c9f | c02c,c02b,cca9,c030,cca8,c02f | java | 11.0.24     | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_def71ebf57b5 | 1302,1301,1303                | java | 11.0.24     | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d460900_5f5519fb12cc_686390af6b8e | c02c,c02b,cca9,c030,cca8,c02f | java | 11.0.24     | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_56856bb31fd2 | 1302,1301,1303                | java | 11.0.24     | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311100_1d947a95fc68_b72e173852fa | 1302,1301,1303,c02c,c02b,cca9 | java | 11.0.33     | SunJSSE                                    | java | 2026-11-25
t13d021200_c1929292aa6b_a75264be95d7 | 1301,c02f                     | java | 11.0.33     | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d310900_1d947a95fc68_76ce9327ab0d | 1302,1301,1303,c02c,c02b,cca9 | java | 11.0.33     | SunJSSE, no status requests                | java | 2026-11-25
t12d280700_0df5e5c63df4_479de4bcab93 | c02c,c02b,cca9,c030,cca8,c02f | java | 11.0.33     | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_e73c10fb206b | 1302,1301,1303                | java | 11.0.33     | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d280900_0df5e5c63df4_5c2ba2672724 | c02c,c02b,cca9,c030,cca8,c02f | java | 11.0.33     | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_838344af459c | 1302,1301,1303                | java | 11.0.33     | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d491200_bd868743f55c_7c76daad20ec | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.2      | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_a5b99884f7f5 | 1301,c02f                     | java | 17.0.2      | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d491100_bd868743f55c_f2a308c7e1ab | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.2      | SunJSSE, no session tickets                | java | 2026-11-25
t13d491000_bd868743f55c_c34f2b50785d | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.2      | SunJSSE, no status requests                | java | 2026-11-25
t12d460800_5f5519fb12cc_602ff90b0252 | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.2      | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_ece496194b79 | 1302,1301,1303                | java | 17.0.2      | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d461000_5f5519fb12cc_1f7ae294493e | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.2      | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_c1c26d69a8d8 | 1302,1301,1303                | java | 17.0.2      | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d491200_bd868743f55c_7c76daad20ec | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.9      | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_a5b99884f7f5 | 1301,c02f                     | java | 17.0.9      | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d491100_bd868743f55c_f2a308c7e1ab | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.9      | SunJSSE, no session tickets                | java | 2026-11-25
t13d491000_bd868743f55c_c34f2b50785d | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.9      | SunJSSE, no status requests                | java | 2026-11-25
t12d460800_5f5519fb12cc_602ff90b0252 | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.9      | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_ece496194b79 | 1302,1301,1303                | java | 17.0.9      | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d461000_5f5519fb12cc_1f7ae294493e | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.9      | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_c1c26d69a8d8 | 1302,1301,1303                | java | 17.0.9      | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d371200_db35923f8641_7c76daad20ec | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.15     | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_a5b99884f7f5 | 1301,c02f                     | java | 17.0.15     | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d371100_db35923f8641_f2a308c7e1ab | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.15     | SunJSSE, no session tickets                | java | 2026-11-25
t13d371000_db35923f8641_c34f2b50785d | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.15     | SunJSSE, no status requests                | java | 2026-11-25
t12d340800_0ca14b6c4d46_602ff90b0252 | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.15     | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_ece496194b79 | 1302,1301,1303                | java | 17.0.15     | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d341000_0ca14b6c4d46_1f7ae294493e | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.15     | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_c1c26d69a8d8 | 1302,1301,1303                | java | 17.0.15     | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.21.0.3 | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 17.0.21.0.3 | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.21.0.3 | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 17.0.21.0.3 | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.21.0.3 | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 17.0.21.0.3 | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 17.0.21.0.3 | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 17.0.21.0.3 | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d371200_db35923f8641_7c76daad20ec | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.2      | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_a5b99884f7f5 | 1301,c02f                     | java | 21.0.2      | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d371100_db35923f8641_f2a308c7e1ab | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.2      | SunJSSE, no session tickets                | java | 2026-11-25
t13d371000_db35923f8641_c34f2b50785d | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.2      | SunJSSE, no status requests                | java | 2026-11-25
t12d340800_0ca14b6c4d46_602ff90b0252 | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.2      | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_ece496194b79 | 1302,1301,1303                | java | 21.0.2      | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d341000_0ca14b6c4d46_1f7ae294493e | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.2      | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_c1c26d69a8d8 | 1302,1301,1303                | java | 21.0.2      | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d371200_db35923f8641_7c76daad20ec | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.8      | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_a5b99884f7f5 | 1301,c02f                     | java | 21.0.8      | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d371100_db35923f8641_f2a308c7e1ab | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.8      | SunJSSE, no session tickets                | java | 2026-11-25
t13d371000_db35923f8641_c34f2b50785d | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.8      | SunJSSE, no status requests                | java | 2026-11-25
t12d340800_0ca14b6c4d46_602ff90b0252 | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.8      | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_ece496194b79 | 1302,1301,1303                | java | 21.0.8      | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d341000_0ca14b6c4d46_1f7ae294493e | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.8      | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_c1c26d69a8d8 | 1302,1301,1303                | java | 21.0.8      | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.13.0.3 | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 21.0.13.0.3 | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.13.0.3 | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.13.0.3 | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.13.0.3 | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 21.0.13.0.3 | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.13.0.3 | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 21.0.13.0.3 | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.13.1   | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 21.0.13.1   | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.13.1   | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 21.0.13.1   | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.13.1   | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 21.0.13.1   | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 21.0.13.1   | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 21.0.13.1   | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.2      | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 25.0.2      | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.2      | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.2      | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.2      | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 25.0.2      | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.2      | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 25.0.2      | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.3      | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 25.0.3      | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.3      | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.3      | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.3      | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 25.0.3      | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.3      | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 25.0.3      | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.5.0.3  | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 25.0.5.0.3  | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.5.0.3  | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.5.0.3  | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.5.0.3  | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 25.0.5.0.3  | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.5.0.3  | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 25.0.5.0.3  | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.5.1    | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 25.0.5.1    | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.5.1    | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 25.0.5.1    | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.5.1    | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 25.0.5.1    | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 25.0.5.1    | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 25.0.5.1    | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311200_1d947a95fc68_7e1102d2036b | 1302,1301,1303,c02c,c02b,cca9 | java | 26.0.2.1    | SunJSSE                                    | java | 2026-11-25
t13d021300_c1929292aa6b_89e9e4bb3419 | 1301,c02f                     | java | 26.0.2.1    | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311100_1d947a95fc68_838adc43669d | 1302,1301,1303,c02c,c02b,cca9 | java | 26.0.2.1    | SunJSSE, no session tickets                | java | 2026-11-25
t13d311000_1d947a95fc68_ff68de02dcd0 | 1302,1301,1303,c02c,c02b,cca9 | java | 26.0.2.1    | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 26.0.2.1    | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030700_55b375c5d22e_07187b2a6966 | 1302,1301,1303                | java | 26.0.2.1    | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 26.0.2.1    | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030800_55b375c5d22e_81ef6f8817e6 | 1302,1301,1303                | java | 26.0.2.1    | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
t13d311300_1d947a95fc68_eb635cb123b3 | 1302,1301,1303,c02c,c02b,cca9 | java | 27.0.1.0.3  | SunJSSE                                    | java | 2026-11-25
t13d021400_c1929292aa6b_9d08b51efc18 | 1301,c02f                     | java | 27.0.1.0.3  | SunJSSE, jdk.tls.client.cipherSuites       | java | 2026-11-25
t13d311200_1d947a95fc68_4de547abbe87 | 1302,1301,1303,c02c,c02b,cca9 | java | 27.0.1.0.3  | SunJSSE, no session tickets                | java | 2026-11-25
t13d311100_1d947a95fc68_d5d4fac68f7b | 1302,1301,1303,c02c,c02b,cca9 | java | 27.0.1.0.3  | SunJSSE, no status requests                | java | 2026-11-25
t12d280800_0df5e5c63df4_1d6581af6f25 | c02c,c02b,cca9,c030,cca8,c02f | java | 27.0.1.0.3  | SunJSSE, no status requests, TLS 1.2 alone | java | 2026-11-25
t13d030800_55b375c5d22e_293c5b1ffcfe | 1302,1301,1303                | java | 27.0.1.0.3  | SunJSSE, no status requests, TLS 1.3 alone | java | 2026-11-25
t12d281000_0df5e5c63df4_f30da352415d | c02c,c02b,cca9,c030,cca8,c02f | java | 27.0.1.0.3  | SunJSSE, TLS 1.2 alone                     | java | 2026-11-25
t13d030900_55b375c5d22e_18c77524b57a | 1302,1301,1303                | java | 27.0.1.0.3  | SunJSSE, TLS 1.3 alone                     | java | 2026-11-25
`
