package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Localized;

/** What the catalogue and the sample phrases alone make of words, before there is any labelled report. */
class SuggestionStarterTest {
    /** Written for this test after the phrases, in the way people write reports; none of them is a phrase. */
    private static final List<SuggestionExample> MESSAGES = List.of(
            of("landslide", "您好，我住在山脚下，最近连续几天大雨，后面山坡上的泥土开始往下掉，今天早上发现有一条二十多米长的裂缝，担心会滑坡"),
            of("landslide", "山坡滑下来了，把上山的路全埋了，旁边还有几户人家没搬走"),
            of(
                    "landslide",
                    "There is fresh cracking at the top of the hillside and part of the slope has slipped down towards the kindergarten"),
            of("landfill-slope", "我们宿舍后面的渣土受纳场越堆越高，坡面已经裂了，还渗水，工友都很害怕"),
            of("landfill-slope", "填埋场的坡今天又往下沉了一点，坡脚有泥水流出来"),
            of(
                    "landfill-slope",
                    "The landfill next to the industrial park is cracking along the slope and water is oozing out at the bottom"),
            of("spoil-heap", "昨天夜里几辆泥头车把一车车渣土倒在我们村口的空地上，今天已经堆成小山"),
            of("spoil-heap", "河边有人倾倒建筑垃圾，砖头和水泥块堆了一大片"),
            of(
                    "spoil-heap",
                    "Lorries dump soil and rubble beside the stream every night, the pile is already three metres high"),
            of("rockfall", "开车经过隧道口的时候有石头从山上滚下来，砸在路面上"),
            of("rockfall", "Big rocks dropped from the cliff above the coastal road this morning"),
            of("retaining-wall", "小区后面的挡土墙裂了好长一条缝，中间鼓了出来，下面就是停车位"),
            of("retaining-wall", "The retaining wall along our path has started to bulge and lean"),
            of("road-collapse", "公司门口的马路昨天下午塌下去一块，洞里面看得到水管，来往车辆很多"),
            of("road-collapse", "人行道突然陷下去了，我奶奶差点摔进坑里"),
            of("road-collapse", "A sinkhole has opened on the road outside the metro station, about two metres wide"),
            of("building-crack", "我租的房子墙体开裂，裂缝越来越大，楼也有点歪，房东不管"),
            of("building-crack", "教学楼三楼的天花板和梁都裂了，水泥块掉到课桌上"),
            of("building-crack", "Our apartment block is leaning and there are wide cracks in the walls"),
            of("construction-site", "旁边工地的塔吊每天从我们小区上空吊钢筋，太危险了"),
            of("construction-site", "工地的围挡被风吹倒了，里面的基坑很深，小孩放学都从这里经过"),
            of(
                    "construction-site",
                    "Scaffolding at the building site on our street is coming loose and swings over the pavement"),
            of("flooding", "下了一个小时的雨，我们这条街又淹了，水已经进到一楼的店里"),
            of("flooding", "地下车库正在进水，好多车都泡了"),
            of("flooding", "The underpass is flooded and a bus is stuck in the water"),
            of("gas-smell", "我家楼道里有一股煤气味，越来越浓，不敢开灯"),
            of("gas-smell", "路边施工好像挖破了天然气管道，一直嘶嘶地响"),
            of("gas-smell", "I smell gas on the ground floor of our building and can hear hissing from the pipe"),
            of("chemical-leak", "附近化工厂飘过来很刺鼻的味道，家里老人咳嗽头晕"),
            of("chemical-leak", "高速上一辆槽罐车侧翻，有液体漏出来还冒白烟"),
            of(
                    "chemical-leak",
                    "A truck with chemical drums overturned and something is leaking with a strong acrid smell"),
            of("fire-risk", "楼下住户把电动车推到楼梯间充电，电线拉得到处都是"),
            of("fire-risk", "小区的消防通道天天被车堵死，真着火了消防车进不来"),
            of("fire-risk", "The emergency exit of the mall is chained and boxes are stacked in the stairwell"),
            of("other", "我们小区门口的路灯坏了半个月了，没人来修"),
            of("other", "楼下酒吧每天放音乐到凌晨两点，根本没法睡觉"),
            of("other", "公司拖欠我们两个月工资"),
            of("other", "The bus was forty minutes late again today"),
            of("other", "Please collect the rubbish on our street, the bins are overflowing"));

