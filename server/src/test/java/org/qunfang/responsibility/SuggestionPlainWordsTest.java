package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People in danger write few and plain words. What the catalogue and the sample phrases make of them. */
class SuggestionPlainWordsTest {
    /** Looked at while phrases were added. */
    private static final List<SuggestionExample> LOOKED_AT = List.of(
            of("landfill-slope", "工厂后面的渣土堆裂开一条大口子，一直在往下滑，还冒泥水"),
            of("flooding", "水淹到一楼了，车都泡了"),
            of("landslide", "big crack in the hill behind school, soil falling"),
            of("landslide", "房子后面的山要塌了，土一块一块往下掉"),
            of("landslide", "后面那座山裂了，老人都说要走山"),
            of("landslide", "the hill above us is coming down please help"),
            of("landslide", "mud and trees sliding towards our houses"),
            of("landfill-slope", "填土那个大坡一直在动，下面是我们宿舍"),
            of("landfill-slope", "the big dirt mountain behind the factory has cracks and is moving"),
            of("spoil-heap", "大卡车天天往山沟里倒土，堆得吓人"),
            of("rockfall", "刚才一块石头从上面砸下来，就落在我脚边"),
            of("rockfall", "stones came down on the road right in front of my car"),
            of("retaining-wall", "坡边上那堵墙肚子鼓出来了，快倒了"),
            of("road-collapse", "门口的地突然陷了个大坑"),
            of("road-collapse", "the road just fell in, there is a huge hole"),
            of("building-crack", "楼歪了，墙上全是缝，我们不敢住"),
            of("building-crack", "our building is making noises and the walls are splitting"),
            of("construction-site", "工地上面的铁架子要掉下来了"),
            of("flooding", "家里进水了，水越来越高，我们在二楼"),
            of("flooding", "water everywhere, cannot get out of the house"),
            of("gas-smell", "屋里有煤气，头很晕"),
            of("gas-smell", "smells like gas in our house what do we do"),
            of("chemical-leak", "厂里冒黄烟，呛得喘不过气"),
            of("chemical-leak", "something leaking from a tank at the plant and it burns the eyes"),
            of("fire-risk", "楼梯口堆满东西，晚上电动车充电冒烟"),
            of("fire-risk", "wires sparking in the hallway and the exit is locked"),
            of("landslide", "昨天半夜山上轰的一声，早上起来看见半个坡不见了，泥全在路上"),
            of(
                    "landslide",
                    "trees on the hill behind grandma's place are all crooked now and there is a gap in the soil"),
            of("landslide", "坡上的土松松垮垮的，一踩就往下溜，底下有学生走"),
            of("landfill-slope", "泥头车倒出来的那座土山昨天塌了一块，压到我们食堂后墙"),
            of("landfill-slope", "landfill wall cracked and dirty water is running to the factory"),
            of("spoil-heap", "谁家装修的废砖头全扔在河堤上了"),
            of("spoil-heap", "they dumped soil in front of our gate again"),
            of("rockfall", "骑电动车回家路上被滚下来的石块吓了一跳，路上好几块"),
            of("rockfall", "cliff above the beach is dropping stones"),
            of("retaining-wall", "幼儿园后面挡土墙裂得很厉害，怕它倒下来"),
            of("retaining-wall", "wall at the bottom of the slope is bulging badly"),
            of("road-collapse", "公交车站前面地陷了，大家小心"),
            of("road-collapse", "big sinkhole on the main road"),
            of("building-crack", "出租房墙壁裂开，晚上听见咔咔响，会不会塌"),
            of("building-crack", "the roof of our school is cracking and bits fall down"),
            of("construction-site", "工地塔吊的钩子上东西掉下来，差点砸到我"),
            of("construction-site", "no fence around a deep pit at the building site near school"),
            of("flooding", "救命，水淹上来了，我们全家在屋顶"),
            of("flooding", "家门口的河快满了，怕晚上淹进来"),
            of("flooding", "car stuck in deep water under the bridge"),
            of("gas-smell", "厨房煤气漏了关不住"),
            of("gas-smell", "gas leak in apartment block"),
            of("chemical-leak", "工厂排出来的气体熏得人流眼泪"),
            of("chemical-leak", "chemical smell from the plant makes my kids cough"),
            of("fire-risk", "楼下电动车充电的地方起火花"),
            of("fire-risk", "fire exit blocked with boxes in the factory where I work"));

