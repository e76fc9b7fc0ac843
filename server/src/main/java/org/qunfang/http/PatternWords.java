package org.qunfang.http;

import java.util.Optional;
import java.util.stream.Stream;
import org.qunfang.problem.Localized;

/** What a pattern of the contract asks for, in words: nobody can read a pattern, and "wrong form" helps nobody. */
enum PatternWords {
    UUID_7("-7[0-9a-fA-F]{3}-", "应为第 7 版 UUID", "Should be a UUID of version 7"),
    UUID("[0-9a-fA-F]{8}-", "应为 UUID", "Should be a UUID"),
    TIME(
            "(?!9999-12-31T",
            "应为带时区的时间，如 2026-11-23T08:15:00+08:00",
            "Should be a time with its offset, such as 2026-11-23T08:15:00+08:00"),
    DAY("[1-9][0-9]{3}-(0[1-9]|1[0-2])", "应为日期，如 2026-11-23", "Should be a day such as 2026-11-23"),
    TIME_OF_DAY("2[0-3]):[0-5][0-9]", "应为几点几分，如 08:30", "Should be a time of day such as 08:30"),
    DURATION("^P(", "应为时长，如 PT4H（4 小时）、P1D（1 天）", "Should be a duration such as PT4H or P1D"),
    EMAIL("@[^\\s@", "应为电子邮件地址，如 someone@example.org", "Should be an e-mail address such as someone@example.org"),
    PHONE(
            "^[^0-9０-９\\x00]*[0-9０-９]",
            "应为电话号码，如 +86 755 1234 5678",
            "Should be a phone number such as +86 755 1234 5678"),
    SIX_DIGITS("^[0-9]{6}", "应为 6 位数字", "Should be 6 digits"),
    RECOVERY_CODE("{5}(-[0-9A-H", "应为五组、每组五位的恢复码", "Should be a recovery code: five groups of five"),
    ADDRESS(
            "^https?://",
            "应为 http:// 或 https:// 开头的网址，不含空格",
            "Should be an address that begins with http:// or https://"),
    BOX("){3}", "应为四个用逗号隔开的度数：西,南,东,北", "Should be four degrees with commas: west,south,east,north"),
    LANGUAGE("[A-Za-z]{2,8}", "应为语言代码，如 zh-CN", "Should be the code of a language, such as zh-CN"),
    SEEN("(?=[\\s\\x00", "不能只有空白", "May not be blank"),
    BEGINS_SEEN("^[^\\s", "不能以空白开头", "May not begin with a blank"),
    WITHOUT_NUL("^[^\\x00]", "不能含有空字符（U+0000）", "May not contain the character U+0000"),
    SIGNS("^[\\x21-\\x7E]", "只能用英文字母、数字和符号，不含空格", "Takes only English letters, digits and signs, no blanks"),
    XML_NAME("[.]xml", "应为以 .xml 结尾的文件名", "Should be a file name that ends with .xml"),
    PICTURE_NAME("[.](svg", "应为图片的文件名", "Should be the file name of a picture"),
    PEM(
            "-----BEGIN",
            "应为 PEM 格式的证书或公钥（-----BEGIN … -----END …）",
            "Should be a certificate or public key in PEM (-----BEGIN … -----END …)"),
    FINGERPRINT("^[0-9a-f]{64}", "应为 64 位十六进制数字（小写）", "Should be 64 hexadecimal digits in lower case"),
    BASE_32("^[A-Z2-7]", "只能用大写字母和 2 至 7", "Takes only capital letters and 2 to 7"),
    LOWER_WITH_DIGITS("^[a-z0-9]", "只能用小写字母、数字和横线", "Takes only lower-case letters, digits and dashes"),
    LOWER("^[a-z]", "只能用小写字母、数字、点和横线，以字母开头", "Takes only lower-case letters, digits, dots and dashes, a letter first"),
    LETTERS(
            "^[0-9A-Za-z][",
            "只能用英文字母、数字、点和横线，以字母或数字开头",
            "Takes only English letters, digits, dots and dashes, a letter or digit first"),
    ANY_LETTERS("^[0-9A-Za-z", "只能用英文字母、数字、点和横线", "Takes only English letters, digits, dots and dashes"),
    ANY_SIGNS("^[A-Za-z0-9", "只能用英文字母、数字、点和横线", "Takes only English letters, digits, dots and dashes"),
    VISIBLE("\\S", "不能只有空白", "May not be blank");

    private final String mark;
    private final Localized words;

    PatternWords(String mark, String zhCn, String en) {
        this.mark = mark;
        this.words = Localized.of(zhCn, en);
    }

    /** The first that fits: the more special ones come first. */
    static Optional<Localized> of(String pattern) {
        return Stream.of(values())
                .filter(each -> pattern.contains(each.mark))
                .findFirst()
                .map(each -> each.words);
    }
}
