package org.qunfang.delivery;

import java.util.Map;

/** How many devices an audience has, in all, by channel and by language. */
public record AudienceCount(
        int devices, Map<String, Integer> channelToDevices, Map<String, Integer> languageToDevices) {

    public static final AudienceCount NOBODY = new AudienceCount(0, Map.of(), Map.of());
}
