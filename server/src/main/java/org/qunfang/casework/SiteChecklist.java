package org.qunfang.casework;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Category;

/**
 * What an inspection of a site looks at: what every site is asked, then what its kind of hazard asks for. Each question is
 * put so that yes is good. Pure.
 */
final class SiteChecklist {
    private static final Map<String, Localized> EVERYWHERE = items(
            "permit-kept",
            "现场与许可的范围和用途一致",
            "What is done keeps to the permits' extent and purpose",
            "access-kept-off",
            "有围挡或警示，无关人员不能靠近",
            "Fences or signs keep people away who do not belong here",
            "operator-present",
            "运营单位有人负责并能当场说明",
            "Somebody of the operator answers for it on the spot",
            "earlier-defects-mended",
            "上次发现的问题已整改",
            "What was found last time has been mended");
    private static final Map<String, Localized> SLOPE = items(
            "no-cracks",
            "坡顶和坡面没有新裂缝",
            "No new cracks at the top or on the face",
            "no-seepage",
            "坡脚没有渗水或隆起",
            "No seepage or bulging at the foot",
            "drainage-works",
            "截排水沟完好、通畅",
            "Drains are whole and clear",
            "height-within-design",
            "堆填高度和坡度在设计之内",
            "Height and angle keep to the design",
            "compacted",
            "填土经过碾压",
            "The fill has been compacted",
            "nobody-below",
            "坡下影响范围内没有人居住或作业",
            "Nobody lives or works within its reach below",
            "movement-measured",
            "位移监测正常进行，无异常",
            "Movement is being measured and shows nothing unusual");
    private static final Map<String, Localized> BUILDING = items(
            "no-new-cracks",
            "墙体、梁柱没有新裂缝",
            "No new cracks in walls, beams or columns",
            "no-lean",
            "没有倾斜或沉降",
            "No leaning and no settling",
            "scaffold-sound",
            "脚手架、支护牢固",
            "Scaffolds and supports are sound");
    private static final Map<String, Localized> SUBSTANCES = items(
            "store-within-permit",
            "储存的种类和数量在许可之内",
            "Kinds and amounts in store keep to the permit",
            "leak-alarm-works",
            "泄漏和火灾报警正常",
            "Leak and fire alarms work",
            "no-leak",
            "没有泄漏和异味",
            "No leak and no smell",
            "way-out-clear",
            "疏散和消防通道畅通",
            "Ways out and for fire engines are clear");
    private static final Map<String, Map<String, Localized>> CATEGORY_TO_ITEMS = Map.of(
            "slope", SLOPE,
            "structures", BUILDING,
            "fire-and-gas", SUBSTANCES,
            "hazardous-materials", SUBSTANCES);

    private SiteChecklist() {}

    /** @param chain the site's category and its ancestors */
    static Map<String, Localized> of(List<Category> chain) {
        Map<String, Localized> items = new LinkedHashMap<>(EVERYWHERE);
        List<Category> general = new ArrayList<>(chain);
        java.util.Collections.reverse(general);
        general.forEach(each -> items.putAll(CATEGORY_TO_ITEMS.getOrDefault(each.code(), Map.of())));
        return items;
    }

    private static Map<String, Localized> items(String... codeZhCnEn) {
        Map<String, Localized> items = new LinkedHashMap<>();
        for (int i = 0; i < codeZhCnEn.length; i += 3) {
            items.put(codeZhCnEn[i], Localized.of(codeZhCnEn[i + 1], codeZhCnEn[i + 2]));
        }
        return items;
    }
}
