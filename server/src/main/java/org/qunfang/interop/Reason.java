package org.qunfang.interop;

import java.util.Locale;
import org.qunfang.problem.Localized;

/** Why a message from elsewhere is refused. Closed: whoever reads a refusal finds its cause in this list. */
enum Reason {
    TOO_LARGE("超过 2 MB。", "It is larger than 2 MB."),
    NOT_XML("不是格式良好的 XML。", "It is not well-formed XML."),
    DOCTYPE("含有 DOCTYPE 声明，可能夹带外部内容，一律不收。", "It has a DOCTYPE, which could bring in other content; none is taken."),
    FEED("这是订阅源，不是单条 CAP 报文。", "It is a feed, not a single CAP message."),
    NOT_AN_ALERT("其中没有 CAP 报文。", "There is no CAP message in it."),
    SEVERAL_ALERTS("其中有多条 CAP 报文，请逐条导入。", "There are several CAP messages in it; import them one by one."),
    UNSUPPORTED_VERSION("CAP 1.0 已停用，只接受 1.1 和 1.2。", "CAP 1.0 is out of use; 1.1 and 1.2 are taken."),
    WRONG_NAMESPACE("命名空间不是 CAP 1.1 或 1.2 的。", "Its namespace is not that of CAP 1.1 or 1.2."),
    MISSING_ELEMENT("缺少必需的元素。", "A required element is missing."),
    TOO_LONG("内容过长。", "It is too long."),
    UNKNOWN_WORD("不是标准规定的取值。", "It is none of the words of the standard."),
    BAD_TIME("不是带时区的有效时间。", "It is not a valid time with its offset."),
    BAD_POLYGON("多边形须为至少四个“纬度,经度”点。", "A polygon is at least four points of latitude,longitude."),
    SWAPPED_COORDINATES("经纬度似乎写反了：CAP 先纬度后经度。", "The order looks swapped: CAP puts latitude first."),
    BAD_CIRCLE("圆须写作“纬度,经度 半径（公里）”。", "A circle is latitude,longitude and a radius in kilometres."),
    TOO_MANY_INFOS("语言段落（info）超过 50 个。", "It has more than 50 info elements."),
    TOO_MANY_POLYGONS("多边形和圆超过 1000 个。", "It has more than 1,000 polygons and circles."),
    TOO_MANY_POINTS("坐标点超过 50000 个。", "It has more than 50,000 points."),
    TOO_MANY_REFERENCES("引用的报文超过 100 条。", "It refers to more than 100 messages."),

    OWN_MESSAGE("这是本市自己发布的报文。", "It is a message of this city's own."),
    UNKNOWN_SENDER("发布方不在可信名单中。", "Its sender is not among the trusted ones."),
    INACTIVE_SENDER("发布方已停用。", "Its sender is switched off."),
    OTHER_FEED("发布方不是此订阅源的主人。", "Its sender is not the one whose feed this is."),
    SENT_IN_FUTURE("发布时间在将来。", "It says that it was sent in the future."),
    REUSED_IDENTIFIER("同一发布方已用此编号发布过其他内容。", "The same sender used this identifier for other content."),
    FOREIGN_REFERENCE("更新或解除的是其他发布方的报文。", "It updates or cancels a message of another sender."),
    FUTURE_REFERENCE("引用的报文晚于它自己。", "It refers to a message later than itself."),
    CIRCULAR_REFERENCE("引用绕回到了它自己。", "Its references lead back to itself."),
    ANTIMERIDIAN("区域跨越 180° 经线。", "Its area crosses the antimeridian."),
    SELF_CROSSING("多边形自相交。", "A polygon crosses itself."),
    TANGLED("边界过于曲折。", "Its boundary is too tangled."),
    OUTSIDE_AUTHORITY("区域超出发布方的管辖范围。", "Its area lies outside the sender's authority."),

    UNSIGNED("没有签名，而该发布方已登记密钥。", "It is not signed, and a key is registered for its sender."),
    MISPLACED_SIGNATURE(
            "签名须有且仅有一个，并直接位于 alert 之下。", "There is exactly one signature, and it stands directly in alert."),
    PARTIAL_SIGNATURE("签名没有覆盖整条报文，或覆盖了别的内容。", "The signature is not over the whole message and nothing else."),
    FORBIDDEN_ALGORITHM("签名使用了不安全或不接受的算法。", "The signature uses an algorithm that is weak or not taken."),
    WRONG_SIGNATURE(
            "签名与报文或登记的密钥不符，报文可能被改动或冒名。",
            "The signature does not match the message or the registered key: it may be altered or forged.");

    private final Localized text;

    Reason(String zhCn, String en) {
        this.text = Localized.of(zhCn, en);
    }

    /** As the contract and the table write it, such as {@code unknown-sender}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Reason of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Localized text() {
        return text;
    }
}