    private static SuggestionModel model;

    private static SuggestionExample of(String code, String text) {
        return new SuggestionExample(text, code);
    }

    @BeforeAll
    static void train() throws IOException {
        model = SuggestionCatalogue.of(sampleCategories(), true).train();
    }

    /** As the sample city has them. */
    static List<Category> sampleCategories() throws IOException {
        try (InputStream in = SuggestionStarterTest.class.getResourceAsStream("/sample/categories.json")) {
            JsonArray all =
                    new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getJsonArray("categories");
            return IntStream.range(0, all.size())
                    .mapToObj(all::getJsonObject)
                    .map(SuggestionStarterTest::category)
                    .toList();
        }
    }

    private static Category category(JsonObject json) {
        return new Category(
                SmallCity.id(json.getString("code")),
                json.getString("code"),
                localized(json.getJsonObject("name")),
                json.getString("parent") == null ? null : SmallCity.id(json.getString("parent")),
                null,
                json.containsKey("description") ? localized(json.getJsonObject("description")) : null,
                json.getBoolean("reportable"),
                false,
                null,
                null,
                false,
                0,
                0,
                SurgeRule.USUAL,
                null,
                json.getJsonArray("questions", new JsonArray()),
                1,
                0);
    }

    private static Localized localized(JsonObject json) {
        return Localized.of(json.getString("zh-CN"), json.getString("en"));
    }

    @Test
    void itGuessesNineInTenOfTheMessagesRight() {
        assertThat(MESSAGES.stream().filter(each -> best(each.text()).equals(each.label())))
                .hasSizeGreaterThanOrEqualTo(36);
    }

    @Test
    void itSpeaksOnMostAndIsRightThen() {
        List<SuggestionExample> spoken = MESSAGES.stream()
                .filter(each -> !model.worthSaying(each.text()).isEmpty())
                .toList();

        assertThat(spoken).hasSizeGreaterThanOrEqualTo(31);
        assertThat(spoken.stream().filter(each -> best(each.text()).equals(each.label())))
                .hasSizeGreaterThanOrEqualTo(spoken.size() - 1);
    }

    private static String best(String text) {
        return model.labels().get(SuggestionCalibration.best(model.confidences(text)));
    }

    @Test
    void everyPhraseBelongsToACategoryThatResidentsChoose() throws IOException {
        Set<String> codes = sampleCategories().stream()
                .filter(Category::reportable)
                .map(Category::code)
                .collect(Collectors.toSet());

        assertThat(SuggestionCatalogue.samplePhrases())
                .extracting(SuggestionExample::label)
                .containsOnlyElementsOf(codes);
        assertThat(codes).isEqualTo(Set.copyOf(model.labels()));
        assertThat(SuggestionCatalogue.samplePhrases())
                .extracting(SuggestionExample::text)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCategoryWithoutPhrasesIsLearntFromItsName() throws IOException {
        List<Category> more = new ArrayList<>(sampleCategories());
        more.add(category(new JsonObject()
                .put("code", "bee-nest")
                .put("name", new JsonObject().put("zh-CN", "马蜂窝").put("en", "Wasp nest"))
                .put("reportable", true)));

        assertThat(SuggestionCatalogue.of(more, true).train().confidences("树上有马蜂窝"))
                .satisfies(confidences -> assertThat(
                                SuggestionCatalogue.of(more, true).codes().get(SuggestionCalibration.best(confidences)))
                        .isEqualTo("bee-nest"));
    }
}
