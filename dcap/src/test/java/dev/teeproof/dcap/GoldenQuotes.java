package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;

/**
 * Fields of real quotes as an independent decoder prints them, one text a quote; {@code 0*n} stands for n zero bytes.
 * {@link #print} prints this project's reading of a quote in the same manner.
 */
final class GoldenQuotes {

    static final String TDX_V4_B0C06F000000 = """
            core_sha256 f1c8503301126c30ab9863df145a8c328f0834a59817e77abc24d1db6e9fce24
            version 4 tee 0x81 header qeSvn 0 pceSvn 0 userData 889b7d6ff9df2405b240a830e73faf3d00000000
            teeTcbSvn 06010300000000000000000000000000
            mrSeam 5b38e33a6487958b72c3c12a938eaa5e3fd4510c51aeeab58c7d5ecee41d7c436489d6c8e4f92f160b7cad34207b00c1
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e702060000000000
            mrTd 91eb2b44d141d4ece09f0c75c2c53d247a3c68edd7fafe8a3520c942a604a407de03ae6dc5f87f27428b2538873118b7
            mrConfigId 0*48
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 44c0197b39157fdd7a4dcc44767f9d6b0bb3977c7a8e347b8492f827fe9d9e5c48aca29b220b80b6a540cf994b9bc9c0
            rtmr1 0084452c01668329d4bc06acdf58a7205c26743304509973949e5619bf81a6a7aea8c323c173019b3093d54e579e9378
            rtmr2 d833feef2cd945148aa38ead2c53e9b7f138190aaaebfc551dccd829fc207aa3ba80b70870d7330733642e01d48c3132
            rtmr3 0*48
            reportData 9a9d48e7f6799642d3d1b34e1e5e1742d4bb02dd6ddd551862c1211d35c304f9eca3efdbb481601c163cf52493d6e44aed55d51ec39b7e518fadb92c2b523f20
            QE mrEnclave e5a3a7b5d830c2953b98534c6c59a3a34fdc34e933f7f5898f0a85cf08846bca mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 6 cpuSvn 0303191b04ff00060000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0x3c16ed54eacbb4ced072be72630c85788cf46e36 valid 2025-02-06T23:25:51Z..2032-02-06T23:25:51Z
            fmspc b0c06f000000 pceid 0000 ppid 811dca2a26b952e85bb6448b097ba4fd cpusvn 03030202040100050000000000000000 pcesvn 11 sgxType 1 platformInstanceId 07828474603e7019dc930775ffe8cdd2 conf(dyn,cached,smt) T/T/T
            """;

    static final String TDX_V4_00806F050000 = """
            core_sha256 4b23198ac8852da84d997a0722f30b93c9b9b95527431e2c0e430b175640c2fa
            version 4 tee 0x81 header qeSvn 0 pceSvn 0 userData 0000000000000000000000000000000000000000
            teeTcbSvn 04010700000000000000000000000000
            mrSeam ffc97a88587660fb04e1f7c851300c96ae0b5a463ac46d035d16c2d9f36d0ed1d23775bcbd27deb219e3a3cc28023895
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e700060000000000
            mrTd 935be7742dd89c6a4df6dba8353d89041ae0f052beef993b1e7f4524d3bc57650df20e5582158352e1240b3f1fed55d8
            mrConfigId 0*48
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 0*48
            rtmr1 0*48
            rtmr2 0*48
            rtmr3 0*48
            reportData 0*64
            QE mrEnclave e5a3a7b5d830c2953b98534c6c59a3a34fdc34e933f7f5898f0a85cf08846bca mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 6 cpuSvn 0707ff1a03ff00050000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0xb6e84ed5c5dee11da48e3b4c4d35c2ae55ab2153 valid 2024-02-14T12:05:18Z..2031-02-14T12:05:18Z
            fmspc 00806f050000 pceid 0000 ppid 85d50af2ad61799ebce974b7b0978b46 cpusvn 06060202030100030000000000000000 pcesvn 11 sgxType 1 platformInstanceId 636025db476bf6ba974793ccec6e4e75 conf(dyn,cached,smt) T/F/T
            """;

