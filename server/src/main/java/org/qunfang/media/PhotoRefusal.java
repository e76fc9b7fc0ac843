package org.qunfang.media;

import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Why a photo is refused, in words for the person who took it. */
final class PhotoRefusal {

    private PhotoRefusal() {}

    static Problem tooManyBytes(int bytes) {
        return refusal(
                        ProblemType.PHOTO_TOO_LARGE,
                        "照片文件超过 10 MB，请换一张较小的照片。",
                        "The photo's file is larger than 10 MB; please send a smaller one.")
                .with("bytes", bytes)
                .with("maxBytes", PhotoGate.MOST_BYTES);
    }

    static Problem tooManyPixels(long width, long height) {
        return refusal(
                        ProblemType.PHOTO_TOO_LARGE,
                        "照片有 " + width + " × " + height + " 像素，最多 2400 万像素。",
                        "The photo has " + width + " × " + height + " pixels; at most 24 million are accepted.")
                .with("width", width)
                .with("height", height)
                .with("maxPixels", PhotoGate.MOST_PIXELS);
    }

    static Problem unknownFormat() {
        return refusal(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "只接受 JPEG、PNG 或 WebP 照片。",
                "Only JPEG, PNG and WebP photos are accepted.");
    }

    static Problem unsupportedKind(String kind) {
        return unreadable("kind", "暂不支持这种编码的照片（" + kind + "）。", "Photos of this kind are not supported: " + kind + ".");
    }

    static Problem truncated() {
        return unreadable("truncated", "照片不完整，可能没有传完，请重新发送。", "The photo is incomplete; please send it again.");
    }

    static Problem damaged() {
        return unreadable("damaged", "照片已损坏，无法读取。", "The photo is damaged and cannot be read.");
    }

    static Problem animated() {
        return unreadable("animated", "不接受动图，请发送静态照片。", "Animations are not accepted; please send a still photo.");
    }

    static Problem foreignContent(String what) {
        return unreadable(
                "foreign-content",
                "文件里除照片外还藏有其他内容（" + what + "）。",
                "The file hides something besides the photo: " + what + ".");
    }

    private static Problem unreadable(String reason, String zhCn, String en) {
        return refusal(ProblemType.PHOTO_UNREADABLE, zhCn, en).with("reason", reason);
    }

    private static Problem refusal(ProblemType type, String zhCn, String en) {
        Localized reason = Localized.of(zhCn, en);
        return Problem.of(type, reason).error("", reason);
    }
}