    /** Written before it was known what any model says to them, and never looked at for a phrase. */
    private static final List<SuggestionExample> KEPT_ASIDE = List.of(
            of("landslide", "山上的泥巴冲下来了，快到我家门口"),
            of("landslide", "山坡上的树都斜了，地上有裂口，一天比一天宽"),
            of("landslide", "ground on the hill is moving and trees are tilting"),
            of("landslide", "half the hillside slipped last night after the rain"),
            of("landfill-slope", "受纳场那边土坡开裂了，下面好多工人"),
            of("landfill-slope", "堆了几十米高的渣土在往厂房这边滑"),
            of("landfill-slope", "huge pile of construction waste soil is sliding onto the industrial park"),
            of("landfill-slope", "water coming out of the landfill and the side is bulging"),
            of("spoil-heap", "不知道谁在河边倒了一大堆建筑垃圾，水都堵了"),
            of("rockfall", "山上老是滚石头下来，路上都是"),
            of("rockfall", "rocks keep falling off the cliff near the bus stop"),
            of("retaining-wall", "挡土墙裂了，往外歪，底下停着车"),
            of("retaining-wall", "the wall holding the slope is leaning and cracking"),
            of("road-collapse", "马路塌了，有辆车掉进去了"),
            of("road-collapse", "ground is sinking in front of the shop"),
            of("building-crack", "墙裂得能伸进手，天花板往下掉东西"),
            of("building-crack", "house is tilting and cracks are getting bigger"),
            of("construction-site", "塔吊斜了，下面就是马路"),
            of("flooding", "河水涨上来了，马上要漫进村子"),
            of("flooding", "雨太大，地下室全是水，有人困在里面"),
            of("flooding", "flood water in the street up to our waist"),
            of("gas-smell", "走廊里一股煤气味，好几户都闻到了"),
            of("gas-smell", "strong gas smell and hissing sound"),
            of("chemical-leak", "化工厂漏了，味道刺鼻，眼睛疼"),
            of("chemical-leak", "truck crashed and chemicals are spilling on the road"),
            of("fire-risk", "仓库里面电线冒火花，旁边都是纸箱"),
            of("fire-risk", "people sleep above the workshop and there is no way out in a fire"));

    private static SuggestionModel model;
    private static List<SuggestionFamily> families;
    private static Map<String, String> codeToParent;

    private static SuggestionExample of(String code, String text) {
        return new SuggestionExample(text, code);
    }

    @BeforeAll
    static void train() throws IOException {
        List<Category> categories = SuggestionStarterTest.sampleCategories();
        model = SuggestionCatalogue.of(categories, true).train();
        families = SuggestionFamily.of(
                new Matrix(1, List.of(), List.of(), categories, List.of()), Set.copyOf(model.labels()));
        Map<java.util.UUID, String> idToCode = new HashMap<>();
        categories.forEach(each -> idToCode.put(each.id(), each.code()));
        codeToParent = new HashMap<>();
        categories.forEach(each -> codeToParent.put(each.code(), idToCode.get(each.parentId())));
    }

    @Test
    void whereTheKindIsNotClearItsFamilyIs() {
        assertThat(said("后面那座山裂了，老人都说要走山")).isEqualTo("slope");
    }

    @Test
    void plainWordsOfDangerAreAnswered() {
        assertThat(LOOKED_AT.stream().filter(SuggestionPlainWordsTest::isHit)).hasSizeGreaterThanOrEqualTo(47);
        assertThat(KEPT_ASIDE.stream().filter(SuggestionPlainWordsTest::isHit)).hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void hardlyAnyAnswerIsWrong() {
        assertThat(LOOKED_AT.stream().filter(each -> isWrong(each))).isEmpty();
        assertThat(KEPT_ASIDE.stream().filter(each -> isWrong(each))).hasSizeLessThanOrEqualTo(1);
    }

    private static boolean isHit(SuggestionExample example) {
        String said = said(example.text());
        return !said.isEmpty() && lineage(example.label()).contains(said);
    }

    private static boolean isWrong(SuggestionExample example) {
        String said = said(example.text());
        return !said.isEmpty() && !lineage(example.label()).contains(said);
    }

    private static Set<String> lineage(String code) {
        Set<String> lineage = new HashSet<>();
        for (String step = code; step != null; step = codeToParent.get(step)) {
            lineage.add(step);
        }
        return lineage;
    }

    /** A kind, else a family, else empty. */
    private static String said(String text) {
        return model.worthSaying(text).stream()
                .findFirst()
                .map(SuggestionModel.Guess::label)
                .or(() -> SuggestionFamily.worthSaying(model, text, families).map(SuggestionFamily.Guess::code))
                .orElse("");
    }
}