    static final String TDX_V4_50806F000000_NO_LEVEL = """
            core_sha256 3507b5f7e6124e17210ffb4d5caf25a5d289a64fb19068ae90cd4cb25828db9f
            version 4 tee 0x81 header qeSvn 0 pceSvn 0 userData 739c3f292a15bace1f726351a70d4b7900000000
            teeTcbSvn 03000400000000000000000000000000
            mrSeam 2fd279c16164a93dd5bf373d834328d46008c2b693af9ebb865b08b2ced320c9a89b4869a9fab60fbe9d0c5a5363c656
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000004000000000
            xfam e71a060000000000
            mrTd 6363b8043668a3ad953278e10389574d326c6749fb78aa810ecd9336923db86f22fc00b8dcd404bc10d5e119d7215cbb
            mrConfigId 0*48
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 2927da70461cd63266f43230cc1849c03ef25ebe490062a801d8fcc80af42976823adf08f833c1e50b51779c6593f32a
            rtmr1 2c700b8ba9b85783f8be9fb9443647bdc0bb3c50747f06297cc6538c25a5f589c4b56d035c59107c6bc5800db2cacb61
            rtmr2 8652f0caaba7e215ea442dc36a4499d8fec3362f3a0b2ca151cbe4b3e6466fe59c7368b3c2287fc7c3bf5c924eb4424e
            rtmr3 0*48
            reportData 6c62dec1b8191749a31dab490be532a35944dea47caef1f980863993d9899545eb7406a38d1eed313b987a467dacead6f0c87a6d766c66f6f29f8acb281f1113
            QE mrEnclave 853e298f3b7cde28b06493d06fb2ad6f9566a97fea6d3de66236b2af1a35150f mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 4 cpuSvn 04040d0f03ff00030000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0xbba6c175d838b8df3900cc3411f24f512d104102 valid 2022-09-20T13:20:31Z..2029-09-20T13:20:31Z
            fmspc 50806f000000 pceid 0000 ppid 089ddfdb9c0359c82a3bc7719239574e cpusvn 03030202020100020000000000000000 pcesvn 11 sgxType 1 platformInstanceId 8c314d17d205dfafcbecbb00fc87eff7 conf(dyn,cached,smt) T/F/T
            """;

    static final String TDX_V4_OLD_MICROCODE = """
            core_sha256 32f070134b061bdfba82d060ca07343577dfb321fcbf546877ea40ca0b7ce969
            version 4 tee 0x81 header qeSvn 0 pceSvn 0 userData 83fbfe61525f55581315cd9dc950f44700000000
            teeTcbSvn 05010200000000000000000000000000
            mrSeam 1cc6a17ab799e9a693fac7536be61c12ee1e0fabada82d0c999e08ccee2aa86de77b0870f558c570e7ffe55d6d47fa04
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e702060000000000
            mrTd c68518a0ebb42136c12b2275164f8c72f25fa9a34392228687ed6e9caeb9c0f1dbd895e9cf475121c029dc47e70e91fd
            mrConfigId 0*48
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 274c2344116db7c663470693b5ba62b8621eac28cb41d2f816ddf188f9f423f900a1c44d32386fd3c993dc814e62af9d
            rtmr1 918fbd97108e05450afa6aca140c6363ab913578b66cc312e3e8542ce5ade455a30c8d9e4d53a5e43d81955f76140279
            rtmr2 0*48
            rtmr3 a2d25bc888a93009af5b70eadb410e9071d18387e4db39aae20fe767f5c4279d95e6519c5d797938a90694599c5bea7a
            reportData 7668c6b4eafb62301c72714ecc7d90ce9a0e04b52dc117720df2047b0a59f1dbd937243eef1410a3cdc524aad66d4554b4f18b54da2fc0608dac40d6dea5f1d4
            QE mrEnclave e5a3a7b5d830c2953b98534c6c59a3a34fdc34e933f7f5898f0a85cf08846bca mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 6 cpuSvn 0202191b03ff00060000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0xb4794c84fdfbd9ec075053675b2b5d0e256f0441 valid 2024-08-02T11:15:37Z..2031-08-02T11:15:37Z
            fmspc b0c06f000000 pceid 0000 ppid de5d028ab970ae67f36c3da32d5ee27e cpusvn 02020202030100030000000000000000 pcesvn 11 sgxType 1 platformInstanceId 49d5dae1488b2687efc5cb4b6d8e3bff conf(dyn,cached,smt) T/T/T
            """;

