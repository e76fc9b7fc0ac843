package org.qunfang.delivery;

/**
 * A channel that this server knows.
 *
 * @param active whether anything sent through it can arrive
 */
public record ChannelState(String name, boolean active) {
    static ChannelState of(Channel channel) {
        return new ChannelState(channel.name(), !(channel instanceof ChannelOff));
    }
}
