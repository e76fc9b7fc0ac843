package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.problem.Problem;
import org.qunfang.settings.Network;

class WebhookAddressTest {
    private final WebhookAddress addresses = new WebhookAddress(List.of(Network.parse("10.8.0.0/16")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://alerts.radio.example/cap",
                "https://alerts.radio.example:8443/cap?channel=1",
                "https://[2606:4700::1111]/",
                "https://10.8.1.2/cap",
                "http://10.8.1.2:8080/cap"
            })
    void theInternetByTlsAndWhatAnOperatorNamed(String url) {
        assertThat(addresses.checked(" " + url + "\n")).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://alerts.radio.example/cap",
                "ftp://alerts.radio.example/cap",
                "alerts.radio.example/cap",
                "https:///cap",
                "https://someone@alerts.radio.example/",
                "https://alerts.radio.example/#part",
                "https://alerts radio.example/",
                "https://localhost/cap",
                "https://cap.LOCALHOST./cap",
                "https://127.0.0.1/cap",
                "https://[::1]/cap",
                "https://[::ffff:127.0.0.1]/cap",
                "https://0.0.0.0/cap",
                "https://169.254.169.254/latest/meta-data",
                "https://10.9.1.2/cap",
                "http://10.9.1.2/cap",
                "https://192.168.1.1/cap",
                "https://[fd00::1]/cap"
            })
    void nothingElse(String url) {
        assertThatThrownBy(() -> addresses.checked(url)).isInstanceOf(Problem.class);
    }

    @Test
    void aNameThatLeadsToThisMachineIsNotConnectedTo() {
        assertThatThrownBy(() -> addresses.lookUp(URI.create("https://localhost/cap")))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("private network");
    }
}