    static final String QUOTE_REPORT = """
            core_sha256 cbdb5b2f12b9a09bde8bd274eb682e8cd0f2ba96e66025c3f67c8d8d1a079b5a
            version 4 tee 0x81 header qeSvn 0 pceSvn 0 userData 1eadadc7f30fb7f911d24aa522afc59000000000
            teeTcbSvn 0b010400000000000000000000000000
            mrSeam 7bf063280e94fb051f5dd7b1fc59ce9aac42bb961df8d44b709c9b0ff87a7b4df648657ba6d1189589feab1d5a3c9a9d
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e702060000000000
            mrTd b24d3b24e9e3c16012376b52362ca09856c4adecb709d5fac33addf1c47e193da075b125b6c364115771390a5461e217
            mrConfigId 0*48
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 2e3843265f8ecdd4e2282694747f6f2f111605c33f2a8882f5734ee6f3a6ce63d8f34aeef06093dcda76fa5f9d33d8d6
            rtmr1 a1b79d76021970f57c45c4a7c395f780bab37011a4df27fe44e8559bd1abb4d6e52f12f866d1d08405448eb797a5970f
            rtmr2 1e31b59d605df7ee8160cf7966be9bafa6d0e1905de7e09695a24cd9748e71a603a51fae1297619fa0c30517addbcd07
            rtmr3 0f787c3877f3e95095d5a4d13dd0fe0233803b30120d8469866719dc28f519ce021fe1e53459121e7a5a4443147185a8
            reportData 12340000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            QE mrEnclave e5a3a7b5d830c2953b98534c6c59a3a34fdc34e933f7f5898f0a85cf08846bca mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 6 cpuSvn 0404191b04ff00060000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0xba81573b2aff1b22e4df2ec41a18e65e80419d43 valid 2025-09-16T02:28:15Z..2032-09-16T02:28:15Z
            fmspc 90c06f000000 pceid 0000 ppid 897d3eb76ea887b783f9ad3d0771034b cpusvn 04040202040100050000000000000000 pcesvn 13 sgxType 1 platformInstanceId af3b9e752ee6e3f88eb745536ae57b0d conf(dyn,cached,smt) T/T/T
            """;

    static final String TDX_LITE_ATTESTATION = """
            core_sha256 1d0342e36191193bbb7819fdca105986b4a2b0b1985fd4f5ef9ce3fda1ef60a8
            version 4 tee 0x81 header qeSvn 0 pceSvn 0 userData 1026ff2bbebac59cc1ef911279d9481b00000000
            teeTcbSvn 0c010400000000000000000000000000
            mrSeam d0d80c085166ba78ccc69af268e5753cf0f3394523cb4ff7c50b08d9265c82489c099c377be6a400e4d2b57da924012c
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e702060000000000
            mrTd fd685522ce791dfef67414614eb07d03fc07a32c5a66f36288b329dab92b724b1564c73d436ffb9ea84488c51ac5a1c5
            mrConfigId 0186b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9000000000000000000000000000000
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 f8438db36b96f85d8752ff7f24a89ec05c79ec9eda2ba732c897fb970ca429365b7471b1c054cb84f17b1c2b23ba6640
            rtmr1 2023546e7f3b9d1228e274f70c44d481162540f8452544520a796a52f06879709b81a824a26792a7822327504b0d2aee
            rtmr2 4c1b739ed451a637b0f82642e48a5ea83925d23633c72e7385c8e9aca4175e133ed1625b7d92eb39edf509c27ff392dc
            rtmr3 6f24c170d0fd63fc2b1b53202eea47b013978437fa6982cf5e0438ff95c208994aaa0f4ebab2e3a66824b5b56869137e
            reportData 646970313a3a736563703235366b31632d706b3a41353570576d74654a494a4f6a385f7049372d707a654478793147327131384744763838484e526442586b51
            QE mrEnclave e5a3a7b5d830c2953b98534c6c59a3a34fdc34e933f7f5898f0a85cf08846bca mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 6 cpuSvn 0404191b04ff00060000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0x56969cc0bbe5d6619a50f93c282b8f000dc68854 valid 2026-04-15T00:50:58Z..2033-04-15T00:50:58Z
            fmspc 90c06f000000 pceid 0000 ppid 40deaac75f87cf05e92fbf18224aa576 cpusvn 04040202040100050000000000000000 pcesvn 13 sgxType 1 platformInstanceId 527bf28abbd440a096eeb745e033813d conf(dyn,cached,smt) T/F/T
            """;

