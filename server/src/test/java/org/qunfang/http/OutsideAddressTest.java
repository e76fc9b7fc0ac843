package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.settings.Network;

class OutsideAddressTest {
    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.63.255.255", "198.17.0.1", "223.255.255.254", "2400:3200::1"})
    void addressesOfTheInternetAreRead(String text) {
        assertThat(OutsideAddress.isPublic(address(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "fc00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001::1"
            })
    void addressesOfThisMachineAndOfPrivateNetworksAreNot(String text) {
        assertThat(OutsideAddress.isPublic(address(text))).isFalse();
    }

    @Test
    void anOperatorMayNameAPrivateNetwork() {
        List<Network> allowed = List.of(Network.parse("10.8.0.0/16"));

        assertThat(OutsideAddress.mayReach(address("10.8.3.4"), allowed)).isTrue();
        assertThat(OutsideAddress.mayReach(address("10.9.3.4"), allowed)).isFalse();
    }
}
