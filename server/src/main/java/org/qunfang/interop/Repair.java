package org.qunfang.interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.qunfang.problem.Localized;

/**
 * What was not as the standard has it and was taken all the same, or what is worth knowing of an accepted message.
 *
 * @param path of the element, such as {@code /alert/info[1]}
 */
record Repair(Kind kind, String path) {

    enum Kind {
        ENVELOPE("从外层信封中取出", "taken out of its envelope"),
        ELEMENT_ORDER("元素顺序不合标准", "the elements are not in the standard's order"),
        UNKNOWN_ELEMENT("标准中没有的元素，已略过", "an element that the standard does not have, passed over"),
        EMPTY_ELEMENT("空元素，已略过", "an empty element, passed over"),
        REPEATED_ELEMENT("重复的元素，以第一个为准", "an element that stands there again; the first counts"),
        MISSING_VALUE("缺少必需的值，按“未知”处理", "a required value is missing; taken as unknown"),
        UNKNOWN_VALUE("不是标准规定的取值，按“未知”处理", "none of the standard's words; taken as unknown"),
        LETTER_CASE("大小写不合标准", "upper and lower case are not as in the standard"),
        TIME_FORM("时间写法不合标准", "the time is not written as the standard has it"),
        POINT_FORM("坐标点后有多余的逗号，已略过", "a comma behind a point, passed over"),
        OPEN_RING("多边形没有闭合，已闭合", "the polygon was not closed; closed"),
        TEXT_CUT("文字过长，已截短", "the text is too long; cut"),
        BAD_REFERENCE("引用写法不对，已略过", "a reference that cannot be read, passed over"),
        UNKNOWN_REFERENCE("引用的报文本市没有收到过", "the earlier message is not known here"),
        NO_REFERENCE("更新或解除没有写明针对哪条报文", "an update or cancellation that names no earlier message"),
        UNKNOWN_GEOCODE("本市没有的区域代码，已略过", "an area code that is not known here, passed over"),
        POINT_CIRCLE("半径为零的圆，不能作为预警区域", "a circle without radius is no area to warn"),
        OVERSPILL("略超出管辖范围，超出部分不预警", "a little outside the sender's authority; nobody is warned there"),
        NO_AREA("没有可用的区域，不向任何人发送", "no usable area: it is sent to nobody"),
        NO_EXPIRY("没有写明失效时间，按发布后 24 小时计", "no expiry is given; 24 hours after it was sent");

        private final Localized text;

        Kind(String zhCn, String en) {
            this.text = Localized.of(zhCn, en);
        }

        /** As the contract and the table write it, such as {@code element-order}. */
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    JsonObject toJson() {
        return new JsonObject().put("code", kind.code()).put("path", path).put("text", kind.text.toJson());
    }

    /** As the table keeps them: the words may change, the code stays. */
    static JsonArray stored(List<Repair> repairs) {
        JsonArray array = new JsonArray();
        repairs.forEach(
                each -> array.add(new JsonObject().put("code", each.kind.code()).put("path", each.path)));
        return array;
    }

    static List<Repair> fromStored(JsonArray array) {
        List<Repair> repairs = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonObject each = array.getJsonObject(i);
            repairs.add(new Repair(Kind.of(each.getString("code")), each.getString("path")));
        }
        return repairs;
    }
}