    static final String GUEST_AGENT_ATTESTATION = """
            core_sha256 0c699dd4533f61dfee821634cf1bcd00f06b4dbaab720c5d6174341d90f76b92
            version 4 tee 0x81 header qeSvn 0 pceSvn 0 userData 0673844724a96002230c0e7ad95a845600000000
            teeTcbSvn 0b010400000000000000000000000000
            mrSeam 7bf063280e94fb051f5dd7b1fc59ce9aac42bb961df8d44b709c9b0ff87a7b4df648657ba6d1189589feab1d5a3c9a9d
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e702060000000000
            mrTd e53236d44a074bc78e784cdfa1a2c858a5f6b53afc1b60d8f079662314978b64241b646d8498dd767d5ea48e1e115822
            mrConfigId 01c143116fef3940e7f776bfc0919c256232ae5338a6e948c96b711e0b2383483a000000000000000000000000000000
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 6203948b7c12a0c2e14ed9b11170d7b85345870a304bb0959d6c198224ce621fe944e4623af9631cd64eeffdc0d7fa94
            rtmr1 0ea1ad399114c5909c52c8b8c073f0c4e076b691495ca7d41f88c5bba6859e3911973ec95adce1503eb43f4670a2c306
            rtmr2 1c9854088a35a1c44483d6ba5e88333cf6a7f5b5ec26713f722c80dfc2d2b337346d7fb52452eacda0a8a8fb6fd306f1
            rtmr3 f28a1490ee924e9396c2ccf2d93ad536b83cbe159a1d45024d1fd7acdcc102145efcfcd0cfa209416446c70226affadf
            reportData 0*64
            QE mrEnclave e5a3a7b5d830c2953b98534c6c59a3a34fdc34e933f7f5898f0a85cf08846bca mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 6 cpuSvn 0404191b04ff00060000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0xa7e71c8d49688b691160ed8b442e13cc1be65fe1 valid 2026-01-09T14:13:48Z..2033-01-09T14:13:48Z
            fmspc b0c06f000000 pceid 0000 ppid 80d4a149124353c7a2bb76551603f31b cpusvn 04040202040100050000000000000000 pcesvn 11 sgxType 1 platformInstanceId ab5c83fc084d0672321a3d7861981ae3 conf(dyn,cached,smt) T/T/T
            """;

    static final String SGX_V3_00A067110000 = """
            core_sha256 f8b81014b6e443609746822194910f5dc1c92c322fa0584298d1e33e505ca3b5
            version 3 tee 0x0 header qeSvn 10 pceSvn 15 userData 3987622ee6968a54977c8626ef47123500000000
            cpuSvn 0b0b1a18ffff04000000000000000000
            misc 0
            attr 0500000000000000e700000000000000
            mrEnclave 33d8736db756ed4997e04ba358d27833188f1932ff7b1d156904d3f560452fbb
            mrSigner 815f42f11cf64430c30bab7816ba596a1da0130c3b028b673133a66cf9a3e0e6
            isvProdId 0
            isvSvn 0
            reportData 48656c6c6f2c20776f726c6421000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            QE mrEnclave 96b347a64e5a045e27369c26e6dcda51fd7c850e9b3a3a79e718f43261dee1e4 mrSigner 8c4f5775d796503e.. attr 1500000000000000e700000000000000 misc 0 prod 1 svn 10 cpuSvn 0b0b1a18ffff04000000000000000000
            PCK issuer "Intel SGX PCK Processor CA" serial 0x81b77732b761e98eb9b963a4abd1e5b9bf5dd8d6 valid 2023-09-20T21:53:43Z..2030-09-20T21:53:43Z
            fmspc 00a067110000 pceid 0000 ppid d04ec06d4e6d92dc90d0ad3cf5ee2ddf cpusvn 0b0b0202ff0100000000000000000000 pcesvn 13 sgxType 0 platformInstanceId - conf(dyn,cached,smt) -
            """;

