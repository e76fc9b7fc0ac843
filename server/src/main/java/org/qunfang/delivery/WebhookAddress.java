package org.qunfang.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qunfang.http.OutsideAddress;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.settings.Network;

/** Where messages may be sent: https on the internet, and what an operator named of the private networks. */
final class WebhookAddress {
    private final List<Network> allowed;

    /** @param allowed private networks that may be reached, also without TLS */
    WebhookAddress(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * What can be seen without asking a name server.
     *
     * @throws Problem invalid at {@code /url}
     */
    String checked(String text) {
        URI uri = parsed(text.strip());
        Optional<InetAddress> literal = literal(uri);
        boolean isNamed = literal.isPresent() && allowed.stream().anyMatch(each -> each.contains(literal.get()));
        boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
        if (!isHttps && !(isNamed && "http".equalsIgnoreCase(uri.getScheme()))) {
            throw refusal("应为 https 地址。", "It is an https address.");
        }
        boolean isHere = uri.getHost().toLowerCase(Locale.ROOT).matches("(.*\\.)?localhost\\.?");
        if (isHere || literal.isPresent() && !OutsideAddress.mayReach(literal.get(), allowed)) {
            throw refusal("不能是本机或内网的地址。", "It must not lead to this machine or a private network.");
        }
        return uri.toString();
    }

    private static URI parsed(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException none) {
            // Told below, as every other address that is none.
        }
        throw refusal("应为 https 地址，不含用户名和“#”。", "It is an https address without a user's name and without #.");
    }

    private static Problem refusal(String zhCn, String en) {
        return Problem.invalid("/url", Localized.of(zhCn, en));
    }

    private static Optional<InetAddress> literal(URI uri) {
        return Network.address(uri.getHost().replaceAll("[\\[\\]]", ""));
    }

    /**
     * As {@link OutsideAddress#lookUp}; blocks.
     *
     * @throws UnknownHostException when there is none that may be reached
     */
    InetAddress lookUp(URI uri) throws UnknownHostException {
        return OutsideAddress.lookUp(uri, allowed)
                .orElseThrow(() -> new UnknownHostException(uri.getHost() + " leads into a private network"));
    }
}
