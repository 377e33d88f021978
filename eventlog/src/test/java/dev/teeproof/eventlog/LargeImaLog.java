package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.io.InputStream;

/** Replays an IMA log of the size that the first argument says, which is made as it is read. A process of its own. */
final class LargeImaLog {

    /** {@code boot_aggregate} of an empty file, template {@code ima-ng}. */
    static final Bytes RECORD = Bytes.hex(
            "0a0000008337fb6f795e193a07c9d0bb44cccba14ae54cb506000000696d612d6e673f000000280000007368613235363a00e3b0c44298fc1c149a"
                    + "fbf4c8996fb92427ae41e4649b934ca495991b7852b8550f000000626f6f745f61676772656761746500");

    private LargeImaLog() {}

    public static void main(String[] args) throws Exception {
        long records = Long.parseLong(args[0]) / RECORD.size();
        Replay replay = LogStream.of(repeated(records), LogFormat.IMA, ReadOptions.STRICT)
                .replay(Replay.start());
        System.out.println(replay.records() + " "
                + replay.value(new Pcr(10), HashAlgorithm.SHA1).orElseThrow());
    }

    /** What a register holds after that many extensions with the record's template hash. */
    static Bytes expected(long records) {
        Bytes digest = RECORD.slice(4, 24);
        byte[] register = new byte[20];
        var hasher = Digest.SHA_1.hasher();
        for (long i = 0; i < records; i++) {
            hasher.extend(register, digest);
        }
        return Bytes.copyOf(register);
    }

    private static InputStream repeated(long records) {
        byte[] record = RECORD.toArray();
        return new InputStream() {
            private final long size = records * record.length;
            private long at;

            @Override
            public int read() {
                return at == size ? -1 : record[(int) (at++ % record.length)] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) {
                if (at == size) {
                    return -1;
                }
                int within = (int) (at % record.length);
                int count = (int) Math.min(Math.min(most, record.length - within), size - at);
                System.arraycopy(record, within, into, from, count);
                at += count;
                return count;
            }
        };
    }
}
