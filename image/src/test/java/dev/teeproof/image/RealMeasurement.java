package dev.teeproof.image;

import dev.teeproof.codec.Bytes;

/** The measurement document of a released dstack image, and the list of checksums that commits it. */
final class RealMeasurement {

    static final Bytes OS_IMAGE_HASH = Bytes.hex("e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db");

    static final Bytes DOCUMENT_HASH = Bytes.hex("8c9e955f0b577cc8945a891a34ccfa5b8e08bb5e5d249992603e64dd14870e3c");

    static final ChecksumFile CHECKSUMS = new ChecksumFile(Bytes.utf8(DOCUMENT_HASH + "  measurement.tdx.cbor\n"));

    static final String CMDLINE =
            "786280842b7364287a3a70d96f7e309252857beb45fb1f91314a2ea863db0adc04c8431ecbf29a966405604631a5aab8";
    static final String KERNEL =
            "ac7e632dcf5cd2a1fe5c1f41f4d9b8219570e64ed3c61038fdbf25404e6f542ffd57f276bc5076307efaf882e6d64177";
    static final String INITRD =
            "4fe4f7710134a61d7def357add6ac50bdbfeee5032a4c100375e207216ffe42a3bd5822b24e679f91501fff795b81521";
    static final String SINGLE_PASS =
            "a6f2ac9451810686a4db259fe8fa5438dc4a58bda9fd2f5b1fb0928335705500d29a15c92387416a2f52dddce99c83f8";
    static final String TWO_PASS =
            "fd685522ce791dfef67414614eb07d03fc07a32c5a66f36288b329dab92b724b1564c73d436ffb9ea84488c51ac5a1c5";
    static final String TD_HOB = "80100904000609020b021010";

    /** Its parts as the encoder wrote them, so that a test can exchange one. */
    static final String IMAGE_MEMBERS = "6e636d646c696e655f7368613338345830" + CMDLINE
            + "736b65726e656c5f61757468656e7469636f64655830" + KERNEL
            + "6d696e697472645f7368613338345830" + INITRD;

    static final String TDVF_MEMBERS = "646f766d6669707265323032353035" + "646d727464a2"
            + "6b73696e676c655f706173735830" + SINGLE_PASS
            + "6874776f5f706173735830" + TWO_PASS
            + "6674645f686f624c" + TD_HOB;

    static final String VERSION_MEMBER = "6776657273696f6e03";

    static final String HEX = "a3" + VERSION_MEMBER + "65696d616765a3" + IMAGE_MEMBERS + "6474647666a3" + TDVF_MEMBERS;

    static final Bytes DOCUMENT = Bytes.hex(HEX);

    private RealMeasurement() {}
}
