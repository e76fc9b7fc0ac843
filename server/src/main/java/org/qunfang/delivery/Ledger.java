package org.qunfang.delivery;

import java.util.List;

/**
 * The ledger of one message, counted for each channel.
 *
 * @param progress counts are all there is only once everybody is {@link Progress#CHOSEN}
 */
public record Ledger(Progress progress, List<ChannelCounts> channels) {

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