    static final String TDX_V5_90C06F000000_NO_LEVEL = """
            core_sha256 4c453ea417a7863ed67c215fe4735d91e26f359c760e5984a277866d8d5758e9
            version 5 tee 0x81 bodyType 3 header qeSvn 0 pceSvn 0 userData dd130a3f3a9e91528dafeb58cc82c33b00000000
            teeTcbSvn 07010300000000000000000000000000
            mrSeam 49b66faa451d19ebbdbe89371b8daf2b65aa3984ec90110343e9e2eec116af08850fa20e3b1aa9a874d77a65380ee7e6
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e718060000000000
            mrTd 273828c46252fcbdd8ad2dd907130222b03466d52a2911d70c1a5950895d6bd1ae451d382d5a9b1b4c0ed0e5ae9a3dbd
            mrConfigId 0*48
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 0*48
            rtmr1 0*48
            rtmr2 0*48
            rtmr3 0*48
            reportData d2142b643598eb5fae2bc8529dd79a558b29f868ccbb6531cb28dab9dce477280000000000000000000000000000000000000000000000000000000000000000
            teeTcbSvn2 0d010300000000000000000000000000
            mrServiceTd 0*48
            QE mrEnclave b7ae9ab69e76f7794a56b0db1915281d435d488c91d406ed33a7939caf8730f8 mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 7 cpuSvn 0303191b04ff00030000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0xe825941783e2cdb6a42d95a56f871957855b0edd valid 2026-01-23T18:09:41Z..2033-01-23T18:09:41Z
            fmspc 90c06f000000 pceid 0000 ppid 66498c9263c04ed2f0657c530ac2b0cb cpusvn 03030202040100030000000000000000 pcesvn 13 sgxType 1 platformInstanceId af8de677b5f3d6d0c3a71b288bfdda89 conf(dyn,cached,smt) T/F/T
            """;

    static final String TDX_V5_90C06F000000 = """
            core_sha256 cf77a6e91e48291d5d338c5f3b5d0674225a4d13e7d83ff5e537a4914bf22e1d
            version 5 tee 0x81 bodyType 3 header qeSvn 0 pceSvn 0 userData ba103c0e5dffa40351f9d5dd559888eb00000000
            teeTcbSvn 0b010400000000000000000000000000
            mrSeam 7bf063280e94fb051f5dd7b1fc59ce9aac42bb961df8d44b709c9b0ff87a7b4df648657ba6d1189589feab1d5a3c9a9d
            mrSignerSeam 0*48
            seamAttr 0*8
            tdAttr 0000001000000000
            xfam e702060000000000
            mrTd 7348651a34b2d2d3462822e3a750ec6110125f36757c78480bbfc69cc0d21fb001a1ced3ee19747dda8f750c3bc8f876
            mrConfigId 0*48
            mrOwner 0*48
            mrOwnerConfig 0*48
            rtmr0 5c8daf76063a71ac8fcef4067564661fc682ed7944c7a5d21dbbced02f61ceff4ba0678c6aef3bdae8cbc614cec24619
            rtmr1 463acaace1b6e97c76e92e41fe312aa66f3fd4dad60ec7acf169859db0343e3d1e591646795cdc80fbc0ca5f7041d253
            rtmr2 6369b9c9a3b791ebcbdc5a0bb9536cfb57f50df2b393b33c8b29616d3568baa61f4b59dc6092e31ea8764bcbdfc69f20
            rtmr3 0*48
            reportData 945eaacf5abc1f719d8666a942fda03d1edcb4490277396093dc5a5289ab9f1e094aed63060cd4a4933a4dd537ed1255c9c79ecb3ed82cd1b486233e31c25c3a
            teeTcbSvn2 0d010400000000000000000000000000
            mrServiceTd 0*48
            QE mrEnclave b7ae9ab69e76f7794a56b0db1915281d435d488c91d406ed33a7939caf8730f8 mrSigner dc9e2a7c6f948f17.. attr 1500000000000000e700000000000000 misc 0 prod 2 svn 7 cpuSvn 0404191b04ff00060000000000000000
            PCK issuer "Intel SGX PCK Platform CA" serial 0x281450cd833a6cf298ea01209af1400091fb756b valid 2026-01-27T14:36:27Z..2033-01-27T14:36:27Z
            fmspc 90c06f000000 pceid 0000 ppid 2734b654f553596897eaadfb5667a954 cpusvn 04040202040100050000000000000000 pcesvn 13 sgxType 1 platformInstanceId 056d0350250988808a9d09103f3e54d5 conf(dyn,cached,smt) T/T/T
            """;

