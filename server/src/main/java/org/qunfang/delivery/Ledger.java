package org.qunfang.delivery;

import java.time.Instant;
import java.util.List;

/**
 * The ledger of one message, counted for each channel.
 *
 * @param progress counts are all there is only once everybody is {@link Progress#CHOSEN}
 * @param proof null while it is not known who is due
 * @param reach how many had accepted it by when, rising; from when the first was due to when the last had accepted it
 */
public record Ledger(Progress progress, List<ChannelCounts> channels, Proof proof, List<Reached> reach) {

    /**
     * @param recipients who was found due
     * @param entries of the ledger; as many, or somebody was lost
     */
    public record Proof(long recipients, long entries) {}

    /** @param accepted all together until then */
    public record Reached(Instant until, long accepted) {}

    /** Of a message that delivery does not know. */
    public static Ledger unknown() {
        return new Ledger(Progress.UNKNOWN, List.of(), null, List.of());
    }

    /** How far it is known who is due. */
    public enum Progress {
        /** No such message was handed to delivery, or not yet. */
        UNKNOWN,
        /** Recipients are being chosen: more rows may come at any moment. */
        CHOOSING,
        /** Everybody who was there is in the ledger. Devices that come later join it while the message is under way. */
        CHOSEN
    }
}
