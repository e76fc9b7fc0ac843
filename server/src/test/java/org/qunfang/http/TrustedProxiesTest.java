package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qunfang.settings.Network;

class TrustedProxiesTest {
    private static final String PROXY = "10.0.0.2";
    private static final TrustedProxies PROXIES =
            new TrustedProxies(List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")));

    private static String clientOf(String socket, String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return PROXIES.client(socket, headers);
    }

    @Test
    void withoutATrustedProxyTheSocketTells() {
        assertThat(clientOf("198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(clientOf("198.51.100.7", "X-Forwarded-For", "203.0.113.9")).isEqualTo("198.51.100.7");
        assertThat(clientOf("198.51.100.7", "Forwarded", "for=203.0.113.9")).isEqualTo("198.51.100.7");
        assertThat(new TrustedProxies(List.of())
                        .client(PROXY, MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", "203.0.113.9")))
                .isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    203.0.113.9                         | 203.0.113.9
                    192.0.2.1, 203.0.113.9              | 203.0.113.9
                    192.0.2.1, 203.0.113.9, 10.9.9.9    | 203.0.113.9
                    203.0.113.9:51234                   | 203.0.113.9
                    2001:db8::9                         | 2001:db8:0:0:0:0:0:9
                    [2001:db8::9]:51234                 | 2001:db8:0:0:0:0:0:9
                    2001:db8::9, fd00::1                | 2001:db8:0:0:0:0:0:9
                    ::ffff:203.0.113.9                  | 203.0.113.9
                    203.0.113.9, , ,                    | 203.0.113.9
                    unknown, 203.0.113.9                | 203.0.113.9
                    10.0.0.7, 10.9.9.9                  | 10.0.0.7
                    """)
    void theRightmostAddressThatIsNoTrustedProxyIsTheClients(String header, String client) {
        assertThat(clientOf(PROXY, "X-Forwarded-For", header)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    for=203.0.113.9                                      | 203.0.113.9
                    for=192.0.2.1, For=203.0.113.9;proto=https           | 203.0.113.9
                    proto=https;for="203.0.113.9:51234";by=10.0.0.2      | 203.0.113.9
                    for="[2001:db8::9]:51234", for=10.9.9.9              | 2001:db8:0:0:0:0:0:9
                    for=192.0.2.1;by=", for=203.0.113.9                  | 203.0.113.9
                    """)
    void forwardedTellsTheSame(String header, String client) {
        assertThat(clientOf(PROXY, "Forwarded", header)).isEqualTo(client);
    }

    /** What stands left of it came from outside: nobody we trust has vouched for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    X-Forwarded-For | 192.0.2.1, garbage
                    X-Forwarded-For | 999.1.1.1
                    X-Forwarded-For | db.example.org
                    X-Forwarded-For | 2001:db8::9]:80
                    Forwarded       | for=192.0.2.1, for=unknown
                    Forwarded       | for=192.0.2.1, for=_hidden
                    Forwarded       | for=192.0.2.1, by=203.0.113.9
                    Forwarded       | 203.0.113.9
                    """)
    void garbageIsIgnoredWithAllThatStandsLeftOfIt(String name, String header) {
        assertThat(clientOf(PROXY, name, header)).isEqualTo(PROXY);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(clientOf(PROXY, "X-Forwarded-For", "192.0.2.1", "X-Forwarded-For", "203.0.113.9"))
                .isEqualTo("203.0.113.9");
    }

    /** A proxy that writes one of the two passes the other through as the client sent it. */
    @Test
    void twoHeadersThatDisagreeAreBothIgnored() {
        assertThat(clientOf(PROXY, "X-Forwarded-For", "192.0.2.1", "Forwarded", "for=203.0.113.9"))
                .isEqualTo(PROXY);
        assertThat(clientOf(PROXY, "X-Forwarded-For", "203.0.113.9", "Forwarded", "for=203.0.113.9"))
                .isEqualTo("203.0.113.9");
    }
}