    private GoldenQuotes() {}

    static String print(AuthenticQuote authentic) {
        Quote quote = authentic.quote();
        return "core_sha256 " + Digest.SHA_256.of(quote.core()) + "\n" + header(quote.header())
                + body(quote.body())
                + enclave(quote.authentication().qeReport()) + pck(authentic.chain());
    }

    private static String header(QuoteHeader header) {
        // Of the kinds of body that version 5 names, the golden quotes have the third.
        return "version " + header.version() + " tee 0x" + Long.toHexString(header.teeType())
                + (header.version() == 5 ? " bodyType 3" : "") + " header qeSvn "
                + header.qeSvn() + " pceSvn " + header.pceSvn() + " userData " + header.userData() + "\n";
    }

    private static String body(QuoteBody body) {
        return switch (body) {
            case TdReport report -> report(report);
            case EnclaveReport report ->
                "cpuSvn " + report.cpuSvn() + "\nmisc 0\nattr " + report.attributes() + "\nmrEnclave "
                        + report.mrEnclave() + "\nmrSigner " + report.mrSigner() + "\nisvProdId "
                        + report.isvProdId() + "\nisvSvn " + report.isvSvn() + "\nreportData "
                        + shown(report.reportData()) + "\n";
        };
    }

    private static String report(TdReport report) {
        return "teeTcbSvn " + report.teeTcbSvn()
                + "\nmrSeam " + shown(report.mrSeam())
                + "\nmrSignerSeam " + shown(report.mrSignerSeam())
                + "\nseamAttr " + shown(report.seamAttributes())
                + "\ntdAttr "
                + String.format("%016x", Long.reverseBytes(report.attributes().bits()))
                + "\nxfam " + shown(report.xfam())
                + "\nmrTd " + shown(report.mrTd())
                + "\nmrConfigId " + shown(report.mrConfigId())
                + "\nmrOwner " + shown(report.mrOwner())
                + "\nmrOwnerConfig " + shown(report.mrOwnerConfig())
                + "\nrtmr0 " + shown(report.rtmrs().get(0))
                + "\nrtmr1 " + shown(report.rtmrs().get(1))
                + "\nrtmr2 " + shown(report.rtmrs().get(2))
                + "\nrtmr3 " + shown(report.rtmrs().get(3))
                + "\nreportData " + shown(report.reportData()) + "\n"
                + report.teeTcbSvn2().map(svn -> "teeTcbSvn2 " + svn + "\n").orElse("")
                + report.mrServiceTd()
                        .map(hash -> "mrServiceTd " + shown(hash) + "\n")
                        .orElse("");
    }

    private static String enclave(EnclaveReport qe) {
        return "QE mrEnclave " + qe.mrEnclave() + " mrSigner "
                + qe.mrSigner().toHex().substring(0, 16) + ".. attr " + qe.attributes() + " misc "
                + (qe.miscSelect().isZero() ? "0" : qe.miscSelect()) + " prod " + qe.isvProdId() + " svn " + qe.isvSvn()
                + " cpuSvn " + qe.cpuSvn() + "\n";
    }

    private static String pck(PckChain chain) {
        PckExtension platform = chain.platform();
        String configuration = platform.configuration()
                .map(set -> flag(set.dynamicPlatform()) + "/" + flag(set.cachedKeys()) + "/" + flag(set.smtEnabled()))
                .orElse("-");
        return "PCK issuer \"" + chain.pck().issuer().commonName().orElseThrow() + "\" serial 0x"
                + chain.pck().serialNumber().toString(16) + " valid "
                + chain.pck().notBefore() + ".."
                + chain.pck().notAfter() + "\nfmspc " + platform.fmspc() + " pceid " + platform.pceId() + " ppid "
                + platform.ppid() + " cpusvn " + platform.cpuSvn() + " pcesvn " + platform.pceSvn() + " sgxType "
                + platform.sgxType() + " platformInstanceId "
                + platform.platformInstanceId().map(Bytes::toHex).orElse("-") + " conf(dyn,cached,smt) " + configuration
                + "\n";
    }

    private static String flag(boolean set) {
        return set ? "T" : "F";
    }

    private static String shown(Bytes value) {
        return value.isZero() ? "0*" + value.size() : value.toHex();
    }
}
